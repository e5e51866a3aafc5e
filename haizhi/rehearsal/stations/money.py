"""Money: budget, grants, payments, spending and what a person decides, a drawn check, what is recovered or lost."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from haizhi.files.drafts import receive
from haizhi.files.models import Upload
from haizhi.funding import acts
from haizhi.funding.models import Budget, Check, CheckRound, Grant, Plea, Spending
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.funding import GrantKind, Purpose
from haizhi.regulation.roles import Role
from haizhi.rehearsal.city import City
from haizhi.rehearsal.papers import paper
from haizhi.rehearsal.stations.drawing import lead, make_keys
from haizhi.rehearsal.stations.house import House

BUDGET, FOUNDING, FOLLOW_UP = 200_000_000, 10_000_000, 5_000_000
"""分: what a year has, what a new station gets, what one that does well gets for the year after."""


class Money:
    """The Office's hand over the money of stations."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.clerk, self.head = city.post(Role.OFFICE_CLERK), city.post(Role.OFFICE_HEAD)

    def set_budget(self, year: int, at: datetime) -> Budget:
        """The year's budget."""
        return acts.set_budget(by=self.head, at=at, year=year, amount=BUDGET, basis=f"渝财教〔{year}〕18号")

    def grant(self, budget: Budget, house: House, sort: GrantKind, basis: str, at: datetime) -> Grant:
        """A grant to one station, approved; a follow-up one with its reason."""
        amount = FOLLOW_UP if sort is GrantKind.FOLLOW_UP else FOUNDING
        reason = "评估考核结果较好，下一年度学术交流和人才引进安排明确。" if sort is GrantKind.FOLLOW_UP else ""
        made = acts.propose_grant(
            budget, by=self.clerk, at=at, station=house.station, sort=sort, amount=amount, basis=basis,
            basis_on=day_of(at), reason=reason,
        )  # fmt: skip
        return acts.approve_grant(made, by=self.head, at=at, opinion="同意。")

    def file_rules(self, house: House, at: datetime) -> None:
        """The unit's own finance rules, put on file."""
        filed = acts.file_finance_rules(
            house.station.unit, by=house.head, at=at, name="建站工作经费管理办法", in_force_on=day_of(at),
            upload=house.paper("财务管理制度", at),
        )  # fmt: skip
        acts.accept_finance_rules(filed, by=self.clerk, at=at)

    def pay(self, grant: Grant, at: datetime) -> None:
        """Pay it out at once."""
        acts.enter_payment(
            grant, by=self.clerk, at=at, amount=grant.amount, paid_on=day_of(at), voucher=f"银付{grant.code[3:]}"
        )

    def spend(self, grant: Grant, house: House, amount: int, purpose: Purpose, text: str, at: datetime) -> Spending:
        """Enter and hand in one spending; one that is for no purpose of the grant comes back flagged."""
        serial = grant.spendings.count() + 1
        made = acts.begin_spending(
            grant, by=house.head, at=at, invoice_number=f"{grant.code[-4:]}{serial:08d}", invoice_on=day_of(at),
            issuer="重庆示范会务服务有限公司（演练）", amount=amount, purpose=purpose, text=text,
            invoice=house.paper(f"发票{serial}", at),
        )  # fmt: skip
        return acts.submit_spending(made, by=house.head, at=at)

    def confirm(self, spending: Spending, at: datetime) -> None:
        """The Office finds it in order."""
        acts.confirm_spending(spending, by=self.clerk, at=at)

    def allow(self, spending: Spending, at: datetime) -> None:
        """The head decides that what was flagged is in order."""
        acts.allow_spending(spending, by=self.head, at=at, opinion="属于活动项目的必要支出，予以认可。")

    def draw_checks(self, year: int, houses: Sequence[House], count: int, at: datetime) -> list[Check]:
        """Draw stations to be checked among those with money in the year; each is told."""
        make_keys(self.city, at)
        opened = acts.open_check_round(
            by=self.clerk, at=at, year=year, name=f"{year}年建站工作经费抽查", count=count,
            stations=[house.station for house in houses],
        )  # fmt: skip
        lead(self.city, opened.lot, at)
        acts.take_up_check_round(CheckRound.objects.get(pk=opened.pk), by=self.clerk, at=at)
        checks = list(opened.checks.select_related("station__unit").order_by("code"))
        for check in checks:
            visit = day_of(at) + timedelta(days=10)
            acts.announce_check(check, by=self.clerk, at=at, visit_on=visit, matters="查看账册、发票和活动记录。")
        return checks

    def open_the_drawing(self, check: Check, at: datetime) -> None:
        """Everybody drawn has been told: let everybody compute the drawing again."""
        if check.round is not None:
            acts.publish_check_round(check.round, by=self.clerk, at=at)

    def visit(self, check: Check, at: datetime, findings: str = "") -> None:
        """Enter what was seen; findings are to be mended within thirty days."""
        acts.enter_check(
            check, by=self.clerk, at=at, visited_on=day_of(at), checkers="海智办2人、计财部1人",
            account="查看账册、凭证和活动记录，与系统登记一致。" if not findings else "查看账册和凭证。",
            findings=findings, due_on=day_of(at) + timedelta(days=30) if findings else None,
        )  # fmt: skip

    def misuse(self, spending: Spending, repay_by: date, at: datetime) -> None:
        """The head finds that it was spent against the rules: it is to be paid back."""
        acts.misuse_spending(
            spending, by=self.head, at=at, repay_by=repay_by, opinion="用于与工作站无关的办公装修，不符合专款专用。"
        )

    def repay(self, spending: Spending, amount: int, at: datetime) -> None:
        """Part of it comes back."""
        recovery = spending.recoveries.get()
        voucher = f"银收{recovery.code[-4:]}{recovery.repayments.count() + 1}"
        acts.repay_recovery(recovery, by=self.clerk, at=at, amount=amount, received_on=day_of(at), voucher=voucher)

    def hold_accountable(self, spending: Spending, at: datetime) -> None:
        """Enter who decided what about whoever answers for it."""
        acts.hold_accountable(
            spending.recoveries.get(), by=self.head, at=at, decided_by="建站单位纪委", decided_on=day_of(at),
            rules="《重庆海智工作站建设管理办法》第十四条", measure="对经办人批评教育，责令整改",
        )  # fmt: skip

    def dispute(self, spending: Spending, house: House, at: datetime) -> None:
        """Its unit says that the decision is wrong."""
        acts.object_to_recovery(
            spending.recoveries.get(), by=house.head, at=at, opinion="装修的会议室也用于接待海外专家，应视为改善条件。",
            proof=house.paper("会议室使用记录", at),
        )  # fmt: skip

    def dismiss(self, spending: Spending, at: datetime) -> None:
        """The head finds that the decision was right."""
        plea = Plea.objects.get(recovery__spending=spending, stage="objected")
        acts.dismiss_plea(
            plea, by=self.head, at=at, opinion="会议室由全单位共用，装修费与发票所载会务费不符，维持追回决定。"
        )

    def ask_for_time(self, spending: Spending, house: House, at: datetime) -> None:
        """Its unit asks to pay the rest back thirty days later, in two parts."""
        recovery = spending.recoveries.get()
        acts.ask_for_time(
            recovery, by=house.head, at=at, until=recovery.repay_by + timedelta(days=30),
            opinion="本单位资金调度需要时间，申请分期退回。", plan="余款分两期退回，每期各半，间隔三十日。",
        )  # fmt: skip

    def allow_time(self, spending: Spending, at: datetime) -> None:
        """The head gives the time that was asked for."""
        plea = Plea.objects.get(recovery__spending=spending, stage="asked")
        until = plea.until or plea.recovery.repay_by
        acts.allow_plea(plea, by=self.head, at=at, allowed_until=until, opinion="理由属实，同意分期退回。")

    def write_off(self, grant: Grant, at: datetime) -> None:
        """Of a unit that is gone: its account drawn up by the clerk, checked by the head, the rest written off."""
        report = self._paper("代办决算说明", grant, at)
        account = acts.draw_up_account(
            grant, by=self.clerk, at=at, opinion="工作站已撤销，单位无人办理决算。", report=report
        )
        account = acts.accept_account(account, by=self.head, at=at, opinion="与账面一致。")
        acts.write_off_rest(
            account, by=self.head, at=at, basis=f"渝财教〔{day_of(at).year}〕36号",
            opinion="单位已停止经营，无财产可供退回。", proof=self._paper("核销批复", grant, at),
        )  # fmt: skip

    def _paper(self, title: str, grant: Grant, at: datetime) -> Upload:
        return receive(paper(title, grant.code), by=self.clerk, at=at)
