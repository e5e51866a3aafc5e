import pytest
from tests.decisions import factories as f
from haizhi.kernel import ledger
@pytest.mark.django_db
def test_all():
    d=f.issued()
    assert not list(ledger.faults())
