"""What of a review is public at each stage, what anyone takes home, and what 纪检 alone may have."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from haizhi.decisions.models import Publicity, Resolution
from haizhi.documents.raster import grey
from haizhi.kernel.models import Act, CoSignature
from haizhi.portal.views.freshness import shelf
from haizhi.regulation.civil_time import end_of_day
from haizhi.regulation.roles import Role
from haizhi.reviews import acts
from haizhi.reviews.models import Session
from haizhi.reviews.queries.published import proof_for, published_bundle
from tests.experts.factories import CLERK, NOW, SUPERVISOR
from tests.fairness.second_verifier import check
from tests.reviews.conftest import SignIn
from tests.reviews.factories import announced, closed, frozen, opened, scheduled

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def over(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Session]:
    """A session of two units that ran to its end; every test has it as it was then."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield closed(units=2)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def nothing_made_before() -> None:
    """No page that was made and kept for another test."""
    shelf.cache_clear()


def page(session: Session, client: Client | None = None) -> str:
    return (client or Client()).get(reverse("portal:session", args=[session.code])).content.decode()


def bundle(session: Session) -> dict[str, bytes]:
    """The public download, by the path within its folder."""
    answer = Client().get(reverse("portal:bundle", args=[session.code]))
    assert answer.status_code == 200
    return members(answer.content)


def members(octets: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def unpacked(files: dict[str, bytes], folder: Path) -> Path:
    for name, octets in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(octets)
    return folder


def run(folder: Path, *notes: str) -> tuple[int, str]:
    """What a bare Python says in the unpacked folder, by the words of its own text."""
    line = [sys.executable, "-I", "verify.pyz", ".", "operator.vkey", "witness.vkey", *notes]
    ran = subprocess.run(line, capture_output=True, check=False, cwd=folder)  # noqa: S603 - our own interpreter
    return ran.returncode, ran.stdout.decode().strip().splitlines()[-1]


def publicise(session: Session) -> None:
    """The 公示 that followed from the session is published."""
    resolution = Resolution.objects.create(
        stage="applied", code="JY-1", session=session, minutes_number="纪要1号", met_on=date(2026, 6, 20)
    )
    Publicity.objects.create(
        stage="running", code="GS-1", heading="公示", resolution=resolution, phone="1", supervision_phone="2",
        address="重庆", published_at=end_of_day(date(2026, 6, 22)), first_day=date(2026, 6, 23),
        last_day=date(2026, 6, 29),
    )  # fmt: skip


def test_before_the_hearing_the_hashes_alone_are_public_and_before_the_freeze_nothing() -> None:
    session = scheduled()
    assert Client().get(reverse("portal:session", args=[session.code])).status_code == 404
    assert session.code not in Client().get(reverse("portal:sessions")).content.decode()
    sealed = frozen(units=1)
    assert sealed.freeze is not None
    shown = page(sealed)
    assert sealed.freeze["pool_root"] in shown
    assert proof_for(sealed).freeze_hash in shown
    assert sealed.freeze["pool_root"] in Client().get(reverse("portal:verification")).content.decode()
    assert "闭会后公开" in shown
    assert Client().get(reverse("portal:bundle", args=[sealed.code])).status_code == 404


def test_a_voided_freeze_stays_on_the_page_although_another_is_to_come() -> None:
    session = frozen(units=1)
    voided = proof_for(session).freeze_hash
    acts.void(session, by=CLERK, at=NOW, opinion="设备故障")
    session = acts.confirm_void(session, by=SUPERVISOR, at=NOW)
    shown = page(session)
    assert "原封存已会签作废，尚未重新封存" in shown
    assert voided in shown
    assert session.code in Client().get(reverse("portal:sessions")).content.decode()


def test_after_the_close_the_log_is_public_and_the_pool_follows_with_the_publicity_without_a_name(
    over: Session, tmp_path: Path
) -> None:
    first = bundle(over)
    assert {"log.jsonl", "bodies.jsonl", "verify.pyz", "说明.txt"} <= first.keys()
    assert not {"pool.jsonl", "names.jsonl", "seats.jsonl"} & first.keys()
    assert run(unpacked(first, tmp_path / "first"))[0] == 3
    assert run(tmp_path / "first")[1].startswith("已公开的内容核验通过")

    publicise(over)
    whole = bundle(over)
    assert whole.keys() - first.keys() == {"pool.jsonl"}
    assert run(unpacked(whole, tmp_path / "whole")) == (0, "核验通过：全部内容重新计算后一致。")
    assert [row["rank"] for row in check(tmp_path / "whole")] == [1, 2]
    drawn = [seat.name for seat in over.seats.filter(expert__isnull=False, vacated_at__isnull=True)]
    said = b"".join(whole.values()).decode(errors="replace")
    assert not any(name in said for name in drawn)


def test_the_same_content_has_the_same_hash_which_the_page_shows(over: Session) -> None:
    once, again = (published_bundle(proof_for(over), opened=True) for _ in range(2))
    assert once is again
    fresh = published_bundle(proof_for(Session.objects.get(pk=over.pk)), opened=True)
    assert fresh == once
    public = published_bundle(proof_for(over), opened=False)
    assert public is not None
    assert public.sha256 in page(over)


def test_nothing_is_published_while_a_signature_is_lacking_and_the_page_says_whose(over: Session) -> None:
    last = proof_for(over).checkpoints[-1].checkpoint
    CoSignature.objects.filter(checkpoint=last, name__contains="/witness/").delete()
    shown = page(over)
    assert "等待签名" in shown
    assert "尚缺纪检监督方的签名" in shown
    assert Client().get(reverse("portal:bundle", args=[over.code])).status_code == 404


def test_the_page_of_a_session_costs_the_same_whatever_it_holds(over: Session) -> None:
    counts = []
    for session in (over, closed(units=4)):
        page(session)  # the bundle is made once
        with CaptureQueriesContext(connection) as queries:
            page(session, Client(headers={"cookie": "a=b"}))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_the_supervisors_copy_opens_the_seats_to_them_alone_and_is_on_record(
    over: Session, sign_in: SignIn, tmp_path: Path
) -> None:
    address = reverse("reviews:take_copy", args=[over.code])
    for role in (Role.OFFICE_HEAD, Role.AUDITOR):
        assert sign_in(role).post(address).status_code != 200
    assert not Act.objects.filter(verb="session.take_copy").exists()
    browser = sign_in(Role.SUPERVISOR)
    assert "领取复核包" in browser.get(over.get_absolute_url()).content.decode()
    answer = browser.post(address)
    assert answer["Content-Type"] == "application/zip"
    files = members(answer.content)
    assert files["seats.jsonl"].count(b"\n") == over.seats.filter(vacated_at__isnull=True).count()
    assert run(unpacked(files, tmp_path)) == (0, "核验通过：全部内容重新计算后一致。")
    assert Act.objects.get(verb="session.take_copy").subject_id == over.pk


def test_the_slip_carries_the_signed_checkpoint_that_the_verifier_takes_later(
    over: Session, sign_in: SignIn, tmp_path: Path
) -> None:
    publicise(over)
    turn = over.turns.select_related("application__unit").order_by("position")[0]
    answer = sign_in(Role.SIGNATORY, turn.application.unit).get(
        reverse("reviews:slip", args=[over.code, turn.application.code])
    )
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    drawn = grey(answer.content, 0, long_side=2400)
    view = zxingcpp.ImageView(
        drawn.pixels,  # type: ignore[arg-type]  # any buffer will do; its stub speaks of arrays alone
        drawn.width,
        drawn.height,
        zxingcpp.ImageFormat.Lum,
        drawn.stride,
        1,
    )
    text = zxingcpp.read_barcodes(view)[0].text
    size = next(row.checkpoint.size for row in proof_for(over).checkpoints if row.occasion == "公布得分")
    note = Client().get(reverse("portal:checkpoint", args=[size])).content.decode()
    assert text == note
    folder = unpacked(bundle(over), tmp_path)
    (folder / "mine.note").write_text(text.rstrip().replace("\n", "\r\n"), newline="")  # as an editor leaves it
    assert run(folder, "mine.note") == (0, "核验通过：全部内容重新计算后一致。")
    digit = "1" if text.split("\n")[2][0] != "1" else "2"
    (folder / "forged.note").write_text(text.replace("\n" + text.split("\n")[2][0], f"\n{digit}", 2))
    assert run(folder, "forged.note")[0] == 1


def test_a_slip_is_there_once_a_score_was_announced_and_for_no_other_unit(sign_in: SignIn) -> None:
    session = opened(units=2)
    turn = announced(session)
    other = session.turns.exclude(pk=turn.pk).get()
    address = reverse("reviews:slip", args=[session.code, turn.application.code])
    office = sign_in(Role.OFFICE_CLERK)
    assert office.get(address).status_code == 200
    assert address in office.get(turn.get_absolute_url()).content.decode()
    assert office.get(reverse("reviews:slip", args=[session.code, other.application.code])).status_code == 404
    assert sign_in(Role.SIGNATORY, other.application.unit).get(address).status_code == 404
