"""抽签记录: the paper that the Office and 纪检 sign by hand."""

from datetime import datetime
from textwrap import wrap

from haizhi.documents.marks import Imprint, Sort
from haizhi.documents.sheets import Grid, Sheet, Signature
from haizhi.fairness.encoding import digest
from haizhi.lots.facts import result_of
from haizhi.lots.models import Lot, Purpose
from haizhi.lots.queries.ceremony import course_of, recipe_of
from haizhi.ui.wording import moment_text


def draw_record(lot: Lot, at: datetime) -> Sheet:
    """The record of a lot as far as it has come: what was sealed, the dice, the result, who did what."""
    names = dict(lot.members.values_list("code", "name"))
    drawn, recipe = bool(lot.way), recipe_of(lot)
    rows = (
        ("抽签", f"{lot.name}（{lot.code}）"),
        ("用途", f"{lot.get_purpose_display()}（{lot.signed_under}）"),
        ("名单", f"{len(names)}家"),
        _counted(lot, len(names)),
        ("避嫌", f"{len(lot.conflicts)}对" if lot.purpose == Purpose.PEERS else ""),
        ("封存时间", moment_text(lot.sealed_at)),
        ("封存指纹", recipe.lot),
        ("骰子", " ".join(wrap(lot.recorded, 5)) if lot.agreed else ""),
        *((("随机数指纹", recipe.entropy), ("种子", recipe.seed), ("办法", recipe.way)) if drawn else ()),
        ("状态", lot.stage_label),
    )
    said = tuple(row for row in rows if row[1])
    tables = (*((_result(lot, names),) if drawn else ()), _course(lot))
    marked = [[list(row) for row in said], *([list(row) for row in table.rows] for table in tables)]
    return Sheet(
        title="抽签记录",
        made_at=at,
        imprint=Imprint(Sort.SHEET, lot.code, digest(marked).hex()),
        number=lot.code,
        rows=said,
        tables=tables,
        signatures=(Signature("海智办"), Signature("纪检监督")),
        note="名单和骰子定下之后，结果由公布的算法算出，任何人用核验包都能重新计算。",
        draft=lot.stage not in ("drawn", "voided"),
    )


def _counted(lot: Lot, members: int) -> tuple[str, str]:
    if lot.purpose == Purpose.CHECK:
        return "抽取", f"{lot.count}家"
    return "每家互评", f"{lot.count}家" if members > 2 * lot.count else "其余各家"


def _result(lot: Lot, names: dict[str, str]) -> Grid:
    result = result_of(lot)
    if lot.purpose == Purpose.CHECK:
        rows = tuple((str(n), code, names[code]) for n, code in enumerate(result["chosen"], start=1))
        return Grid(("次序", "编号", "抽中的单位"), (4, 9, 24), rows, "抽签结果")
    found = tuple((row["member"], names[row["member"]], "、".join(row["assesses"])) for row in result["pairs"])
    return Grid(("编号", "单位", "评估"), (10, 15, 25), found, "抽签结果")


def _course(lot: Lot) -> Grid:
    rows = tuple(
        (moment_text(act.at), act.label, f"{act.by_name}（{act.role_label}）", act.opinion) for act in course_of(lot)
    )
    return Grid(("时间", "办理", "办理人", "说明"), (9, 8, 12, 12), rows, "办理过程")
