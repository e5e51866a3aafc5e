"""The books on paper: accounts of grants and of a year, final accounts, checks, notices of recovery."""

from collections.abc import Iterable
from datetime import datetime

from haizhi.documents.marks import Imprint, Sort
from haizhi.documents.sheets import Grid, Sheet, Signature
from haizhi.fairness.encoding import digest
from haizhi.funding.models import GRANTED, Budget, Check, FinalAccount, Grant, Recovery
from haizhi.funding.queries.budgets import budget_year
from haizhi.funding.queries.grants import grant_page
from haizhi.regulation.books import Balance
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.funding import PURPOSES, GrantKind, yuan
from haizhi.regulation.naming import OFFICE_NAME, PLATFORM_NAME, chinese_date
from haizhi.regulation.parameters import RECOVERY_OBJECTION_WORKDAYS

_UNIT = "金额单位：元。"


def _imprint(number: str, *parts: object) -> Imprint:
    return Imprint(Sort.SHEET, number, digest([str(part) for part in parts]).hex())


def _balance_rows(balance: Balance) -> tuple[tuple[str, str], ...]:
    """Where money is, as label and amount in 元."""
    return (
        ("批准资助", yuan(balance.granted)),
        ("已拨付", yuan(balance.paid)),
        ("已确认支出", yuan(balance.spent)),
        ("违规使用", f"{yuan(balance.misused)}（已追回{yuan(balance.recovered)}{_waived(balance)}）"),
        ("退回结余", yuan(balance.returned)),
        *([("核销结余", yuan(balance.lost))] if balance.lost else []),
        ("账面结存", yuan(balance.held)),
    )


def _waived(balance: Balance) -> str:
    return f"，已核销{yuan(balance.waived)}" if balance.waived else ""


def _sheet(title: str, at: datetime, number: str, rows: Iterable[tuple[str, str]], *grids: Grid) -> Sheet:
    """A statement on its side, with its version: what was printed can be told from what was printed later."""
    said = tuple(rows)
    cells = [cell for grid in grids for row in grid.rows for cell in row]
    version = _imprint(number, title, *[text for pair in said for text in pair], *cells)
    note = f"{_UNIT}账面截至{chinese_date(day_of(at))}。"
    return Sheet(title, at, version, rows=said, number=number, note=note, tables=grids, wide=True)


def statement_sheet(grant: Grant, at: datetime) -> Sheet:
    """对账单: the account of a grant: where its money is, year by year, and every row of its book."""
    page = grant_page(grant)
    cite, allowed = PURPOSES[GrantKind(grant.sort)]
    years = Grid(
        ("年度", "上年结转", "拨付", "支出", "违规使用", "退回结余", "核销结余", "结转下年"),
        (2, 3, 3, 3, 3, 3, 3, 3),
        tuple(
            (str(y.year), *map(yuan, (y.opening, y.paid, y.spent, y.misused, y.returned, y.lost, y.closing)))
            for y in page.years
        ),
        "分年度结转",
        dense=True,
    )
    book = Grid(
        ("序号", "日期", "事项", "凭据", "摘要", "收入", "支出", "结存"),
        (1, 3, 2, 3, 5, 2, 2, 2),
        tuple(
            (
                str(line.movement.serial),
                chinese_date(line.movement.day),
                line.movement.get_sort_display(),
                line.movement.source,
                line.movement.text,
                yuan(line.came) if line.came else "",
                yuan(line.went) if line.went else "",
                yuan(line.held),
            )
            for line in page.lines
        ),
        "账目",
        dense=True,
    )
    rows = (
        ("建站单位", grant.station.unit.name),
        ("工作站", grant.station.title),
        ("资助", f"{grant.budget.year}年度{grant.get_sort_display()}，{grant.basis}（{chinese_date(grant.basis_on)}）"),
        ("用途", f"{'、'.join(purpose.label for purpose in allowed)}（{cite}）"),
        *_balance_rows(grant.balance),
    )
    return _sheet("建站经费对账单", at, grant.code, rows, years, book)


def year_sheet(budget: Budget, at: datetime) -> Sheet:
    """年度经费报表: the budget of a year, by sort and purpose, and every grant of it."""
    year = budget_year(budget)
    grants = Grant.objects.filter(budget=budget, stage__in=GRANTED).select_related("station__unit").order_by("code")
    table = Grid(
        ("编号", "建站单位", "类别", "资助", "拨付", "支出", "违规使用", "追回", "退回", "核销", "结存"),
        (3, 6, 3, 3, 3, 3, 3, 3, 3, 3, 3),
        tuple((g.code, g.station.unit.name, g.get_sort_display(), *_amounts(g.balance)) for g in grants),
        "各项资助",
        dense=True,
    )
    purposes = Grid(
        ("用途", "已确认支出"), (3, 2), tuple((label, yuan(fen)) for label, fen in year.by_purpose), "按用途"
    )
    rows = (("年度预算", f"{yuan(budget.amount)}（{budget.basis}）"), *_balance_rows(year.balance))
    title = f"{budget.year}年度建站经费报表"
    return _sheet(title, at, f"JF-{budget.year}", rows, purposes, table)


def _amounts(balance: Balance) -> tuple[str, ...]:
    return tuple(
        map(
            yuan,
            (
                balance.granted,
                balance.paid,
                balance.spent,
                balance.misused,
                balance.recovered,
                balance.returned,
                balance.lost + balance.waived,
                balance.held,
            ),
        )
    )


def account_sheet(account: FinalAccount, at: datetime) -> Sheet:
    """决算表: the figures that the 负责人 signed."""
    grant = account.grant
    lost = f"，已核销{yuan(account.lost)}" if account.lost else ""
    rows = (
        ("建站单位", grant.station.unit.name),
        ("资助", f"{grant.code}　{grant.budget.year}年度{grant.get_sort_display()}"),
        ("收到拨付", yuan(account.paid)),
        ("支出", yuan(account.spent)),
        ("违规使用", yuan(account.misused)),
        ("结余", f"{yuan(account.rest)}（已退回{yuan(account.returned)}{lost}）"),
        ("使用情况", account.text),
    )
    return Sheet(
        "建站经费决算表",
        account.signed_at,
        _imprint(account.code, *[text for pair in rows for text in pair]),
        rows=rows,
        number=account.code,
        note=f"{_UNIT}报送日期{chinese_date(day_of(account.signed_at))}。",
        signatures=(
            (Signature("海智办经办人"), Signature("海智办审核"))
            if account.drawn_by
            else (Signature("单位负责人", "公章"), Signature("财务负责人"), Signature("海智办审核"))
        ),
    )


def check_sheet(check: Check, at: datetime) -> Sheet:
    """抽查记录: what was looked at and found, how it was put right. The unit signs it, so the cause is not in it."""
    origin = f"{check.origin}（{check.round.code}）" if check.round else check.origin
    rows = [
        ("建站单位", check.station.unit.name),
        ("抽查缘由", origin),
        ("抽查日期", chinese_date(check.visit_on) if check.visit_on else "未定"),
        ("抽查内容", check.matters),
        ("抽查人员", check.checkers),
        ("抽查情况", check.account),
        ("发现的问题", check.findings or ("未发现问题" if check.account else "")),
        ("整改期限", chinese_date(check.due_on) if check.stage == "rectifying" and check.due_on else ""),
        ("整改报告", check.report),
        ("办理状态", check.stage_label),
    ]
    given = tuple((label, text) for label, text in rows if text)
    return Sheet(
        "建站经费抽查记录",
        at,
        _imprint(check.code, *[text for pair in given for text in pair]),
        rows=given,
        number=check.code,
        note="依据《重庆海智工作站建设管理办法》第十四条。",
        signatures=(Signature("抽查人员"), Signature("被抽查单位负责人", "公章")),
    )


def notice_sheet(recovery: Recovery) -> Sheet:
    """追回通知书: to the unit, of the day of the decision; the seal is left blank."""
    grant = recovery.grant
    where = f"（支出{recovery.spending.code}，发票{recovery.spending.invoice_number}）" if recovery.spending else ""
    of_what = f"{grant.budget.year}年度{grant.get_sort_display()}（{grant.code}）"
    opening = f"经查，你单位{of_what}中有{yuan(recovery.amount)}元未按规定使用{where}。认定的事实和理由如下："
    closing = (
        f"依据《重庆海智工作站建设管理办法》第十四条，现决定追回上述款项。请于{chinese_date(recovery.repay_by)}（含）前退回，"
        f"可以分次退回，汇款时注明“{recovery.code}”。有异议的，可以在{RECOVERY_OBJECTION_WORKDAYS.value}个工作日内提出；"
        f"确有困难的，可以申请延期或者分期退回。异议和申请由单位负责人在{PLATFORM_NAME}提出，答复以前不停止追回。"
    )
    paragraphs = (opening, recovery.reason, closing)
    return Sheet(
        "建站经费追回通知书",
        recovery.opened_at,
        _imprint(recovery.code, *paragraphs),
        number=recovery.code,
        addressee=grant.station.unit.name,
        paragraphs=paragraphs,
        issued=(OFFICE_NAME, chinese_date(day_of(recovery.opened_at))),
    )
