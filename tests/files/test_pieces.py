"""A file comes in pieces over as many connections as it takes, and is taken in once."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from haizhi.files import keeping
from haizhi.files.drafts import arriving
from haizhi.files.forms import Policy
from haizhi.files.kinds import PDF
from haizhi.files.models import Reception, Upload
from tests.accounts.factories import person
from tests.files import samples
from tests.files.conftest import places
from tests.files.sending import Sender

CONTENT = samples.chinese_pdf("第一页", "第二页", "第三页")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_pieces")]


def file_of(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.content.decode()
    said: dict[str, Any] = answer.json()["file"]
    return said


def errors_of(answer: Any, status: int = 422) -> str:
    assert answer.status_code == status, answer.content.decode()
    return "".join(answer.json()["errors"])


def test_a_file_sent_in_pieces_is_the_file_and_nothing_else_remains() -> None:
    before = places()
    told = file_of(Sender(person()).send(CONTENT, "申报表𬭎.pdf"))
    upload = Upload.objects.get()
    assert (upload.name, upload.size, upload.pages) == ("申报表𬭎.pdf", len(CONTENT), 3)
    assert upload.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert (told["kind"], told["extent"], told["question"]) == ("PDF", "3页", "")
    assert places() - before == {upload.stored_at, upload.preview_at}


def test_after_a_break_the_server_says_from_where_to_go_on() -> None:
    sender = Sender(person())
    broken = sender.send(CONTENT, until=1024).json()
    assert broken["received"] == 1024
    assert sender.announce(CONTENT).json()["received"] == 1024
    assert file_of(sender.send(CONTENT))["name"] == "申报表.pdf"
    assert Upload.objects.count() == 1


def test_another_sign_in_of_the_same_person_goes_on_and_another_person_begins_anew() -> None:
    who = person()
    Sender(who).send(CONTENT, until=1024)
    assert Sender(who).announce(CONTENT).json()["received"] == 1024
    assert Sender(person()).announce(CONTENT).json()["received"] == 0


def test_the_same_file_for_another_place_is_another_reception() -> None:
    who = person()
    Sender(who).send(CONTENT, until=1024)
    assert Sender(who, target="/y/").announce(CONTENT).json()["received"] == 0


def test_a_changed_file_of_the_same_name_begins_anew() -> None:
    sender = Sender(person())
    sender.send(CONTENT, until=1024)
    assert sender.announce(samples.pdf()).json()["received"] == 0
    assert sender.announce(CONTENT, modified=1).json()["received"] == 0


def test_a_piece_sent_twice_arrives_once() -> None:
    sender = Sender(person())
    address = sender.announce(CONTENT).json()["reception"]
    for _ in range(2):
        assert sender.piece(address, CONTENT[:512], 0).json()["received"] == 512
    assert len(Reception.objects.get().pieces) == 1


def test_a_piece_out_of_order_is_told_where_the_file_stands() -> None:
    sender = Sender(person())
    address = sender.announce(CONTENT).json()["reception"]
    answer = sender.piece(address, CONTENT[1024:1536], 1024)
    assert (answer.status_code, answer.json()["received"]) == (409, 0)


@pytest.mark.parametrize("offset", ["", "-1", "x", "1e3", "٣", "99999999999999999999"])
def test_an_offset_that_is_none_is_a_bad_request(offset: str) -> None:
    sender = Sender(person())
    address = sender.announce(CONTENT).json()["reception"]
    assert sender.piece(address, CONTENT[:512], offset).status_code == 400


@pytest.mark.parametrize("length", [0, 1, 511, 513, 4000])
def test_a_piece_cut_short_or_too_long_changes_nothing(length: int) -> None:
    sender = Sender(person())
    address = sender.announce(CONTENT).json()["reception"]
    answer = sender.piece(address, (CONTENT * 3)[:length], 0)
    assert (answer.status_code, answer.json()["received"]) == (400, 0)


def test_two_windows_that_send_the_same_piece_leave_one(monkeypatch: pytest.MonkeyPatch) -> None:
    who = person()
    first, second = Sender(who), Sender(who)
    address = first.announce(CONTENT).json()["reception"]
    keep = keeping.keep_piece
    before = places()

    def meanwhile(content: bytes, place: str) -> str:
        monkeypatch.setattr(arriving, "keep_piece", keep)
        assert second.piece(address, CONTENT[:512], 0).status_code == 200
        return keep(content, place)

    monkeypatch.setattr(arriving, "keep_piece", meanwhile)
    assert first.piece(address, CONTENT[:512], 0).json()["received"] == 512
    assert len(places() - before) == 1
    assert file_of(first.send(CONTENT))


def test_asked_again_after_the_last_piece_the_answer_is_the_same_file() -> None:
    sender = Sender(person())
    first, again = file_of(sender.send(CONTENT)), file_of(sender.send(CONTENT))
    assert Upload.objects.count() == 1
    assert first["name"] == again["name"]


def test_while_the_pieces_are_being_joined_one_is_asked_to_wait() -> None:
    sender = Sender(person())
    sender.send(CONTENT, until=len(CONTENT) - 100)
    row = Reception.objects.get()
    Reception.objects.update(joining_since=timezone.now())
    address = reverse("files:piece", args=[row.pk])
    assert sender.piece(address, CONTENT[row.received :], row.received).status_code == 202
    assert sender.announce(CONTENT).status_code == 202
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        assert file_of(sender.announce(CONTENT))
    assert sender.piece(address, CONTENT[:512], 0).json()["file"]["name"] == "申报表.pdf"


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (CONTENT[:-30], "断.pdf", "已损坏或不完整"),
        (samples.chinese_pdf("机密★1年"), "汇报.pdf", "带有国家秘密标志“机密★1年”（第1页）"),
        (samples.pdf() + samples.archive(), "夹带.pdf", "夹带了其他内容"),
        (samples.png(9, 9), "图.pdf", "与文件名不符"),
    ],
)
def test_a_refused_file_leaves_nothing(content: bytes, name: str, why: str) -> None:
    before = places()
    assert why in errors_of(Sender(person()).send(content, name))
    assert places() == before
    assert not Upload.objects.exists()
    assert not Reception.objects.exists()


@pytest.mark.parametrize(
    ("name", "size", "why"),
    [
        ("大.pdf", 200 * 1024 * 1024, "约200 MB，超过50 MB的上限"),
        ("空.pdf", 0, "空文件"),
        ("程序.exe", 900, "不是 PDF"),
        ("机密★方案.pdf", 900, "涉密内容不得上传本系统"),
    ],
)
def test_what_would_be_refused_anyway_is_refused_before_it_travels(name: str, size: int, why: str) -> None:
    assert why in errors_of(Sender(person()).announce(CONTENT, name, size=size))
    assert not Reception.objects.exists()


def test_a_page_that_takes_one_kind_refuses_the_others() -> None:
    narrow = Sender(person(), kinds=(PDF,), largest=1)
    assert "不是 PDF 文件" in errors_of(narrow.announce(samples.png(), "章.png"))
    assert "超过1 MB" in errors_of(narrow.announce(CONTENT, size=1024 * 1024 + 1))


def test_a_file_that_is_not_what_was_announced_is_refused() -> None:
    sender = Sender(person())
    answer = sender.announce(CONTENT, head="0" * 64)
    while answer.status_code == 200:
        said = answer.json()
        answer = sender.piece(said["reception"], CONTENT[said["received"] :][:512], said["received"])
    assert "在上传过程中有改动" in errors_of(answer)


@pytest.mark.parametrize(
    "said", [{"size": "x"}, {"size": ""}, {"modified": "-1"}, {"head": "zz"}, {"size": str(2**60)}]
)
def test_an_announcement_that_says_nonsense_is_a_bad_request(said: dict[str, str]) -> None:
    assert Sender(person()).announce(CONTENT, **said).status_code == 400


def test_nobody_announces_more_than_can_be_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "_MOST_UNDER_WAY", len(CONTENT))
    sender = Sender(person())
    assert sender.announce(CONTENT).status_code == 200
    assert "还没有传完的文件" in errors_of(sender.announce(CONTENT, "另一.pdf"))


def test_a_cancelled_file_leaves_nothing_and_has_to_be_announced_again() -> None:
    before, sender = places(), Sender(person())
    address = sender.send(CONTENT, until=1024).json()["reception"]
    for _ in range(2):
        assert sender.stop(address).status_code == 200
    assert places() == before
    assert "已取消或过期" in errors_of(sender.piece(address, CONTENT[:512], 0), 404)
    assert sender.announce(CONTENT).json()["received"] == 0


def test_nobody_reaches_the_reception_of_another() -> None:
    address = Sender(person()).send(CONTENT, until=512).json()["reception"]
    for other in (Sender(person()), Sender()):
        assert other.piece(address, CONTENT[512:1024], 512).status_code == 404
        other.stop(address)
    assert Reception.objects.get().received == 512


def test_a_session_that_ended_is_told_to_sign_in_and_keeps_what_arrived() -> None:
    who = person()
    sender = Sender(who)
    address = sender.send(CONTENT, until=512).json()["reception"]
    sender.client.logout()
    assert "请重新登录" in errors_of(sender.piece(address, CONTENT[512:1024], 512), 401)
    assert "请重新登录" in errors_of(sender.announce(CONTENT), 401)
    sender.client.force_login(who)
    assert sender.announce(CONTENT).json()["received"] == 512


@pytest.mark.parametrize(
    "policy",
    ["", "x", "a:b:c", pytest.param(Policy("/x/", (PDF,), 50).signed()[:-2], id="cut short")],
)
def test_without_a_page_of_ours_nothing_is_received(policy: str) -> None:
    sender = Sender()
    sender.policy = policy
    assert "请刷新页面" in errors_of(sender.announce(CONTENT), 400)
    assert "请刷新页面" in errors_of(sender.stop("/files/receive/7d9e1c1e-33f1-4a3a-8d46-5c1f0a0a8f11/"), 400)


def test_a_page_left_open_too_long_asks_to_be_opened_anew() -> None:
    sender = Sender()
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert "请刷新页面" in errors_of(sender.announce(CONTENT), 400)


def test_the_public_sends_within_its_session() -> None:
    told = file_of(Sender().send(CONTENT))
    assert told["preview"].startswith("/files/")
    assert Upload.objects.get().uploaded_by_id is None


def test_only_a_post_with_the_page_s_token_counts() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("files:receive"), {"name": "a.pdf"}).status_code == 403
    assert Client().get(reverse("files:receive")).status_code == 405


def test_a_preview_is_shown_at_once_to_whoever_sent_the_file_and_to_nobody_else() -> None:
    sender = Sender(person())
    address = file_of(sender.send(CONTENT))["preview"]
    shown = sender.client.get(address)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert Sender(person()).client.get(address).status_code == 404
    assert sender.client.get(address.partition("?")[0]).status_code == 404


def test_while_the_storage_is_away_the_file_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    sender = Sender(person())
    address = sender.send(CONTENT, until=512).json()["reception"]

    def away(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr(default_storage, "save", away)
        answer = sender.piece(address, CONTENT[512:1024], 512)
        assert "文件存储暂时不可用" in errors_of(answer, 503)
        assert answer.json()["received"] == 512
    assert file_of(sender.send(CONTENT))


def test_a_join_that_finds_the_storage_away_can_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    sender = Sender(person())

    def away(*_: object) -> None:
        raise ConnectionError

    sender.send(CONTENT, until=len(CONTENT) - 100)
    with monkeypatch.context() as patched:
        patched.setattr(default_storage, "open", away)
        assert "文件存储暂时不可用" in errors_of(sender.send(CONTENT))
    assert file_of(sender.send(CONTENT))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 700)), max_size=12))
def test_whatever_pieces_come_in_whatever_order_no_answer_is_a_fault_and_the_file_is_whole(
    tries: list[tuple[int, int]],
) -> None:
    sender = Sender(anybody())
    address = sender.announce(CONTENT).json()["reception"]
    for offset, length in tries:
        answer = sender.piece(address, CONTENT[offset : offset + length], offset)
        assert answer.status_code in (200, 400, 409)
    file_of(sender.send(CONTENT))
    assert Upload.objects.last().sha256 == hashlib.sha256(CONTENT).hexdigest()  # type: ignore[union-attr]  # sent above


def anybody() -> Any:
    Reception.objects.all().delete()
    return person()
