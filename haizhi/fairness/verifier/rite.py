"""What every ceremony in the log keeps, of a session and of a lot: acts in their order, two people, fair readings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from haizhi.fairness.formats import Header, SourceRow
from haizhi.fairness.seeds import READINGS
from haizhi.fairness.verifier.bundle import Files
from haizhi.fairness.verifier.report import Check, Report, entry


@dataclass(frozen=True, slots=True)
class Rite:
    """The rules of a kind of ceremony, whose acts are `kind.verb`.

    `paths`: from which stages each act is possible, and the stage it leads to ("" = what was recorded decides).
    `partners`: acts that another person must have done their part of. `more`: further acts whose bodies a bundle must
    hold. `seal` is the verb that seals, `unsealed` are the stages before that is countersigned; `sealed_again` and
    `drawing` say in Chinese what is wrong with a second seal, and what drawing is called.
    """

    kind: str
    paths: Mapping[str, tuple[frozenset[str], str]]
    partners: Mapping[str, str]
    seal: str
    unsealed: frozenset[str]
    sealed_again: str
    drawing: str
    more: frozenset[str] = frozenset()

    @property
    def opened(self) -> frozenset[str]:
        """The acts whose bodies a bundle must hold."""
        return self.more.union(self.partners, self.partners.values())

    def acts_on(self, subject: str, files: Files, report: Report) -> list[Header] | None:
        """The acts on a subject that have a place in the ceremony, in order; None when one is not opened that must."""
        acts = [header for header in files.headers if header["subject"] == subject and header["verb"] in self.paths]
        opened = self.opened
        closed = [header["n"] for header in acts if header["verb"] in opened and header["n"] not in files.bodies]
        for n in closed:
            report.fail(Check.BODY_MISSING, entry(n), "没有这一条的正文，无法核对")
        return None if closed else acts

    def out_of_order(self, n: int, verb: str, stage: str, entered: int, report: Report) -> None:
        """Say what is wrong with an act that its stage does not admit, when so many have entered a reading."""
        check, message = Check.EVENT_ORDER, f"此时不能办理{verb}，次序不合规定"
        if verb == self.seal:
            check, message = Check.SECOND_FREEZE, self.sealed_again
        elif verb in (f"{self.kind}.record_entropy", f"{self.kind}.witness_entropy"):
            check, message = Check.ENTROPY_LATE, "随机数由两人录定之后又改录"
            if stage in self.unsealed:
                check, message = Check.ENTROPY_EARLY, "封存会签之前就录入了随机数"
        elif verb == f"{self.kind}.draw" and entered == 2:
            check, message = Check.ENTROPY_MISMATCH, f"两人录入的随机数不一致，却进行了{self.drawing}"
        report.fail(check, entry(n), message)

    def two_people(self, n: int, verb: str, body: Mapping[str, Any], authors: dict[str, str], report: Report) -> None:
        """Note in which post an act was done; its counterpart must have been done in another."""
        authors[verb] = body.get("role", "")
        if authors.get(self.partners.get(verb, "")) == authors[verb]:
            report.fail(Check.TWO_PEOPLE, entry(n), "会签与经办是同一岗位")


def check_reading(n: int, source: SourceRow, value: str, report: Report) -> None:
    """What was entered is a reading as its source prescribes it."""
    try:
        reading = READINGS[source["form"]](value, source["count"])
    except ValueError:
        reading = None
    if value != reading:
        report.fail(Check.ENTROPY_INVALID, entry(n), f"不是“{source['name']}”规定的读数")
