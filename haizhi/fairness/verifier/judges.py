"""Who sat, with the copy that 纪检 keeps: names against the frozen commitments, seats against the panel."""

from haizhi.fairness.ceremony import person_commitment, seat_token
from haizhi.fairness.formats import NameRow, SeatRow
from haizhi.fairness.verifier.bundle import Files
from haizhi.fairness.verifier.draw import Ceremony
from haizhi.fairness.verifier.report import Check, Report


def check_judges(files: Files, ceremony: Ceremony, report: Report) -> None:
    """Check names.jsonl and seats.jsonl where the bundle has them."""
    if files.names is None:
        report.remark("评委姓名（names.jsonl）由纪检保管，不公开，未核对姓名")
    else:
        _check_names(files.names, files, ceremony, report)
    if files.seats is not None:
        _check_seats(files.seats, ceremony, report)


def _check_names(rows: list[NameRow], files: Files, ceremony: Ceremony, report: Report) -> None:
    commitments = {row["id"]: row.get("person") for row in files.pool or []}
    opened = {row["id"]: person_commitment(bytes.fromhex(row["salt"]), row["name"]) for row in rows}
    erased = {row["id"] for row in rows if not row["salt"]}
    for expert in ceremony.panel:
        if expert in erased:
            report.remark(f"评委{expert}的资料已依规定删除，不能再核对姓名")
        elif expert not in opened:
            report.fail(Check.JUDGE_SWAPPED, "names.jsonl", f"没有评委{expert}的姓名")
        elif opened[expert] != commitments.get(expert):
            report.fail(Check.JUDGE_SWAPPED, "names.jsonl", f"评委{expert}的姓名与封存时的承诺不符")


def _check_seats(rows: list[SeatRow], ceremony: Ceremony, report: Report) -> None:
    judges = {row["judge"] for row in rows if seat_token(bytes.fromhex(row["salt"]), row["judge"]) == row["seat"]}
    if {row["seat"] for row in rows} != set(ceremony.seats) or len(judges) != len(rows):
        report.fail(Check.SEATS, "seats.jsonl", "席位与评委对应不上")
    elif not judges >= set(ceremony.panel):
        report.fail(Check.JUDGE_SWAPPED, "seats.jsonl", "抽取的评委没有全部就座，席位上另有他人")
