"""Dated editions of the regulation and its dated member units; a case keeps the edition it started under."""

from dataclasses import dataclass
from datetime import date

from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.computes import computes
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.naming import chinese_date


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of 《重庆海智工作站建设管理办法》, in force from `valid_from` to `valid_to`, both inclusive.

    `assumption` says in Chinese what is not known of its date; empty when the date is certain.
    """

    key: str
    title: str
    document_number: str
    interpreter: str
    valid_from: date
    valid_to: date | None = None
    assumption: str = ""


@dataclass(frozen=True, slots=True)
class MemberUnit:
    """A member unit (成员单位), which also signs the joint documents, while it is one (interpretation 5)."""

    short_name: str
    name: str
    valid_from: date
    valid_to: date | None = None


EDITIONS: tuple[Edition, ...] = (
    Edition(
        key="2024",
        title="重庆海智工作站建设管理办法",
        document_number="渝科协发〔2024〕60号",
        interpreter="重庆海智办",
        valid_from=date(2024, 1, 1),
        assumption="印发日期未载明，按文号年份自2024年1月1日起适用",
    ),
)
"""The editions, oldest first."""

MEMBER_UNITS: tuple[MemberUnit, ...] = (
    MemberUnit("市科协", "重庆市科学技术协会", date(2024, 1, 1)),
    MemberUnit("市人力社保局", "重庆市人力资源和社会保障局", date(2024, 1, 1)),
)
"""The member units, the leading one first: its number stands on joint documents."""


class UnknownEdition(Refused):
    """No edition that the system knows was in force on the day."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(
            Finding(
                False,
                measures(17),
                reason=f"{chinese_date(day)}没有可适用的《办法》版本",
                remedy=f"本系统办理{chinese_date(EDITIONS[0].valid_from)}以后的事项，请核对日期",
            )
        )


def _in_force(entry: Edition | MemberUnit, day: date) -> bool:
    return entry.valid_from <= day and (entry.valid_to is None or day <= entry.valid_to)


@computes(measures(16), measures(17), review_rules(10))
def edition_on(day: date) -> Edition:
    """The edition in force on a day (办法·17) and who interprets it (办法·16). Raises UnknownEdition."""
    for edition in EDITIONS:
        if _in_force(edition, day):
            return edition
    raise UnknownEdition(day)


def edition(key: str) -> Edition:
    """The edition a case names. Raises KeyError."""
    return {e.key: e for e in EDITIONS}[key]


@computes(measures(3), measures(9, 2), review_rules(4), review_rules(6, 4))
def member_units_on(day: date) -> tuple[MemberUnit, ...]:
    """The member units of a day, the leading one first; they are whose documents are joint (办法·9·2, 评审·6·4)."""
    return tuple(u for u in MEMBER_UNITS if _in_force(u, day))
