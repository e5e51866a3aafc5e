"""The pages of records: one form for every kind, with and without JavaScript."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haizhi.applications import acts, drafts
from haizhi.applications.drafts import Entry
from haizhi.applications.models import Application, Record
from haizhi.regulation.evidence import RECORDS, RecordKind
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    NOW,
    begun,
    drafter,
    open_call,
    signatory,
    unit,
)
from tests.applications.reading import browser_of, hidden, text
from tests.applications.test_records import added, titles
from tests.files.samples import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def page_of(application: Application, kind: RecordKind, mark: object) -> str:
    return f"/applications/{application.code}/records/{kind.value}/{mark}/"


@pytest.mark.parametrize("kind", list(RecordKind))
def test_every_kind_is_filled_in_on_a_form_of_its_own_without_javascript(kind: RecordKind, sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    asked = RECORDS[kind]
    address = client.get(f"/applications/{application.code}/records/{kind.value}/").headers["Location"]
    page = client.get(address)
    for field in asked.fields:
        assert field.label in text(page)
    samples = {"text": "𬭎㛃", "long": "第一行\r\n第二行", "month": "2026年3月", "money": "80.5", "count": "12"}
    typed = {f.key: f.choices[0][0] if f.choices else samples[f.shape.value] for f in asked.fields}
    saved = client.post(address, typed | {"seen": hidden(page, "seen")})
    assert saved.headers["Location"] == f"/applications/{application.code}/edit/{asked.section.value}/#{kind.value}"
    (record,) = application.records.all()
    assert record.missing == ()
    kept = {"text": "𬭎㛃", "long": "第一行\n第二行", "month": "2026-03", "money": 80_500_000, "count": 12}
    assert record.values == {f.key: f.choices[0][0] if f.choices else kept[f.shape.value] for f in asked.fields}
    again = client.get(address)
    assert hidden(again, "there") == "1"
    with CaptureQueriesContext(connection) as queries:
        listed = text(client.get(saved.headers["Location"]))
    assert str(record) in listed
    assert len(queries) <= 12
    unchanged = {name: typed[name] for name in typed}
    client.post(address, unchanged | {"seen": hidden(again, "seen"), "there": "1"})
    assert application.records.get().values == record.values


@pytest.mark.parametrize(
    ("kind", "name", "typed", "sentence"),
    [
        (RecordKind.OVERSEAS_GROUP, "relation", "nonsense", "合作关系请从列出的选项中选择"),
        (RecordKind.OVERSEAS_GROUP, "since", "2026-13", "请按“2026-03”的格式填写年月"),
        (RecordKind.OVERSEAS_GROUP, "since", "昨天", "请按“2026-03”的格式填写年月"),
        (RecordKind.OVERSEAS_GROUP, "name_zh", "长" * 101, "中文名称最多填写100个字"),
        (RecordKind.OVERSEAS_GROUP, "summary", "长" * 2001, "简介最多填写2000个字"),
        (RecordKind.COOPERATION, "money", "-1", "合作经费不能为负数"),
        (RecordKind.COOPERATION, "money", "1e9", "请核对单位是否为万元"),
        (RecordKind.RD_BODY, "staff", "十", "请填写整数"),
        (RecordKind.RD_BODY, "staff", "99999999", "研发人员不能超过9999999名"),
        (RecordKind.OVERSEAS_GROUP, "agreement", "99999", "选择"),
    ],
)
def test_what_is_not_of_its_type_is_named_and_the_rest_is_saved(
    kind: RecordKind, name: str, typed: str, sentence: str, sign_in: SignIn
) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    address = page_of(application, kind, uuid4())
    title = RECORDS[kind].title
    beside = "region" if name == title else title
    response = client.post(address, {"seen": "0.ABC", beside: "已写好", name: typed})
    assert response.status_code == 422
    assert sentence in text(response)
    assert "已写好" in text(response)
    (record,) = application.records.all()
    assert record.values == {beside: "已写好"}
    autosaved = client.post(f"{address}save/", {"field": name, "seen": "0.ABC", name: typed})
    assert autosaved.status_code == 422
    assert sentence in autosaved.json()["error"]


def test_an_agreement_is_uploaded_on_the_record_and_then_chosen_on_another(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    address = page_of(application, RecordKind.OVERSEAS_GROUP, uuid4())
    file = SimpleUploadedFile("协议𬭎.pdf", pdf("one"))
    assert client.post(address, {"seen": "0.ABC", "name_zh": "甲会", "agreement_file": file}).status_code == 302
    material = application.materials.get()
    assert application.records.get().agreement == material
    other = page_of(application, RecordKind.COOPERATION, uuid4())
    page = text(client.get(other))
    assert f'<option value="{material.pk}">协议𬭎.pdf</option>' in page
    client.post(other, {"seen": "0.ABC", "title": "项目", "agreement": str(material.pk)})
    assert application.records.get(sort=RecordKind.COOPERATION).agreement == material
    listed = text(client.get(f"/applications/{application.code}/edit/attachments/"))
    assert "海外科技团体“甲会”、项目合作“项目”" in listed
    bad = SimpleUploadedFile("协议.pdf", b"MZ not a pdf")
    refused = client.post(other, {"seen": "0.ABC", "title": "项目", "partner": "乙方", "agreement_file": bad})
    assert refused.status_code == 422
    assert "乙方" in text(refused)
    assert application.materials.count() == 1


def test_autosave_adds_a_record_once_and_tells_the_page_that_it_is_there(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    address = page_of(application, RecordKind.TASK, uuid4())
    url = f"{address}save/"
    nothing = client.post(url, {"field": "title", "title": "", "seen": "0.ABC"})
    assert nothing.json() == {"saved_at": "10:00"}
    for _ in range(2):
        answer = client.post(url, {"field": "title", "title": "精度", "seen": "0.ABC"})
        assert answer.json() == {"saved_at": "10:00", "set": {"there": "1"}}
    record = application.records.get()
    assert record.values == {"title": "精度"}
    by = drafter(application.unit)
    drafts.save_record(application, RecordKind.TASK, record.mark, {"title": "他人"}, by=by, at=NOW)
    clash = client.post(url, {"field": "title", "title": "我的", "seen": "0.ABC", "there": "1"})
    assert clash.status_code == 409
    assert clash.json()["clash"]["theirs"] == "他人"
    drafts.remove_record(record, by=by, at=NOW)
    gone = client.post(url, {"field": "title", "title": "我的", "seen": "0.ABC", "there": "1"})
    assert gone.status_code == 409
    assert "移除了这条记录" in gone.json()["error"]
    shown = client.post(address, {"title": "我的", "seen": "0.ABC", "there": "1"})
    assert shown.status_code == 422
    assert "再次保存，即重新添加" in text(shown)
    assert "我的" in text(shown)
    client.post(address, {"title": "我的", "seen": hidden(shown, "seen"), "there": ""})
    assert titles(application) == ["我的"]


@pytest.mark.parametrize("field", ["", "nonsense", "agreement_file", "values", "agreement"])
def test_autosave_takes_only_fields_of_the_kind(field: str, sign_in: SignIn) -> None:
    application = begun()
    url = f"{page_of(application, RecordKind.TASK, uuid4())}save/"
    assert browser_of(application, sign_in).post(url, {"field": field, field or "x": "1"}).status_code == 400


def test_a_clash_on_a_record_shows_both_texts(sign_in: SignIn) -> None:
    application = begun()
    record, by = added(application), drafter(application.unit)
    client = browser_of(application, sign_in)
    address = page_of(application, record.kind, record.mark)
    page = client.get(address)
    drafts.save_record(application, record.kind, record.mark, {"relation": "working"}, by=by, at=NOW)
    typed = {"relation": "linked", "initial-relation": "signed", "seen": hidden(page, "seen"), "there": "1"}
    told = client.post(address, typed)
    assert told.status_code == 422
    assert "已开展合作" in text(told)
    assert "已建立联系</p>" in text(told)


def test_records_are_moved_and_removed_by_their_buttons(sign_in: SignIn) -> None:
    application = begun()
    one, two = (added(application, name_zh=name) for name in "甲乙")
    client = browser_of(application, sign_in)
    base = f"/applications/{application.code}/records/overseas_group"
    assert client.post(f"{base}/{two.mark}/up/").headers["Location"].endswith(f"/edit/overseas/#record-{two.mark}")
    assert titles(application) == ["乙", "甲"]
    client.post(f"{base}/{two.mark}/down/")
    assert titles(application) == ["甲", "乙"]
    assert client.get(f"{base}/{one.mark}/remove/").status_code == 405
    removed = client.post(f"{base}/{one.mark}/remove/", follow=True)
    assert "已移除“甲”" in text(removed)
    assert "可能已被移除" in text(client.post(f"{base}/{one.mark}/remove/", follow=True))
    assert client.post(f"{base}/{one.mark}/up/").status_code == 404
    acts.withdraw(application, by=signatory(application.unit), at=NOW)
    assert "不能再修改申报内容" in text(client.post(f"{base}/{two.mark}/remove/", follow=True))
    assert "不能再修改申报内容" in text(client.post(f"{base}/{two.mark}/up/", follow=True))
    assert "不能再修改申报内容" in text(
        client.post(f"/applications/{application.code}/records/former/", {"all": "1"}, follow=True)
    )
    assert (
        client.get(f"/applications/{application.code}/records/task/").headers["Location"]
        == application.get_absolute_url()
    )
    assert client.get(page_of(application, two.kind, two.mark)).status_code == 302


def test_last_years_records_are_brought_in_one_by_one_without_what_is_no_longer_asked(sign_in: SignIn) -> None:
    of = unit()
    by = drafter(of)
    former = acts.begin(open_call(2025, at=NOW.replace(year=2025)), by=by, at=NOW.replace(year=2025), unit=of)
    told = [Entry(RecordKind.TASK, {"title": f"难题{n}", "sort": "problem", "summary": "略"}) for n in range(3)]
    drafts.add_records(former, told, by=by, at=NOW)
    old = former.records.order_by("place").last()
    assert old
    Record.objects.filter(pk=old.pk).update(values=old.values | {"sort": "abolished"})
    application = begun(of)
    client = browser_of(application, sign_in)
    section = f"/applications/{application.code}/edit/benefits/"
    assert "从上一次申报带入（3 条）" in text(client.get(section))
    done = client.post(
        f"/applications/{application.code}/records/former/", {"record": [str(old.mark)], "kind": "task"}, follow=True
    )
    assert "已带入1条记录" in text(done)
    (record,) = application.records.all()
    assert record.values == {"title": "难题2", "summary": "略"}
    nothing = client.post(f"/applications/{application.code}/records/former/", {"record": ["x"], "kind": "nonsense"})
    assert nothing.headers["Location"] == f"/applications/{application.code}/edit/"
