"""Structured records: saved, moved, removed, brought in; two people on one record."""

from typing import Any
from uuid import uuid4

import pytest

from haizhi.applications import acts, drafts
from haizhi.applications.drafts import Entry, Page
from haizhi.applications.facts import content, submission_findings, supplied
from haizhi.applications.models import Application, Record
from haizhi.kernel.models import Act
from haizhi.regulation.evidence import RecordKind
from haizhi.regulation.findings import Refused, unmet
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from tests.applications.factories import (
    NOW,
    begun,
    drafter,
    filled,
    holding,
    signatory,
    submitted,
    university,
    upload,
)

pytestmark = pytest.mark.django_db

GROUP: dict[str, Any] = {
    "name_zh": "示例材料学会",
    "name": "例示材料学会 𬭎",
    "region": "日本",
    "fields": "新材料",
    "relation": "signed",
    "since": "2024-05",
    "summary": "每年互访。",
}


def added(application: Application, kind: RecordKind = RecordKind.OVERSEAS_GROUP, **values: Any) -> Record:
    """A record of a draft."""
    mark = uuid4()
    drafts.save_record(application, kind, mark, values or GROUP, by=drafter(application.unit), at=NOW)
    return application.records.get(mark=mark)


def titles(application: Application) -> list[str]:
    return [str(record) for record in application.records.order_by("place")]


# Drafts


def test_a_record_is_saved_without_an_act_and_may_be_incomplete() -> None:
    application = begun()
    before = Act.objects.count()
    record = added(application, name_zh="示例学会")
    assert (str(record), record.missing[0]) == ("示例学会", "原文名称")
    assert Act.objects.count() == before
    (finding,) = [f for f in unmet(*submission_findings(application, NOW)) if f.field == f"record-{record.mark}"]
    assert "海外科技团体“示例学会”未填写“原文名称”、“国家或地区”" in finding.reason


def test_a_record_without_its_title_is_named_by_its_kind() -> None:
    application = begun()
    record = added(application, region="日本")
    assert str(record) == "海外科技团体"
    findings = unmet(*submission_findings(application, NOW))
    assert any(f.reason.startswith("海外科技团体有一条未填写“中文名称”") for f in findings)


def test_a_record_stands_for_the_introduction_that_is_printed_from_it() -> None:
    application = begun(university())
    assert MaterialKind.OVERSEAS_GROUPS not in supplied(application)
    added(application)
    assert MaterialKind.OVERSEAS_GROUPS in supplied(application)


def test_nothing_is_added_for_nothing() -> None:
    application = begun()
    values = {"name_zh": "", "region": None}
    by = drafter(application.unit)
    assert drafts.save_record(application, RecordKind.OVERSEAS_GROUP, uuid4(), values, by=by, at=NOW) == ()
    assert not application.records.exists()


def test_sending_a_new_record_twice_adds_it_once() -> None:
    application = begun()
    mark, by = uuid4(), drafter(application.unit)
    for _ in range(2):
        drafts.save_record(application, RecordKind.OVERSEAS_GROUP, mark, GROUP, by=by, at=NOW)
    assert application.records.count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"nonsense": "x"},
        {"relation": "x"},
        {"since": "2024-13"},
        {"name_zh": "长" * 101},
        {"name_zh": 3},
        {"place": ""},
    ],
)
def test_what_is_none_of_the_kinds_is_a_mistake_of_the_program(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not a field of overseas_group"):
        added(begun(), **values)


def test_an_agreement_is_one_of_the_same_application() -> None:
    other = begun(university())
    foreign = drafts.attach(other, MaterialKind.AGREEMENTS, upload(), by=drafter(other.unit), at=NOW)
    with pytest.raises(ValueError, match="agreement"):
        added(begun(), **GROUP, agreement=foreign)
    with pytest.raises(ValueError, match="agreement"):
        added(begun(university("别校")), kind=RecordKind.TASK, agreement=None, title="难题")


def test_a_replaced_agreement_is_followed_and_a_removed_one_let_go() -> None:
    application = begun()
    by = drafter(application.unit)
    old = drafts.attach(application, MaterialKind.AGREEMENTS, upload("旧.pdf"), by=by, at=NOW)
    record = added(application, **GROUP, agreement=old)
    new = drafts.attach(application, MaterialKind.AGREEMENTS, upload("新.pdf"), by=by, at=NOW, replaces=old.pk)
    record.refresh_from_db()
    assert record.agreement == new
    assert content(application)["records"][0]["agreement"] == new.upload.sha256
    drafts.remove(new, by=by, at=NOW)
    assert Record.objects.get(pk=record.pk).agreement is None
    assert content(Application.objects.get(pk=application.pk))["records"][0]["agreement"] == ""


def test_two_pages_on_different_fields_of_a_record_both_save_and_on_one_field_clash() -> None:
    application = begun()
    record, by = added(application), drafter(application.unit)
    one, two = drafts.open_page(record), drafts.open_page(record)

    def save(values: dict[str, Any], page: Page) -> tuple[drafts.Clash, ...]:
        return drafts.save_record(application, record.kind, record.mark, values, by=by, at=NOW, page=page, there=True)

    assert save({"region": "德国"}, one) == ()
    assert save({"fields": "储能"}, two) == ()
    (clash,) = save({"region": "瑞士"}, two)
    assert (clash.field, clash.stands, clash.by) == ("region", "德国", "申报单位经办人")
    record.refresh_from_db()
    assert (record.values["region"], record.values["fields"]) == ("德国", "储能")
    assert save({"region": "瑞士"}, drafts.open_page(record)) == ()


def test_a_record_that_somebody_removed_meanwhile_is_only_added_again_knowingly() -> None:
    application = begun()
    record, by = added(application), drafter(application.unit)
    page = drafts.open_page(record)
    drafts.remove_record(record, by=by, at=NOW)
    again = {"region": "瑞士"}
    with pytest.raises(Refused, match="他人在您填写期间移除了这条记录"):
        drafts.save_record(application, record.kind, record.mark, again, by=by, at=NOW, page=page, there=True)
    drafts.save_record(application, record.kind, record.mark, GROUP, by=by, at=NOW, page=page)
    assert titles(application) == ["示例材料学会"]


def test_records_are_moved_up_and_down_and_stay_at_the_ends() -> None:
    application = begun()
    by = drafter(application.unit)
    one, two, three = (added(application, name_zh=name) for name in "甲乙丙")
    drafts.move_record(three, up=True, by=by, at=NOW)
    assert titles(application) == ["甲", "丙", "乙"]
    drafts.move_record(one, up=False, by=by, at=NOW)
    assert titles(application) == ["丙", "甲", "乙"]
    drafts.move_record(two, up=False, by=by, at=NOW)
    drafts.move_record(three, up=True, by=by, at=NOW)
    assert titles(application) == ["丙", "甲", "乙"]
    drafts.remove_record(three, by=by, at=NOW)
    drafts.move_record(three, up=True, by=by, at=NOW)
    drafts.remove_record(three, by=by, at=NOW)
    assert titles(application) == ["甲", "乙"]


def test_there_is_a_most_of_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haizhi.applications.drafts.records.RECORDS_EACH", 2)
    application = begun()
    by = drafter(application.unit)
    entries = [Entry(RecordKind.OVERSEAS_GROUP, {"name_zh": name}) for name in "甲乙丙"]
    with pytest.raises(Refused, match="最多填写2条"):
        drafts.add_records(application, entries, by=by, at=NOW)
    assert drafts.add_records(application, entries[:2], by=by, at=NOW) == 2
    with pytest.raises(Refused, match="最多填写2条"):
        added(application)


def test_what_is_there_already_is_not_added_again() -> None:
    application = begun()
    by = drafter(application.unit)
    entries = [Entry(RecordKind.OVERSEAS_GROUP, GROUP | {"since": ""}), Entry(RecordKind.TASK, {"title": "难题"})]
    assert drafts.add_records(application, [*entries, *entries], by=by, at=NOW) == 2
    assert drafts.add_records(application, entries, by=by, at=NOW) == 0


@pytest.mark.parametrize("role", [Role.STATION_CLERK, Role.OFFICE_CLERK])
def test_nobody_but_the_unit_touches_its_records_and_none_once_handed_in(role: Role) -> None:
    application = begun()
    record, stranger = added(application), holding(role, str(application.unit_id))
    for deed in (
        lambda by: drafts.remove_record(record, by=by, at=NOW),
        lambda by: drafts.move_record(record, up=True, by=by, at=NOW),
        lambda by: drafts.add_records(application, [], by=by, at=NOW),
        lambda by: drafts.save_record(application, record.kind, record.mark, {}, by=by, at=NOW),
    ):
        with pytest.raises(Refused, match="申报内容由申报单位填写"):
            deed(stranger)
    handed_in = submitted(university())
    with pytest.raises(Refused, match="不能再修改"):
        added(handed_in)


def test_a_whole_application_with_records_is_handed_in_with_them() -> None:
    application = filled()
    added(application)
    drafts.attach(application, MaterialKind.SIGNED_FORM, upload(), by=drafter(application.unit), at=NOW)
    acts.submit(application, by=signatory(application.unit), at=NOW)
    told = application.submissions.get().content["records"]
    assert told == [{"sort": "overseas_group", "values": GROUP, "agreement": ""}]
