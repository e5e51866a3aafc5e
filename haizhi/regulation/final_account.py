"""How the account of a grant is closed where a unit does not do so itself (办法·14)."""

from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, ruled_by


@ruled_by(measures(14))
def drawn_up_by_another(drawn_by: object, checker: object) -> Finding:
    """An account that the Office draws up for a unit is checked by somebody else (办法·14)."""
    met = drawn_by is None or drawn_by != checker
    return Finding(
        met,
        reason="代办的决算由一人编制、另一人审核" if met else "这份决算由您代办，须由另一人审核",
        remedy="" if met else "请由另一位海智办人员审核",
    )


@ruled_by(measures(14))
def station_has_ended(stands: bool, stage: str) -> Finding:
    """The Office acts in a unit's place, and writes money off, only where the station is one no more (办法·14)."""
    return Finding(
        not stands,
        reason=f"工作站现为“{stage}”",
        remedy="在册的工作站由建站单位办理；终止以后，单位已合并、注销或者不办理的，才由海智办代办" if stands else "",
    )


@ruled_by(measures(14))
def write_off_approved(basis: str, *, proved: bool) -> Finding:
    """What does not come back is written off by a decision on paper, never silently (办法·14)."""
    lacks = [
        label for label, there in (("批准文件的名称或文号", bool(basis.strip())), ("批准文件", proved)) if not there
    ]
    return Finding(
        not lacks,
        reason="核销有批准文件" if not lacks else f"核销缺少{'、'.join(lacks)}",
        remedy="" if not lacks else "请按有关规定报经批准后，填写并上传",
        field="basis" if not basis.strip() else "proof",
    )
