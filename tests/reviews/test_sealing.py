"""Sheets that nobody can read before they are announced (评审·8), and what becomes of them when keys are lost."""

import pytest
from django.db import connection

from haizhi.accounts.acts import make_key, retire_key
from haizhi.accounts.facts.cosigning import lacking
from haizhi.accounts.models import Key
from haizhi.kernel import vault
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.reviews import acts, drafts
from haizhi.reviews.models import Sheet, SheetKey, Turn
from tests.experts.factories import CLERK, SUPERVISOR, judge
from tests.reviews.factories import (
    CHEAP,
    CODE,
    HELD,
    PASSPHRASE,
    lock_all,
    marks,
    opened,
    scoring,
)
from tests.reviews.signing import kept_at_home, report_on

pytestmark = pytest.mark.django_db


def rows_of_sheets() -> str:
    """Everything that the table of sheets holds, as whoever reads the database reads it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Sheet._meta.db_table}")  # noqa: S608 - the table's own name
        return repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()])


def test_no_mark_and_no_note_is_readable_in_the_database_before_the_announcement() -> None:
    turn = scoring(opened(units=1))
    sheet = turn.sheets.all()[0]
    drafts.save_marks(sheet, {"a1": 45, "a2": 30}, at=HELD, notes="此处有疑问")
    for stage in ("draft", "locked"):
        rows = rows_of_sheets()
        assert '"a1"' not in rows
        assert "疑问" not in rows
        if stage == "draft":
            lock_all(turn)
    assert "marks" not in str([act.body["detail"] for act in Act.objects.filter(verb="sheet.lock")])
    sheet.refresh_from_db()
    assert (drafts.marks_of(sheet), drafts.notes_of(sheet)) == ({}, "")
    acts.announce(turn, by=CLERK, at=HELD)
    sheet.refresh_from_db()
    assert drafts.marks_of(sheet) == marks(70 + sheet.seat.serial)
    assert drafts.notes_of(sheet) == "此处有疑问"
    assert "疑问" not in rows_of_sheets()
    assert Act.objects.filter(verb="sheet.reveal").count() == 7


def shut(turn: Turn) -> Turn:
    """Every sheet locked, the session's key shut again."""
    lock_all(turn)
    acts.disable_key(turn.session, by=SUPERVISOR, at=HELD)
    return turn


def test_nothing_is_announced_while_the_session_s_key_is_shut_and_the_recovery_code_opens_it() -> None:
    turn = shut(scoring(opened(units=1)))
    with pytest.raises(Refused, match="会议密钥没有启用，7份评分表不能开封"):
        acts.announce(turn, by=CLERK, at=HELD)
    kept_at_home(SUPERVISOR)
    for code, reason in (("", "不是为您现在的签名密钥封装的"), ("ABCDE", "恢复码不对")):
        with pytest.raises(Refused, match=reason):
            acts.enable_key(turn.session, by=SUPERVISOR, at=HELD, code=code)
    acts.enable_key(turn.session, by=SUPERVISOR, at=HELD, code=CODE.lower().replace("-", " "))
    assert acts.announce(turn, by=CLERK, at=HELD).stage == "announced"
    session = turn.session
    assert [awaited.sides for awaited in lacking(session)] == [(Key.Post.WITNESS,)]
    with pytest.raises(Refused, match="“公布得分”之后的检查点还缺纪检监督方的签名"):
        acts.close(session, by=CLERK, at=HELD)


def test_an_open_key_is_wrapped_anew_and_a_shut_one_followed_by_another() -> None:
    turn = scoring(opened(units=1))
    session = turn.session
    lock_all(turn)
    acts.make_sheet_key(session, by=SUPERVISOR, at=HELD, code="NEWER" * 5)
    assert SheetKey.objects.count() == 1
    acts.disable_key(session, by=SUPERVISOR, at=HELD)
    acts.make_sheet_key(session, by=SUPERVISOR, at=HELD, code="NEWES" * 5)
    assert SheetKey.objects.count() == 2
    acts.enable_key(session, by=SUPERVISOR, at=HELD, passphrase=PASSPHRASE)
    acts.announce(turn, by=CLERK, at=HELD)
    with pytest.raises(Refused, match="您不是会签本次封存的纪检监督人员"):
        acts.make_sheet_key(session, by=Actor(CLERK.id, "", SUPERVISOR.grants), at=HELD, code=CODE)


def test_when_passphrase_and_code_are_lost_the_judges_score_again() -> None:
    turn = shut(scoring(opened(units=1)))
    session = turn.session
    retire_key(Key.objects.get(post="witness"), by=SUPERVISOR, at=HELD, opinion="口令遗忘")
    with vault.stretching(CHEAP):
        make_key(by=SUPERVISOR, at=HELD, passphrase=PASSPHRASE)
    acts.make_sheet_key(session, by=SUPERVISOR, at=HELD, code="ABCDE" * 5)
    acts.enable_key(session, by=SUPERVISOR, at=HELD, passphrase=PASSPHRASE)
    with pytest.raises(Refused, match=r"7份评分表不能开封.*请评委申请更正，重新打分"):
        acts.announce(turn, by=CLERK, at=HELD)
    for sheet in turn.sheets.filter(stage="locked"):
        acts.void_sheet(sheet, by=judge(sheet.seat.person_id), at=HELD, opinion="会议密钥遗失")
        acts.confirm_void_sheet(sheet, by=SUPERVISOR, at=HELD)
    assert {len(drafts.marks_of(sheet)) for sheet in turn.sheets.filter(stage="draft")} == {0}
    lock_all(turn)
    acts.announce(turn, by=CLERK, at=HELD)
    acts.close(session, by=CLERK, at=HELD)
    acts.confirm_close(session, by=SUPERVISOR, at=HELD)
    assert report_on(session).failures == []


def test_a_sealed_sheet_fits_no_other_seat_and_a_changed_one_is_refused() -> None:
    turn = scoring(opened(units=1))
    lock_all(turn)
    one, other = turn.sheets.order_by("seat__serial")[:2]
    Sheet.objects.filter(pk=one.pk).update(sealed=other.sealed)
    with pytest.raises(Refused, match="密文曾被改动"):
        acts.announce(turn, by=CLERK, at=HELD)
    Sheet.objects.filter(pk=one.pk).update(sealed=one.sealed, commitment=other.commitment)
    with pytest.raises(Refused, match="评分表与锁定时留下的指纹不符"):
        acts.announce(turn, by=CLERK, at=HELD)
    turn.refresh_from_db()
    assert turn.stage == "scoring"


def test_no_scoring_begins_before_the_session_has_its_key() -> None:
    session = opened(units=1)
    turn = acts.call_in(session.turns.get(), by=CLERK, at=HELD)
    SheetKey.objects.all().delete()
    with pytest.raises(Refused, match="会议密钥尚未制作"):
        acts.open_scoring(turn, by=CLERK, at=HELD)
