"""The form section by section: its pages, its task list, two people on one field."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haizhi.applications import acts, drafts
from haizhi.applications.facts import OVERVIEW_FIELDS
from haizhi.applications.models import Application
from haizhi.applications.queries.drafting import Progress, pointed, tasks
from haizhi.regulation.evidence import RecordKind
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from haizhi.regulation.sections import Section
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    CLERK,
    NOW,
    begun,
    district_head,
    drafter,
    endorsed,
    filled,
    submitted,
    unit,
    university,
    upload,
)
from tests.applications.reading import browser_of, hidden, text

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def url_of(application: Application, section: Section) -> str:
    return f"/applications/{application.code}/edit/{section.value}/"


def progress_of(application: Application) -> dict[Section, Progress]:
    found = tasks(application, pointed(application, NOW), {})
    return {task.section: task.progress for task in found}


@pytest.mark.parametrize("section", list(Section))
def test_every_section_opens_in_at_most_twelve_queries_however_much_is_in_it(section: Section, sign_in: SignIn) -> None:
    application = filled()
    by = drafter(application.unit)
    told = [drafts.Entry(RecordKind.OVERSEAS_GROUP, {"name_zh": f"示例学会{n}"}) for n in range(30)]
    drafts.add_records(application, told, by=by, at=NOW)
    client = browser_of(application, sign_in)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url_of(application, section))
    assert response.status_code == 200
    assert section.label in text(response)
    assert len(queries) <= 12, "\n".join(q["sql"][:150] for q in queries)


def test_the_task_list_opens_in_at_most_twelve_queries(sign_in: SignIn) -> None:
    application = filled()
    client = browser_of(application, sign_in)
    with CaptureQueriesContext(connection) as queries:
        page = text(client.get(f"/applications/{application.code}/edit/"))
    assert len(queries) <= 12, "\n".join(q["sql"][:150] for q in queries)
    for section in Section:
        assert section.label in page


def test_the_states_of_the_sections_follow_what_is_filled_in() -> None:
    application = begun(university())
    by = drafter(application.unit)
    states = progress_of(application)
    assert states[Section.UNIT] is Progress.UNDER_WAY  # the address is known from the profile
    assert states[Section.STATION] is Progress.NOT_BEGUN
    assert states[Section.OVERSEAS] is Progress.NOT_BEGUN
    assert states[Section.BENEFITS] is Progress.NOT_BEGUN
    drafts.save(application, {"station_name": "理工", "staff": 3}, by=by, at=NOW)
    drafts.add_records(
        application,
        [
            drafts.Entry(RecordKind.OVERSEAS_GROUP, {"name_zh": "示例学会"}),
            drafts.Entry(RecordKind.BENEFIT, {"sort": "social", "summary": "培养人才。"}),
        ],
        by=by,
        at=NOW,
    )
    states = progress_of(Application.objects.get(pk=application.pk))
    assert states[Section.STATION] is Progress.DONE
    assert states[Section.CONDITIONS] is Progress.UNDER_WAY
    assert states[Section.OVERSEAS] is Progress.UNDER_WAY
    assert states[Section.BENEFITS] is Progress.DONE
    whole = progress_of(filled())
    assert all(whole[section] is (Progress.DONE if section.is_required else Progress.NOT_BEGUN) for section in Section)


def test_after_a_return_exactly_the_sections_named_are_to_be_corrected(sign_in: SignIn) -> None:
    application = endorsed()
    acts.correct(application, by=CLERK, at=NOW, opinion="经费不一致", sections=["conditions", "benefits"], workdays=5)
    states = progress_of(application)
    assert {section for section, state in states.items() if state is Progress.TO_CORRECT} == {
        Section.CONDITIONS,
        Section.BENEFITS,
    }
    client = browser_of(application, sign_in)
    page = text(client.get(f"/applications/{application.code}/edit/"))
    assert page.count("需补正</span>") == 2
    assert "经费不一致" in page
    assert "2026年3月27日" in page
    assert "经费不一致" in text(client.get(url_of(application, Section.CONDITIONS)))
    assert "经费不一致" not in text(client.get(url_of(application, Section.UNIT)))
    assert "已有改动" not in page
    drafts.save(application, {"money": 90_000_000}, by=drafter(application.unit), at=NOW)
    assert page.count("已有改动") + 1 == text(client.get(f"/applications/{application.code}/edit/")).count("已有改动")


def test_a_district_returns_by_section_too(sign_in: SignIn) -> None:
    application = submitted()
    by = district_head(application.district)
    acts.send_back(application, by=by, at=NOW, opinion="请写明合作年限", sections=["overview"])
    page = text(browser_of(application, sign_in).get(url_of(application, Section.OVERVIEW)))
    assert "这一部分需要补正" in page
    assert "请写明合作年限" in page


# One section


def test_a_section_is_saved_without_javascript_and_leads_on(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    url = url_of(application, Section.CONDITIONS)
    page = client.get(url)
    assert "未填写“工作人员”" in text(page)
    typed = {"seen": hidden(page, "seen"), "money": "80.5", "staff": "3", "high_tech": "on"}
    saved = client.post(url, typed | {"then": "next"})
    assert saved.headers["Location"] == url_of(application, Section.OVERSEAS)
    application.refresh_from_db()
    assert (application.money, application.staff, application.high_tech) == (80_500_000, 3, True)
    page = client.get(url)
    assert "未填写“工作人员”" not in text(page)
    assert 'value="80.5"' in text(page)
    assert client.post(url, typed).headers["Location"] == url
    listed = client.post(url, typed | {"then": "list"})
    assert listed.headers["Location"] == f"/applications/{application.code}/edit/"


@pytest.mark.parametrize(
    ("section", "name", "typed", "sentence"),
    [
        (Section.CONDITIONS, "money", "-1", "专项经费不能为负数"),
        (Section.CONDITIONS, "money", "八十", "请填写数字，单位为万元"),
        (Section.CONDITIONS, "money", "9" * 400, "数字过长"),
        (Section.CONDITIONS, "money", "0.0000001", "最多填写6位小数"),
        (Section.CONDITIONS, "money", "1e999999999", "请"),
        (Section.CONDITIONS, "money", "NaN", "请填写数字"),
        (Section.CONDITIONS, "staff", "-1", "工作人员不能为负数"),
        (Section.CONDITIONS, "staff", "9" * 30, "工作人员不能超过99999名"),
        (Section.CONDITIONS, "staff", "3.5", "请填写整数"),
        (Section.CONDITIONS, "office_area", "-0.01", "办公场地不能为负数"),
        (Section.CONDITIONS, "office_area", "99999999", "数字过大"),
        (Section.UNIT, "email", "甲@", "电子信箱格式不对"),
        (Section.UNIT, "postcode", "40001", "邮编为6位数字"),
        (Section.UNIT, "phone", "6300 1234", "只填数字"),
        (Section.UNIT, "address", "长" * 201, "单位地址最多填写200个字"),
        (Section.UNIT, "contact", "a\0b", "不允许是用空字符串"),
        (Section.OVERVIEW, "overview_basis", "字" * 20001, "最多填写20000个字"),
    ],
)
def test_what_is_not_of_its_type_is_named_and_the_rest_is_saved(
    section: Section, name: str, typed: str, sentence: str, sign_in: SignIn
) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    beside = {Section.CONDITIONS: "staff", Section.UNIT: "fax", Section.OVERVIEW: "overview_plan"}[section]
    other = "office_area" if name == beside else beside
    response = client.post(url_of(application, section), {"seen": "0.ABC", other: "12", name: typed})
    assert response.status_code == 422
    assert sentence in text(response)
    assert "其余内容已保存" in text(response)
    assert "data-unsaved" in text(response)
    application.refresh_from_db()
    assert str(getattr(application, other)).startswith("12")
    autosaved = client.post(f"/applications/{application.code}/save/", {"field": name, "seen": "0.ABC", name: typed})
    assert autosaved.status_code == 422
    assert sentence in autosaved.json()["error"]


def test_twenty_thousand_characters_are_kept_and_too_many_words_are_named(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    url = url_of(application, Section.OVERVIEW)
    long = "𬭎" * 20_000
    assert client.post(url, {"seen": "0.ABC", "overview_plan": long}).status_code == 302
    application.refresh_from_db()
    assert application.overview_plan == long
    page = text(client.get(url))
    assert "三部分合计 <b>20000</b> 字" in page
    assert "请将三部分合计压缩到1000字以内" in page


def test_one_word_too_many_is_saved_and_named(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    typed = dict.fromkeys(OVERVIEW_FIELDS, "字" * 333) | {"overview_goals": "字" * 335, "seen": "0.ABC"}
    assert client.post(url_of(application, Section.OVERVIEW), typed).status_code == 302
    page = text(client.get(f"/applications/{application.code}/check/"))
    assert "项目概述共1001字，超出1000字上限1字" in page


def test_the_plaque_is_shown_with_its_length_and_its_rare_characters(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    url = url_of(application, Section.STATION)
    empty = text(client.get(url))
    assert "×××" in empty
    client.post(url, {"seen": "0.ABC", "station_name": "𬭎䶮材"})
    page = text(client.get(url))
    assert "<b data-plaque-name>𬭎䶮材</b>" in page
    assert "简称 <b>3</b> 字，全称 <b>22</b> 字" in page
    assert "<b>𬭎 䶮</b>" in page
    wrong = client.post(url, {"seen": "0.ABC", "station_name": "长" * 61})
    assert wrong.status_code == 422
    assert "长" * 61 in text(wrong)


def test_the_year_the_unit_and_the_day_of_the_cover_need_no_typing(sign_in: SignIn) -> None:
    application = begun()
    page = text(browser_of(application, sign_in).get(url_of(application, Section.UNIT)))
    for words in ("2026年", application.unit.name, application.unit.code, "提交时自动填写"):
        assert words in page


def test_only_an_enterprise_is_asked_for_its_standing(sign_in: SignIn) -> None:
    firm, school = begun(), begun(university())
    assert "高新技术企业" in text(browser_of(firm, sign_in).get(url_of(firm, Section.CONDITIONS)))
    assert "高新技术企业" not in text(browser_of(school, sign_in).get(url_of(school, Section.CONDITIONS)))


@pytest.mark.parametrize("page", ["edit/nonsense/", "records/nonsense/", "edit/UNIT/", "materials/district_opinion/"])
def test_there_is_no_page_for_a_section_that_does_not_exist(page: str, sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    url = f"/applications/{application.code}/{page}"
    assert client.get(url).status_code in (404, 405)
    assert client.post(url).status_code in (404, 405)


@pytest.mark.parametrize("page", ["edit/", *(f"edit/{section.value}/" for section in Section), "check/"])
def test_a_form_that_was_handed_in_leads_back_to_the_case(page: str, sign_in: SignIn) -> None:
    application = submitted()
    response = browser_of(application, sign_in).get(f"/applications/{application.code}/{page}")
    assert response.headers["Location"] == application.get_absolute_url()


def test_what_was_typed_into_a_form_that_was_handed_in_meanwhile_is_still_there(sign_in: SignIn) -> None:
    application = submitted()
    response = browser_of(application, sign_in).post(url_of(application, Section.UNIT), {"contact": "已打好的字"})
    assert response.status_code == 422
    assert "不能再修改申报内容" in text(response)
    assert "已打好的字" in text(response)


def test_somebody_elses_draft_is_not_there_and_its_readers_do_not_fill_it_in(sign_in: SignIn) -> None:
    application = begun()
    foreign = sign_in(Role.DRAFTER, organisation=unit("别家"))
    reader = sign_in(Role.STATION_CLERK, organisation=application.unit)
    for page in ("edit/", "edit/unit/", "check/", "records/task/"):
        assert foreign.get(f"/applications/{application.code}/{page}").status_code == 404
        assert reader.get(f"/applications/{application.code}/{page}").status_code == 403
    assert foreign.post(url_of(application, Section.UNIT), {"contact": "甲"}).status_code == 404
    assert reader.post(url_of(application, Section.UNIT), {"contact": "甲"}).status_code == 403


def test_a_correction_in_time_is_due_on_the_day_that_the_pages_name(sign_in: SignIn) -> None:
    application = endorsed()
    acts.correct(application, by=CLERK, at=NOW, opinion="补正", sections=["attachments"], workdays=5)
    drafts.attach(application, MaterialKind.OTHER, upload("补充.pdf"), by=drafter(application.unit), at=NOW)
    assert application.due_on == date(2026, 3, 27)
    page = text(browser_of(application, sign_in).get(f"/applications/{application.code}/edit/"))
    assert "已有改动" in page
