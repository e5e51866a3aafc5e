"""What a doubtful reading of the rules consists of, and where it can be set otherwise."""

from dataclasses import dataclass

from haizhi.regulation.citations import Citation


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One doubt. `number` is stable and is what code and documents refer to."""

    number: int
    doubt: str
    reading: str
    cites: tuple[Citation, ...]
    set_where: str


IN_THE_CALL = "在每次申报通知中设定"
IN_THE_RULES = "在评审会规则中设定，封存前公布"
FIXED = "本版本统一适用；规定修订时随新版本调整"
IN_THE_ROUND = "在每轮评估考核方案中设定"
CASE_BY_CASE = "由经办人逐件决定并写明理由"
