"""Who assesses whom in a round (互评): as the lot drew it, or everybody all others, as far as it is public.

The log names a peer's sheet by a token alone. That every station is assessed by as many as it has to be, everybody can
see; by whom, only whoever has `seats.jsonl`, which opens the tokens and is not published.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from haizhi.fairness.ceremony import seat_token
from haizhi.fairness.formats import SeatRow
from haizhi.fairness.peers import everyone_else
from haizhi.fairness.verifier.lot import Drawn
from haizhi.fairness.verifier.report import Check, Report, entry


@dataclass(slots=True)
class Peers:
    """What the log says of the peers of a round. `rules`: `all_below` and `each`; `drawn`: the lot, where it is there.

    `seats`: what opens the tokens, where it is there. By token `given` is a sheet's station as assigned, `more` that of
    one appointed later. `due` is who has to assess each station, `apart` the pairs that must not.
    """

    rules: Mapping[str, int]
    drawn: Drawn | None
    seats: Sequence[SeatRow] | None
    report: Report
    given: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)
    due: dict[str, set[str]] = field(default_factory=dict)
    apart: set[frozenset[str]] = field(default_factory=set)

    def assign(self, n: int, stations: Collection[str], detail: Mapping[str, Any]) -> None:
        """The sheets assigned to peers of the stations that take part: on each so many as have to assess it."""
        if self.given:
            self.report.fail(Check.SHEET_ADDED, entry(n), "互评安排了两次")
        self.given = self.tokens(n, detail["sheets"])
        due = self.by_lot(n, stations, detail["lot"]) if detail["lot"] else self.by_rule(n, stations, detail)
        if due is None:
            return
        self.due = {station: set() for station in stations}
        for who, whom in due.items():
            for station in whom:
                self.due[station].add(who)
        found = Counter(self.given.values())
        for station in sorted(self.due.keys() | found.keys()):
            right = len(self.due.get(station, ()))
            if found[station] != right:
                message = f"{station}安排了{found[station]}家互评，重新计算应为{right}家"
                self.report.fail(Check.PEERS, entry(n), message)

    def tokens(self, n: int, sheets: Sequence[Mapping[str, str]]) -> dict[str, str]:
        """The station on which each new sheet is, by its token; none but peers', no token twice."""
        rows = [(sheet["rater"], sheet["station"]) for sheet in sheets if sheet["part"] == "peer"]
        known = self.given.keys() | self.more.keys()
        if len(rows) != len(sheets) or len({token for token, _ in rows} - known) != len(rows):
            self.report.fail(Check.SHEET_ADDED, entry(n), "安排的不都是互评表，或有两份用同一代号")
        return dict(rows)

    def by_rule(
        self, n: int, stations: Collection[str], detail: Mapping[str, Any]
    ) -> dict[str, tuple[str, ...]] | None:
        """Of few stations each assesses all others but those in conflict."""
        if len(stations) >= self.rules["all_below"]:
            self.report.fail(Check.PEERS, entry(n), f"参评{len(stations)}家，应当抽签安排互评，却没有抽签")
            return None
        self.apart = {frozenset(pair) for pair in detail["conflicts"]}
        members = {station for pair in self.apart for station in pair}.union(stations)
        pairs = [sorted(pair) for pair in self.apart if len(pair) == 2]
        found = everyone_else(members, pairs)
        return {who: tuple(one for one in found[who] if one in stations) for who in stations}

    def by_lot(self, n: int, stations: Collection[str], lot: str) -> dict[str, tuple[str, ...]] | None:
        """As the lot drew, without those who take part no more."""
        drawn = self.drawn
        if drawn is None:
            self.report.postpone("没有可用的抽签核验包（lot文件夹），没有核对互评安排是否就是抽签结果")
            return None
        if drawn.subject != lot or drawn.n > n:
            self.report.fail(Check.PEERS, entry(n), "互评安排所依据的不是给出的这次抽签，或抽签结果在安排之后")
            return None
        record = drawn.record
        if record["purpose"] != "peers" or record["count"] != self.rules["each"]:
            self.report.fail(Check.PEERS, entry(n), f"这次抽签不是互评抽签，或不是每家评{self.rules['each']}家")
            return None
        if strangers := sorted(set(stations).difference(record["members"])):
            self.report.fail(Check.PEERS, entry(n), f"{'、'.join(strangers)}不在封存的互评名单上")
            return None
        self.apart = {frozenset(pair) for pair in record["conflicts"]}
        return {who: tuple(one for one in drawn.assesses.get(who, ()) if one in stations) for who in stations}

    def appoint(self, n: int, sheets: Sequence[Mapping[str, str]]) -> None:
        """Sheets of peers that the head appointed beside those assigned."""
        self.more |= self.tokens(n, sheets)

    def finish(self) -> None:
        """After the last act: who stands behind each token, where that can be opened."""
        if self.more:
            self.report.remark(f"另有{len(self.more)}份互评表由负责人补派，不由抽签或规则产生")
        if self.seats is None:
            if self.due:
                self.report.remark("互评表的代号由谁持有（seats.jsonl）不公开，只核对了每家有几家互评，未核对是哪几家")
            return
        opened = {
            row["seat"]: row["judge"]
            for row in self.seats
            if seat_token(bytes.fromhex(row["salt"]), row["judge"]) == row["seat"]
        }
        where = "seats.jsonl"
        if len(opened) != len(self.seats) or opened.keys() != self.given.keys() | self.more.keys():
            self.report.fail(Check.PEERS, where, "互评表的代号与互评工作站对应不上")
            return
        raters: dict[str, set[str]] = {}
        for token, station in self.given.items():
            raters.setdefault(station, set()).add(opened[token])
        for station in sorted(self.due):
            if raters.get(station, set()) != self.due[station]:
                right = "、".join(sorted(self.due[station])) or "无"
                self.report.fail(Check.PEERS, where, f"评{station}的应为{right}，与互评表的代号不符")
        for token, station in sorted(self.more.items()):
            if opened[token] == station or frozenset((opened[token], station)) in self.apart:
                self.report.fail(Check.PEERS, where, f"补派{opened[token]}评{station}，两家须避嫌")
