"""Calendar feeds: opened, given another address, ended. The address is a credential and never on record."""

from collections.abc import Iterator
from datetime import datetime

from haizhi.accounts.facts.feeds import digest_of
from haizhi.accounts.models import Feed
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates
from haizhi.regulation import moves
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, Refused

_CITE = measures(3)


@creates(moves.OPEN_FEED, secret=("token",))
def open_feed(*, by: Actor, at: datetime, token: str) -> Feed:
    """开通日历订阅 under an address with a `facts.feeds.new_token`.

    Raises Refused for who did not sign in or has a feed already.
    """
    if by.id is None:
        raise Refused(Finding(False, _CITE, "尚未登录", "请先登录，再开通日历订阅。"))
    if Feed.objects.filter(person_id=by.id, stage="active").exists():
        raise Refused(Finding(False, _CITE, "您已经开通日历订阅", "地址遗失的，请更换地址。"))
    return Feed(person_id=by.id, digest=digest_of(token), opened_at=at)


def _own(feed: Feed, by: Actor, at: datetime) -> Iterator[Finding]:
    yield Finding(by.id is not None and feed.person_id == by.id, _CITE, "不是您本人的日历订阅", "请由本人办理。")


@act(moves.RENEW_FEED, requires=_own, secret=("token",))
def renew_feed(feed: Feed, *, by: Actor, at: datetime, token: str) -> None:
    """更换订阅地址: under the former one nothing is read from now on."""
    feed.digest, feed.renewed_at = digest_of(token), at


@act(moves.END_FEED, requires=_own)
def end_feed(feed: Feed, *, by: Actor, at: datetime) -> None:
    """停止订阅: its address leads nowhere any more."""
    feed.digest, feed.ended_at = "", at
