"""Resolutions, 公示, joint documents and letters while they are drawn up: saved at will, without a ledger entry."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from django.db import transaction

from haizhi.applications.models import Application
from haizhi.decisions.facts import cannot_be_named, phones_apart, read_again
from haizhi.decisions.models import JointDocument, Publicity, Resolution, ResolutionLine, ResultLetter
from haizhi.files.models import Upload
from haizhi.kernel.subjects import Subject
from haizhi.regulation.attendance import names_in
from haizhi.regulation.findings import Finding, Refused, unmet

_MEETING = ("minutes_number", "met_on", "attendance", "absent", "sitting_in", "minutes")


def decide_lines(
    resolution: Resolution, decisions: Mapping[str, tuple[str, str]], target_reason: str, *, seen: int | None = None
) -> None:
    """Write decision and reason by application code, and the reason for the number proposed.

    Raises Refused once the resolution is applied or dropped, or when `seen` is not its version: somebody else wrote.
    """
    with _unapplied(resolution, seen):
        found = list(resolution.lines.filter(application__code__in=decisions).select_related("application"))
        for line in found:
            decision, reason = decisions[line.application.code]
            line.decision, line.reason = ResolutionLine.Decision(decision).value, reason.strip()
        ResolutionLine.objects.bulk_update(found, ["decision", "reason"])
        resolution.target_reason = target_reason.strip()


def note_meeting(
    resolution: Resolution,
    *,
    minutes_number: str,
    met_on: date | None,
    attendance: str,
    absent: str = "",
    sitting_in: str = "",
    minutes: Upload | None = None,
    seen: int | None = None,
) -> None:
    """Write down the meeting as far as it is known: names one a line, whatever set them off. Raises as decide_lines."""
    with _unapplied(resolution, seen):
        resolution.minutes_number, resolution.met_on = minutes_number.strip(), met_on
        resolution.attendance, resolution.absent, resolution.sitting_in = (
            "\n".join(names_in(text)) for text in (attendance, absent, sitting_in)
        )
        resolution.minutes = minutes


@contextmanager
def _unapplied(resolution: Resolution, seen: int | None = None) -> Iterator[None]:
    with _draft(resolution, "prepared", "本决议", "如有新的决定，请另行拟定决议。", seen):
        yield
        resolution.version += 1
        resolution.save(update_fields=["version", "target_reason", *_MEETING])


@contextmanager
def _draft(subject: Subject, stage: str, called: str, remedy: str, seen: int | None) -> Iterator[None]:
    """Hold the row while it is written; whoever writes moves its version on: an act of an older page is refused.

    Raises Refused once it is no longer in the `stage` of a draft, or when `seen` is not its version.
    """
    with transaction.atomic():
        subject.refresh_from_db(from_queryset=type(subject)._default_manager.select_for_update())
        if subject.stage != stage:
            raise Refused(Finding(False, None, f"{called}现为“{subject.stage_label}”，不能再修改", remedy))
        if seen is not None and seen != subject.version:
            reason = f"您打开页面之后，他人已修改{called}"
            raise Refused(Finding(False, None, reason, "您填写的内容仍在下面，请与最新内容核对后再保存。"))
        yield


_TEXT = ("heading", "opening", "manner", "confidentiality", "phone", "supervision_phone", "address", "count_first")


def revise_publicity(publicity: Publicity, texts: Mapping[str, str | bool], *, seen: int | None = None) -> None:
    """Write the text of a 公示 while it is drawn up, by the names of its columns; what is not named stays.

    Raises Refused once it is scheduled or published, when `seen` is not its version, and for one telephone for both.
    """
    with _draft(publicity, "prepared", "本公示", "定时发布的，请先取消定时；已发布的，只能延长。", seen):
        for name in _TEXT:
            if name in texts:
                said = texts[name]
                setattr(publicity, name, said.strip() if isinstance(said, str) else said)
        if lacking := unmet(phones_apart(publicity.phone, publicity.supervision_phone)):
            raise Refused(*lacking)
        publicity.version += 1
        publicity.save(update_fields=["version", *_TEXT])


_WORDS = ("heading", "directed_to", "body", "copies", "printed_by")


def revise_document(
    document: JointDocument,
    words: Mapping[str, str],
    applications: Iterable[Application],
    *,
    month_grained: bool,
    seen: int | None = None,
) -> None:
    """Write the text and the list of a joint document until it is signed; `words` by the names of its columns.

    Raises Refused once it is signed or recalled, when `seen` is not its version, and for a unit it can't name.
    """
    remedy = "签署只对签署时的文稿有效；需要修改的，请撤回后重拟。"
    with _draft(document, "drafted", "本稿", remedy, seen):
        found = read_again(applications)
        if lacking := cannot_be_named(found, besides=document):
            raise Refused(*lacking)
        for name in _WORDS:
            setattr(document, name, words[name].strip())
        document.month_grained = month_grained
        document.applications.set(found)
        document.version += 1
        document.save(update_fields=["version", "month_grained", *_WORDS])


def word_letter(letter: ResultLetter, reason: str, *, seen: int | None = None) -> None:
    """Write the reason that a unit will read. Raises Refused once it is sent or dropped, or when `seen` is older."""
    with _draft(letter, "prepared", "本稿", "需要更正的，请与单位联系说明。", seen):
        letter.reason = reason.strip()
        letter.version += 1
        letter.save(update_fields=["version", "reason"])
