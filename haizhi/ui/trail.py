"""The acts of 流程轨迹 as a case page lists them, in one string: a case that is through has dozens."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from haizhi.kernel.models import Act
from haizhi.ui.controls import safe, text
from haizhi.ui.tones import trail_tone_of
from haizhi.ui.wording import cite_text, local, moment_text


def trail_rows(acts: Iterable[Act]) -> SafeString:
    """Each act as `<li>`: what was done, by whom in which role and for whom, when, under which article, its opinion.

    Where the acts are on several subjects, the number tells on which of them those were that belong to the case.
    """
    rows = list(acts)
    several = len({act.subject_id for act in rows}) > 1
    return safe("\n".join(_row(act, numbered=several and act.subject_id != act.case_id) for act in rows))


def _row(act: Act, *, numbered: bool) -> str:
    number = f"{text(act.number)}　" if numbered and act.number else ""
    article = f"　{text(cite_text(act.article))}" if act.article else ""
    opinion = f'<p class="opinion">{text(act.opinion)}</p>' if act.opinion else ""
    return (
        f'<li class="{trail_tone_of(act.kind, act.stage_after)}"><b>{text(act.label)}</b>　{number}'
        f'<span class="who">{text(act.actor_name)}{_post(act)}</span>\n<span class="when">'
        f'<time datetime="{local(act.at).isoformat()}">{moment_text(act.at)}</time>{article}</span>\n{opinion}</li>'
    )


def _post(act: Act) -> str:
    role = act.role_label
    if not role or role == act.actor_name:
        return ""
    behalf = f"，代{text(act.behalf_name)}" if act.behalf_name else ""
    return f"（{text(role)}{behalf}）"
