"""`haizhi rehearse`: a whole year through the real acts, in an empty database."""

from argparse import Namespace

from rich.console import Console
from rich.table import Table

from haizhi.cli.output import answer, load_django, prepare_database, progress, say, warn

_LABELS = {
    "applications": "申报",
    "endorsed": "区县初审通过",
    "qualified": "资格通过",
    "rejected": "资格不符",
    "reviewed": "评审完成",
    "resolved": "党组决定拟建站",
    "publicised": "公示单位",
    "objections": "异议和举报",
    "documents": "联合发文印发",
    "letters": "结果告知书发出",
    "stations": "建站",
    "plaques": "牌匾送达",
    "filed": "提交归档",
    "work": "工作记录确认",
    "tasks": "交办任务验收",
    "summaries": "年度总结通过",
    "missed": "年度总结未参加",
    "assessed": "评估考核",
    "failed": "评估不合格",
    "renewed": "重新授牌",
    "expired": "到期待评",
    "rectified": "整改合格",
    "revoked": "撤销资格",
    "given_up": "自愿终止",
    "grants": "经费资助",
    "checks": "经费抽查",
    "recovered": "追回经费",
    "ledger_size": "账本记录",
}


def run(arguments: Namespace) -> int:
    """Play and report; 1 when the database is not empty, the year unknown or the folder not writable."""
    if not load_django() or not prepare_database():
        return 2
    from haizhi.regulation.findings import Refused  # noqa: PLC0415 - as above
    from haizhi.rehearsal.export import write  # noqa: PLC0415 - after the settings
    from haizhi.rehearsal.player import NotEmpty, rehearse  # noqa: PLC0415 - as above

    try:
        arguments.out.mkdir(parents=True, exist_ok=True)
        with progress(f"演练{arguments.year}年度") as tick:
            result = rehearse(arguments.year, arguments.applications, arguments.seed, tick, years=arguments.years)
        written = write(result, arguments.out)
    except NotEmpty as not_empty:
        warn(str(not_empty))
        return 1
    except Refused as refused:
        warn("；".join(str(finding) for finding in refused.findings))
        return 1
    except OSError as error:
        warn(f"写不进目录 {arguments.out}：{error.strerror}。请换一个可写的目录。")
        return 1
    _show(result.figures, result.refusals)
    say(f"已写入 {arguments.out}，共{len(written)}个文件。")
    figures = {**result.figures, "refusals": result.refusals, "out": str(arguments.out)}
    answer(figures, wanted=arguments.json)
    return 0


def _show(figures: dict[str, object], refusals: list[dict[str, str]]) -> None:
    console = Console(highlight=False)
    counts = Table(title=f"{figures['year']}年度演练", show_header=False)
    counts.add_column()
    counts.add_column(overflow="fold")
    for key, label in _LABELS.items():
        if key in figures:
            counts.add_row(label, str(figures[key]))
    counts.add_row("账本根", str(figures["ledger_root"]))
    console.print(counts)
    refused = Table("步骤", title=f"不予办理的{len(refusals)}项")
    refused.add_column("依据", overflow="fold")
    refused.add_column("原因", overflow="fold")
    for row in refusals:
        refused.add_row(row["act"], row["article"], row["reason"])
    console.print(refused)
