import pytest
from tests.reviews.factories import closed
@pytest.mark.django_db
def test_it():
    s=closed()
    print(s.ranking, s.draws, s.freeze)
    from haizhi.kernel import ledger
    assert not list(ledger.faults())
    from haizhi.kernel.models import Act
    for a in Act.objects.filter(kind__in=["session","turn","sheet"]): print(a.verb,a.detail)
