"""`{{ form }}` in any app: labels, hints, errors, pickers, counters, all bound together for assistive software."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import RegexValidator

from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding
from haizhi.ui.refusals import show_findings
from tests.ui.pages import Page


class Application(forms.Form):
    fieldsets = (("单位基本情况", ("name", "level", "gone")), ("工作站条件", ("money", "when"), "按申报表第三部分填写"))

    name = forms.CharField(label="单位名称", help_text="与证书一致")
    level = forms.ChoiceField(
        label="隶属层级", widget=forms.RadioSelect, choices=[("a", "市属单位"), ("b", "区县所属单位")]
    )
    kind = forms.ChoiceField(label="单位类别", choices=[("", "请选择"), ("x", "企业")])
    money = forms.DecimalField(label="专项经费", widget=forms.NumberInput(attrs={"data-unit": "万元"}))
    when = forms.DateField(label="签订日期", required=False)
    hearing = forms.DateTimeField(label="评审会时间", required=False)
    start = forms.TimeField(label="开始时刻", required=False)
    overview = forms.CharField(
        label="项目概述", required=False, widget=forms.Textarea(attrs={"data-words": 5}), help_text="不含图表"
    )
    scan = forms.FileField(label="协议扫描件", widget=forms.FileInput(attrs={"accept": ".pdf,.jpg", "data-max-mb": 20}))
    pledge = forms.BooleanField(label="所填内容真实")
    once = forms.CharField(widget=forms.HiddenInput)


def shown(form: forms.Form) -> Page:
    return Page(f"<body>{form}</body>")


@pytest.fixture
def blank() -> Page:
    return shown(Application(initial={"once": "1"}))


@pytest.fixture
def refused() -> Page:
    return shown(Application({}))


def test_every_control_has_a_label_of_its_own(blank: Page) -> None:
    labelled = {attrs["for"] for attrs, _ in blank.find("label")}
    controls = {
        attrs["id"]
        for tag in ("input", "select", "textarea")
        for attrs, _ in blank.find(tag)
        if attrs.get("type") != "hidden"
    }
    assert controls == labelled


def test_required_and_optional_fields_are_told_apart(blank: Page) -> None:
    assert blank.find("label", for_="id_name")[0][1] == "单位名称*"
    assert blank.find("label", for_="id_when")[0][1] == "签订日期（选填）"
    assert "带 * 的为必填项。" in blank.text


def test_a_form_with_nothing_required_does_not_explain_the_mark() -> None:
    class Search(forms.Form):
        q = forms.CharField(label="查询", required=False)

    assert "必填" not in shown(Search()).text


def test_hint_limits_counter_and_error_are_read_out_with_the_field() -> None:
    form = Application({"overview": "一二三四五六"})
    form.add_error("overview", "请压缩")
    page = shown(form)
    ((control, _),) = page.find("textarea", name="overview")
    described = control["aria-describedby"].split()
    assert described == ["id_overview_hint", "id_overview_counter", "id_overview_error"]
    assert set(described) <= set(page.ids)
    assert control["aria-invalid"] == "true"
    ((scan, _),) = page.find("input", name="scan")
    assert scan["aria-describedby"].split() == ["id_scan_limits", "id_scan_error"]


def test_a_group_of_choices_is_described_as_a_group(refused: Page) -> None:
    ((group, _),) = refused.find("fieldset", id="id_level_field")
    assert group["aria-describedby"] == "id_level_error"
    assert "请选择隶属层级" in refused.text


def test_the_summary_links_every_error_to_a_control_that_exists(refused: Page) -> None:
    links = [(attrs["href"], text) for attrs, text in refused.find("a")]
    assert ("#id_level_0", "隶属层级：请选择隶属层级") in links
    assert ("#id_pledge", "请勾选“所填内容真实”") in links
    assert {href.lstrip("#") for href, _ in links} <= set(refused.ids)
    assert len(links) == 6


@pytest.mark.parametrize(
    "sentence", ["请填写单位名称", "请选择单位类别", "请填写专项经费", "请上传协议扫描件", "请勾选“所填内容真实”"]
)
def test_an_empty_field_says_what_to_do(refused: Page, sentence: str) -> None:
    assert refused.text.count(sentence) == 2  # in the summary and beside the field


def test_an_own_message_for_an_empty_field_is_kept() -> None:
    class Own(forms.Form):
        code = forms.CharField(label="代码", error_messages={"required": "请填写18位代码"})

    assert "请填写18位代码" in shown(Own({})).text


def test_what_is_typed_twice_is_asked_for_a_second_time() -> None:
    class Twice(forms.Form):
        repeated = forms.CharField(label="再输一次密码")

    assert "请再输一次密码" in shown(Twice({})).text


def test_the_number_of_errors_counts_the_hidden_ones_too(refused: Page) -> None:
    assert "有 7 处需要修改" in refused.text


def test_a_form_that_was_not_sent_has_no_summary(blank: Page) -> None:
    assert blank.find("div", role="alert") == []


def test_fields_are_grouped_and_none_is_lost(blank: Page) -> None:
    legends = [text for _, text in blank.find("legend")]
    assert legends == ["单位基本情况", "隶属层级*", "工作站条件"]
    assert "按申报表第三部分填写" in blank.text
    assert len(blank.find("select", name="kind")) == len(blank.find("input", name="pledge")) == 1


def test_dates_and_times_use_the_pickers_of_the_browser() -> None:
    moment = datetime(2026, 6, 18, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    page = shown(Application(initial={"when": date(2026, 3, 6), "hearing": moment, "start": moment.time()}))
    assert page.find("input", type="date", name="when")[0][0]["value"] == "2026-03-06"
    assert page.find("input", type="datetime-local", name="hearing")[0][0]["value"] == "2026-06-18T09:30"
    assert page.find("input", type="time", name="start")[0][0]["value"] == "09:30"


def test_what_a_picker_sends_is_understood() -> None:
    form = Application({"when": "2026-03-06", "hearing": "2026-06-18T09:30", "start": "09:30"})
    assert not {"when", "hearing", "start"} & form.errors.keys()


def test_a_number_stands_before_its_unit(blank: Page) -> None:
    assert ("万元") in [text for _, text in blank.find("span")]


def test_a_file_field_says_its_limits_before_anything_is_chosen(blank: Page) -> None:
    assert "可上传 PDF、JPG 文件，单个文件不超过 20 MB" in blank.text


def test_the_server_counts_the_words_it_shows() -> None:
    page = shown(Application({"overview": "重庆,AI 3.14 五六"}))
    assert "已写 6 字，上限 5 字" in page.text
    assert page.find("p", class_="counter over")


def test_a_number_that_is_none_keeps_its_place_and_says_so() -> None:
    page = shown(Application({"money": "八十"}))
    assert page.find("input", name="money")[0][0]["value"] == "八十"
    assert "专项经费：输入一个数字。" in page.text


def test_what_was_typed_cannot_become_markup() -> None:
    page = shown(Application({"name": '"><script>alert(1)</script>', "overview": "</textarea><b>堃喆琎𬭎㛃䶮"}))
    assert page.find("script") == []
    assert page.find("input", name="name")[0][0]["value"] == '"><script>alert(1)</script>'
    assert page.find("textarea", name="overview")[0][1] == "</textarea><b>堃喆琎𬭎㛃䶮"


def test_a_finding_goes_to_its_field_with_article_and_remedy() -> None:
    form = Application({"once": "1"})
    finding = Finding(False, measures(6, 3), "企业须有研发机构", "请上传证明。", field="name")
    show_findings(form, [finding, Finding(True, reason="符合"), Finding(False, reason="已截止", field="other")])
    assert form.errors["name"][-1] == "企业须有研发机构（《办法》第六条第3项）。请上传证明。"
    assert form.non_field_errors() == ["已截止。"]
    assert "符合" not in shown(form).text


def test_a_finding_on_a_hidden_field_is_shown_on_the_form() -> None:
    form = Application({"once": "1"})
    show_findings(form, [Finding(False, reason="此件已有新的办理", field="once")])
    assert form.non_field_errors() == ["此件已有新的办理。"]


def test_a_file_that_is_there_already_can_be_replaced_or_removed() -> None:
    class Attachment(forms.Form):
        scan = forms.FileField(label="扫描件", required=False)

    stored = SimpleUploadedFile("协议.pdf", b"x")
    stored.url = "/secret"  # type: ignore[attr-defined]  # what a stored file has; Django takes it for one by this
    page = shown(Attachment(initial={"scan": stored}))
    assert "已上传：协议.pdf" in page.text
    assert page.find("a") == []
    assert page.find("input", type="checkbox", name="scan-clear")


def test_what_is_too_long_says_how_much_is_too_much_once_and_what_to_do() -> None:
    class Reason(forms.Form):
        opinion = forms.CharField(label="理由", max_length=5)
        number = forms.CharField(
            label="凭证号", validators=[RegexValidator(r"^\d+$", "请填写数字"), RegexValidator(r"^\d", "请填写数字")]
        )

    said = str(Reason({"opinion": "请补充发票。", "number": "甲"}))
    assert "<li>最多填写5个字，现有6个，请删减</li>" in said
    assert said.count("<li>请填写数字</li>") == 1, "what two rules say alike is said once"
