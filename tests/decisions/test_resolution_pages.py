from datetime import date

import pytest

from haizhi.applications import acts
from haizhi.decisions.models import Resolution, ResolutionLine
from haizhi.files.queries import may_read
from haizhi.kernel.models import Act
from haizhi.regulation.roles import Role
from tests.decisions.conftest import Travel
from tests.decisions.factories import (
    RESOLVED,
    apply,
    client_of,
    closed_session,
    decide,
    hidden,
    holding,
    named,
    prepared,
    queries_of,
    shown,
    text_of,
)
from tests.files.samples import pdf

pytestmark = pytest.mark.django_db
LIST = "/decisions/resolutions/"
MEETING = {"minutes_number": "渝科协党组会纪要〔2026〕12号", "met_on": "2026-06-25", "attendance": "张𬭎、李㛃"}


@pytest.fixture(autouse=True)
def _on_the_day(today: Travel) -> None:
    today(RESOLVED)


def test_the_recorder_sees_which_session_waits_and_draws_a_resolution_up() -> None:
    session = closed_session(6)
    recorder = client_of(Role.PARTY_RECORDER)
    page = shown(recorder, LIST)
    assert "待拟定决议的评审会" in page
    assert "还没有党组决议" in page
    page = shown(recorder, f"{LIST}new/?session={session.code}")
    assert "拟定党组决议" in page
    answer = recorder.post(f"{LIST}new/", {"session": session.code, "once": hidden(page, "once")})
    assert answer.url == f"{LIST}JY-2026-01/"  # type: ignore[attr-defined]  # a redirect
    page = shown(recorder, answer.url)  # type: ignore[attr-defined]
    assert "名单预览" in page
    assert "登记后会发生什么" in page
    assert "申报单位经办人、申报单位负责人" in page


def test_a_unit_that_is_being_heard_is_marked_before_it_is_proposed_and_hinders_nothing() -> None:
    resolution = prepared(6)
    one = named(resolution)
    acts.notify(one, by=holding(Role.OFFICE_HEAD), at=RESOLVED, opinion="疑似伪造协议", due_on=date(2026, 7, 10))
    recorder = client_of(Role.PARTY_RECORDER)
    page = shown(recorder, resolution.get_absolute_url())
    assert "拟取消资格，听取中" in page
    assert f"请注意：{one.unit.name}正在就拟取消资格听取申报单位陈述申辩（期限2026年7月10日）" in page
    assert "拟取消资格，听取中" in shown(recorder, f"{resolution.get_absolute_url()}lines/")
    assert apply(resolution).stage == "applied"


def test_the_form_posted_twice_draws_one_resolution_up() -> None:
    session = closed_session(6)
    recorder = client_of(Role.PARTY_RECORDER)
    said = {"session": session.code, "once": "0f6a4b1e-3c39-4d0c-9a41-1e3f0f4a5b6c"}
    first, second = recorder.post(f"{LIST}new/", said), recorder.post(f"{LIST}new/", said)
    assert first.status_code == 302
    assert second.status_code == 422
    assert Resolution.objects.count() == 1


def test_the_recorder_edits_lines_and_what_lacks_a_reason_is_said_where_it_lacks() -> None:
    resolution = prepared(8)
    recorder = client_of(Role.PARTY_RECORDER)
    url = resolution.get_absolute_url()
    page = shown(recorder, f"{url}lines/")
    said = {"seen": hidden(page, "seen"), "target_reason": ""}
    for n in range(1, 9):
        said |= {f"decision_HZ-2026-000{n}": "propose" if n in (1, 3, 4, 5, 6) else "pass_over"}
    answer = recorder.post(f"{url}lines/", said)
    assert answer.status_code == 302
    page = shown(recorder, url)
    assert page.count("须写明理由") == 2
    assert "重庆第2大学第2名，未列入拟建站名单，与评审名次不一致" in page
    assert "《办法》第九条第1项第（3）目" in page


def test_an_edit_on_an_older_page_is_refused_with_everything_kept() -> None:
    resolution = prepared(5)
    recorder = client_of(Role.PARTY_RECORDER)
    url = f"{resolution.get_absolute_url()}lines/"
    said = {f"decision_HZ-2026-000{n}": "defer" for n in range(1, 6)} | {"seen": "0", "target_reason": "我写的理由"}
    answer = recorder.post(url, said)
    assert answer.status_code == 422
    assert "他人已修改本决议" in text_of(answer)
    assert "我写的理由" in text_of(answer)
    assert recorder.post(url, said | {"seen": hidden(text_of(answer), "seen")}).status_code == 302


def test_a_decision_nobody_offered_is_a_clear_refusal() -> None:
    resolution = prepared(5)
    recorder = client_of(Role.PARTY_RECORDER)
    said = {f"decision_HZ-2026-000{n}": "abolish" for n in range(1, 6)}
    answer = recorder.post(f"{resolution.get_absolute_url()}lines/", said | {"seen": str(resolution.version)})
    assert answer.status_code == 422
    assert "不在可用的选项中" in text_of(answer)


def test_the_recorder_enters_the_resolution_with_the_scan_of_its_minutes() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    resolution = prepared(5)
    recorder = client_of(Role.PARTY_RECORDER)
    page = shown(recorder, resolution.get_absolute_url())
    said = MEETING | {"once": hidden(page, "once"), "seen": hidden(page, "seen")}
    scan = SimpleUploadedFile("会议纪要.pdf", pdf(), content_type="application/pdf")
    answer = recorder.post(f"{resolution.get_absolute_url()}apply/", said | {"minutes": scan})
    assert answer.status_code == 302
    page = shown(recorder, resolution.get_absolute_url())
    assert "已决议" in page
    assert "会议纪要.pdf" in page
    assert "张𬭎、李㛃" in page
    resolution.refresh_from_db()
    assert resolution.minutes is not None
    assert may_read(holding(Role.AUDITOR), resolution.minutes)
    assert not may_read(holding(Role.JUDGE, "1"), resolution.minutes)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"met_on": "2026-06-27"}, "请核对会议日期"),
        ({"met_on": "昨天"}, "输入一个有效的日期"),
        ({"minutes_number": ""}, "请填写会议纪要编号"),
        ({"attendance": "  "}, "请填写出席人员"),
    ],
    ids=["in the future", "no date", "no number", "nobody"],
)
def test_what_is_wrong_with_the_meeting_is_said_and_the_rest_is_kept(changed: dict[str, str], words: str) -> None:
    resolution = prepared(5)
    answer = client_of(Role.PARTY_RECORDER).post(f"{resolution.get_absolute_url()}apply/", MEETING | changed)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "渝科协党组会纪要〔2026〕12号" in text_of(answer) or "minutes_number" in changed
    assert not Act.objects.filter(verb="resolution.apply").exists()


def test_the_recorder_drops_a_resolution_with_the_reason() -> None:
    resolution = prepared(5)
    recorder = client_of(Role.PARTY_RECORDER)
    url = resolution.get_absolute_url()
    assert "撤销" in shown(recorder, url)
    assert recorder.post(f"{url}drop/", {"opinion": ""}).status_code == 422
    assert recorder.post(f"{url}drop/", {"opinion": "名单有变"}).status_code == 302
    page = shown(recorder, url)
    assert "本决议已撤销，没有登记" in page
    assert "编辑名单" not in page
    assert "待拟定决议的评审会" in shown(recorder, LIST)


def test_a_stale_confirmation_is_refused() -> None:
    resolution = prepared(5)
    seen = resolution.version
    decide(resolution, 0, ResolutionLine.Decision.PROPOSE, "同意")
    answer = client_of(Role.PARTY_RECORDER).post(
        f"{resolution.get_absolute_url()}apply/", MEETING | {"seen": str(seen)}
    )
    assert answer.status_code == 422
    assert "已有新的办理" in text_of(answer)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.OFFICE_CLERK, 200),
        (Role.SUPERVISOR, 200),
        (Role.BUREAU_SIGNER, 200),
        (Role.AUDITOR, 200),
        (Role.JUDGE, 403),
        (Role.DISTRICT_HEAD, 403),
        (Role.SIGNATORY, 403),
        (Role.SYSTEM_ADMIN, 403),
    ],
)
def test_who_reads_resolutions(role: Role, status: int) -> None:
    resolution = prepared(3)
    client = client_of(role)
    assert client.get(LIST).status_code == status
    assert client.get(resolution.get_absolute_url()).status_code == status
    assert client.get(f"{resolution.get_absolute_url()}lines/").status_code == 403
    assert client.get(f"{LIST}new/").status_code == 403


def test_whoever_is_not_signed_in_is_asked_to_sign_in() -> None:
    from django.test import Client

    answer = Client().get(LIST)
    assert answer.status_code == 302
    assert "/login/" in answer.url  # type: ignore[attr-defined]  # a redirect


def test_a_resolution_that_is_not_there_is_not_found() -> None:
    recorder = client_of(Role.PARTY_RECORDER)
    prepared(3)
    assert recorder.get(f"{LIST}JY-2026-99/").status_code == 404
    assert recorder.get(f"{LIST}JY-2026-01/abolish/").status_code == 404
    assert recorder.get(f"{LIST}JY-2026-01/prepare/").status_code == 404


def test_the_act_has_a_page_of_its_own() -> None:
    resolution = apply(prepared(5))
    page = shown(client_of(Role.PARTY_RECORDER), f"{resolution.get_absolute_url()}apply/")
    assert "现在不能办理“登记决议”" in page


def test_the_list_is_filtered_and_takes_as_many_queries_for_thirty_rows_as_for_one() -> None:
    resolution = apply(prepared(5))
    recorder = client_of(Role.PARTY_RECORDER)
    one = queries_of(recorder, LIST)
    for n in range(2, 31):
        more = Resolution.objects.create(
            code=f"JY-2026-{n:02d}", session=resolution.session, stage="applied", version=1, minutes_number="1",
            met_on=date(2026, 6, 25),
        )  # fmt: skip
        ResolutionLine.objects.create(resolution=more, application=named(resolution), rank=1, decision="propose")
    assert queries_of(recorder, LIST) == one
    assert one <= 12
    assert "没有符合条件的记录" in shown(recorder, f"{LIST}?q=查无此件")
    assert "JY-2026-01" in shown(recorder, f"{LIST}?stage=applied&q=评审会&sort=code")


def test_a_page_of_many_units_takes_as_many_queries_as_one_of_few() -> None:
    recorder = client_of(Role.PARTY_RECORDER)
    few, many = prepared(2), prepared(30)
    assert queries_of(recorder, few.get_absolute_url()) == queries_of(recorder, many.get_absolute_url())
    assert queries_of(recorder, many.get_absolute_url()) <= 12
