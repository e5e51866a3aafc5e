"""The bundle of a published round: everybody computes every result again, and nobody learns who gave which sheet."""

from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from django.db.models import Q

from haizhi.accounts.queries.bundles import Download, zipped
from haizhi.assessments.models import Assessed, Round, Score
from haizhi.fairness.archive import verifier_archive
from haizhi.fairness.verifier import ASSESSMENT_VERBS, write_lines
from haizhi.kernel.cosigning import note_of
from haizhi.kernel.models import Act, Checkpoint, Entry
from haizhi.kernel.signing import public_key

COMMAND = "python3 -I verify.pyz assessment . platform.vkey"
"""What is typed in the unpacked folder."""

_READ_ME = """{name}（{code}）公开包

怎样核验，三步，不用联网，也不用相信平台：

一、准备。电脑上装 Python 3.11 或更新版本（python.org 免费下载），不用装别的。把本压缩包解压到一个文件夹。

二、对公钥。platform.vkey 是平台的公钥。请与门户网站“公开核验”页面公布的、各自留存的公钥对照。

三、运行。打开命令行，进入解压出的文件夹，输入：

        {command}

    Windows 上把 python3 换成 py。

最后一行应为“核验通过：全部内容重新计算后一致。”显示“核验不通过”的，每处不符都写明在哪里、是什么。

程序核对什么：

  账本      一条不缺、次序未变；账本根与平台签名的检查点一致。
  评分表    每份表审定时开封的分数就是提交时锁定的分数；不少、不多，更正和不予计入的都有记录。
  结果      每家的综合得分、是否合格和名次重新计算，与公布的相同。

互评由哪一站打分不公开，只显示互不相同的代号；抽签另有核验包。

文件：

  log.jsonl      账本（程序里称日志）：全部办理记录，每行一条，只有序号、时间、事项、对象代号和内容指纹
  bodies.jsonl   本次评估各项办理的正文：规则、评分表、决定、结果
  checkpoints    检查点：当时的记录数和账本根，由平台签名
  platform.vkey  平台的公钥
  verify.pyz     核验程序；改名为 .zip 可打开看源代码

核验的完整规则随平台源代码公布（docs/fairness.md），任何人都可以据此另写一个核验程序。
"""


def published_bundle(assessment: Round) -> Download | None:
    """The bundle of a round, None before its results are published. The same content gives the same bytes."""
    if assessment.stage != "published":
        return None
    last = Checkpoint.objects.filter(subject_id=assessment.pk).order_by("size").last()
    return _kept(assessment.pk, assessment.code, assessment.name, last.size) if last else None


@lru_cache(maxsize=4)
def _kept(pk: UUID, code: str, name: str, size: int) -> Download:
    """The file up to a checkpoint: the last root binds the whole log."""
    checkpoints = Checkpoint.objects.filter(subject_id=pk, size__lte=size).prefetch_related("signatures")
    entries = Entry.objects.filter(n__lt=size).order_by("n")
    subjects = (
        Q(subject_id=pk)
        | Q(subject_id__in=Assessed.objects.filter(assessment=pk).values("pk"))
        | Q(subject_id__in=Score.objects.filter(assessed__assessment=pk).values("pk"))
    )
    acts = Act.objects.filter(subjects, verb__in=ASSESSMENT_VERBS, entry_id__lt=size).order_by("entry_id")
    files = {
        "log.jsonl": write_lines(entry.header() for entry in entries.iterator()),
        "bodies.jsonl": write_lines(
            {"n": act.entry_id, "salt": bytes(act.salt).hex(), "body": act.body} for act in acts.iterator()
        ),
        "platform.vkey": f"{public_key()}\n".encode(),
        "verify.pyz": verifier_archive(),
        "说明.txt": _READ_ME.format(name=name, code=code, command=COMMAND).replace("\n", "\r\n").encode("utf-8-sig"),
    }
    files |= {f"checkpoints/{c.size:08d}-{c.occasion}.note": note_of(c).encode() for c in checkpoints}
    folder = f"{code}-bundle"
    content = zipped((f"{folder}/{path}", octets) for path, octets in sorted(files.items()))
    return Download(f"{folder}.zip", content, sha256(content).hexdigest())
