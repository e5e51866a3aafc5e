"""The hearing: every sheet there and none too many, every score and the ranking computed again."""

from dataclasses import dataclass
from typing import Any

from haizhi.fairness.ceremony import indicators_of, ranking_rows, rules_of, sheet_commitment
from haizhi.fairness.formats import HEX32, AnnounceDetail, CloseDetail, Header, RankingRow, SealedDetail, SheetDetail
from haizhi.fairness.tally import InvalidSheet, Sheet, check_marks, exact, score_applicant, shown, tally
from haizhi.fairness.verifier.bundle import Files
from haizhi.fairness.verifier.draw import Ceremony
from haizhi.fairness.verifier.log import has_checkpoint
from haizhi.fairness.verifier.report import Check, Report, entry

OPENED = frozenset({"sheet.lock", "sheet.reveal", "turn.announce", "turn.mark_absent", "turn.confirm_readmit"})
"""Acts between opening and close whose bodies a bundle must hold, so that none can be left out unseen."""


def check_hearing(files: Files, ceremony: Ceremony, sizes: list[int], report: Report) -> None:
    """Follow sheets and announcements from freeze to close and repeat the tally."""
    closing: CloseDetail = files.bodies[ceremony.closed_at]["detail"]
    hearing = _Hearing(files, ceremony, report)
    hearing.check_seats()
    hearing.check_recusals(closing)
    before = len(report.failures)
    for header in files.headers:
        hearing.follow(header)
    hearing.settle()
    hearing.check_announced(sizes)
    if len(report.failures) == before:
        hearing.check_ranking(closing)
    if hearing.exposed:
        report.remark(f"有{hearing.exposed}份评分表的正文写明了评委身份，公开前应当隐去")
    report.facts["申报单位"] = len(ceremony.freeze["applicants"])
    report.facts["评委席位"] = len(ceremony.seats)
    report.facts["有效评分表"] = len(hearing.counted())


@dataclass(slots=True)
class _Locked:
    """A sheet in force; `marks` are None until the announcement opens them. `refused`: it was opened in vain."""

    seat: str
    applicant: str
    commitment: str
    marks: dict[str, int] | None = None
    refused: bool = False


class _Hearing:
    """The sheets in force, by the id of the sheet, as the log is read."""

    def __init__(self, files: Files, ceremony: Ceremony, report: Report) -> None:
        self.files, self.ceremony, self.report = files, ceremony, report
        self.freeze = ceremony.freeze
        self.indicators, self.rules = indicators_of(self.freeze), rules_of(self.freeze)
        self.sheets: dict[str, _Locked] = {}
        self.pending: tuple[int, AnnounceDetail] | None = None
        self.recusals: dict[tuple[str, str], int] = {}
        self.absent: set[str] = set()
        self.announced: dict[str, int] = {}
        self.announcements: list[int] = []
        self.exposed = 0

    def in_session(self, n: int) -> bool:
        return self.ceremony.opened_at < n < self.ceremony.closed_at

    def counted(self) -> list[Sheet]:
        """The opened sheets in force, without those of seats that were recused later."""
        return [
            Sheet(sheet.seat, sheet.applicant, sheet.marks)
            for sheet in self.sheets.values()
            if sheet.marks is not None and (sheet.seat, sheet.applicant) not in self.recusals
        ]

    def check_seats(self) -> None:
        seats = self.ceremony.seats
        if len(set(seats)) != len(seats) or len(seats) != self.freeze["size"] + self.freeze["leaders"]:
            self.report.fail(Check.SEATS, entry(self.ceremony.opened_at), "席位重复，或席位数与封存的评委人数不符")

    def check_recusals(self, closing: CloseDetail) -> None:
        signed: dict[int, str] = {}
        for row in closing["recusals"]:
            n = row["entry"]
            known = row["seat"] in self.ceremony.seats and row["applicant"] in self.freeze["applicants"]
            agreed = n < self.ceremony.closed_at and self.files.headers[n]["verb"] == "recusal.agree"
            if not known or not agreed or signed.setdefault(n, row["applicant"]) != row["applicant"]:
                self.report.fail(
                    Check.RECUSAL, entry(n), f"席位{row['seat']}对{row['applicant']}的回避没有纪检同意的记录"
                )
            self.recusals[row["seat"], row["applicant"]] = n

    def follow(self, header: Header) -> None:
        n, verb, body = header["n"], header["verb"], self.files.bodies.get(header["n"])
        if verb == "sheet.reveal":
            self.reveal(header, body)
            return
        self.settle()
        if verb == "sheet.confirm_void":
            self.void(header["subject"])
        elif verb not in OPENED:
            return
        elif body is None:
            if self.in_session(n):
                check = Check.SHEET_MISSING if verb == "sheet.lock" else Check.BODY_MISSING
                self.report.fail(check, entry(n), "会上有这一条记录，公布的文件却没有它的正文")
        elif body["detail"]["session"] == self.ceremony.subject:
            self.take(header, body)

    def take(self, header: Header, body: dict[str, Any]) -> None:
        n, verb, detail = header["n"], header["verb"], body["detail"]
        if detail["applicant"] not in self.freeze["applicants"]:
            check = Check.SHEET_ADDED if verb == "sheet.lock" else Check.ANNOUNCEMENT
            self.report.fail(check, entry(n), f"{detail['applicant']}不在封存的申报单位之列")
        elif not self.in_session(n):
            self.report.fail(Check.EVENT_ORDER, entry(n), "评分、公布或登记缺席不在开会与闭会之间")
        elif verb == "turn.mark_absent":
            self.absent.add(detail["applicant"])
        elif verb == "turn.confirm_readmit":
            self.absent.discard(detail["applicant"])
        elif verb == "sheet.lock":
            self.lock(header, detail)
            self.exposed += not HEX32.fullmatch(body["by"]) or bool(body.get("name"))
        else:
            self.announce(n, detail)

    def lock(self, header: Header, detail: SealedDetail) -> None:
        n, seat, applicant = header["n"], detail["seat"], detail["applicant"]
        if seat not in self.ceremony.seats:
            self.report.fail(Check.SHEET_ADDED, entry(n), f"席位{seat}不属于本次评审会")
        elif any((s.seat, s.applicant) == (seat, applicant) for s in self.sheets.values()):
            self.report.fail(Check.SHEET_ADDED, entry(n), f"席位{seat}对{applicant}已有一份有效评分表")
        elif applicant in self.announced:
            self.report.fail(Check.SHEET_ADDED, entry(n), f"{applicant}公布得分之后又增加评分表")
        elif self.recusals.get((seat, applicant), n) < n:
            self.report.fail(Check.RECUSAL, entry(n), f"席位{seat}应当回避{applicant}，却有评分表")
        self.sheets[header["subject"]] = _Locked(seat, applicant, detail["commitment"])

    def reveal(self, header: Header, body: dict[str, Any] | None) -> None:
        """A sheet is opened right after the announcement of its unit, as it was locked; others' sheets are not ours."""
        n, sheet = header["n"], self.sheets.get(header["subject"])
        if sheet is None:
            if body is not None and body["detail"]["session"] == self.ceremony.subject:
                self.report.fail(Check.SHEET_SWAPPED, entry(n), "开封的评分表没有锁定的记录，或已作废")
            return
        sheet.refused = sheet.marks is None
        if body is None:
            self.report.fail(Check.SHEET_MISSING, entry(n), "开封了评分表，公布的文件却没有它的正文")
            return
        detail: SheetDetail = body["detail"]
        seat, applicant, marks = detail["seat"], detail["applicant"], detail["marks"]
        commitment = sheet_commitment(bytes.fromhex(detail["salt"]), detail["session"], seat, applicant, marks)
        if self.pending is None or self.pending[1]["applicant"] != sheet.applicant or sheet.marks is not None:
            self.report.fail(Check.EVENT_ORDER, entry(n), "评分表不是在公布得分时开封，或开封了两次")
        elif (seat, applicant, commitment) != (sheet.seat, sheet.applicant, sheet.commitment):
            self.report.fail(Check.SHEET_SWAPPED, entry(n), "开封的分数与锁定时的承诺不符，评分表曾被调换")
        else:
            self.open(n, sheet, marks)

    def open(self, n: int, sheet: _Locked, marks: dict[str, int]) -> None:
        try:
            check_marks(marks, self.indicators, self.rules.step)
        except InvalidSheet:
            self.report.fail(Check.SHEET_INVALID, entry(n), "分数超出指标满分、不合打分单位或指标不全")
        else:
            sheet.marks = marks

    def void(self, subject: str) -> None:
        if sheet := self.sheets.pop(subject, None):
            self.announced.pop(sheet.applicant, None)

    def announce(self, n: int, detail: AnnounceDetail) -> None:
        self.announced[detail["applicant"]] = n
        self.announcements.append(n)
        self.pending = n, detail

    def settle(self) -> None:
        """Compute the score announced last, once all the sheets that were opened with it were read."""
        if self.pending is None:
            return
        (n, detail), self.pending = self.pending, None
        applicant = detail["applicant"]
        owing = [seat for seat in self.ceremony.seats if self.recusals.get((seat, applicant), n) >= n]
        own = {s.seat: s for s in self.sheets.values() if s.applicant == applicant and s.seat in owing}
        missing = "、".join(seat for seat in owing if seat not in own)
        shut = "、".join(seat for seat, sheet in own.items() if sheet.marks is None and not sheet.refused)
        if missing:
            told = f"{applicant}公布得分时，席位{missing}既无评分表也无回避记录"
            self.report.fail(Check.SHEET_MISSING, entry(n), told)
        if shut:
            self.report.fail(Check.SHEET_MISSING, entry(n), f"{applicant}公布得分时，席位{shut}的评分表没有开封")
        given = [Sheet(s.seat, s.applicant, s.marks) for s in own.values() if s.marks is not None]
        if len(given) == len(owing):
            self.check_score(n, detail, given)

    def check_score(self, n: int, detail: AnnounceDetail, given: list[Sheet]) -> None:
        applicant = detail["applicant"]
        value = score_applicant(applicant, given, self.indicators, self.rules).value
        places = self.freeze["rules"]["places"]
        result = (None, None) if value is None else (exact(value), shown(value, places))
        if (detail["exact"], detail["shown"]) != result:
            message = f"{applicant}重新计算得{result[0] or '无结果'}，公布的是{detail['exact'] or '无结果'}"
            self.report.fail(Check.ANNOUNCEMENT, entry(n), message)

    def check_announced(self, sizes: list[int]) -> None:
        """Every applicant has a result announced or did not come, and each announcement has its checkpoint."""
        following = [*self.announcements[1:], self.ceremony.closed_at]
        for n, before in zip(self.announcements, following, strict=True):
            if not has_checkpoint(sizes, n, before):
                self.report.fail(Check.CHECKPOINT_MISSING, entry(n), "公布得分之后没有签署检查点")
        scored = {sheet.applicant for sheet in self.sheets.values()}
        for applicant in self.freeze["applicants"]:
            if applicant in self.absent and applicant in scored | self.announced.keys():
                self.report.fail(Check.SHEET_ADDED, applicant, "登记为缺席，却有评分表或得分")
            elif applicant not in self.absent | self.announced.keys():
                self.report.fail(Check.ANNOUNCEMENT, applicant, "没有公布得分，也没有登记缺席")
        for (seat, applicant), n in self.recusals.items():
            if n > self.announced.get(applicant, n):
                self.report.fail(Check.RECUSAL, entry(n), f"席位{seat}在{applicant}公布得分之后才回避，却没有重新公布")

    def check_ranking(self, closing: CloseDetail) -> None:
        standings = tally(
            self.ceremony.seats,
            self.freeze["applicants"],
            self.counted(),
            self.recusals.keys(),
            self.indicators,
            self.rules,
            self.absent,
        )
        rows = ranking_rows(standings, self.freeze["rules"]["places"])
        published = [{key: row.get(key) for key in RankingRow.__annotations__} for row in closing["ranking"]]
        for i, row in enumerate(rows):
            if i >= len(published) or published[i] != row:
                right = f"{row['applicant']}（{row['shown'] or '无结果'}，名次{row['rank'] or '无'}）"
                self.report.fail(Check.RANKING, entry(self.ceremony.closed_at), f"第{i + 1}行应为{right}，与公布的不符")
                break
        else:
            if len(published) > len(rows):
                self.report.fail(Check.RANKING, entry(self.ceremony.closed_at), "排名中多出了单位")
        self.report.ranking = rows
