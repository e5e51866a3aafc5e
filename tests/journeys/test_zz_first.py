import pytest
from tests.journeys.people import People
from tests.journeys.stages import application
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_first(people: People) -> None:
    application.call(people)
    application.registration(people)
    application.filling_in(people)
    application.endorsing(people)
