import pytest
from django.test import RequestFactory

from haizhi.ui.requests import origin_of


@pytest.mark.parametrize(
    ("seen", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:a::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:b::9", "2001:db8:1:2::/64"),
        ("unix:", ""),
    ],
)
def test_limits_count_a_subscriber_and_not_each_of_the_addresses_it_may_take(seen: str, counted: str) -> None:
    assert origin_of(RequestFactory().get("/", REMOTE_ADDR=seen)) == counted
