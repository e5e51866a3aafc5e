"""The bundle of a published round: everybody computes every result again, and nobody learns who gave which sheet."""

from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from django.db.models import Count, Q

from haizhi.accounts.queries.bundles import Download, zipped
from haizhi.assessments.facts.peers import lot_of
from haizhi.assessments.models import COUNTED, Assessed, Part, Round, Score
from haizhi.fairness.archive import verifier_archive
from haizhi.fairness.encoding import canonical
from haizhi.fairness.formats import SeatRow
from haizhi.fairness.verifier import ASSESSMENT_VERBS, FEWEST_PEERS, WITHHELD_VERBS, write_lines
from haizhi.kernel.cosigning import note_of
from haizhi.kernel.models import Act, Checkpoint, Entry
from haizhi.kernel.signing import public_key
from haizhi.lots.models import Lot
from haizhi.lots.queries import has_bundle, lot_files, signatures_of

COMMAND = "python3 -I verify.pyz assessment . platform.vkey"
"""What is typed in the unpacked folder."""

WITH_LOT = f"{COMMAND} lot/operator.vkey lot/witness.vkey"
"""The same where the peers were drawn by lot."""

_READ_ME = """{name}（{code}）{kind}

怎样核验，三步，不用联网，也不用相信平台：

一、准备。电脑上装 Python 3.11 或更新版本（python.org 免费下载），不用装别的。把本压缩包解压到一个文件夹。

二、对公钥。platform.vkey 是平台的公钥{keys}。请与门户网站“公开核验”页面公布的、各自留存的公钥对照。

三、运行。打开命令行，进入解压出的文件夹，输入：

        {command}

    Windows 上把 python3 换成 py。

最后一行应为“核验通过：全部内容重新计算后一致。”；有没有公开、因此没有核对的内容的，为“已公开的内容核验通过”，
提示中写明是哪些。显示“核验不通过”的，每处不符都写明在哪里、是什么。

程序核对什么：

  账本      一条不缺、次序未变；账本根与平台签名的检查点一致。
  互评      每家由几家互评，与抽签结果（不抽签的，与全员互评的规则）重新计算的相同。
  评分表    每份表审定时开封的分数就是提交时锁定的分数；不少、不多，更正和不予计入的都有记录。
  结果      每家的综合得分、是否合格和名次重新计算，与公布的相同。

{privacy}

文件：

{files}

核验的完整规则随平台源代码公布（docs/fairness.md），任何人都可以据此另写一个核验程序。
"""

_PRIVACY = {
    False: """互评由哪一站打分不公开，只显示互不相同的代号。只有一家互评的工作站，它的评分表不公开，
以免看出那一家打了多少分；海智办、纪检和审计员的复核包里有。""",
    True: """本复核包写明每份互评表由哪一站打分，只供海智办、纪检和审计员复核，不得公开，不得给参评单位。""",
}

_FILE_NAMES = (
    ("log.jsonl", "账本（程序里称日志）：全部办理记录，每行一条，只有序号、时间、事项、对象代号和内容指纹"),
    ("bodies.jsonl", "本次评估各项办理的正文：规则、评分表、决定、结果"),
    ("seats.jsonl", "互评表的代号与互评工作站的对应关系，仅在复核包内，不公开"),
    ("checkpoints", "检查点：当时的记录数和账本根，由平台签名"),
    ("platform.vkey", "平台的公钥"),
    ("lot", "互评抽签的正文、双方签名的检查点，经办方和纪检监督方的公钥"),
    ("verify.pyz", "核验程序；改名为 .zip 可打开看源代码"),
)


def command_for(assessment: Round) -> str:
    """What is typed to verify the bundle of a round."""
    return WITH_LOT if _signed_lot(assessment) else COMMAND


def published_bundle(assessment: Round, *, opened: bool = False) -> Download | None:
    """The bundle of a round, None before its results are published. The same content gives the same bytes.

    `opened`: with whose each peer's sheet is, for those who watch, never published. Else without the sheets on
    stations that a single peer assessed, whose marks they would show.
    """
    if assessment.stage != "published":
        return None
    last = Checkpoint.objects.filter(subject_id=assessment.pk).order_by("size").last()
    if last is None:
        return None
    lot = _signed_lot(assessment)
    state = [[row.checkpoint.root, list(row.keys)] for row in signatures_of(lot)] if lot else []
    return _kept(assessment.pk, assessment.code, assessment.name, last.size, lot, canonical(state), opened=opened)


def _signed_lot(assessment: Round) -> Lot | None:
    """The lot by which peers were drawn, once both have signed all of it."""
    lot = lot_of(assessment)
    return lot if lot is not None and has_bundle(lot, signatures_of(lot)) else None


@lru_cache(maxsize=4)
def _kept(pk: UUID, code: str, name: str, size: int, lot: Lot | None, _signed: bytes, *, opened: bool) -> Download:
    """The file up to a checkpoint: the last root binds the whole log; `_signed` is who signed the lot."""
    checkpoints = Checkpoint.objects.filter(subject_id=pk, size__lte=size).prefetch_related("signatures")
    entries = Entry.objects.filter(n__lt=size).order_by("n")
    acts = Act.objects.filter(_opened_acts(pk, opened=opened), entry_id__lt=size).order_by("entry_id")
    files = {
        "log.jsonl": write_lines(entry.header() for entry in entries.iterator()),
        "bodies.jsonl": write_lines(
            {"n": act.entry_id, "salt": bytes(act.salt).hex(), "body": act.body} for act in acts.iterator()
        ),
        "platform.vkey": f"{public_key()}\n".encode(),
        "verify.pyz": verifier_archive(),
    }
    files |= {f"checkpoints/{c.size:08d}-{c.occasion}.note": note_of(c).encode() for c in checkpoints}
    if lot:
        shared = ("log.jsonl", "verify.pyz")
        files |= {f"lot/{path}": octets for path, octets in lot_files(lot).items() if path not in shared}
    if opened:
        files["seats.jsonl"] = write_lines(_seats(pk))
    kind = "supervision" if opened else "bundle"
    files["说明.txt"] = _read_me(name, code, files, opened=opened).replace("\n", "\r\n").encode("utf-8-sig")
    folder = f"{code}-{kind}"
    content = zipped((f"{folder}/{path}", octets) for path, octets in sorted(files.items()))
    return Download(f"{folder}.zip", content, sha256(content).hexdigest())


def _opened_acts(pk: UUID, *, opened: bool) -> Q:
    """The acts on a round, its stations and their sheets whose bodies the bundle holds."""
    scores = Score.objects.filter(assessed__assessment=pk)
    subjects = (
        Q(subject_id=pk)
        | Q(subject_id__in=Assessed.objects.filter(assessment=pk).values("pk"))
        | Q(subject_id__in=scores.values("pk"))
    )
    known = subjects & Q(verb__in=ASSESSMENT_VERBS)
    if opened:
        return known
    given = Count("scores", filter=Q(scores__part=Part.PEER, scores__stage__in=COUNTED))
    alone = Assessed.objects.filter(assessment=pk).annotate(given=given).filter(given__lt=FEWEST_PEERS).order_by()
    hidden = scores.filter(assessed__in=alone.values("pk")).values("pk")
    return known & ~Q(subject_id__in=hidden, verb__in=WITHHELD_VERBS)


def _seats(pk: UUID) -> list[SeatRow]:
    """Which station held each token of a peer's sheet, ascending by token."""
    rows = Score.objects.filter(assessed__assessment=pk, part=Part.PEER).select_related("rater").order_by("token")
    return [SeatRow(seat=s.token, judge=s.rater.code, salt=bytes(s.salt).hex()) for s in rows if s.rater]


def _read_me(name: str, code: str, files: dict[str, bytes], *, opened: bool) -> str:
    there = {path.partition("/")[0] for path in files}
    drawn = "lot" in there
    named = "；lot 文件夹里 operator.vkey 是经办方的公钥，witness.vkey 是纪检监督方的公钥"
    return _READ_ME.format(
        name=name,
        code=code,
        kind="复核包" if opened else "公开包",
        keys=named if drawn else "",
        command=WITH_LOT if drawn else COMMAND,
        privacy=_PRIVACY[opened],
        files="\n".join(f"  {path:<14} {what}" for path, what in _FILE_NAMES if path in there),
    )
