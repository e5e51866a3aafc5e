"""Two signatures under every checkpoint (评审·7): keys unlocked for a sitting, kept elsewhere, changed, lost."""

import re
from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haizhi.accounts.acts import cosigning as cosigning_acts
from haizhi.accounts.acts import retire_key
from haizhi.accounts.facts.cosigning import lacking
from haizhi.accounts.models import Key, Person
from haizhi.fairness.note import signature_line
from haizhi.kernel import cosigning
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Checkpoint, CoSignature, Unlocked
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.reviews import acts
from haizhi.reviews.models import Session, SheetKey, Signers
from haizhi.reviews.queries.bundle import bundle_files
from haizhi.reviews.queries.published import proof_for
from haizhi.reviews.tasks import destroy_expired
from tests.experts.factories import CLERK, NOW, SUPERVISOR, judge
from tests.reviews.conftest import SignIn
from tests.reviews.factories import (
    CODE,
    DICE,
    HELD,
    PASSPHRASE,
    announced,
    closed,
    draw,
    frozen,
    lock_all,
    opened,
    prepared,
    sit,
)
from tests.reviews.signing import kept_at_home, report_on, signed_at_home
from tests.ui.pages import Page

pytestmark = pytest.mark.django_db


def unsigned() -> Session:
    """A session whose freeze was countersigned while nobody's key was unlocked."""
    session = prepared()
    acts.freeze(session, by=CLERK, at=NOW)
    return acts.confirm_freeze(session, by=SUPERVISOR, at=NOW)


def test_no_dice_are_entered_before_both_have_signed_the_freeze() -> None:
    session = unsigned()
    for by, act in ((CLERK, acts.record_entropy), (SUPERVISOR, acts.witness_entropy)):
        with pytest.raises(Refused, match="还缺经办方、纪检监督方的签名"):
            act(session, by=by, at=NOW, value=DICE)
    acts.enable_key(session, by=CLERK, at=NOW, passphrase=PASSPHRASE)
    with pytest.raises(Refused, match="还缺纪检监督方的签名"):
        acts.record_entropy(session, by=CLERK, at=NOW, value=DICE)
    acts.enable_key(session, by=SUPERVISOR, at=NOW, passphrase=PASSPHRASE)
    acts.record_entropy(session, by=CLERK, at=NOW, value=DICE)
    assert lacking(session) == []
    assert CoSignature.objects.count() == 2 * Checkpoint.objects.count() == 4


def test_only_those_who_froze_and_countersigned_sign_and_with_a_valid_key() -> None:
    session = unsigned()
    other = Person.objects.create(name="另一人", mobile="13700000001", stage="active")
    stranger = Actor(other.pk, other.name, SUPERVISOR.grants)
    with pytest.raises(Refused, match="您不是本次评审会的经办方或纪检监督方"):
        acts.enable_key(session, by=stranger, at=NOW, passphrase=PASSPHRASE)
    with pytest.raises(Refused, match="口令不对"):
        acts.enable_key(session, by=CLERK, at=NOW, passphrase="不是这一句")
    retire_key(Key.objects.get(post="operator"), by=CLERK, at=NOW, opinion="遗失")
    with pytest.raises(Refused, match="经办方没有有效的签名密钥"):
        acts.enable_key(session, by=CLERK, at=NOW, passphrase=PASSPHRASE)
    assert not Unlocked.objects.exists()


def test_nothing_is_countersigned_by_a_witness_without_a_key() -> None:
    session = prepared()
    acts.freeze(session, by=CLERK, at=NOW)
    retire_key(Key.objects.get(post="witness"), by=SUPERVISOR, at=NOW, opinion="遗失")
    with pytest.raises(Refused, match="纪检监督方没有有效的签名密钥"):
        acts.confirm_freeze(session, by=SUPERVISOR, at=NOW)


def test_an_unlocked_key_signs_until_its_time_is_over_and_is_destroyed_then() -> None:
    session = frozen()
    assert Unlocked.objects.count() == 2
    later = NOW + timedelta(hours=24)
    acts.record_entropy(session, by=CLERK, at=later + timedelta(seconds=1), value=DICE)
    assert [awaited.checkpoint.occasion for awaited in lacking(session)] == ["session.record_entropy"]
    assert not Unlocked.objects.exists(), "a checkpoint made after their time finds them and destroys them"
    sit(session, HELD)
    assert lacking(session) == []
    assert destroy_expired(HELD) == 0
    assert destroy_expired(HELD + timedelta(hours=24)) == 3
    assert SheetKey.objects.get().opened is None


def test_locking_a_key_again_destroys_it_at_once() -> None:
    session = frozen()
    acts.disable_key(session, by=CLERK, at=NOW)
    assert [row.name for row in Unlocked.objects.all()] == ["haizhi.chongqing/witness/1"]
    acts.disable_key(session, by=SUPERVISOR, at=NOW)
    assert not Unlocked.objects.exists()
    assert SheetKey.objects.get().opened is None


def test_a_key_kept_elsewhere_signs_by_upload_and_nothing_else_is_taken() -> None:
    session = unsigned()
    acts.enable_key(session, by=CLERK, at=NOW, passphrase=PASSPHRASE)
    vkey = kept_at_home(SUPERVISOR)
    checkpoint = Checkpoint.objects.get()
    refusals: Mapping[str, str] = {
        "签名": "不是签名行的规定格式",
        signature_line(vkey, bytes(64)): "签名与此检查点不符",
        CoSignature.objects.get().line: f"不是{vkey.name}的签名",
    }
    for line, reason in refusals.items():
        with pytest.raises(Refused, match=reason):
            cosigning_acts.sign_by_upload(session, checkpoint, by=SUPERVISOR, at=NOW, line=line)
    with pytest.raises(Refused, match="不在平台保存"):
        cosigning_acts.sign_by_passphrase(session, checkpoint, by=SUPERVISOR, at=NOW, passphrase=PASSPHRASE)
    cosigning_acts.sign_by_upload(
        session, checkpoint, by=SUPERVISOR, at=NOW, line=f" {signed_at_home(vkey, checkpoint)}\n"
    )
    assert lacking(session) == []
    assert cosigning.note_of(checkpoint).count("— ") == 3
    with pytest.raises(Refused, match="您不是本次评审会的经办方"):
        cosigning_acts.sign_by_upload(session, checkpoint, by=Actor(None, ""), at=NOW, line="")


def test_nothing_goes_on_after_an_announcement_that_is_not_signed() -> None:
    session = opened(units=2)
    acts.disable_key(session, by=CLERK, at=HELD)
    turn = announced(session)
    with pytest.raises(Refused, match="“公布得分”之后的检查点还缺经办方的签名"):
        acts.call_in(session.turns.get(stage="waiting"), by=CLERK, at=HELD)
    sheet = turn.sheets.all()[0]
    acts.void_sheet(sheet, by=judge(sheet.seat.person_id), at=HELD, opinion="录错")
    acts.confirm_void_sheet(sheet, by=SUPERVISOR, at=HELD)
    lock_all(turn)
    with pytest.raises(Refused, match="还缺经办方的签名"):
        acts.announce(turn, by=CLERK, at=HELD)
    sit(session, HELD)
    assert acts.announce(turn, by=CLERK, at=HELD).stage == "announced"


def test_closing_signs_the_last_checkpoint_and_destroys_what_was_unlocked() -> None:
    session = closed()
    assert not Unlocked.objects.exists()
    assert SheetKey.objects.get().opened is None
    assert lacking(session) == []
    assert proof_for(session).is_published
    assert report_on(session).failures == []
    assert not proof_for(opened(units=1)).is_published


def test_a_bundle_of_a_session_that_was_voided_and_whose_keys_changed_verifies() -> None:
    session = draw(frozen())
    acts.void(session, by=CLERK, at=NOW, opinion="设备故障")
    acts.confirm_void(session, by=SUPERVISOR, at=NOW)
    acts.freeze(session, by=CLERK, at=NOW)
    sit(acts.confirm_freeze(session, by=SUPERVISOR, at=NOW))
    vkey = kept_at_home(SUPERVISOR)
    draw(session)
    for awaited in lacking(session):
        line = signed_at_home(vkey, awaited.checkpoint)
        cosigning_acts.sign_by_upload(session, awaited.checkpoint, by=SUPERVISOR, at=NOW, line=line)
    for seat in session.seats.filter(vacated_at__isnull=True):
        acts.pledge(session, by=judge(seat.person_id), at=NOW)
    acts.open_hearing(session, by=CLERK, at=HELD)
    acts.enable_key(session, by=CLERK, at=HELD, passphrase=PASSPHRASE)
    acts.enable_key(session, by=SUPERVISOR, at=HELD, code=CODE)
    for _ in range(2):
        turn = announced(session)
        checkpoint = Checkpoint.objects.get(subject_id=turn.pk)
        cosigning_acts.sign_by_upload(
            session, checkpoint, by=SUPERVISOR, at=HELD, line=signed_at_home(vkey, checkpoint)
        )
    acts.close(session, by=CLERK, at=HELD)
    acts.confirm_close(session, by=SUPERVISOR, at=HELD)
    assert proof_for(session).checkpoints[-1].missing == "纪检监督方的签名"
    assert not proof_for(session).is_published
    last = lacking(session)[0].checkpoint
    cosigning_acts.sign_by_upload(session, last, by=SUPERVISOR, at=HELD, line=signed_at_home(vkey, last))
    assert bundle_files(session)["witness.vkey"].decode().count("\n") == 2
    report = report_on(session)
    assert report.failures == []
    assert any("会签作废了一次封存" in remark for remark in report.remarks)


def test_the_list_of_what_waits_costs_no_more_with_thirty_rows(sign_in: SignIn) -> None:
    session = unsigned()
    browser = sign_in(Role.SUPERVISOR)
    witness = Person.objects.get(pk=browser.session["_auth_user_id"])
    Signers.objects.update(witness=witness)
    first = Checkpoint.objects.get()
    counts = []
    for more in (0, 29):
        rows = [Checkpoint(**{**row_of(first), "size": first.size + n}) for n in range(1, more + 1)]
        Checkpoint.objects.bulk_create(rows)
        with CaptureQueriesContext(connection) as queries:
            page = browser.get("/accounts/checkpoints/").content.decode()
        counts.append(len(queries))
        assert page.count(f"{session.get_absolute_url()}checkpoints/") == more + 1
    assert counts[0] == counts[1] <= 12


def test_the_desk_shows_the_first_of_what_is_to_be_signed_to_its_signer_alone(sign_in: SignIn) -> None:
    session = unsigned()
    first = Checkpoint.objects.get()
    Checkpoint.objects.bulk_create(Checkpoint(**{**row_of(first), "size": first.size + n}) for n in range(1, 30))
    for role, post in ((Role.OFFICE_CLERK, "operator"), (Role.SUPERVISOR, "witness")):
        browser = sign_in(role)
        assert "待签检查点" not in browser.get("/desk/todo/").content.decode()
        Signers.objects.update(**{post: browser.session["_auth_user_id"]})
        with CaptureQueriesContext(connection) as queries:
            page = Page(browser.get("/desk/todo/").content.decode())
        assert len(queries) <= 12
        assert "待签检查点 30 " in page.text
        shown = [
            link["href"] for link, _ in page.find("a") if f"{session.get_absolute_url()}checkpoints/" in link["href"]
        ]
        assert len(shown) == 20
        assert ("列出全部 30 个", "/accounts/checkpoints/") in [(said, link["href"]) for link, said in page.find("a")]


def test_signatures_of_several_checkpoints_are_brought_at_once_and_each_line_has_its_answer(sign_in: SignIn) -> None:
    unsigned()
    browser = sign_in(Role.SUPERVISOR)
    witness = Person.objects.get(pk=browser.session["_auth_user_id"])
    Signers.objects.update(witness=witness)
    assert "一次签署多个检查点" not in browser.get("/accounts/checkpoints/").content.decode()
    vkey = kept_at_home(Actor(witness.pk, witness.name, SUPERVISOR.grants))
    first = Checkpoint.objects.get()
    for n in (1, 2):
        text = first.note.replace(f"\n{first.size}\n", f"\n{first.size + n}\n")
        Checkpoint.objects.create(**{**row_of(first), "size": first.size + n, "note": text})
    page = browser.get("/accounts/checkpoints/").content.decode()
    assert "一次签署多个检查点" in page
    assert "下载全部待签检查点" in page
    with ZipFile(BytesIO(browser.get("/accounts/checkpoints/files/").content)) as archive:
        assert archive.namelist() == [f"{first.size + n:08d}.note" for n in range(3)]
        assert archive.read(archive.namelist()[0]).decode() == cosigning.note_of(first)
    one, two, three = (signed_at_home(vkey, row) for row in Checkpoint.objects.order_by("size"))
    assert browser.post("/accounts/checkpoints/", {"lines": " \n"}).status_code == 422
    foreign = signature_line(vkey, bytes(64))
    answer = browser.post("/accounts/checkpoints/", {"lines": f"{two}\r\n\r\n{foreign}\r\n{one}\r\n签名\r\n{one}"})
    said = Page(answer.content.decode()).text
    assert answer.status_code == 422
    assert re.findall(r"已签名 检查点 (\d+)", said) == [str(first.size + 1), str(first.size)]
    assert said.count("不是您现在的签名密钥对任何一个待签检查点的签名") == 2
    assert "共 1 个" in said
    assert CoSignature.objects.filter(key_id=Key.objects.get(name=vkey.name).pk).count() == 2
    file = SimpleUploadedFile("lines.txt", f"\ufeff{three}\n".encode())
    done = browser.post("/accounts/checkpoints/", {"lines": "", "file": file}, follow=True).content.decode()
    assert "已签署1个检查点" in done
    again = browser.post("/accounts/checkpoints/", {"lines": two}).content.decode()
    assert f"检查点{first.size + 1}此前已经签名，无需重复" in again


def row_of(checkpoint: Checkpoint) -> dict[str, object]:
    """Its columns but the key."""
    return {f.attname: getattr(checkpoint, f.attname) for f in Checkpoint._meta.fields if f.attname != "id"}


def test_the_pages_unlock_sign_and_show_the_recovery_code_once(sign_in: SignIn) -> None:
    session = unsigned()
    witness = Person.objects.get(pk=str(SUPERVISOR.id))
    from haizhi.accounts.acts import grant
    from haizhi.kernel.actor import SYSTEM

    grant(witness, by=SYSTEM, at=NOW, role=Role.SUPERVISOR, valid_from=NOW.date())
    browser = sign_in(witness)
    base = session.get_absolute_url()
    assert "未启用" in browser.get(f"{base}keys/").content.decode()
    desk = Page(browser.get("/desk/todo/").content.decode())
    assert "待签检查点 1 " in desk.text
    assert f"{base}checkpoints/{Checkpoint.objects.get().size}/" in [link["href"] for link, _ in desk.find("a")]
    shown = browser.post(f"{base}make_sheet_key/", {})
    code = re.search(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){4}", shown.content.decode())
    assert code
    assert shown["Cache-Control"] == "no-store"
    assert code.group() not in browser.get(f"{base}keys/").content.decode()
    waiting = browser.get("/accounts/checkpoints/").content.decode()
    size = Checkpoint.objects.get().size
    assert f"{base}checkpoints/{size}/" in waiting
    page = f"{base}checkpoints/{size}/"
    assert browser.post(page, {"passphrase": "不是这一句"}).status_code == 422
    signed = browser.post(page, {"passphrase": PASSPHRASE}, follow=True)
    assert "没有待签的检查点" in signed.content.decode()
    assert "待签检查点" not in browser.get("/desk/todo/").content.decode()
    assert browser.get(f"{page}file/").content.decode().count("— haizhi.chongqing") == 2
    assert browser.get(f"{base}checkpoints/0/").status_code == 404
    wrong = browser.post(f"{base}enable_key/", {"passphrase": PASSPHRASE, "hours": "99"})
    assert wrong.status_code == 422
    done = browser.post(f"{base}enable_key/", {"passphrase": PASSPHRASE, "hours": "2"}, follow=True)
    assert "已启用" in done.content.decode()
    vkey = kept_at_home(SUPERVISOR)
    CoSignature.objects.all().delete()
    line = signed_at_home(vkey, Checkpoint.objects.get())
    assert "verify.pyz sign" in browser.get(page).content.decode()
    assert browser.post(page, {"line": "签名"}).status_code == 422
    assert "没有待签的检查点" in browser.post(page, {"line": line}, follow=True).content.decode()
