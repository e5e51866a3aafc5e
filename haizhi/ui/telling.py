"""What is said after an act: what was done, to what, where that stands now and whose turn it is."""

from haizhi.kernel.actor import Actor
from haizhi.kernel.subjects import Subject
from haizhi.regulation.moves import Move
from haizhi.ui.wording import day_text


def done_text(move: Move, done: Subject, before: str, by: Actor, concerned: str = "") -> str:
    """已办理“提交”：某单位（HZ-2026-0001），现为“区县初审中”。下一步由区县科协负责人办理“区县初审”。

    `before` is the stage it came from, empty for what came into being. Of a stage that stayed nothing is said.
    `concerned`: whom or what of the subject it was about, said in place of the subject's title. What carries the
    subject on is named first, and of that what `by` waits for before what they do themselves.
    """
    where = f"，现为“{done.stage_label}”" if done.stage != before else ""
    what = f"{concerned}，{done.number or done.title}" if concerned else _called(done)
    return f"已办理“{move.label}”：{what}{where}。{_next(done, by) if where else ''}"


def known_text(move: Move, done: Subject) -> str:
    """What the same form, sent a second time, is told."""
    return f"“{move.label}”此前已经办理：{_called(done)}。无需重复提交。"


def _called(subject: Subject) -> str:
    title, number = subject.title, subject.number
    return f"{title}（{number}）" if number and number not in title else title


def _next(subject: Subject, by: Actor) -> str:
    waiting: dict[str, str] = {}  # the task by who does it: two outcomes of one duty are one task
    for move, roles in sorted(subject.duties(), key=lambda duty: (_stays(duty[0]), by.holds(*duty[0].roles))):
        waiting.setdefault("、".join(role.label for role in roles), move.task)
    said = "，".join(f"由{who}办理“{task}”" for who, task in waiting.items())
    since = subject.opens
    later = f"，{day_text(since)}起可以办理" if since and by.on and since > by.on else ""
    return f"下一步{said}{later}。" if said else ""


def _stays(move: Move) -> bool:
    return set(move.targets) <= set(move.sources)
