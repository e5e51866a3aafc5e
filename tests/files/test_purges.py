"""Emergency purge: two people erase a content; the record stays, and says so wherever the file was listed."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client

from haizhi.accounts.models import Membership
from haizhi.files import queries
from haizhi.files.acts import confirm_purge, refuse_purge, request_purge
from haizhi.files.drafts import receive
from haizhi.files.facts import may_be_used
from haizhi.files.models import Erased, Purge, Reception, Upload
from haizhi.kernel.actor import PUBLIC, Actor, Grant
from haizhi.kernel.models import Act, Outgoing
from haizhi.kernel.source import new_id
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.accounts.factories import NOW, member, person
from tests.files import samples
from tests.files.sending import Sender

pytestmark = pytest.mark.django_db
CONTENT = samples.pdf("purged")
BASIS = {"authority": "渝委保办〔2026〕3号", "opinion": "误传涉密文件"}


def actor(role: Role) -> Actor:
    return Actor(new_id(), role.label, (Grant(role),))


HEAD, SECURITY = actor(Role.OFFICE_HEAD), actor(Role.SECURITY_ADMIN)


def stored(name: str = "方案.pdf", content: bytes = CONTENT) -> Upload:
    return receive(SimpleUploadedFile(name, content), by=PUBLIC, at=NOW)


def requested(upload: Upload | None = None) -> Purge:
    return request_purge(upload or stored(), by=HEAD, at=NOW, **BASIS)


def erased(upload: Upload | None = None) -> Purge:
    return confirm_purge(requested(upload), by=SECURITY, at=NOW)


def signed_in(who: Membership | None = None) -> Client:
    client = Client()
    client.force_login(who.person if who else person())
    return client


@pytest.fixture
def reader(rules: list[queries.Rule]) -> Client:
    queries.readable_if(lambda actor, _: actor.is_signed_in)
    return signed_in()


def test_on_confirmation_content_and_preview_are_gone_and_the_row_stays() -> None:
    upload = stored()
    purge = erased(upload)
    upload.refresh_from_db()
    assert (upload.name, upload.size, upload.erased_at) == ("方案.pdf", len(CONTENT), NOW)
    assert (purge.stage, purge.erased_at, purge.code[:8]) == ("erased", NOW, "QC-2026-")
    assert not default_storage.exists(upload.stored_at)
    assert not default_storage.exists(upload.preview_at)
    with pytest.raises(Erased):
        upload.open()
    assert "已应急清除" in str(may_be_used(upload))


def test_every_upload_of_the_same_content_is_erased_with_it_and_no_other() -> None:
    first, second, other = stored("一.pdf"), stored("二.pdf"), stored("三.pdf", samples.pdf("another"))
    erased(first)
    for upload in (first, second, other):
        upload.refresh_from_db()
    assert first.erased_at == second.erased_at == NOW
    assert other.erased_at is None
    with other.open() as kept:
        assert kept.read() == samples.pdf("another")


def test_the_trail_holds_who_on_which_authority_and_the_hash_and_tells_the_other_side() -> None:
    purge = erased()
    request, confirmation = Act.objects.filter(subject_id=purge.pk).order_by("entry_id")
    assert (request.label, request.by_name, request.opinion) == ("申请应急清除", "海智办负责人", "误传涉密文件")
    assert request.detail["authority"] == BASIS["authority"]
    assert request.detail["sha256"] == confirmation.detail["sha256"] == purge.upload.sha256
    assert [o.role for o in Outgoing.objects.order_by("pk")] == ["security_admin", "office_head"]


def test_whoever_requested_it_does_not_confirm_it() -> None:
    both = Actor(HEAD.id, "一人", (Grant(Role.OFFICE_HEAD), Grant(Role.SECURITY_ADMIN)))
    purge = requested()
    for decide in (confirm_purge, refuse_purge):
        with pytest.raises(Refused, match="申请人不能确认自己的申请"):
            decide(purge, by=both, at=NOW, opinion="同意")


def test_a_file_is_not_purged_twice() -> None:
    upload = stored()
    requested(upload)
    with pytest.raises(Refused, match="已有待确认的应急清除申请"):
        requested(upload)
    confirm_purge(Purge.objects.get(), by=SECURITY, at=NOW)
    upload.refresh_from_db()
    with pytest.raises(Refused, match="已应急清除"):
        requested(upload)


def test_what_was_purged_is_not_taken_in_again() -> None:
    requested()
    with pytest.raises(Refused, match="内容相同，没有收下"):
        stored("改名.pdf")
    refuse_purge(Purge.objects.get(), by=SECURITY, at=NOW, opinion="经核实不涉密")
    assert stored("改名.pdf").erased_at is None


def test_what_arrived_in_pieces_is_forgotten_with_it() -> None:
    Sender(person()).send(CONTENT)
    erased(Upload.objects.get())
    assert not Reception.objects.exists()


def test_a_storage_that_is_away_leaves_the_request_open(monkeypatch: pytest.MonkeyPatch) -> None:
    purge = requested()

    def away(_: str) -> None:
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr(default_storage, "delete", away)
        with pytest.raises(Refused, match="内容还没有清除"):
            confirm_purge(purge, by=SECURITY, at=NOW)
    purge.refresh_from_db()
    assert purge.stage == "requested"
    assert confirm_purge(purge, by=SECURITY, at=NOW).stage == "erased"


def test_from_the_request_on_nobody_downloads_it_and_a_refusal_gives_it_back(reader: Client) -> None:
    upload = stored()
    purge = requested(upload)
    for address in (upload.get_absolute_url(), upload.preview_url):
        held = reader.get(address)
        assert held.status_code == 423
        assert "正待安全管理员确认" in held.content.decode()
    assert "暂停下载" in reader.get(upload.page_url).content.decode()
    refuse_purge(purge, by=SECURITY, at=NOW, opinion="经核实不涉密")
    given = reader.get(upload.get_absolute_url())
    assert b"".join(given) == CONTENT


def test_a_purged_file_answers_gone_and_says_so_where_it_is_listed(reader: Client) -> None:
    upload = stored()
    purge = erased(upload)
    gone = reader.get(upload.get_absolute_url())
    assert gone.status_code == 410
    assert f"应急清除（{purge.code}）" in gone.content.decode()
    page = reader.get(upload.page_url).content.decode()
    assert "已应急清除" in page
    assert upload.sha256 in page
    upload.refresh_from_db()
    shown = Template("{% load files %}{% file_link upload %}{% file_preview upload %}").render(
        Context({"upload": upload})
    )
    assert "已应急清除" in shown
    assert upload.page_url not in shown  # nobody signed in
    assert upload.get_absolute_url() + '"' not in shown
    assert "<img" not in shown


def posted(client: Client, address: str, **said: Any) -> Any:
    return client.post(address, said)


def test_the_office_requests_and_the_security_officer_confirms_on_their_pages(rules: list[queries.Rule]) -> None:
    upload = stored()
    queries.readable_if(lambda actor, _: actor.is_signed_in)
    head, security = signed_in(member(Role.OFFICE_HEAD)), signed_in(member(Role.SECURITY_ADMIN))
    address = f"/files/purges/request/?file={upload.number}"
    assert address in head.get(upload.page_url).content.decode()
    assert upload.number in head.get(address).content.decode()
    refused = posted(head, "/files/purges/request/", number=upload.number, authority="", opinion="误传")
    assert refused.status_code == 422
    assert "请填写依据" in refused.content.decode()
    unknown = posted(head, "/files/purges/request/", number="0000-0000-0000", **BASIS)
    assert "没有这个编号的文件" in unknown.content.decode()
    answer = posted(head, "/files/purges/request/", number=upload.number.lower(), **BASIS)
    purge = Purge.objects.get()
    assert answer["Location"] == purge.get_absolute_url()
    page = security.get(purge.get_absolute_url()).content.decode()
    for words in ("待安全管理员确认", BASIS["authority"], "误传涉密文件", upload.sha256, "确认清除", "不予清除"):
        assert words in page
    assert posted(security, f"{purge.get_absolute_url()}confirm/").status_code == 302
    done = security.get(purge.get_absolute_url()).content.decode()
    assert "数据备份" in done
    assert "已应急清除" in security.get("/files/purges/").content.decode()


@pytest.mark.parametrize("text", ["", "方案", "12345", "zzzz-zzzz-zzzz", "0" * 65])
def test_a_number_that_is_none_names_no_file(text: str) -> None:
    stored()
    assert queries.upload_numbered(text) is None


def test_a_number_is_read_as_people_type_it() -> None:
    upload = stored()
    for text in (upload.number, upload.number.lower().replace("-", " "), upload.sha256):
        assert queries.upload_numbered(text) == upload


def test_the_list_says_how_it_begins_filters_and_costs_the_same_for_one_and_for_many(
    django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(member(Role.AUDITOR))
    assert "没有应急清除" in client.get("/files/purges/").content.decode()
    requested(stored("甲.pdf"))
    with django_assert_max_num_queries(12) as first:
        client.get("/files/purges/")
    for n in range(29):
        requested(stored(f"{n}.pdf", samples.pdf(f"many {n}")))
    with django_assert_num_queries(len(first)):
        page = client.get("/files/purges/").content.decode()
    assert "共 30 件" in page
    narrowed = client.get("/files/purges/?q=甲&stage=requested").content.decode()
    assert "甲.pdf" in narrowed
    assert "共 1 件" in narrowed
    assert "没有符合条件的记录" in client.get("/files/purges/?stage=erased").content.decode()


def test_only_those_who_watch_over_it_see_purges() -> None:
    purge = requested()
    for client in (signed_in(), signed_in(member(Role.SYSTEM_ADMIN)), signed_in(member(Role.DRAFTER))):
        assert client.get("/files/purges/").status_code == 403
        assert client.get(purge.get_absolute_url()).status_code == 403
        assert client.get("/files/purges/request/").status_code == 403
    assert signed_in(member(Role.SUPERVISOR)).get(purge.get_absolute_url()).status_code == 200
    assert Client().get("/files/purges/").status_code == 302
