from datetime import date

import pytest

from haizhi.regulation.editions import edition_on
from haizhi.regulation.notices import notice_of


def test_the_2026_call_carries_what_its_notice_announces() -> None:
    call = notice_of(2026)
    assert (call.year, call.issued_on, call.paper_copies) == (2026, date(2026, 3, 16), 1)
    assert call.department.endswith("国际合作部")
    assert (call.postcode, call.phone) == ("400013", "023-63002858")
    assert call.document_number == ""
    assert call.basis == edition_on(call.issued_on).document_number


def test_a_year_without_a_notice_is_not_invented() -> None:
    with pytest.raises(KeyError):
        notice_of(2027)
