"""A round of assessment: every sheet as it was committed to, every composite and rank computed again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from haizhi.fairness.ceremony import sheet_commitment
from haizhi.fairness.composite import NotComposed, composite, places
from haizhi.fairness.tally import Indicator, InvalidSheet, check_marks, exact
from haizhi.fairness.verifier.bundle import Files
from haizhi.fairness.verifier.lot import Drawn
from haizhi.fairness.verifier.peers import Peers
from haizhi.fairness.verifier.report import Check, Report, entry

OPENED = frozenset(
    {
        "assessment.announce",
        "assessment.assign",
        "assessment.publish",
        "assessed.strike",
        "assessed.miss",
        "assessed.decide_missing",
        "assessed.appoint_peer",
        "assessed.rate",
        "assessed.rerate",
        "assessed.publish",
        "score.submit",
        "score.return",
        "score.lock",
        "score.grant_recusal",
        "score.agree",
        "score.reopen",
        "score.open",
        "score.correct",
        "score.set_aside",
    }
)
"""The acts of a round, of its stations and of their sheets whose bodies the bundle must hold."""

WITHHELD = frozenset({"score.open", "score.correct"})
"""Those of them that a published bundle leaves out of a station that a single peer assessed."""

FEWEST_PEERS = 2
"""So many peers hide each other's marks."""


@dataclass(slots=True)
class _Sheet:
    """A sheet on its way: its commitment while it is sealed, its marks in tenths once it was opened."""

    station: str
    rater: str
    part: str
    commitment: str = ""
    marks: dict[str, int] | None = None
    gone: bool = False
    missing: bool = False


@dataclass(slots=True)
class _Station:
    """A station: the decision on missing peers, its result as it stands; `out`: struck, or it did not take part."""

    decided: bool = False
    counts_as: int | None = None
    points: Fraction | None = None
    place: int = 0
    published: bool = False
    out: bool = False
    withheld: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Course:
    """Follows one round through its acts. `withheld` of a station are the entries whose bodies were left out."""

    code: str
    rules: dict[str, Any]
    report: Report
    peers: Peers
    stations: dict[str, _Station] = field(default_factory=dict)
    sheets: dict[str, _Sheet] = field(default_factory=dict)

    def know(self, rows: list[dict[str, str]]) -> None:
        """Sheets that came into being, by their subjects."""
        for row in rows:
            self.sheets[row["subject"]] = _Sheet(row["station"], row["rater"], row["part"])
            self.stations.setdefault(row["station"], _Station())

    def of(self, station: str) -> list[_Sheet]:
        """The sheets on a station."""
        return [sheet for sheet in self.sheets.values() if sheet.station == station]

    def step(self, n: int, verb: str, subject: str, detail: dict[str, Any]) -> None:
        """One act of the round, on a sheet or on a station that it has."""
        if of_sheet := _OF_SHEETS.get(verb):
            sheet = self.sheets.get(subject)
            if sheet is None or (sheet.station, sheet.rater) != (detail["station"], detail["rater"]):
                self.report.fail(Check.SHEET_ADDED, entry(n), "不是安排的评分表")
            else:
                of_sheet(self, n, sheet, detail)
        elif of_station := _OF_STATIONS.get(verb):
            station = self.stations.get(detail["station"])
            if station is None:
                self.report.fail(Check.SHEET_ADDED, entry(n), f"{detail['station']}不在参评名单上")
            else:
                of_station(self, n, station, detail)
        elif verb == "assessment.assign":
            self.peers.assign(n, [code for code, station in self.stations.items() if not station.out], detail)
            self.know(detail["sheets"])

    def withhold(self, n: int, subject: str) -> None:
        """A sheet of the round is opened in the log and not in the bundle."""
        self.stations[self.sheets[subject].station].withheld.append(n)

    def give(self, n: int, sheet: _Sheet, detail: dict[str, Any]) -> None:
        sheet.commitment = detail["commitment"]

    def take_back(self, n: int, sheet: _Sheet, detail: dict[str, Any]) -> None:
        sheet.commitment = ""

    def open_sheet(self, n: int, sheet: _Sheet, detail: dict[str, Any]) -> None:
        self.fits(n, sheet, detail, sheet.commitment)
        sheet.marks = detail["marks"]

    def fits(self, n: int, sheet: _Sheet, detail: dict[str, Any], commitment: str) -> None:
        """Whether marks are those committed to, and within their bounds."""
        salt = bytes.fromhex(detail["salt"])
        if sheet_commitment(salt, self.code, sheet.rater, sheet.station, detail["marks"]) != commitment:
            self.report.fail(Check.SHEET_ALTERED, entry(n), "开封的分数与提交时留下的指纹不符")
        indicators = [Indicator(i["code"], i["group"], i["maximum"]) for i in self.rules["indicators"]]
        try:
            check_marks(detail["marks"], indicators, self.rules["step"])
        except InvalidSheet:
            self.report.fail(Check.SHEET_INVALID, entry(n), "分数超出范围，或项目不符")

    def leave_out(self, n: int, sheet: _Sheet, detail: dict[str, Any]) -> None:
        sheet.missing = sheet.part == "peer" and sheet.marks is None
        sheet.gone = True

    def recuse(self, n: int, sheet: _Sheet, detail: dict[str, Any]) -> None:
        sheet.gone = True
        if sheet.commitment:
            self.report.fail(Check.SHEET_MISSING, entry(n), "已提交的评分表又作回避，没有开封")

    def correct(self, n: int, sheet: _Sheet, detail: dict[str, Any]) -> None:
        self.fits(n, sheet, detail, detail["commitment"])
        sheet.gone = True
        new = _Sheet(sheet.station, sheet.rater, sheet.part, detail["commitment"], detail["marks"])
        self.sheets[detail["new"]] = new

    def decide(self, n: int, station: _Station, detail: dict[str, Any]) -> None:
        station.decided, station.counts_as = True, detail["counts_as"]

    def appoint(self, n: int, station: _Station, detail: dict[str, Any]) -> None:
        self.peers.appoint(n, detail["sheets"])
        self.know(detail["sheets"])

    def drop(self, n: int, station: _Station, detail: dict[str, Any]) -> None:
        station.out = True

    def rate(self, n: int, station: _Station, detail: dict[str, Any]) -> None:
        points = as_stated(detail["exact"]) if station.withheld else self.points_of(n, detail["station"], station)
        if points is None:
            return
        passed = points * 10 >= self.rules["pass_mark"]
        if (exact(points), passed) != (detail["exact"], detail["passed"]):
            self.report.fail(Check.COMPOSITE, entry(n), f"{detail['station']}应为{exact(points)}分，与所写的不符")
        station.points, station.place = points, detail["place"]

    def points_of(self, n: int, code: str, station: _Station) -> Fraction | None:
        """The composite from what was opened so far."""
        sheets = self.of(code)
        own = [s for s in sheets if s.part == "self" and not s.gone]
        office = [s for s in sheets if s.part == "office" and not s.gone]
        peers = [sum(s.marks.values()) for s in sheets if s.part == "peer" and not s.gone and s.marks]
        absent = [s for s in sheets if s.part == "peer" and s.missing]
        if absent and not station.decided:
            self.report.fail(Check.SHEET_MISSING, entry(n), f"{code}缺互评表，没有如何计分的决定")
        if any(s.commitment for s in absent):
            self.report.fail(Check.SHEET_MISSING, entry(n), f"{code}有已提交的互评表没有开封就不予计入")
        if station.counts_as is not None:
            peers += [station.counts_as for _ in absent]
        unopened = any(s.marks is None and not s.gone for s in sheets)
        if len(own) != 1 or len(office) != 1 or unopened:
            self.report.fail(Check.SHEET_MISSING, entry(n), f"{code}的评分表不齐，或没有开封")
            return None
        totals = [sum((s.marks or {}).values()) for s in (own[0], office[0])]
        try:
            return composite(totals[0], peers, totals[1], self.rules["weights"])
        except NotComposed:
            self.report.fail(Check.SHEET_MISSING, entry(n), f"{code}没有可计入的互评表")
            return None

    def publish(self, n: int, station: _Station, detail: dict[str, Any]) -> None:
        station.published = True
        if station.points is None or exact(station.points) != detail["exact"]:
            self.report.fail(Check.COMPOSITE, entry(n), f"{detail['station']}公布的得分与出具的不符")

    def check_withheld(self, code: str, station: _Station) -> None:
        """Sheets stay closed where a single peer's marks would show, and nowhere else."""
        peers = sum(sheet.part == "peer" and not sheet.gone for sheet in self.of(code))
        if peers < FEWEST_PEERS:
            self.report.postpone(f"{code}只有一家互评，为不显示它打了多少分，评分表不公开，没有重新计算其得分")
            return
        for n in station.withheld:
            self.report.fail(Check.BODY_MISSING, entry(n), "没有这一条的正文，无法核对")

    def finish(self) -> None:
        """After the last act: every station has its result or was left out on record; ranks agree."""
        self.peers.finish()
        for code, station in sorted(self.stations.items()):
            if station.withheld:
                self.check_withheld(code, station)
        ranked = {code: s.points for code, s in self.stations.items() if s.points is not None}
        right = places(ranked)
        for code, station in sorted(self.stations.items()):
            if not station.out and not station.published:
                self.report.fail(Check.SHEET_MISSING, code, "没有公布的结果，也没有未参加或移出的记录")
            if code in right and station.place != right[code]:
                self.report.fail(Check.RANKING, code, f"名次应为第{right[code]}名，写的是第{station.place}名")
        self.report.facts |= {
            "参评工作站": len(self.stations),
            "有结果": len(ranked),
            "评分表": sum(s.marks is not None for s in self.sheets.values()),
        }


_OF_SHEETS: dict[str, Callable[[_Course, int, _Sheet, dict[str, Any]], None]] = {
    "score.submit": _Course.give,
    "score.lock": _Course.give,
    "score.agree": _Course.give,
    "score.return": _Course.take_back,
    "score.reopen": _Course.take_back,
    "score.open": _Course.open_sheet,
    "score.correct": _Course.correct,
    "score.set_aside": _Course.leave_out,
    "score.grant_recusal": _Course.recuse,
}

_OF_STATIONS: dict[str, Callable[[_Course, int, _Station, dict[str, Any]], None]] = {
    "assessed.appoint_peer": _Course.appoint,
    "assessed.strike": _Course.drop,
    "assessed.miss": _Course.drop,
    "assessed.decide_missing": _Course.decide,
    "assessed.rate": _Course.rate,
    "assessed.rerate": _Course.rate,
    "assessed.publish": _Course.publish,
}


def as_stated(exact_points: str) -> Fraction | None:
    """Points as they are written, None where that is no number."""
    try:
        return Fraction(exact_points)
    except (ValueError, ZeroDivisionError):
        return None


def check_assessment(files: Files, drawn: Drawn | None, report: Report) -> None:
    """Follow the acts of the one round in the bundle and compute its results again; `drawn` is the lot of its peers."""
    announced = [(n, b) for n, b in sorted(files.bodies.items()) if b["verb"] == "assessment.announce"]
    if len(announced) != 1:
        report.fail(Check.BODY_MISSING, "bodies.jsonl", "找不到本次评估的公布记录，或混入了另一次评估")
        return
    start, body = announced[0]
    detail = body["detail"]
    if detail["rules"]["step"] < 1:
        report.fail(Check.FREEZE_INVALID, entry(start), "打分单位须大于零")
        return
    peers = Peers(detail["rules"]["peers"], drawn, files.seats, report)
    course = _Course(detail["assessment"], detail["rules"], report, peers)
    course.know(detail["sheets"])
    known = {body["subject"], *(part["subject"] for part in detail["parts"]), *course.sheets}
    ended = False
    for header in files.headers[start + 1 :]:
        n, verb, subject = header["n"], header["verb"], header["subject"]
        if subject not in known or verb not in OPENED:
            continue
        found = files.bodies.get(n)
        if found is None and verb in WITHHELD and subject in course.sheets:
            course.withhold(n, subject)
            continue
        if found is None:
            report.fail(Check.BODY_MISSING, entry(n), "没有这一条的正文，无法核对")
            continue
        course.step(n, verb, subject, found["detail"])
        known |= course.sheets.keys()
        ended |= verb == "assessment.publish"
    if not ended:
        report.fail(Check.EVENT_ORDER, "log.jsonl", "评估结果尚未公布，或日志缺少公布的记录")
    course.finish()
