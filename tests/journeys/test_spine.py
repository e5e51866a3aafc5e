"""One application from the open call to the plaque, through pages alone, as each of its people meets them."""

import pytest

from tests.journeys.people import People
from tests.journeys.stages import application, decision, review

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_one_application_goes_from_the_call_to_the_plaque_through_pages_alone(people: People) -> None:
    application.call(people)
    application.registration(people)
    application.filling_in(people)
    application.endorsing(people)
    application.qualifying(people)
    review.preparing(people)
    review.recusals(people)
    review.drawing(people)
    review.hearing(people)
    decision.resolution(people)
    decision.publicity(people)
    decision.objection(people)
    decision.document(people)
    decision.plaque(people)
    decision.ledger(people)
