import pytest

from haizhi.regulation import moves
from haizhi.regulation.citations import measures
from haizhi.regulation.kinds import KIND_LABELS
from haizhi.regulation.moves import MOVES, Move, moves_of
from haizhi.regulation.moves.row import declare
from haizhi.regulation.roles import (
    ADMIN_ROLES,
    CITY_ROLES,
    DISTRICT_ROLES,
    OFFICE_ROLES,
    ROLE_LABELS,
    UNIT_ROLES,
    Role,
)
from haizhi.regulation.stages import PUBLIC_STAGES, STAGES, label, public_stage


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("call.compose", "> draft"),
        ("call.abandon", "open > nowhere"),
        ("call.abandon", "open >"),
    ],
    ids=["a name that stands already", "a stage that is not", "no target"],
)
def test_a_move_that_does_not_fit_the_table_cannot_be_declared(name: str, path: str) -> None:
    with pytest.raises(ValueError, match=name):
        declare(name, "废止", frozenset({Role.OFFICE_HEAD}), path, measures(7, 4))
    assert name not in MOVES or MOVES[name].label == "拟定"


def test_a_move_without_an_article_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match=r"call\.abandon"):
        declare("call.abandon", "废止", frozenset({Role.OFFICE_HEAD}), "open > closed")


def test_a_move_is_named_by_kind_and_verb_and_stands_under_its_first_article() -> None:
    submit = MOVES["application.submit"]
    assert submit.name == "application.submit"
    assert submit.cite == measures(7, 1)
    assert not submit.creates
    assert MOVES["application.begin"].creates


def test_every_kind_of_subject_has_a_label_stages_and_a_move_that_creates_it() -> None:
    assert KIND_LABELS.keys() == STAGES.keys()
    for kind in STAGES.keys() - {"sheet", "score"}:
        assert any(m.creates for m in moves_of(kind)), kind


def test_every_stage_is_reached_by_a_move_unless_the_subject_starts_in_it_by_itself() -> None:
    for kind, stages in STAGES.items():
        reached = {target for m in moves_of(kind) for target in m.targets}
        assert stages.keys() - reached <= {"draft"}, kind


def test_a_move_in_the_course_of_another_names_one_that_exists() -> None:
    assert {name for m in MOVES.values() for name in m.causes} <= MOVES.keys()


def test_a_move_may_happen_in_the_course_of_either_of_two() -> None:
    assert MOVES["application.clear"].causes == ("publicity.conclude", "objection.decline")
    assert MOVES["application.submit"].causes == ()


def test_the_moves_of_a_kind_keep_the_order_of_the_table() -> None:
    assert [m.verb for m in moves_of("call")] == [
        "compose", "publish", "extend", "close", "answer", "take_back_answer", "supply", "withdraw_download",
    ]  # fmt: skip
    assert moves_of("nothing") == ()


def test_no_administrator_acts_on_a_case() -> None:
    cases = {
        "call",
        "application",
        "session",
        "turn",
        "sheet",
        "resolution",
        "publicity",
        "objection",
        "document",
        "station",
    }
    for move in MOVES.values():
        assert move.kind not in cases or not move.roles & ADMIN_ROLES, move.name


def test_the_auditor_only_reads() -> None:
    assert not [m.name for m in MOVES.values() if Role.AUDITOR in m.roles]


def test_two_signatures_are_never_given_by_the_same_role() -> None:
    pairs = [(m, MOVES[m.name.replace(".confirm_", ".")]) for m in MOVES.values() if ".confirm_" in m.name]
    assert len(pairs) == 9
    for confirming, asking in pairs:
        assert not confirming.roles & asking.roles, confirming.name


def test_every_role_has_a_label_and_one_scope() -> None:
    assert ROLE_LABELS.keys() == set(Role)
    assert Role.SUPERVISOR.label == "纪检监督人员"
    assert not UNIT_ROLES & CITY_ROLES
    assert not DISTRICT_ROLES & CITY_ROLES
    assert OFFICE_ROLES <= CITY_ROLES


def test_the_public_sees_four_stages_and_nothing_of_those_that_left() -> None:
    assert [PUBLIC_STAGES[public_stage(s) or 0] for s in ("draft", "in_review", "in_publicity", "cleared")] == [
        "初评",
        "评审",
        "公示",
        "授牌",
    ]
    assert public_stage("awarded") == len(PUBLIC_STAGES)
    assert public_stage("withdrawn") is None


def test_a_stage_is_labelled_by_its_kind() -> None:
    assert label("application", "frozen") == "公示中止"
    assert label("session", "frozen") == "已封存"
    with pytest.raises(KeyError):
        label("application", "seeded")


def test_a_move_is_not_changed_once_declared() -> None:
    with pytest.raises(AttributeError):
        MOVES["call.publish"].label = "公开"  # type: ignore[misc]  # the refusal is what is tested
    assert isinstance(MOVES["call.publish"], Move)


def test_a_duty_is_called_by_what_is_to_be_done_not_by_how_it_should_end() -> None:
    assert moves.ENDORSE.label == "初审通过"
    assert moves.ENDORSE.task == "区县初审"
    assert moves.SUBMIT.task == moves.SUBMIT.label


def test_a_stage_waits_for_those_who_do_the_task_and_those_who_prepare_it_and_for_nobody_else() -> None:
    who = (Role.DISTRICT_HEAD, Role.DISTRICT_CLERK, Role.OFFICE_HEAD)
    assert [moves.ENDORSE.task_of(role) for role in who] == ["区县初审", "准备初审意见", ""]
    assert moves.WITHDRAW.task_of(Role.SIGNATORY) == "", "what one may do is no duty"
    assert not any(move.task_of(Role.SYSTEM) for move in MOVES.values())
