"""Papers that the Office issues on a case: what to correct, what was not met, that a qualification is to be or is lost.

Each is made from the act behind it, so that it reads the same whenever it is printed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from haizhi.applications.models import Application, Hearing
from haizhi.applications.queries.checking import remark
from haizhi.documents.marks import Imprint, Sort
from haizhi.documents.sheets import Grid, Sheet
from haizhi.fairness.encoding import digest
from haizhi.kernel.models import Act
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.moves import Move
from haizhi.regulation.naming import PLATFORM_NAME, chinese_date, chinese_moment
from haizhi.regulation.sections import Section
from haizhi.ui.wording import cite_text

OFFICE = "重庆海智办"
"""Who issues them (办法·7·3)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper: its name in addresses, its title, the letter in its number, the move it tells of."""

    slug: str
    title: str
    letter: str
    move: Move


KINDS = (
    Kind("correction", "退回补正通知书", "B", moves.CORRECT),
    Kind("rejection", "资格审核不符通知书", "F", moves.REJECT),
    Kind("hearing", "拟取消资格告知书", "G", moves.NOTIFY),
    Kind("cancellation", "取消资格决定书", "Q", moves.CANCEL),
)


@dataclass(frozen=True, slots=True)
class Notice:
    """A paper of a case: its kind, which of its kind it is (from 1), and the act it tells of."""

    kind: Kind
    serial: int
    act: Act

    @property
    def title(self) -> str:
        """What it is called."""
        return self.kind.title

    def number(self, application: Application) -> str:
        """The number printed on it."""
        return f"{application.code}-{self.kind.letter}{self.serial}"


def notices_in(trail: Sequence[Act]) -> list[Notice]:
    """The papers that a case's trail (newest first) gives rise to, the newest first."""
    kinds = {kind.move.name: kind for kind in KINDS}
    found: list[Notice] = []
    for act in reversed(trail):
        if act.verb in kinds:
            serial = 1 + sum(notice.kind.move.name == act.verb for notice in found)
            found.append(Notice(kinds[act.verb], serial, act))
    return found[::-1]


def notice_of(application: Application, slug: str, serial: int) -> Notice | None:
    """A paper of a case by kind and number; None when there is none."""
    verbs = [kind.move.name for kind in KINDS if kind.slug == slug]
    trail = list(Act.objects.filter(subject_id=application.pk, verb__in=verbs).order_by("-entry_id"))
    return next((notice for notice in notices_in(trail) if notice.serial == serial), None)


def notice_sheet(notice: Notice, application: Application) -> Sheet:
    """A paper as it is printed: to the unit, by the Office, of the day of its act; the seal is left blank."""
    said = _PARTS[notice.kind.slug](notice.act, application)
    call, number = application.call, notice.number(application)
    words = [notice.title, number, application.unit.name, *said.opening, *said.closing]
    words += [cell for table in said.tables for row in table.rows for cell in row]
    return Sheet(
        title=notice.title,
        made_at=notice.act.at,
        imprint=Imprint(Sort.SHEET, number, digest(words).hex()),
        number=number,
        addressee=application.unit.name,
        paragraphs=said.opening,
        tables=said.tables,
        closing=said.closing,
        issued=(OFFICE, chinese_date(day_of(notice.act.at))),
        note=f"联系方式：{call.department}，{call.contact}，{call.phone}，{call.mailbox}；{call.address}（{call.postcode}）。",
    )


_HOW_TO_CORRECT = (
    f"补正办法：登录{PLATFORM_NAME}，在本申报件中修改上列部分；核对全文后打印申报表，由负责人签字并加盖公章，"
    "扫描上传，再由单位负责人提交。此前打印的申报表作废。"
)
_HOW_TO_STATE = (
    f"由单位负责人登录{PLATFORM_NAME}，在本申报件中办理“陈述申辩”，并可提交证明材料。期满未陈述的，可以作出决定。"
)
_EFFECT = "自本决定作出之日起，该申报件办结，已进入的评审、公示、批准等环节一并终止；{year}年度内不得再次申报。"


@dataclass(frozen=True, slots=True)
class _Said:
    opening: tuple[str, ...]
    tables: tuple[Grid, ...] = ()
    closing: tuple[str, ...] = ()


def _about(application: Application) -> str:
    return f"{application.call.year}年度重庆海智工作站申报（申报编号{application.code}）"


def _correction(act: Act, application: Application) -> _Said:
    detail = act.detail
    labels = [(s, Section(s).label, reason) for s, reason in _reasons(detail).items()]
    rows = tuple(
        (label, reason or "请补正", "、".join(map(str, Section(section).cites))) for section, label, reason in labels
    )
    whole = remark(act.opinion, labels)
    due = chinese_date(date.fromisoformat(detail["due_on"]))
    return _Said(
        (
            f"贵单位的{_about(application)}经资格审核，下列内容需要补正（{moves.CORRECT.cite}）。",
            *filter(None, [whole]),
        ),
        (Grid(("部分", "需要补正的内容和理由", "依据"), (3, 7, 4), rows),),
        (
            f"请自退回次日起{detail['workdays']}个工作日内，即{due}24:00前完成补正。",
            _HOW_TO_CORRECT,
            "首次送达重庆海智办的时间继续有效。逾期未提交的，可按资格不符办理。",
        ),
    )


def _reasons(detail: dict[str, Any]) -> dict[str, str]:
    known = {section.value for section in Section}
    reasons = detail.get("reasons") or {}
    return {section: reasons.get(section, "") for section in detail["sections"] if section in known}


def _rejection(act: Act, application: Application) -> _Said:
    rows = tuple((found["reason"], cite_text(found["article"])) for found in act.detail["findings"])
    call = application.call
    open_still = call.deadline is None or act.at < call.deadline
    again = "受理期内或" if call.new_attempts and open_still else ""
    return _Said(
        (
            f"贵单位的{_about(application)}经资格审核不符合申报条件，不予进入评审，现予办结（{moves.REJECT.cite}）。",
            f"理由：{act.opinion}",
        ),
        (Grid(("不符合的事项", "依据"), (9, 5), rows),) if rows else (),
        (f"符合条件后，可以在{again}以后年度再次申报。对结论有疑问的，请与受理部门联系。",),
    )


def _hearing(act: Act, application: Application) -> _Said:
    due = chinese_date(date.fromisoformat(str(act.detail["due_on"])))
    return _Said(
        (
            f"贵单位的{_about(application)}，重庆海智办拟作出取消资格的决定（{moves.NOTIFY.cite}）。事实与依据如下：",
            act.opinion,
            f"贵单位有权陈述申辩。请于{due}24:00前，{_HOW_TO_STATE}",
            "重庆海智办将在听取陈述申辩后作出取消资格或者不予取消资格的决定，并通知贵单位。",
        )
    )


def _cancellation(act: Act, application: Application) -> _Said:
    heard = application.hearings.filter(cancelled=True, decided_at=act.at).first()
    return _Said(
        (
            f"贵单位的{_about(application)}，经听取陈述申辩，现决定取消资格（{moves.CANCEL.cite}）。",
            "一、事实与依据",
            act.opinion,
            "二、告知与陈述申辩",
            *(_heard(heard) if heard else ("已按程序告知并听取陈述申辩。",)),
            "三、责任追究",
            str(act.detail["accountability"]),
            "四、决定的效力",
            _EFFECT.format(year=application.call.year),
            "五、对决定有疑问的",
            "请持本决定书与受理部门联系；需要书面反映的，请写明单位名称、申报编号、事实和理由，并加盖公章。",
        )
    )


def _heard(hearing: Hearing) -> Iterator[str]:
    yield (
        f"{chinese_date(day_of(hearing.opened_at))}告知贵单位拟取消资格的事实与依据，"
        f"陈述申辩期限为{chinese_date(hearing.due_on)}24:00。"
    )
    if hearing.stated_at is None:
        yield "贵单位在期限内没有提交陈述申辩。"
    else:
        yield f"贵单位于{chinese_moment(hearing.stated_at)}提交陈述申辩：{hearing.statement}"


_PARTS: dict[str, Callable[[Act, Application], _Said]] = {
    "correction": _correction,
    "rejection": _rejection,
    "hearing": _hearing,
    "cancellation": _cancellation,
}
