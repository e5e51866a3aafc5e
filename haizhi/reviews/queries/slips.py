"""The slip that a unit takes home after its score was announced."""

from haizhi.accounts.facts.cosigning import sides_of
from haizhi.accounts.models import Key
from haizhi.accounts.queries.bundles import COMMAND
from haizhi.documents.slips import Slip
from haizhi.fairness.tally import Reason
from haizhi.kernel.cosigning import note_of
from haizhi.kernel.models import Checkpoint
from haizhi.regulation import moves
from haizhi.reviews.models import Turn
from haizhi.ui.wording import moment_text


def slip_of(turn: Turn, *, published_at: str, checkpoint_at: str) -> Slip | None:
    """成绩单 of a unit; None before its score was announced. Two queries.

    The addresses are those of the session's public page and of the checkpoint's download, `{}` standing for its size.
    """
    checkpoint = _announced_with(turn)
    if checkpoint is None or turn.announced_at is None:
        return None
    result = turn.result or {}
    reason = "" if result.get("shown") else f"不产生结果（{Reason(result['reason']).label}）"
    lacking = "、".join(side.label for side in Key.Post if side.value not in sides_of(checkpoint))
    return Slip(
        title="评审成绩单",
        session=f"{turn.session.name}（{turn.session.code}）",
        made_at=checkpoint.at,
        facts=(
            ("申报单位", f"{turn}（{turn.application.code}）"),
            ("公布时间", moment_text(turn.announced_at)),
            ("账本记录数", str(checkpoint.size)),
        ),
        score=reason or result["shown"],
        exact=result.get("exact") or "",
        root=checkpoint.root,
        note=note_of(checkpoint),
        steps=(
            f"闭会后在 {published_at} 下载公开包，查看本单记录数处的账本根是否与本单相同。",
            f"扫二维码，把读出的文字原样存成 mine.note；与 {checkpoint_at.format(checkpoint.size)} 下载的应当相同。",
            f"在公开包的文件夹里运行 {COMMAND} mine.note，显示“核验通过”，说明公布的得分和排名与当时一致。",
        ),
        warning=f"打印时还缺{lacking}的签名，签齐后请重新打印。" if lacking else "",
    )


def _announced_with(turn: Turn) -> Checkpoint | None:
    """The checkpoint that was signed as the score was announced, the last time if it was announced again."""
    if turn.stage != "announced":
        return None
    found = Checkpoint.objects.filter(subject_id=turn.pk, occasion=moves.ANNOUNCE.name)
    return found.prefetch_related("signatures").order_by("size").last()
