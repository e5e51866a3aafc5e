"""What a verification found: failures with the check and the place, remarks, and what was computed again."""

from dataclasses import dataclass, field
from enum import Enum

from haizhi.fairness.formats import RankingRow


class Check(Enum):
    """The checks, each with the name that people read."""

    FORMAT = "文件格式"
    LOG_ORDER = "日志顺序"
    LOG_TRUNCATED = "日志完整"
    ROOT = "日志的根"
    FORK = "日志分叉"
    NOTE = "检查点格式"
    SIGNATURE_FORGED = "签名真伪"
    SIGNATURE_MISSING = "签名齐全"
    KEY_UNKNOWN = "公钥登记"
    KEY_ENDED = "密钥有效"
    CHECKPOINT_MISSING = "检查点齐全"
    BODY_MISSING = "正文齐全"
    BODY_ALTERED = "正文一致"
    FREEZE_ALTERED = "规则一致"
    FREEZE_INVALID = "规则有效"
    SHEET_ALTERED = "分数一致"
    SHEET_MISSING = "评分表齐全"
    SHEET_ADDED = "评分表无增添"
    SHEET_INVALID = "评分有效"
    SHEET_SWAPPED = "评分表未调换"
    SECOND_FREEZE = "一次封存"
    ENTROPY_EARLY = "先封存后掷骰"
    ENTROPY_LATE = "掷骰后不再改录"
    ENTROPY_MISMATCH = "两人录入一致"
    ENTROPY_INVALID = "随机数有效"
    EVENT_ORDER = "办理次序"
    TWO_PEOPLE = "两人会签"
    POOL_ALTERED = "专家库一致"
    PANEL = "抽取结果"
    REPLACEMENT = "补抽结果"
    PRESENTATION_ORDER = "陈述顺序"
    SEATS = "评委席位"
    JUDGE_SWAPPED = "评委身份"
    RECUSAL = "回避记录"
    ANNOUNCEMENT = "公布的得分"
    RANKING = "排名"
    LIST_ALTERED = "名单一致"
    LIST_INVALID = "名单有效"
    CHOSEN = "抽中名单"
    PEERS = "互评安排"
    COMPOSITE = "综合得分"


@dataclass(frozen=True, slots=True)
class Failure:
    """One check that failed: where (a file, an entry), and what is wrong, in Chinese."""

    check: Check
    where: str
    message: str

    def __str__(self) -> str:
        return f"【{self.check.value}】{self.where}：{self.message}"


@dataclass(slots=True)
class Report:
    """The outcome of a verification. `facts` are counts by label; `ranking` and, of a lot, `drawn` are computed again.

    `whole`: nothing had to be left out because it is not public yet.
    """

    failures: list[Failure] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    facts: dict[str, int] = field(default_factory=dict)
    ranking: list[RankingRow] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    whole: bool = True

    @property
    def ok(self) -> bool:
        """Whether every check passed."""
        return not self.failures

    @property
    def checks(self) -> frozenset[Check]:
        """The checks that failed."""
        return frozenset(failure.check for failure in self.failures)

    def fail(self, check: Check, where: str, message: str) -> None:
        """Record a failure."""
        self.failures.append(Failure(check, where, message))

    def postpone(self, message: str) -> None:
        """Record what could not be checked yet."""
        self.remark(message)
        self.whole = False

    def remark(self, message: str) -> None:
        """Record what a reader should know although nothing failed."""
        self.remarks.append(message)


def entry(n: int) -> str:
    """How a ledger entry is named to people."""
    return f"日志第{n}条"
