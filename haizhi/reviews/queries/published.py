"""What of a review's proof is public, stage by stage, and the file that anyone takes home.

Nobody publishes it and nobody can hold it back: what is public follows from the session's stage, from both
sides' signatures and from the 公示 (docs/fairness.md §8).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from django.db.models import Q, QuerySet

from haizhi.accounts.facts.cosigning import checkpoints_of
from haizhi.accounts.queries.bundles import COMMAND, WINDOWS, Download, Signed, signed_row, zipped
from haizhi.fairness.encoding import canonical
from haizhi.fairness.seeds import freeze_hash
from haizhi.reviews.models import Session
from haizhi.reviews.queries.bundle import bundle_files

_UNFROZEN = ("preparing", "freezing", "dropped")

_FILE_NAMES = (
    ("log.jsonl", "账本（程序里称日志）：全部办理记录，每行一条，只有序号、时间、事项、对象代号和内容指纹"),
    ("bodies.jsonl", "评审会各项办理的正文：封存的规则、随机数、抽取结果、各评分表、得分和排名"),
    ("pool.jsonl", "封存时的专家库名单（代号、学科、单位），公示后才有"),
    ("names.jsonl", "就座的抽取评委姓名，仅在纪检复核包内，不公开"),
    ("seats.jsonl", "席位与评委的对应关系，仅在纪检复核包内，不公开"),
    ("checkpoints", "检查点：当时的记录数和账本根，由经办方和纪检监督方签名"),
    ("operator.vkey", "经办方的公钥"),
    ("witness.vkey", "纪检监督方的公钥"),
    ("verify.pyz", "核验程序；改名为 .zip 可打开看源代码"),
)

_READ_ME = """{name}（{code}）{kind}

{stage}

怎样核验，三步，不用联网，也不用相信平台：

一、准备。电脑上装 Python 3.11 或更新版本（python.org 免费下载），不用装别的。把本压缩包解压到一个文件夹。

二、对公钥。operator.vkey 是经办方的公钥，witness.vkey 是纪检监督方的公钥。请与开会时公布的、各自在别处公布的公钥
    对照，一致再往下做。

三、运行。打开命令行，进入解压出的文件夹，输入：

        {command}

    Windows 上输入：

        {windows}

    手里有评审当天的成绩单的，把二维码里的文字原样存成一个文件，如 mine.note，写在命令的最后，程序一并核对。

{expected}

程序核对什么：

  文件      每份正文与账本里的指纹一致，一字未改。
  账本      一条不缺、次序未变；各时点的账本根与双方签名的检查点一致。
  抽取      用封存的专家库和当众掷出的骰子重新抽一遍，抽出的评委、补抽、陈述次序与公布的相同。
  评分      每位评委对每家单位恰有一份评分表或经纪检同意的回避；开封的分数就是锁定时的分数。
  排名      每家的得分和名次重新计算，与公布的相同。

文件：

{files}

核验的完整规则随平台源代码公布（docs/fairness.md），任何人都可以据此另写一个核验程序。
"""

_EXPECTED = {
    False: "最后一行应为“已公开的内容核验通过”。专家库名单（不含姓名）在公示时公开，届时请下载完整的公开包再核验一次。",
    True: "最后一行应为“核验通过：全部内容重新计算后一致。”",
}
_ELSE = "显示“核验不通过”的，每处不符都写明在哪里、是什么；请保留本压缩包，向纪检监督部门反映。"


@dataclass(frozen=True, slots=True)
class Proof:
    """What everybody may know of a session: roots and hashes (hex) of the freezes, voided ones too, and signatures."""

    session: Session
    pool_root: str
    freeze_hash: str
    voided: tuple[str, ...]
    checkpoints: tuple[Signed, ...]

    @property
    def lacks_signatures(self) -> bool:
        """Whether a side still has to sign a checkpoint since the freeze in force."""
        since = self.session.frozen_at
        return any(row.lacking for row in self.checkpoints if since is not None and row.checkpoint.at >= since)

    @property
    def is_published(self) -> bool:
        """Whether the bundle may be downloaded: the session is closed and everything is signed by both."""
        return self.session.stage == "closed" and bool(self.checkpoints) and not self.lacks_signatures


def published_sessions() -> QuerySet[Session]:
    """The sessions of which anything is public: those with a freeze that was countersigned, voided or not."""
    return Session.objects.filter(~Q(stage__in=_UNFROZEN) | ~Q(voided=[]))


def proof_for(session: Session) -> Proof:
    """What is public of a session. Three queries whatever the number of checkpoints."""
    frozen = session.freeze if session.stage not in _UNFROZEN else None
    return Proof(
        session=session,
        pool_root=frozen["pool_root"] if frozen else "",
        freeze_hash=freeze_hash(frozen).hex() if frozen else "",
        voided=tuple(freeze_hash(each["freeze"]).hex() for each in session.voided if each["freeze"]),
        checkpoints=tuple(signed_row(row) for row in checkpoints_of(session)),
    )


def published_bundle(proof: Proof, *, opened: bool) -> Download | None:
    """What is public of a session, in one file; None before it may be. `opened`: with the pool, after a 公示.

    The same content gives the same bytes. It is made once and kept by this process until something of it changes.
    """
    if not proof.is_published:
        return None
    notes = [(row.checkpoint.root, row.keys) for row in proof.checkpoints]
    return _kept(proof.session, opened, canonical([[root, list(keys)] for root, keys in notes]))


@lru_cache(maxsize=4)
def _kept(session: Session, opened: bool, _state: bytes) -> Download:
    """The file as it is while the signatures are what they are: the last root binds the whole log."""
    return _packed(session, opened=opened)


def supervisors_copy(session: Session) -> Download:
    """The bundle with who was drawn and who sat where: for 纪检, never published."""
    return _packed(session, opened=True, seats=True)


def _packed(session: Session, *, opened: bool, seats: bool = False) -> Download:
    files = bundle_files(session, opened=opened, seats=seats)
    files["说明.txt"] = _read_me(session, files, opened=opened, seats=seats).replace("\n", "\r\n").encode("utf-8-sig")
    kind = "supervision" if seats else "bundle"
    folder = f"{session.code}-{kind}"
    content = zipped((f"{folder}/{name}", octets) for name, octets in sorted(files.items()))
    return Download(f"{folder}.zip", content, sha256(content).hexdigest())


def _read_me(session: Session, files: Iterable[str], *, opened: bool, seats: bool) -> str:
    there = {name.partition("/")[0] for name in files}
    kept = [(name, said) for name, said in _FILE_NAMES if name in there]
    stage = "纪检监督人员专用，含席位与评委的对应关系，不得外传。" if seats else ""
    return _READ_ME.format(
        name=session.name,
        code=session.code,
        kind="纪检复核包" if seats else "公开包",
        stage=stage or ("本包在公示后公开，内容完整。" if opened else "本包在闭会后、公示前公开，内容还不完整。"),
        command=COMMAND,
        windows=WINDOWS,
        expected=f"{_EXPECTED[opened]}\n{_ELSE}",
        files="\n".join(f"  {name:<14}{said}" for name, said in kept),
    )
