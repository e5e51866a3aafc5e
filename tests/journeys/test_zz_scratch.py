import pytest
from tests.journeys.people import People
from tests.journeys.stages import application
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
def test_first(people):
    try:
        application.call(people); application.registration(people); application.filling_in(people); application.endorsing(people); application.qualifying(people)
    except Exception:
        for v in people.present:
            if v.page.url.endswith("/check/"):
                open(f"/tmp/h/jour/page-{v.who[0]}.html","w").write(v.page.content())
            v.page.screenshot(path=f"/tmp/h/jour/{v.who}.png")
            print(v.who, v.page.url)
        raise
