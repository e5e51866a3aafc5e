import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from haizhi.applications import acts
from haizhi.applications.models import Application
from haizhi.decisions.acts import prepare_resolution
from haizhi.decisions.models import Resolution, ResolutionLine
from haizhi.files.queries import may_read
from haizhi.kernel.models import Act
from haizhi.regulation.deadlines import Track
from haizhi.regulation.roles import Role
from tests.decisions.conftest import Travel
from tests.decisions.factories import (
    RECORDER,
    RESOLVED,
    applied,
    apply,
    client_of,
    closed_session,
    decide,
    explain_target,
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
MEETING = {
    "minutes_number": "渝科协党组会纪要〔2026〕12号",
    "met_on": "2026-06-25",
    "attendance": "张𬭎、李㛃\n王　䶮",
    "absent": "赵一",
    "sitting_in": "周四",
}


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
    assert "拟定中的名单" in page
    assert "还有 3 处待补" in page


def test_a_unit_that_is_being_heard_is_marked_before_it_is_proposed_and_hinders_nothing() -> None:
    resolution = prepared(6)
    one = named(resolution)
    acts.notify(one, by=holding(Role.OFFICE_HEAD), at=RESOLVED, opinion="疑似伪造协议", due_on=date(2026, 7, 10))
    recorder = client_of(Role.PARTY_RECORDER)
    page = shown(recorder, f"{resolution.get_absolute_url()}apply/")
    assert f"请注意：{one.unit.name}正在就拟取消资格听取申报单位陈述申辩（期限2026年7月10日）" in page
    assert "拟取消资格，听取中" in shown(recorder, resolution.get_absolute_url())
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
    decide(resolution, 0, "pass_over", "他人写的理由")
    said = {f"decision_HZ-2026-000{n}": "propose" for n in range(1, 6)} | {"seen": "1", "target_reason": "我写的理由"}
    answer = recorder.post(url, said)
    assert answer.status_code == 422
    beside = text_of(answer).partition("他人保存的最新内容")[2].partition("</section>")[0]
    assert "<dt>重庆第1大学的决定</dt><dd>未列入</dd><dt>重庆第1大学的理由</dt><dd>他人写的理由</dd>" in beside
    assert "重庆第2大学" not in beside
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


def test_the_recorder_writes_the_meeting_down_looks_at_what_will_happen_and_enters_it_once() -> None:
    resolution = prepared(5)
    recorder, url = client_of(Role.PARTY_RECORDER), resolution.get_absolute_url()
    said = MEETING | {"seen": hidden(shown(recorder, f"{url}meeting/"), "seen")}
    scan = SimpleUploadedFile("会议纪要.pdf", pdf(), content_type="application/pdf")
    assert recorder.post(f"{url}meeting/", said | {"minutes": scan}).status_code == 302
    page = shown(recorder, f"{url}apply/")
    for words in ("张𬭎、李㛃、王䶮", "会议纪要.pdf", "哪些公开，哪些不公开", "单位没有在用账号，请另行告知"):
        assert words in page
    assert "重庆第1大学：" in page  # the letter speaks to the unit
    assert "确认登记决议</button>" in page
    said = {"once": hidden(page, "once"), "seen": hidden(page, "seen")}
    for _ in range(2):
        assert recorder.post(f"{url}apply/", said).status_code == 302
    assert Act.objects.filter(verb="resolution.apply").count() == 1
    assert Act.objects.filter(verb="application.propose").count() == 5
    page = shown(recorder, url)
    for words in ("已决议", "会议纪要.pdf", "赵一（1 人）", "周四（1 人）"):
        assert words in page
    assert "预览并登记" not in page
    assert resolution.title in shown(recorder, "/desk/done/")
    resolution.refresh_from_db()
    assert resolution.minutes is not None
    assert may_read(holding(Role.AUDITOR), resolution.minutes)
    assert not may_read(holding(Role.JUDGE, "1"), resolution.minutes)


def test_the_meeting_is_kept_in_parts_and_the_scan_can_be_taken_away() -> None:
    resolution = prepared(5)
    recorder, url = client_of(Role.PARTY_RECORDER), f"{resolution.get_absolute_url()}meeting/"
    scan = SimpleUploadedFile("会议纪要.pdf", pdf(), content_type="application/pdf")
    recorder.post(url, {"minutes": scan, "seen": str(resolution.version)})
    page = shown(recorder, url)
    assert "会议纪要.pdf" in page
    recorder.post(url, {"attendance": "张𬭎", "seen": hidden(page, "seen")})
    page = shown(recorder, url)
    assert "会议纪要.pdf" in page
    recorder.post(url, {"attendance": "张𬭎", "no_minutes": "on", "seen": hidden(page, "seen")})
    page = shown(recorder, url)
    assert "会议纪要.pdf" not in page
    assert "张𬭎</textarea>" in page


def test_a_meeting_written_down_on_an_older_page_is_refused_with_everything_kept() -> None:
    resolution = prepared(5)
    decide(resolution, 0, ResolutionLine.Decision.PROPOSE, "同意")
    answer = client_of(Role.PARTY_RECORDER).post(
        f"{resolution.get_absolute_url()}meeting/", MEETING | {"met_on": "昨天", "seen": "1"}
    )
    assert answer.status_code == 422
    assert "输入一个有效的日期" in text_of(answer)
    answer = client_of(Role.PARTY_RECORDER).post(f"{resolution.get_absolute_url()}meeting/", MEETING | {"seen": "1"})
    assert answer.status_code == 422
    assert "他人已修改本决议" in text_of(answer)
    assert "张𬭎、李㛃" in text_of(answer)
    assert "<dt>会议日期</dt><dd>（空）</dd>" in text_of(answer)


@pytest.mark.parametrize("part", ["lines", "meeting"])
def test_what_is_entered_is_no_longer_edited(part: str) -> None:
    resolution = applied()
    answer = client_of(Role.PARTY_RECORDER).get(f"{resolution.get_absolute_url()}{part}/", follow=True)
    assert answer.redirect_chain == [(resolution.get_absolute_url(), 302)]
    assert "此件现为“已决议”，不能再修改" in text_of(answer)


def test_what_is_missing_is_said_before_and_a_post_enters_nothing() -> None:
    resolution = prepared(3, target=5)
    recorder, url = client_of(Role.PARTY_RECORDER), f"{resolution.get_absolute_url()}apply/"
    page = shown(recorder, url)
    for words in ("拟建站3家，原则上每年5家", "没有会议纪要编号", "没有会议日期", "没有出席人员"):
        assert words in page
    assert re.search(r"<button[^>]* disabled>确认登记决议", page)
    answer = recorder.post(url, {"seen": hidden(page, "seen")})
    assert answer.status_code == 422
    assert "没有会议纪要编号" in text_of(answer)
    assert not Act.objects.filter(verb="resolution.apply").exists()


def test_the_list_is_printed_for_the_meeting_with_exact_scores_and_how_ties_were_told_apart() -> None:
    resolution = prepared(ranks=[1, 2, 2, None], target=2)
    recorder, url = client_of(Role.PARTY_RECORDER), resolution.get_absolute_url()
    resolution.lines.filter(rank=2).update(tie="同分，比较第3项后排定")
    answer = recorder.get(f"{url}paper/")
    assert answer["Content-Type"] == "application/pdf"
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.content)).pages)
    for words in (
        "拟建站单位名单（呈批件）",
        "94/1",
        "94.00",
        "2（并列）",
        "同分，比较第3项后排定",
        "缺席",
    ):
        assert words in text
    assert "去掉" not in text  # of the diagnostics and the single sheets nothing
    explain_target(resolution, "无")
    apply(resolution)
    assert "%E5%90%8D%E5%8D%95.pdf" in client_of(Role.AUDITOR).get(f"{url}paper/")["Content-Disposition"]
    assert client_of(Role.JUDGE).get(f"{url}paper/").status_code == 403


def test_who_was_deferred_is_listed_until_a_later_resolution_takes_them_up() -> None:
    first = prepared(6)
    decide(first, 5, ResolutionLine.Decision.DEFER, "待补充材料")
    recorder = client_of(Role.PARTY_RECORDER)
    assert "没有暂缓待议的单位" in shown(recorder, f"{LIST}deferred/")
    apply(first)
    page = shown(recorder, f"{LIST}deferred/?q=第6&track=annual&sort=unit")
    for words in ("重庆第6大学", "待补充材料", "JY-2026-01", f"{LIST}new/?session=PS-2026-01"):
        assert words in page
    assert "暂缓待议 1 家" in shown(recorder, LIST)
    second = prepare_resolution(first.session, by=RECORDER, at=RESOLVED)
    page = shown(client_of(Role.OFFICE_CLERK), f"{LIST}deferred/")
    assert f"拟定中 {second.code}" in page
    assert client_of(Role.SIGNATORY).get(f"{LIST}deferred/").status_code == 403
    rows = b"".join(recorder.get(f"{LIST}deferred/?export=csv")).decode("utf-8-sig")
    assert "HZ-2026-0006" in rows


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
    answer = client_of(Role.PARTY_RECORDER).post(f"{resolution.get_absolute_url()}apply/", {"seen": str(seen)})
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
    for page in ("", "apply/", "lines/", "meeting/"):
        one, thirty = (queries_of(recorder, f"{found.get_absolute_url()}{page}") for found in (few, many))
        assert one == thirty <= 12, page


def test_the_list_of_who_was_deferred_takes_as_many_queries_for_thirty_rows_as_for_one() -> None:
    recorder = client_of(Role.PARTY_RECORDER)
    resolution = apply(prepared(30))
    lines = ResolutionLine.objects.filter(resolution=resolution)
    taken = []
    for number in (1, 30):
        some = list(lines.order_by("rank")[:number])
        lines.filter(pk__in=[line.pk for line in some]).update(decision="defer")
        Application.objects.filter(pk__in=[line.application_id for line in some]).update(stage="deferred")
        taken.append(queries_of(recorder, f"{LIST}deferred/"))
    assert taken[0] == taken[1] <= 12


def test_the_academicians_have_no_number_to_explain() -> None:
    annual, apart = (
        prepare_resolution(closed_session(2, track=track), by=RECORDER, at=RESOLVED)
        for track in (Track.ANNUAL, Track.ACADEMICIAN)
    )
    recorder = client_of(Role.PARTY_RECORDER)
    assert "拟建站数量说明" in shown(recorder, f"{annual.get_absolute_url()}lines/")
    url = f"{apart.get_absolute_url()}lines/"
    assert "拟建站数量说明" not in shown(recorder, url)
    said = {f"decision_{line.application.code}": "defer" for line in apart.lines.all()}
    assert recorder.post(url, said | {"seen": str(apart.version)}).status_code == 302
