"""Pages: the head and foot, the case page with its acts, and what is shown when something went wrong."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.contrib.messages import constants
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from haizhi.kernel.actor import PUBLIC, Actor, Grant
from haizhi.kernel.source import new_id
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding
from haizhi.regulation.moves import CORRECT, QUALIFY, REJECT, REROUTE
from haizhi.regulation.roles import Role
from haizhi.ui import errors
from tests.ui.pages import Page

pytestmark = pytest.mark.urls("tests.ui.urls")

CLERK = Actor(new_id(), "堃喆琎𬭎㛃䶮", (Grant(Role.OFFICE_CLERK),))
SUBJECT = SimpleNamespace(kind="application", stage="qualifying", stage_label="资格审核中", number="HZ-2026-0017")


@pytest.fixture(autouse=True)
def own_context(settings: Settings) -> None:
    """Pages as this app alone makes them; what other apps add to the head is theirs to test."""
    processors = ["django.template.context_processors.request", "haizhi.ui.context.nav"]
    backend = "django.template.backends.django.DjangoTemplates"
    settings.TEMPLATES = [{"BACKEND": backend, "APP_DIRS": True, "OPTIONS": {"context_processors": processors}}]


class Opinion(forms.Form):
    """An act's form."""

    opinion = forms.CharField(label="意见", widget=forms.Textarea)
    once = forms.CharField(widget=forms.HiddenInput)


class Bare(forms.Form):
    """An act that only confirms."""

    once = forms.CharField(widget=forms.HiddenInput)


def shown(template: str, actor: Actor = CLERK, **context: Any) -> Page:
    request = RequestFactory().get("/desk/todo/")
    request.actor = actor  # type: ignore[attr-defined]  # set by the middleware in the project
    request.resolver_match = None
    return Page(render_to_string(template, context, request))


def panel(move: object, form: forms.Form | None, *findings: Finding, danger: bool = False) -> SimpleNamespace:
    return SimpleNamespace(move=move, form=form, findings=findings, url="/act/", danger=danger, label="")


def case(**context: Any) -> Page:
    return shown("ui/case.html", subject=SUBJECT, title="渝芯智造", **context)


class TestEveryPage:
    def test_its_language_title_and_way_past_the_head_are_declared(self) -> None:
        page = shown("ui/base.html", title="待办")
        assert page.find("html")[0][0]["lang"] == "zh-CN"
        assert page.find("title")[0][1] == "待办 · 重庆海智工作站"
        assert page.find("a", class_="skip")[0][0]["href"] == "#main"
        assert page.find("main", id="main")

    def test_it_has_one_first_heading(self) -> None:
        assert [text for _, text in shown("ui/base.html", title="待办").find("h1")] == ["待办"]

    def test_the_signed_in_see_their_name_their_roles_and_the_way_out(self) -> None:
        page = shown("ui/base.html")
        assert "堃喆琎𬭎㛃䶮" in page.text
        assert "海智办经办人" in page.text
        ((form, _),) = page.find("form", action="/logout/")
        assert form["method"] == "post"
        assert page.find("input", name="csrfmiddlewaretoken")

    def test_the_public_sees_no_account(self) -> None:
        page = shown("ui/base.html", PUBLIC)
        assert "退出登录" not in page.text
        assert "登录" in page.text

    def test_the_head_counts_what_waits(self) -> None:
        assert "待办共6件" in shown("ui/base.html", todo_count=6).text.replace(" ", "")
        assert "共0件" not in shown("ui/base.html", todo_count=0).text.replace(" ", "")

    def test_the_foot_names_the_document_it_all_rests_on(self) -> None:
        page = shown("ui/base.html")
        assert "依据渝科协发〔2024〕60号" in page.text
        assert {"条文对照", "公开核验", "无障碍说明"} <= {text for _, text in page.find("a")}

    @pytest.mark.parametrize(
        ("level", "tone"),
        [(constants.SUCCESS, "note ok"), (constants.WARNING, "note wait"), (constants.ERROR, "note stop")],
    )
    def test_a_message_is_read_out_in_its_tone(self, level: int, tone: str) -> None:
        from django.contrib.messages.storage.base import Message

        page = shown("ui/base.html", messages=[Message(level, "已办结<b>")])
        assert page.find("div", role="status")
        assert page.find("li", class_=tone)[0][1] == "已办结<b>"

    def test_the_crumbs_end_where_one_is(self) -> None:
        page = shown("ui/base.html", crumbs=[("2026年度申报", "/a/"), ("HZ-2026-0017", None)])
        assert page.find("a", href="/a/")[0][1] == "2026年度申报"
        assert ({"aria-current": "page"}, "HZ-2026-0017") in page.find("span")

    def test_nothing_on_it_needs_an_inline_style_or_script(self) -> None:
        page = case(panels=[panel(CORRECT, Opinion())], trail=[], refused=[Finding(False, reason="不符")])
        for tag, attrs, texts in page.elements:
            assert not {name for name in attrs if name == "style" or name.startswith("on")}, tag
            assert tag != "style"
            assert tag != "script" or not "".join(texts).strip()


class TestACase:
    def test_an_open_act_is_a_form_with_its_fields(self) -> None:
        page = case(panels=[panel(CORRECT, Opinion(auto_id="correct_%s"))])
        ((form, text),) = page.find("form", action="/act/")
        assert form["method"] == "post"
        assert "确认退回补正" in text
        assert "依据《办法》第七条第3项" in text
        assert page.find("textarea", id="correct_opinion")

    def test_an_act_that_asks_nothing_is_one_button(self) -> None:
        page = case(panels=[panel(REROUTE, Bare(initial={"once": "7"}))])
        assert page.find("details", class_="act") == []
        assert ("变更渠道") in [text for _, text in page.find("button", type="submit")]
        assert page.find("input", name="once")[0][0]["value"] == "7"

    def test_a_greyed_act_says_why_under_which_article_and_what_to_do(self) -> None:
        page = case(panels=[panel(QUALIFY, None, Finding(False, measures(7, 3), "还有1项待判断", "请逐项判断。"))])
        ((button, text),) = page.find("button", type="button")
        assert (text, "disabled" in button) == ("资格通过", True)
        assert "还有1项待判断（《办法》第七条第3项）。请逐项判断。" in page.text
        assert page.find("form", action="/act/") == []

    def test_an_act_that_cannot_be_undone_asks_once_more(self) -> None:
        page = case(panels=[panel(REJECT, Bare(), danger=True)])
        assert "不能撤销" in page.find("form", action="/act/")[0][0]["data-confirm"]
        assert page.find("details", class_="act")

    def test_an_act_that_was_refused_stays_open_with_what_was_typed(self) -> None:
        form = Opinion({"opinion": "经费不一致"})
        form.add_error("opinion", "请写明部分")
        page = case(panels=[panel(CORRECT, form)])
        assert "open" in page.find("details", class_="act")[0][0]
        assert page.find("textarea")[0][1] == "经费不一致"

    def test_without_acts_there_is_no_empty_box(self) -> None:
        assert "可办理" not in case(panels=[]).text

    def test_a_refusal_lists_every_reason(self) -> None:
        page = case(refused=[Finding(False, measures(7, 3), "甲"), Finding(False, reason="乙", remedy="丙")])
        ((_, text),) = page.find("section", role="alert")
        assert text == "未能办理 甲 《办法》第七条第3项 乙丙"

    def test_the_four_stages_are_told_in_words_too(self) -> None:
        stages = [
            SimpleNamespace(label="初评", state="done", note=""),
            SimpleNamespace(label="评审", state="now", note="6月18日"),
            SimpleNamespace(label="公示", state="todo", note=""),
        ]
        page = case(stages=stages)
        assert page.find("svg", aria_label="已完成")
        assert page.find("li", aria_current="step")[0][1] == "评审（进行中）6月18日"
        assert "公示（未开始）" in page.text

    def test_the_trail_tells_who_for_whom_when_and_under_which_article(self) -> None:
        done = SimpleNamespace(
            kind="application", label="退回补正", actor_name="王海燕", role_label="海智办负责人", behalf_name="李𬭎",
            at=datetime(2026, 5, 20, 2, 15, tzinfo=UTC), opinion="经费<不>一致", article="办法·7·3", stage_after="returned",
            number="HZ-2026-0017", subject_id=1, case_id=1,
        )  # fmt: skip
        waits = SimpleNamespace(label="重新提交", who="申报单位负责人", due=date(2026, 5, 29))
        page = case(trail=[done], next_steps=[waits])
        next_step, act = [text for _, text in page.find("li") if "提交" in text or "退回" in text]
        assert next_step == "重新提交 申报单位负责人应于2026年5月29日（周五）前办结"
        assert "王海燕（海智办负责人，代李𬭎）" in act
        assert "2026年5月20日 10:15 《办法》第七条第3项" in act
        assert "经费<不>一致" in act
        assert page.find("li", class_="wait")
        assert "HZ-2026-0017" not in page.text
        of_the_case = SimpleNamespace(**vars(done) | {"number": "ZC-2026-0002", "subject_id": 2, "label": "提交支出"})
        both = case(trail=[of_the_case, done]).text
        assert "提交支出 ZC-2026-0002" in both
        assert "HZ-2026-0017" not in both

    def test_a_case_without_history_says_what_will_stand_there(self) -> None:
        assert "每一步由谁、何时、依据哪一条办理" in case().text


class TestAPageForTrouble:
    @pytest.mark.parametrize(
        ("answer", "status", "words"),
        [
            (lambda r: errors.bad_request(r, ValueError()), 400, "请返回上一页刷新后重试"),
            (lambda r: errors.forbidden(r, PermissionDenied()), 403, "请换用有相应岗位的账号"),
            (lambda r: errors.not_found(r, ValueError()), 404, "请核对网址"),
            (lambda r: errors.csrf_failure(r, reason="no cookie"), 403, "请返回上一页刷新后再提交"),
            (errors.server_error, 500, "已办结的事项不受影响"),
        ],
    )
    def test_it_says_what_happened_and_what_to_do(self, answer: Any, status: int, words: str) -> None:
        request = RequestFactory().get("/")
        request.resolver_match = None
        response: HttpResponse = answer(request)
        page = Page(response.content.decode())
        assert response.status_code == status
        assert words in page.text
        assert str(status) in page.text
        assert page.find("a", href="/portal/home/")

    def test_a_server_error_asks_neither_database_nor_session(
        self, django_assert_num_queries: DjangoAssertNumQueries, db: None
    ) -> None:
        with django_assert_num_queries(0):
            assert errors.server_error(RequestFactory().get("/")).status_code == 500

    @pytest.mark.django_db
    def test_an_address_that_is_none_is_answered_in_the_same_dress(self, client: Client) -> None:
        response = client.get("/堃喆/")
        assert response.status_code == 404
        assert "没有找到这一页" in response.content.decode()
        assert "重庆海智工作站" in response.content.decode()

    @pytest.mark.django_db
    def test_a_form_whose_token_is_gone_is_refused_in_the_same_dress(self) -> None:
        response = Client(enforce_csrf_checks=True).post("/desk/todo/")
        assert response.status_code == 403
        assert "页面已过期，请重新提交" in response.content.decode()
        assert "CSRF" not in response.content.decode()


def test_a_question_names_its_consequences_and_a_way_back() -> None:
    page = shown(
        "ui/confirm.html", question="撤回申报吗？", consequences=["通知区县科协"], danger=True, back_url="/back/"
    )
    assert "撤回申报吗？" in page.text
    assert "通知区县科协" in page.text
    assert page.find("a", href="/back/")
    assert page.find("button", class_="btn danger")


def test_a_form_page_shows_when_its_draft_was_saved() -> None:
    saved = datetime(2026, 5, 20, 6, 2, tzinfo=UTC)
    page = shown("ui/form.html", form=Opinion(), autosave_url="/save/", saved_at=saved)
    assert page.find("form", data_autosave="/save/")
    assert page.find("span", role="status")[0][1] == "已保存 14:02"


def test_a_form_with_a_file_is_sent_as_one() -> None:
    class Scan(forms.Form):
        scan = forms.FileField(label="扫描件")

    page = shown("ui/form.html", form=Scan())
    assert page.find("form", enctype="multipart/form-data")


def test_what_is_not_filled_in_is_said_to_be_so() -> None:
    html = render_to_string("ui/definitions.html", {"rows": [("代码", "91500"), ("电话", ""), ("人数", 0)]})
    assert [text for _, text in Page(html).find("dd")] == ["91500", "未填写", "0"]
