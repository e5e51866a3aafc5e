"""流程记录 of a case: as people read it, and as anybody can check it against the ledger."""

from collections.abc import Iterable, Sequence
from typing import Any

from haizhi.archives.models import Archive
from haizhi.documents.sheets import Grid, Sheet
from haizhi.fairness.encoding import canonical
from haizhi.kernel import ledger
from haizhi.kernel.cosigning import note_of
from haizhi.kernel.models import Act, Checkpoint
from haizhi.regulation.kinds import KIND_LABELS
from haizhi.regulation.roles import Role
from haizhi.ui.wording import moment_text

_COLUMNS = ("时间", "事项", "办理", "办理人", "意见", "依据")
_WIDTHS = (11, 10, 9, 13, 20, 12)


def flow_sheet(archive: Archive, acts: Sequence[Act]) -> Sheet:
    """The acts as a paper, in the order in which they were done."""
    rows = tuple(
        (moment_text(act.at), KIND_LABELS[act.kind], act.label, _who(act), act.opinion, act.article) for act in acts
    )
    return Sheet(
        title="流程记录",
        made_at=archive.filed_at,
        imprint=None,
        number=archive.code,
        rows=(("案卷", archive.title), ("申报编号", archive.application.code), ("记录数", str(len(acts)))),
        tables=(Grid(_COLUMNS, _WIDTHS, rows),),
        note="每一条都在账本中，凭证文件夹里有核对所需的一切。",
        wide=True,
    )


def _who(act: Act) -> str:
    role = "" if act.role_label == act.actor_name else f"\n{act.role_label}"
    return f"{act.actor_name}{role}" + (f"，代{act.behalf_name}" if act.behalf_name else "")


def checkpoint_of(archive: Archive) -> Checkpoint:
    """The checkpoint that was signed when the case was filed, or added to, the last time."""
    found = Checkpoint.objects.filter(subject_id=archive.pk).prefetch_related("signatures").order_by("size").last()
    if found is None:
        raise Checkpoint.DoesNotExist(archive.code)
    return found


def acts_lines(acts: Iterable[Act], checkpoint: Checkpoint) -> bytes:
    """One line of canonical JSON an act: header, salt and body, audit path, what opens who acted and the opinion.

    Of what the public did nothing is opened: the body shows neither name nor words.
    """
    covered = [act for act in acts if act.entry_id < checkpoint.size]
    paths = ledger.proofs([act.entry_id for act in covered], checkpoint.size)
    return b"".join(canonical(_line(act, paths[act.entry_id])) + b"\n" for act in covered)


def _line(act: Act, path: Sequence[bytes]) -> dict[str, Any]:
    line: dict[str, Any] = {
        "header": act.entry.header(),
        "salt": bytes(act.salt).hex(),
        "body": act.body,
        "path": [node.hex() for node in path],
    }
    if act.role != Role.PUBLIC and act.identity_salt:
        line["opened"] = {
            "salt": bytes(act.identity_salt).hex(),
            "by": str(act.by_id or ""),
            "name": act.by_name,
            "behalf": str(act.behalf_id or ""),
            "behalf_name": act.behalf_name,
            "opinion": act.opinion,
        }
    return line


def note_text(checkpoint: Checkpoint) -> bytes:
    """The checkpoint as a signed note."""
    return note_of(checkpoint).encode()
