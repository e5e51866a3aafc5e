"""The bundle of a lot: the Office's and 纪检's from the signed result on, everybody's once the lot is opened."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import sha256

from django.db.models import Count, Q, QuerySet

from haizhi.accounts.facts.cosigning import checkpoints_of
from haizhi.accounts.queries.bundles import COMMAND, WINDOWS, Download, Signed, signed_files, signed_row, zipped
from haizhi.fairness.encoding import canonical
from haizhi.fairness.verifier import LOT_VERBS
from haizhi.lots.models import Lot
from haizhi.regulation.moves import CONFIRM_LOT_SEAL

LOT_COMMAND = COMMAND.replace("verify.pyz ", "verify.pyz lot ")
"""What is typed in the unpacked folder."""

LOT_WINDOWS = WINDOWS.replace("verify.pyz ", "verify.pyz lot ")

_READ_ME = """{name}（{code}）核验包

怎样核验，三步，不用联网，也不用相信平台：

一、准备。电脑上装 Python 3.11 或更新版本（python.org 免费下载），不用装别的。把本压缩包解压到一个文件夹。

二、对公钥。operator.vkey 是经办方的公钥，witness.vkey 是纪检监督方的公钥。请与各自在别处公布的公钥对照。

三、运行。打开命令行，进入解压出的文件夹，输入：

        {command}

    Windows 上输入：

        {windows}

最后一行应为“核验通过：全部内容重新计算后一致。”显示“核验不通过”的，每处不符都写明在哪里、是什么；
请保留本压缩包，向纪检监督部门反映。

程序核对什么：

  账本      一条不缺、次序未变；各时点的账本根与双方签名的检查点一致。
  次序      先封存、会签、签名，后掷骰；两人录入一致；同一次抽签没有封存第二次。
  结果      用封存的名单和骰子重新抽一遍，与公布的相同；互评的还核对：每家评的和被评的家数相等，
            没有评自己，没有评须避嫌的。

文件：

  log.jsonl      账本（程序里称日志）：全部办理记录，每行一条，只有序号、时间、事项、对象代号和内容指纹
  bodies.jsonl   本次抽签各项办理的正文：名单的编号、数量、避嫌关系、随机数、结果
  checkpoints    检查点：当时的记录数和账本根，由经办方和纪检监督方签名
  operator.vkey  经办方的公钥
  witness.vkey   纪检监督方的公钥
  verify.pyz     核验程序；改名为 .zip 可打开看源代码

核验的完整规则随平台源代码公布（docs/fairness.md），任何人都可以据此另写一个核验程序。
"""


def published_lots() -> QuerySet[Lot]:
    """The lots that everybody may read, with `size`."""
    return Lot.objects.filter(Q(stage="drawn"), opened_at__isnull=False).annotate(size=Count("members"))


def signatures_of(lot: Lot) -> list[Signed]:
    """The checkpoints of a lot with who signed. Two queries."""
    return [signed_row(row) for row in checkpoints_of(lot)]


def has_bundle(lot: Lot, signatures: Iterable[Signed]) -> bool:
    """Whether a lot's result is countersigned and both have signed every checkpoint."""
    return lot.stage == "drawn" and not any(row.lacking for row in signatures)


def lot_files(lot: Lot) -> dict[str, bytes]:
    """The files of a lot by their path in its bundle: log, bodies, checkpoints, keys, verifier."""
    return signed_files(lot, CONFIRM_LOT_SEAL, Q(subject_id=lot.pk, verb__in=LOT_VERBS))


def bundle_of(lot: Lot, signatures: Sequence[Signed]) -> Download | None:
    """The bundle of a lot; None before there is one.

    The same content gives the same bytes; this process keeps the last ones. Whether it may be public yet, `opened_at`
    says.
    """
    if not has_bundle(lot, signatures):
        return None
    return _kept(lot, canonical([[row.checkpoint.root, list(row.keys)] for row in signatures]))


@lru_cache(maxsize=4)
def _kept(lot: Lot, _state: bytes) -> Download:
    """The file while the signatures are what they are: the last root binds the whole log."""
    files = lot_files(lot)
    said = _READ_ME.format(name=lot.name, code=lot.code, command=LOT_COMMAND, windows=LOT_WINDOWS)
    files["说明.txt"] = said.replace("\n", "\r\n").encode("utf-8-sig")
    folder = f"{lot.code}-bundle"
    content = zipped((f"{folder}/{name}", octets) for name, octets in sorted(files.items()))
    return Download(f"{folder}.zip", content, sha256(content).hexdigest())
