"""Two versions side by side: what is shown as changed is all that changed, and nothing else."""

from collections import Counter
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haizhi.applications import acts, drafts
from haizhi.applications.facts import FORM_FIELDS, SECTION_FIELDS, content
from haizhi.applications.queries.checking import version_view
from haizhi.applications.queries.versions import Comparison, compare, marked, words
from haizhi.fairness.encoding import canonical
from haizhi.regulation.evidence import RECORDS, RecordKind, Shape
from haizhi.regulation.materials import MATERIALS, MaterialKind
from haizhi.regulation.roles import Role
from haizhi.regulation.sections import Section
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    CLERK,
    NOW,
    begun,
    drafter,
    filled,
    signatory,
    submitted,
    unit,
    university,
    upload,
)
from tests.applications.reading import text

_WORDS = st.text(alphabet="海智工作站AB12 ，。\n𬭎", max_size=24)
_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "staff": st.none() | st.integers(0, 99),
    "money": st.none() | st.integers(0, 10**10),
    "office_area": st.none() | st.sampled_from(["12.00", "120.50"]),
    "above_scale": st.booleans(),
    "high_tech": st.booleans(),
}
_SHAPES: dict[Shape, st.SearchStrategy[Any]] = {
    Shape.MONTH: st.sampled_from(["2024-01", "2025-12"]),
    Shape.MONEY: st.integers(0, 10**9),
    Shape.COUNT: st.integers(0, 500),
}


@st.composite
def _record(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from([RecordKind.COOPERATION, RecordKind.OVERSEAS_EXPERT, RecordKind.ACTIVITY]))
    values = {
        each.key: draw(
            st.sampled_from([value for value, _ in each.choices])
            if each.choices
            else _SHAPES.get(each.shape, st.text(alphabet="甲乙丙丁A", max_size=3))
        )
        for each in draw(st.lists(st.sampled_from(RECORDS[kind].fields), unique_by=lambda field: field.key))
    }
    return {"sort": kind.value, "values": values, "agreement": draw(st.sampled_from(["", "ab" * 32]))}


@st.composite
def contents(draw: st.DrawFn) -> dict[str, Any]:
    """What an application may hand in."""
    files = st.builds(
        lambda sort, name: {"sort": sort.value, "name": name, "sha256": name * 8, "size": 1024},
        st.sampled_from([MaterialKind.AGREEMENTS, MaterialKind.OTHER]),
        st.sampled_from(["甲.pdf", "乙.pdf", "丙.pdf"]),
    )
    return {
        "code": "HZ-2026-0001",
        "year": 2026,
        "unit": {"name": draw(st.sampled_from(["甲公司", "乙公司"])), "code": "91500103MA0000001U"},
        "form": {name: draw(_FIELDS.get(name, _WORDS)) for name in FORM_FIELDS},
        "records": draw(st.lists(_record(), max_size=4)),
        "attachments": draw(st.lists(files, max_size=4)),
    }


def applied(old: dict[str, Any], shown: Comparison) -> dict[str, Any]:
    """The old content with everything put right that a comparison shows."""
    new = deepcopy(old)
    for change in shown.unit:
        new["unit"][change.key] = change.new
    for section in shown.sections:
        for change in section.fields:
            new["form"][change.key] = change.new
        for record in section.records:
            if record.old is not None:
                new["records"].remove(record.old)
            if record.new is not None:
                new["records"].append(record.new)
        for files in section.files:
            for gone in files.gone:
                new["attachments"].remove(gone)
            new["attachments"] += files.come
    return new


def in_any_order(found: dict[str, Any]) -> dict[str, Any]:
    """A content without the order of its records and files."""
    loose: dict[str, Any] = {name: Counter(map(canonical, found[name])) for name in ("records", "attachments")}
    return found | loose


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contents(), contents())
def test_the_old_content_with_what_is_shown_as_changed_is_the_new(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert in_any_order(applied(old, compare(old, new))) == in_any_order(new)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contents(), st.randoms(use_true_random=False))
def test_the_same_content_differs_in_nothing_and_in_another_order_in_its_order_alone(
    old: dict[str, Any], chance: Any
) -> None:
    assert not compare(old, deepcopy(old)).differs
    turned = deepcopy(old)
    chance.shuffle(turned["records"])
    chance.shuffle(turned["attachments"])
    shown = compare(old, turned)
    assert not any(s.fields or s.records or s.files for s in shown.sections)
    of_kind = [[r for r in each["records"] if r["sort"] == k] for k in RECORDS for each in (old, turned)]
    files = [[f for f in each["attachments"] if f["sort"] == k] for k in MATERIALS for each in (old, turned)]
    moved = sum(a != b for a, b in zip(of_kind[::2] + files[::2], of_kind[1::2] + files[1::2], strict=True))
    assert sum(len(s.reordered) for s in shown.sections) == moved


@settings(deadline=None)
@given(_WORDS, _WORDS)
def test_marked_texts_are_the_whole_texts_and_agree_in_what_is_not_marked(before: str, after: str) -> None:
    left, right = marked(before, after)
    assert "".join(span.text for span in left) == before
    assert "".join(span.text for span in right) == after
    assert "".join(s.text for s in left if not s.marked) == "".join(s.text for s in right if not s.marked)


def test_a_character_is_a_word_and_so_is_a_run_of_letters_or_digits() -> None:
    left, right = marked("经费80万元，ABC项目", "经费120万元，ABD项目")
    assert [span.text for span in left if span.marked] == ["80", "ABC"]
    assert [span.text for span in right if span.marked] == ["120", "ABD"]


def test_every_field_of_the_form_stands_in_one_section() -> None:
    assert sorted(name for names in SECTION_FIELDS.values() for name in names) == sorted(FORM_FIELDS)


def test_answers_are_said_with_their_units() -> None:
    said = [words("money", 80_000_000), words("staff", 3), words("office_area", "120.50"), words("high_tech", True)]
    assert said == ["80 万元", "3 名", "120.50 平方米", "是"]
    assert words("fax", None) == words("fax", "") == ""


def contents_with(*records: tuple[RecordKind, dict[str, Any]]) -> dict[str, Any]:
    return {
        "unit": {"name": "甲", "code": "1"},
        "form": dict.fromkeys(FORM_FIELDS),
        "records": [{"sort": kind.value, "values": values, "agreement": ""} for kind, values in records],
        "attachments": [],
    }


def test_a_record_that_keeps_its_title_was_changed_and_another_was_added_or_taken_out() -> None:
    old = contents_with(
        (RecordKind.ACTIVITY, {"title": "沙龙", "place": "渝中"}), (RecordKind.TASK, {"title": "轴承难题"})
    )
    new = contents_with(
        (RecordKind.ACTIVITY, {"title": "沙龙", "place": "北碚"}), (RecordKind.ACTIVITY, {"title": "论坛"})
    )
    shown = [(r.label, r.kind, r.title) for s in compare(old, new).sections for r in s.records]
    assert sorted(shown) == [
        ("修改", RecordKind.ACTIVITY, "沙龙"),
        ("删除", RecordKind.TASK, "轴承难题"),
        ("新增", RecordKind.ACTIVITY, "论坛"),
    ]
    (changed,) = next(r.fields for s in compare(old, new).sections for r in s.records if r.label == "修改")
    assert (changed.label, changed.old, changed.new) == ("地点", "渝中", "北碚")


def test_what_was_sent_back_and_not_touched_is_named_and_what_was_touched_without_being_asked() -> None:
    old, new = contents_with(), contents_with()
    new["form"]["staff"] = 4
    shown = compare(old, new, {"overview": "请补充", "unit": "请核对"})
    assert [s.section for s in shown.untouched] == [Section.UNIT, Section.OVERVIEW]
    assert [s.section for s in shown.unasked] == [Section.CONDITIONS]


@pytest.mark.django_db
def test_a_resubmission_is_compared_with_what_had_been_asked_for(sign_in: SignIn) -> None:
    application = submitted(university())
    reasons = {"conditions": "经费与承诺不一致", "overview": "请补充年限"}
    acts.correct(application, by=CLERK, at=NOW, opinion="请补正", sections=list(reasons), reasons=reasons, workdays=5)
    by = drafter(application.unit)
    drafts.save(application, {"money": 120_000_000}, by=by, at=NOW)
    old = application.materials.get(sort=MaterialKind.AGREEMENTS)
    drafts.attach(application, MaterialKind.AGREEMENTS, upload("新协议.pdf"), by=by, at=NOW, replaces=old.pk)
    drafts.attach(application, MaterialKind.SIGNED_FORM, upload("第二版.pdf"), by=by, at=NOW)
    acts.submit(application, by=signatory(application.unit), at=NOW)
    view = version_view(application, 2)
    assert view
    assert [(s.section, s.requested, s.touched) for s in view.comparison.sections] == [
        (Section.OVERVIEW, True, False),
        (Section.CONDITIONS, True, True),
        (Section.ATTACHMENTS, False, True),
    ]
    clerk = sign_in(Role.OFFICE_CLERK)
    assert f'{application.get_absolute_url()}versions/2/">逐部分查看改动' in text(
        clerk.get(application.get_absolute_url())
    )
    page = text(clerk.get(f"{application.get_absolute_url()}versions/2/"))
    assert "经费与承诺不一致" in page
    assert "<del>80</del>" in page
    assert "<ins>120</ins>" in page
    assert "<ins>新协议.pdf</ins>" in page
    assert "要求补正、但没有改动的部分" in page
    assert "单位地址" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("serial", [0, 1, 2, 99999])
def test_there_is_nothing_to_compare_before_the_second_submission(serial: int, sign_in: SignIn) -> None:
    application = submitted(university())
    answer = sign_in(Role.OFFICE_CLERK).get(f"{application.get_absolute_url()}versions/{serial}/")
    assert answer.status_code == 404


@pytest.mark.django_db
def test_a_unit_that_was_renamed_in_between_is_shown_with_both_names() -> None:
    application = filled(unit("旧名有限公司"))
    before = content(application)
    application.unit.name = "新名有限公司"
    (changed,) = compare(before, content(application)).unit
    assert (changed.old, changed.new) == ("旧名有限公司", "新名有限公司")


@pytest.mark.django_db
def test_a_draft_has_no_versions() -> None:
    assert version_view(begun(), 1) is None
