"""What people see of a round: the Office, a station, its peers, the head; and what lists cost."""

import io
import json
import re
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from haizhi.assessments import acts, drafts
from haizhi.assessments.facts import marks_of
from haizhi.assessments.models import Part, Round, Score
from haizhi.regulation.roles import Role
from haizhi.regulation.ties import TieSort
from haizhi.stations.acts import register_tie
from haizhi.stations.models import WorkFile
from tests.applications.factories import upload
from tests.assessments.conftest import Browse
from tests.assessments.factories import (
    ASSIGNED,
    CLOSED,
    COMPOSED,
    PUBLISHED,
    RATED,
    SCORED,
    announced,
    assigned,
    closed,
    composed,
    given,
    head_of,
    part_of,
    published,
    scored,
    self_rated,
    sheet_on,
    sheets,
    team,
    whole,
    worked,
)
from tests.decisions.factories import CLERK
from tests.files.samples import pdf
from tests.stations.work_factories import filed
from tests.ui.pages import Page

pytestmark = pytest.mark.django_db

ONE, TWO = "GZ-2026-0001", "GZ-2026-0002"
MOST_QUERIES = 12


def read(client: Client, address: str, status: int = 200) -> str:
    """All that can be read on a page."""
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return Page(answer.content.decode()).text


def points(marks: dict[str, int]) -> dict[str, str]:
    """Marks as a pad sends them."""
    return {key: str(mark / 10) for key, mark in marks.items()}


def once_of(client: Client, address: str) -> dict[str, str]:
    """The hidden fields of a page's form."""
    html = client.get(address).content.decode()
    found = re.findall(r'<input type="hidden" name="(once|seen|marks)" value="([^"]*)"', html)
    return {name: value.replace("&quot;", '"') for name, value in found}


def test_the_office_composes_a_round_and_what_is_wrong_stays_typed(browse: Browse) -> None:
    composed(3)
    client = browse(Role.OFFICE_CLERK, COMPOSED)
    said = {
        "year": "2029", "by_cohort": "yes", "name": "再一轮", "first_day": "2026-01-01", "last_day": "2028-12-31",
        "self_due": "2029-02-28", "peer_due": "2029-02-20", "office_due": "2029-03-31",
    }  # fmt: skip
    answer = client.post(reverse("assessments:compose"), said)
    assert answer.status_code == 422
    assert "互评截止日不晚于自评截止日" in answer.content.decode()
    assert 'value="再一轮"' in answer.content.decode()
    client.post(reverse("assessments:compose"), said | {"peer_due": "2029-03-10"})
    made = Round.objects.get(name="再一轮")
    text = read(client, reverse("assessments:stations", args=[made.code]))
    assert "共 3 家" in text
    assert "未提交" in text


def test_a_station_fills_in_its_sheet_field_by_field_and_its_head_gives_it(browse: Browse) -> None:
    score = sheet_on(announced(3), ONE)
    clerk = browse(Role.STATION_CLERK, RATED, ONE)
    page = score.get_absolute_url()
    assert "逐项打分" in read(clerk, page)
    assert "请本单位负责人检查并提交" in read(clerk, page)
    save = f"{page}save/"
    assert clerk.post(save, {"field": "b1", "b1": "4.5"}).status_code == 204
    assert clerk.post(save, {"field": "text_b1", "text_b1": "副校长分管"}).status_code == 204
    refused = clerk.post(save, {"field": "b2", "b2": "7"})
    assert (refused.status_code, refused.json()["error"]) == (422, "专(兼)职工作人员：请打0至5分，以0.5分为单位")
    score.refresh_from_db()
    assert (marks_of(score), score.texts) == ({"b1": 45}, {"b1": "副校长分管"})
    clash = clerk.post(save, {"field": "b1", "b1": "3", "initial-b1": "4"})
    assert (clash.status_code, clash.json()["clash"]["theirs"]) == (409, "4.5")
    shown = {f"initial-{key}": "" for key in whole()} | {"initial-b1": "3"}
    both = clerk.post(page, points(whole(0.8)) | shown)
    assert (both.status_code, "另一位同事刚改为“4.5”" in both.content.decode()) == (422, True)
    head = browse(Role.SIGNATORY, RATED, ONE)
    assert head.post(page, points(whole(0.8))).headers["Location"] == f"{page}submit/"
    head.post(f"{page}submit/", once_of(head, f"{page}submit/"))
    assert "回执" in read(head, page)
    assert clerk.post(save, {"field": "b1", "b1": "4"}).status_code == 409


def test_evidence_is_offered_by_sort_and_a_bonus_without_it_is_refused_on_the_page(browse: Browse) -> None:
    assessment = announced(3)
    score = sheet_on(assessment, ONE)
    fitting, other = worked(score.assessed.station), worked(score.assessed.station, sort="exchange")
    head = browse(Role.SIGNATORY, RATED, ONE)
    page = score.get_absolute_url()
    drafts.save_marks(score, whole(0.8, bonus=50), by=head_of(score.assessed.station), at=RATED)
    refused = read(head, f"{page}submit/")
    assert "现在不能提交" in refused
    assert "没有依据，不能加分" in refused
    assert "提交自评表</button>" not in refused
    choosing = f"{page}evidence/b18/"
    text = read(head, choosing)
    assert text.index(fitting.name) < text.index("其他记录（1 条）")
    fitting.social = "惠及社区居民"
    fitting.save(update_fields=["social"])
    assert fitting.name in read(head, f"{page}evidence/b14/").partition("其他记录（1 条）")[0], (
        "it tells of the benefit"
    )
    head.post(choosing, {"chosen": [str(fitting.pk), str(other.pk)]})
    assert score.evidence.filter(indicator="b18").count() == 2
    assert head.post(choosing, {"chosen": ["6c0dcb6e-0c4e-4a4e-9d7a-6f5d4b8b2a11"]}).status_code == 422
    head.post(f"{choosing}files/", {"file": ContentFile(pdf("证明"), "证明.pdf")})
    head.post(f"{choosing}files/", {"file": ContentFile(pdf("误传"), "误传.pdf")})
    mistaken = score.evidence.get(upload__name="误传.pdf")
    head.post(f"{choosing}remove/", {"remove": str(mistaken.pk)})
    proof = score.evidence.get(upload__isnull=False).upload
    assert proof
    assert head.get(proof.page_url).status_code == 200
    stranger = browse(Role.SIGNATORY, RATED, TWO)
    assert stranger.get(proof.page_url).status_code == 404
    head.post(f"{page}evidence/b17/", {"chosen": [str(other.pk)]})
    head.post(f"{page}submit/", once_of(head, f"{page}submit/"))
    score.refresh_from_db()
    assert score.stage == "submitted"
    assert head.post(f"{choosing}files/", {}).status_code == 403
    assert stranger.get(proof.page_url).status_code == 404
    for other_sheet in sheets(assessment, Part.SELF)[1:]:
        given(other_sheet, whole(0.8))
    acts.assign(assessment, by=CLERK, at=ASSIGNED)
    assert stranger.get(proof.page_url).status_code == 200
    assert str(score) in read(head, proof.page_url)
    photo = upload("现场照片.jpg")
    WorkFile.objects.create(entry=fitting, upload=photo)
    assert stranger.get(photo.page_url).status_code == 200, "a peer opens what the log has beside the work"
    assert str(score) in read(head, photo.page_url)


def test_the_plan_and_the_overseas_ties_are_offered_where_the_indicator_asks_for_them(browse: Browse) -> None:
    assessment = announced(3)
    score = sheet_on(assessment, ONE)
    station = score.assessed.station
    plan = filed(station)
    other = filed(sheet_on(assessment, TWO).assessed.station)
    tie = register_tie(
        station, by=head_of(station), at=RATED, sort=TieSort.GROUP, name="新加坡国立大学", country="新加坡",
        fields="智能制造", since=assessment.first_day, note="每年互访一次",
    )  # fmt: skip
    head = browse(Role.SIGNATORY, RATED, ONE)
    page = score.get_absolute_url()
    assert str(plan) in read(head, f"{page}evidence/b6/")
    assert tie.name in read(head, f"{page}evidence/b12/")
    assert tie.name not in read(head, f"{page}evidence/b11/")
    for indicator, wrong in (("b6", other), ("b6", tie), ("b12", plan)):
        assert head.post(f"{page}evidence/{indicator}/", {"chosen": [str(wrong.pk)]}).status_code == 422
    for indicator, right in (("b6", plan), ("b12", tie)):
        head.post(f"{page}evidence/{indicator}/", {"chosen": [str(right.pk)]})
    assert [row.piece for row in score.evidence.order_by("indicator")] == [tie, plan]
    assert plan.paper
    peer = browse(Role.SIGNATORY, RATED, TWO)
    assert peer.get(plan.paper.page_url).status_code == 404
    for sheet in sheets(assessment, Part.SELF):
        given(sheet, whole(0.8))
    acts.assign(assessment, by=CLERK, at=ASSIGNED)
    seen = read(peer, sheet_on(assessment, ONE, TWO).get_absolute_url())
    assert plan.paper.name in seen
    assert "每年互访一次" in seen
    assert peer.get(plan.paper.page_url).status_code == 200
    head.post(f"{page}evidence/b6/", {})
    assert score.evidence.filter(indicator="b6").exists(), "what was handed in stays"
    tie.note, plan.paper, plan.stage = "已停止往来", upload("后来的计划.pdf"), "revising"
    tie.save()
    plan.save()
    seen = read(peer, sheet_on(assessment, ONE, TWO).get_absolute_url())
    for frozen, later in (("每年互访一次", "已停止往来"), ("2026年度工作计划", "后来的计划.pdf")):
        assert frozen in seen
        assert later not in seen, "peers read the sheet as it was given"
    assert peer.get(plan.paper.page_url).status_code == 404


def test_what_a_station_still_writes_and_whom_it_is_at_odds_with_stay_between_it_and_the_office(browse: Browse) -> None:
    assessment = announced(3)
    own, part = sheet_on(assessment, ONE), part_of(assessment, ONE)
    drafts.save_marks(own, {}, by=head_of(own.assessed.station), at=RATED, texts={"b7": "引进专家三名"})
    clerk = browse(Role.OFFICE_CLERK, RATED)
    for slug in ("self", "office"):
        assert "引进专家三名" not in read(clerk, sheet_on(assessment, ONE, slug).get_absolute_url())
    acts.declare_conflict(part, by=head_of(part.station), at=RATED, other=TWO, opinion="该站负责人曾起诉我方")
    other = browse(Role.SIGNATORY, RATED, TWO)
    text = read(other, part_of(assessment, TWO).get_absolute_url())
    assert "不互评" in text
    assert "起诉" not in text
    assert "起诉" in read(clerk, part_of(assessment, TWO).get_absolute_url())


def test_a_peer_sees_what_the_station_says_and_nobodys_marks(browse: Browse) -> None:
    assessment = announced(3)
    own = sheet_on(assessment, ONE)
    drafts.save_marks(own, {}, by=head_of(own.assessed.station), at=RATED, texts={"b7": "引进专家三名"})
    for score in sheets(assessment, Part.SELF):
        given(score, whole(0.8))
    acts.assign(assessment, by=CLERK, at=ASSIGNED)
    peer = browse(Role.SIGNATORY, ASSIGNED, TWO)
    sheet = sheet_on(assessment, ONE, TWO)
    text = read(peer, sheet.get_absolute_url())
    assert "引进专家三名" in text
    assert "合计 0 分" in text
    assert peer.get(own.get_absolute_url()).status_code == 404
    assert peer.get(part_of(assessment, ONE).get_absolute_url()).status_code == 404
    assert peer.post(sheet.get_absolute_url(), points(whole(0.6))).headers["Location"].endswith("/lock/")
    peer.post(f"{sheet.get_absolute_url()}lock/", once_of(peer, f"{sheet.get_absolute_url()}lock/"))
    sheet.refresh_from_db()
    assert (sheet.stage, sheet.marks) == ("locked", {})
    owner = browse(Role.SIGNATORY, ASSIGNED, ONE)
    assert owner.get(sheet.get_absolute_url()).status_code == 404
    assert "未公开" not in read(owner, part_of(assessment, ONE).get_absolute_url())


def test_the_office_marks_as_a_team_and_sees_other_sheets_only_after_its_own_is_confirmed(browse: Browse) -> None:
    assessment = assigned(3)
    office, own = sheet_on(assessment, ONE, "office"), sheet_on(assessment, ONE)
    clerk = browse(Role.OFFICE_CLERK, SCORED)
    page = office.get_absolute_url()
    assert "分数加密保存" in read(clerk, own.get_absolute_url())
    assert clerk.post(page, points(whole(0.5)) | {"notes": "材料扎实", "stay": "1"}).status_code == 302
    assert "至少需要2人" in read(clerk, f"{page}agree/")
    colleague = browse(Role.OFFICE_HEAD, SCORED)
    assert "材料扎实" not in read(colleague, page) + read(colleague, f"{page}agree/")
    drafts.save_team_marks(office, whole(0.7), by=team()[0], at=SCORED)
    text = read(clerk, f"{page}agree/")
    assert "材料扎实" in text
    clerk.post(f"{page}agree/", points(whole(0.6)) | once_of(clerk, f"{page}agree/"))
    head = browse(Role.OFFICE_HEAD, SCORED)
    head.post(f"{page}confirm/", once_of(head, f"{page}confirm/"))
    office.refresh_from_db()
    assert (office.stage, marks_of(office)) == ("confirmed", whole(0.6))
    assert f"合计 {sum(whole(0.8).values()) / 10:g} 分" in read(clerk, own.get_absolute_url())


def test_the_result_is_previewed_closed_read_and_taken_home(browse: Browse) -> None:
    assessment = scored(3)
    head = browse(Role.OFFICE_HEAD, CLOSED)
    shown = str(sum(n * sum(whole(s).values()) for n, s in ((2, 0.8), (3, 0.6), (5, 0.5))) / 100)
    assert shown in read(head, reverse("assessments:preview", args=[assessment.code]))
    assert not assessment.parts.exclude(exact="").exists()
    close = f"{assessment.get_absolute_url()}close/"
    head.post(close, once_of(head, close))
    result = reverse("assessments:result", args=[assessment.code])
    text = read(head, result)
    assert "中位数（分）" in text
    assert b"".join(head.get(f"{result}?export=xlsx").streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    owner = browse(Role.SIGNATORY, CLOSED, ONE)
    part = part_of(assessment, ONE)
    assert "提出申诉" in read(owner, part.get_absolute_url())
    paper = owner.get(f"{part.get_absolute_url()}sheet.pdf")
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages)
    assert "重庆海智工作站考核评分表" in said
    assert owner.get(f"{part.get_absolute_url()}sheet.docx").content[:2] == b"PK"
    assert owner.get(result).status_code == 403
    assert head.get(reverse("assessments:result_pdf", args=[assessment.code])).content[:4] == b"%PDF"


def test_a_station_appeals_and_the_head_answers_on_its_page(browse: Browse) -> None:
    assessment = closed(3)
    part = part_of(assessment, ONE)
    owner = browse(Role.SIGNATORY, CLOSED, ONE)
    lodge = f"{part.get_absolute_url()}lodge/"
    owner.post(lodge, {"reasons": "国际会议漏计", **once_of(owner, lodge)})
    appeal = part.appeals.get()
    assert "国际会议漏计" in read(owner, appeal.get_absolute_url())
    head = browse(Role.OFFICE_HEAD, CLOSED)
    answer = f"{appeal.get_absolute_url()}uphold/"
    typed = points(whole(0.5)) | {"opinion": "漏计属实", **once_of(head, answer)}
    assert "没有更正任何分数" in head.post(answer, typed).content.decode()
    head.post(answer, typed | {"b9": "9"})
    assert "漏计属实" in read(owner, appeal.get_absolute_url())


def test_everybody_reads_which_stations_passed_and_points_only_where_the_round_publishes_them(browse: Browse) -> None:
    silent = published(3)
    watcher = browse(Role.AUDITOR, PUBLISHED)
    assert "59.00分，合格" in read(watcher, reverse("stations:detail", args=[ONE]))
    reader = Client()
    address = reverse("portal:assessment", args=[silent.code])
    text = read(reader, address)
    assert "合格的工作站（3 家）" in text
    assert "精确值" not in text
    assert reader.get(reverse("portal:assessment_bundle", args=[silent.code])).status_code == 404
    owner = browse(Role.SIGNATORY, PUBLISHED, ONE)
    part = part_of(silent, ONE)
    assert owner.get(f"{part.get_absolute_url()}certificate.pdf").content[:4] == b"%PDF"
    assert owner.get(reverse("assessments:bundle", args=[silent.code])).status_code == 403
    Round.objects.update(publishes_points=True)
    assert "精确值" in read(reader, address + "?x=1")
    assert reader.get(reverse("portal:assessment_bundle", args=[silent.code])).content[:2] == b"PK"


def test_the_office_chases_all_late_sheets_at_once(browse: Browse) -> None:
    assessment = announced(3)
    clerk = browse(Role.OFFICE_CLERK, ASSIGNED)
    late = reverse("assessments:late", args=[assessment.code])
    assert "逾期未交 3 份" in read(clerk, late)
    clerk.post(late)
    assert Score.objects.filter(chased_on__isnull=False).count() == 3
    assert "没有需要催交的评分表" in read(clerk, late)


def cost(client: Client, address: str) -> int:
    """How many queries a page takes once its templates are loaded."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_lists_take_as_many_queries_for_many_rows_as_for_one(browse: Browse) -> None:
    assessment = closed(8)
    parts = list(assessment.parts.order_by("station__code"))
    for part in parts[:4]:
        acts.lodge_appeal(part, by=head_of(part.station), at=CLOSED, reasons="漏计")
    auditor = browse(Role.AUDITOR, CLOSED)
    few = {
        "assessments:stations": f"?q={ONE}",
        "assessments:result": f"?q={ONE}",
    }
    for name, narrowed in few.items():
        address = reverse(name, args=[assessment.code])
        assert cost(auditor, address + narrowed) == cost(auditor, address) <= MOST_QUERIES, name
    for name, narrowed in {"sheets": f"?q={ONE}&part=self", "appeals": f"?q={ONE}", "list": "?year=2029"}.items():
        address = reverse(f"assessments:{name}")
        assert cost(auditor, address + narrowed) == cost(auditor, address) <= MOST_QUERIES, name
    pages = [assessment, *assessment.parts.select_related("station")[:1], sheet_on(assessment, ONE, TWO)]
    for page in pages:
        assert cost(auditor, page.get_absolute_url()) <= MOST_QUERIES, str(page)


def test_a_bundle_names_no_rater(browse: Browse) -> None:
    assessment = published(3)
    auditor = browse(Role.AUDITOR, PUBLISHED)
    content = auditor.get(reverse("assessments:bundle", args=[assessment.code])).content
    with ZipFile(io.BytesIO(content)) as opened:
        bodies = [json.loads(line) for line in opened.read(f"{assessment.code}-bundle/bodies.jsonl").splitlines()]
    locks = [row["body"]["detail"] for row in bodies if row["body"]["verb"] == "score.lock"]
    assert len(locks) == 6
    for detail in locks:
        assert set(detail) == {"assessment", "commitment", "part", "rater", "station"}
        assert not any(score.rater and score.rater.code in detail["rater"] for score in sheets(assessment, Part.PEER))


def test_conflicts_missing_sheets_and_days_are_settled_on_their_pages(browse: Browse) -> None:
    assessment = self_rated(3)
    part = part_of(assessment, ONE)
    owner = browse(Role.SIGNATORY, RATED, ONE)
    declare = f"{part.get_absolute_url()}declare_conflict/"
    owner.post(declare, {"other": TWO, "opinion": "同一负责人", **once_of(owner, declare)})
    assert "同一负责人（工作站申报）" in read(browse(Role.AUDITOR, RATED), assessment.get_absolute_url())
    clerk = browse(Role.OFFICE_CLERK, RATED)
    lift = f"{part.get_absolute_url()}lift_conflict/"
    clerk.post(lift, {"other": TWO, "opinion": "并非同一人", **once_of(clerk, lift)})
    assert "不予认定：并非同一人" in read(owner, part.get_absolute_url())
    acts.assign(assessment, by=CLERK, at=ASSIGNED)
    head = browse(Role.OFFICE_HEAD, SCORED)
    extend = f"{assessment.get_absolute_url()}extend/"
    days = {"self_due": "2029-02-28", "peer_due": "2029-03-18", "office_due": "2029-03-31"}
    head.post(extend, days | {"opinion": "两站停工", **once_of(head, extend)})
    assert "2029年3月18日" in read(head, assessment.get_absolute_url())
    decide = f"{part.get_absolute_url()}decide_missing/"
    refused = head.post(decide, {"way": "as", "opinion": "停工", **once_of(head, decide)})
    assert "请填写每份计为多少分" in refused.content.decode()
    head.post(decide, {"way": "as", "counts_as": "40", "opinion": "停工", **once_of(head, decide)})
    assert "每份计 40 分。理由：停工" in read(head, part.get_absolute_url())
    lacking = reverse("assessments:stations", args=[assessment.code])
    assert "共 3 家" in read(head, f"{lacking}?lacks=peers")
    assert "没有符合条件" in read(head, f"{lacking}?lacks=own")


def test_the_office_adds_a_station_with_its_reason(browse: Browse) -> None:
    assessment = composed(3)
    third = part_of(assessment, "GZ-2026-0003")
    third.delete()
    clerk = browse(Role.OFFICE_CLERK, COMPOSED)
    enlist = reverse("assessments:enlist", args=[assessment.code])
    assert clerk.post(enlist, {"opinion": "提前评估"}).status_code == 422
    clerk.post(enlist, {"station": str(third.station_id), "opinion": "提前评估", **once_of(clerk, enlist)})
    assert "提前评估" in read(clerk, part_of(assessment, "GZ-2026-0003").get_absolute_url())


def test_a_round_that_waits_says_so_and_empty_pages_say_how_to_begin(browse: Browse) -> None:
    self_rated(3)
    clerk = browse(Role.OFFICE_CLERK, ASSIGNED)
    assert "还没有评估考核" not in read(clerk, reverse("assessments:list"))
    assert "没有申诉" in read(clerk, reverse("assessments:appeals"))
    assert "没有逾期" not in read(clerk, Round.objects.get().get_absolute_url())
