"""One rehearsed year, large enough that every fate befalls somebody: what each of them must have met."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from haizhi.applications.models import Application, Call
from haizhi.decisions.models import JointDocument, Objection, Publicity, Resolution
from haizhi.kernel import ledger, workdays
from haizhi.kernel.models import Act
from haizhi.regulation.archiving import CLOSED
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from haizhi.regulation.wordcount import count_words
from haizhi.regulation.workdays import is_workday
from haizhi.rehearsal.fates import SPECIAL, Fate, fate_of
from haizhi.rehearsal.player import Result, rehearse
from haizhi.rehearsal.sitting import CLOSE, CORRECTED, LATE, ON_PAPER, SAME, TIED
from haizhi.reviews.models import Departure, Entropy, Paper, Recusal, Seat, Session, Sheet, Turn
from haizhi.reviews.queries import pending_ranking, ranking
from haizhi.stations.models import Plaque, Station
from tests.rehearsal.conftest import Undone

pytestmark = pytest.mark.django_db

UNITS = 45


@pytest.fixture(scope="module")
def year(undone: Undone) -> Iterator[Result]:
    with undone():
        yield rehearse(2026, UNITS, 7)


def case_of(fate: Fate) -> Application:
    """The application that a fate befell."""
    index = next(index for index in range(UNITS) if fate_of(index, UNITS) is fate)
    return Application.objects.get(email=f"office{index}@rehearsal.haizhi.invalid")


def trail(case: Application) -> list[str]:
    """The verbs done on an application, in order, up to its review."""
    verbs = Act.objects.filter(subject_id=case.pk).order_by("entry").values_list("verb", flat=True)
    return [verb.partition(".")[2] for verb in verbs if verb not in AFTER]


AFTER = {f"application.{verb}" for verb in ("rank", "propose", "pass_over", "defer", "publicise", "freeze", "resume",
                                            "clear", "approve", "award", "inform")}  # fmt: skip


def refusals_of(year: Result, case: Application) -> list[tuple[str, str, str]]:
    """What was refused of a unit up to its review: step, article, reason."""
    of_unit = [r for r in year.refusals if r["subject"] == case.unit.name and r["act"] in INTAKE]
    return [(r["act"], r["article"], r["reason"]) for r in of_unit]


INTAKE = ("新建", "提交", "初审通过", "资格通过")
"""The steps up to the review that are refused now and then; in the review it is the lot that says whose turn is."""


def test_every_fate_befalls_somebody_and_two_in_three_go_straight_on() -> None:
    fates = [fate_of(index, UNITS) for index in range(UNITS)]
    assert set(fates) == set(Fate)
    assert fates.count(Fate.PLAIN) >= UNITS * 2 // 3


TO_REVIEW = ["begin", "submit", "endorse", "qualify", "minute", "list"]


@pytest.mark.parametrize(
    ("fate", "steps"),
    [
        (Fate.RETURNED, ["begin", "submit", "return", "submit", "endorse", "qualify", "minute", "list"]),
        (Fate.CORRECTED, ["begin", "submit", "endorse", "correct", "submit", "qualify", "minute", "list"]),
        (Fate.TOO_LONG, ["begin", "submit", "qualify", "minute", "list"]),
        (Fate.INELIGIBLE, ["begin", "submit", "reject"]),
        (Fate.LATE, ["begin"]),
        (Fate.WITHDRAWN, ["begin", "submit", "endorse", "withdraw"]),
        (Fate.DECLINED, ["begin", "submit", "decline"]),
        (Fate.LATE_FORWARD, ["begin", "submit", "reject"]),
        (Fate.FRAUD, ["begin", "submit", "qualify", "notify", "state", "cancel"]),
        (Fate.UNSIGNED, TO_REVIEW),
        (Fate.FOREIGN, TO_REVIEW),
        (Fate.TWICE, ["begin", "submit", "qualify", "minute", "list"]),
        (Fate.REROUTED, ["begin", "submit", "reroute", "qualify", "minute", "list"]),
        (Fate.PAPER, ["record", "submit", "endorse", "qualify", "minute", "list"]),
        (Fate.POOR, ["begin", "submit", "reject"]),
    ],
    ids=lambda value: value.name if isinstance(value, Fate) else "",
)
def test_each_fate_leaves_the_trail_of_its_name(fate: Fate, steps: list[str], year: Result) -> None:
    assert trail(case_of(fate)) == steps


REFUSED = {
    Fate.TOO_LONG: ("提交", "《申报表》", "项目概述共1001字，超出1000字上限1字"),
    Fate.INELIGIBLE: ("资格通过", "《办法》第六条第3项", "企业须为规模以上企业或高新技术企业"),
    Fate.LATE: ("提交", "通知第二部分", "2026年度年度申报现为“已截止”，截止时间为2026年5月30日24:00，不能新建或提交申报"),
    Fate.LATE_FORWARD: (
        "初审通过", "通知第二部分", "申报截止时间为2026年5月30日24:00，送达重庆海智办时间为2026年5月31日 09:00",
    ),
    Fate.UNSIGNED: ("提交", "《办法》第八条第1项", "未提供“申报表签字盖章扫描件”"),
    Fate.FOREIGN: ("初审通过", "《办法》第七条第2项", "此件不在您的办理范围内"),
    Fate.POOR: ("资格通过", "《办法》第六条第1项", "专项经费0万元"),
}  # fmt: skip


@pytest.mark.parametrize("fate", [*SPECIAL], ids=lambda fate: fate.name)
def test_who_is_refused_reads_the_finding_under_its_article_and_nobody_else_is(fate: Fate, year: Result) -> None:
    case = case_of(fate)
    if fate is Fate.TWICE:
        expected = [("新建", "《申报表》", f"本单位在该年度已有申报{case.code}")]
    else:
        expected = [REFUSED[fate]] if fate in REFUSED else []
    assert refusals_of(year, case) == expected


def test_what_was_too_long_was_shortened_to_the_limit_and_not_below_need(year: Result) -> None:
    case = case_of(Fate.TOO_LONG)
    words = sum(count_words(text) for text in (case.overview_basis, case.overview_plan, case.overview_goals))
    assert words == 1000


def test_a_unit_that_applies_twice_has_one_application(year: Result) -> None:
    assert case_of(Fate.TWICE).unit.applications.count() == 1


def test_a_paper_application_is_recorded_and_submitted_by_the_office(year: Result) -> None:
    case = case_of(Fate.PAPER)
    roles = Act.objects.filter(subject_id=case.pk, verb__in=["application.record", "application.submit"])
    assert case.recorded_by_office
    assert set(roles.values_list("role", flat=True)) == {Role.OFFICE_CLERK}


def test_a_late_unit_keeps_its_draft_and_a_declined_one_never_reached_the_office(year: Result) -> None:
    assert case_of(Fate.LATE).stage == "draft"
    assert case_of(Fate.DECLINED).arrived_at is None


def test_the_figures_are_what_the_database_holds(year: Result) -> None:
    stages = list(Application.objects.values_list("stage", flat=True))
    size, root = ledger.size_and_root()
    assert year.figures == {
        "year": 2026,
        "applications": len(stages),
        "endorsed": Application.objects.filter(opinions__has_key="district").count(),
        "qualified": Turn.objects.count() + stages.count("cancelled"),
        "rejected": stages.count("rejected"),
        "reviewed": Turn.objects.exclude(stage="struck").count(),
        "resolved": Publicity.objects.get().applications.count(),
        "publicised": Publicity.objects.get().items.count(),
        "objections": Objection.objects.count(),
        "documents": JointDocument.objects.count(),
        "letters": stages.count("not_proposed") + stages.count("deferred"),
        "stations": Station.objects.count(),
        "plaques": Plaque.objects.count(),
        "filed": len([stage for stage in stages if stage in CLOSED]),
        "ledger_size": size,
        "ledger_root": root.hex(),
    }
    assert (len(stages), year.figures["stations"]) == (UNITS, 5)


def test_the_ledger_verifies_from_end_to_end(year: Result) -> None:
    assert list(ledger.faults()) == []


def test_every_refusal_names_step_article_and_reason(year: Result) -> None:
    assert all(set(row) == {"act", "article", "reason", "subject"} and all(row.values()) for row in year.refusals)
    assert all(row["article"].startswith(("《", "通知")) for row in year.refusals)
    assert [row["reason"] for row in year.refusals if row["act"] in ("发布", "公布规则", "公布得分", "编号印发")] == [
        "“发布”由海智办负责人办理",
        "评委共6名，须为不少于7名的单数",
        "还有1份评分表没有锁定",
        "发文字号“渝科协发[2026]第086号”不合规范",
    ]


def test_the_call_runs_by_its_real_dates(year: Result) -> None:
    call = Call.objects.get()
    opened, closed = Act.objects.get(verb="call.publish"), Act.objects.get(verb="call.close")
    assert (day_of(opened.at), day_of(closed.at)) == (date(2026, 3, 16), date(2026, 5, 31))
    assert (closed.by_name, closed.at) == ("系统", call.deadline)


def test_a_judge_who_could_not_come_was_replaced_by_a_second_draw(year: Result) -> None:
    gone = Seat.objects.get(vacated_at__isnull=False)
    [new] = Seat.objects.filter(origin=Seat.Origin.REPLACEMENT)
    assert gone.vacated_because == "因公出差，不能到会。"
    assert Seat.objects.filter(vacated_at=None).count() == 7
    assert new.person_id != gone.person_id
    assert list(Entropy.objects.order_by("round").values_list("round", flat=True)) == [1, 2]
    assert not Sheet.objects.filter(seat=gone).exists()


def test_a_die_misread_by_the_witness_is_entered_again_before_the_draw(year: Result) -> None:
    session = Session.objects.get()
    entries = Act.objects.filter(subject_id=session.pk, verb__endswith="witness_entropy").order_by("entry")
    after = [(act.stage_before, act.stage_after) for act in entries]
    assert after == [("frozen", "frozen"), ("frozen", "seeded"), ("vacant", "seeded")]


def test_a_recusal_and_a_departure_change_the_divisor_of_the_units_concerned_alone(year: Result) -> None:
    heard = {turn.position or 0: turn.result for turn in Turn.objects.filter(stage="announced")}
    assert {position: (result["valid"], result["kept"]) for position, result in heard.items() if result} == {
        position: (6, 4) if position == 1 or position > LATE else (7, 5) for position in heard
    }
    for result in filter(None, heard.values()):
        kept = result["totals"][1:-1]
        assert Fraction(result["exact"]) == Fraction(sum(kept), 10 * len(kept))
    recused = Recusal.objects.get(stage="upheld", turn__position=1, person__isnull=False)
    assert recused.source == Recusal.Source.DECLARED
    assert not Sheet.objects.filter(turn=recused.turn, seat__person=recused.person).exists()


def test_freezing_waits_until_matches_are_recorded_and_recusals_settled(year: Result) -> None:
    assert [(row["article"], row["reason"]) for row in year.refusals if row["act"] == "封存"] == [
        ("《评审办法》第七条", "单位比对发现1项利害关系尚未登记"),
        ("《评审办法》第七条", "还有1项回避未办结"),
    ]
    matched = Recusal.objects.get(source=Recusal.Source.MATCHED)
    requested = Recusal.objects.get(source=Recusal.Source.REQUESTED)
    assert (matched.stage, requested.stage) == ("upheld", "dismissed")
    assert not Seat.objects.filter(expert=matched.expert).exists()


def test_a_tie_is_declared_and_its_units_share_their_rank(year: Result) -> None:
    rows = {row.application.pk: row for row in ranking(Session.objects.get())}
    third, fourth = (rows[Turn.objects.get(position=position).application_id] for position in (TIED, SAME))
    assert third.exact == fourth.exact
    assert third.rank == fourth.rank
    assert third.tied
    assert fourth.tied


def test_a_tie_is_resolved_by_the_third_group_and_the_result_says_so(year: Result) -> None:
    rows = {row.application.pk: row for row in pending_ranking(Session.objects.get())}
    second, fifth = (rows[Turn.objects.get(position=position).application_id] for position in (CORRECTED, CLOSE))
    assert (second.exact, second.tied, fifth.tied) == (fifth.exact, False, False)
    assert (second.rank or 0) < (fifth.rank or 0)
    assert second.tie.startswith("同分，比较第3项")
    assert fifth.tie.startswith("同分，比较第3项")


def test_a_unit_that_came_late_was_heard_last_without_the_judge_who_had_left(year: Result) -> None:
    late = Turn.objects.get(pk=Act.objects.get(verb="turn.confirm_readmit").subject_id)
    assert (late.stage, late.position) == ("announced", Turn.objects.exclude(stage="struck").count() + 1)
    assert list(Act.objects.filter(subject_id=late.pk).order_by("entry").values_list("verb", flat=True)) == [
        f"turn.{verb}"
        for verb in ("enlist", "mark_absent", "readmit", "confirm_readmit", "call_in", "open_scoring", "announce")
    ]
    departure = Departure.objects.get()
    assert departure.stage == "agreed"
    aside = Recusal.objects.filter(source=Recusal.Source.DEPARTED)
    assert {(recusal.person_id, recusal.stage) for recusal in aside} == {(departure.seat.person_id, "upheld")}
    unheard = Turn.objects.filter(position__gt=LATE)
    assert set(aside.values_list("turn", flat=True)) == set(unheard.values_list("pk", flat=True))
    assert not Sheet.objects.filter(turn__in=unheard, seat=departure.seat).exists()


def test_one_unit_was_scored_on_paper_and_a_misreading_came_to_light(year: Result) -> None:
    papers = Paper.objects.filter(turn__position=ON_PAPER).order_by("seat__serial")
    assert [(paper.stage, paper.scan_id is not None) for paper in papers] == [("taken", True)] * 7
    assert [len(paper.differed) for paper in papers] == [1, 0, 0, 0, 0, 0, 0]
    locks = Act.objects.filter(verb="sheet.lock", subject_id__in=Sheet.objects.filter(turn__position=ON_PAPER))
    assert set(locks.values_list("by_name", flat=True)) == {"系统"}
    assert Paper.objects.count() == 7


def test_an_absent_unit_has_no_result_and_no_rank(year: Result) -> None:
    absent = Turn.objects.get(stage="absent")
    assert absent.position == Turn.objects.exclude(stage="struck").count()
    [row] = [row for row in ranking(Session.objects.get()) if row.application.pk == absent.application_id]
    assert (row.rank, row.shown, row.reason) == (None, None, "缺席，不产生结果")
    assert absent.application.stage == "not_proposed"


def test_a_corrected_sheet_stands_voided_beside_the_one_that_counts(year: Result) -> None:
    voided = Sheet.objects.get(stage="voided")
    assert voided.turn.position == CORRECTED
    counts = Sheet.objects.get(turn=voided.turn, seat=voided.seat, revision=2)
    assert counts.stage == "announced"
    assert Act.objects.filter(subject_id=voided.turn_id, verb="turn.announce").count() == 2


def test_a_departure_from_the_ranking_is_refused_until_it_gives_its_reason(year: Result) -> None:
    lines = {line.application.unit.name: line for line in Resolution.objects.get().lines.all() if line.reason}
    refused = [row for row in year.refusals if row["act"] == "登记决议"]
    assert [row["article"] for row in refused] == ["《办法》第九条第1项第（3）目"] * 2
    fifth, sixth = (next(name for name in lines if row["reason"].startswith(name)) for row in refused)
    assert refused[0]["reason"] == f"{fifth}第5名，未列入拟建站名单，与评审名次不一致"
    assert refused[1]["reason"] == f"{sixth}第6名，列入拟建站名单，与评审名次不一致"
    assert (lines[fifth].decision, lines[sixth].decision) == ("defer", "propose")
    waits = [line.decision for name, line in lines.items() if name not in (fifth, sixth)]
    assert waits == ["defer"], "whoever is deferred from a lower rank departs from nothing"


def test_an_objection_freezes_one_unit_and_the_others_go_on(year: Result) -> None:
    publicity = Publicity.objects.get()
    objection = Objection.objects.get(sort=Objection.Sort.OBJECTION)
    frozen = Act.objects.get(verb="application.freeze")
    resumed = Act.objects.get(verb="application.resume")
    assert frozen.subject_id == resumed.subject_id == objection.application_id
    assert frozen.at < resumed.at
    assert objection.stage == "dismissed"
    others = publicity.applications.exclude(pk=objection.application_id)
    touched = Act.objects.filter(subject_id__in=others.values("pk"), at__gte=frozen.at, at__lte=resumed.at)
    assert not touched.exists()
    assert set(publicity.applications.values_list("stage", flat=True)) == {"awarded"}


def test_a_report_without_facts_is_declined_and_freezes_nobody(year: Result) -> None:
    report = Objection.objects.get(sort=Objection.Sort.REPORT)
    assert (report.stage, report.anonymous) == ("declined", True)
    assert report.application_id
    assert not Act.objects.filter(subject_id=report.application_id, verb="application.freeze").exists()


def test_a_publicity_lasts_five_working_days_after_the_day_of_its_publication(year: Result) -> None:
    publicity = Publicity.objects.get()
    assert publicity.published_at
    assert publicity.first_day
    assert publicity.last_day
    table = workdays.table([2026])
    days = [date.fromordinal(n) for n in range(publicity.first_day.toordinal(), publicity.last_day.toordinal() + 1)]
    assert sum(is_workday(day, table) for day in days) == 5
    assert publicity.first_day > day_of(publicity.published_at)
    early = [row["reason"] for row in year.refusals if row["act"] == "公示期满"]
    assert early == [f"公示期至2026年{publicity.last_day.month}月{publicity.last_day.day}日24:00，未满"]
    assert publicity.concluded_at
    assert day_of(publicity.concluded_at) > publicity.last_day


def test_both_offices_sign_one_document_before_any_plaque(year: Result) -> None:
    document = JointDocument.objects.get()
    steps = Act.objects.filter(subject_id=document.pk).order_by("entry").values_list("verb", "role")
    assert list(steps) == [
        ("document.draft", Role.OFFICE_CLERK),
        ("document.sign", Role.ASSOCIATION_SIGNER),
        ("document.countersign", Role.BUREAU_SIGNER),
        ("document.issue", Role.OFFICE_CLERK),
    ]
    assert document.document_number == "渝科协发〔2026〕86号"
    assert all(station.awarded_on > document.issued_on for station in Station.objects.all() if document.issued_on)
