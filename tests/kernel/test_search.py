"""Found by a part of a name, by initials, by the beginning of a number; by nothing it is no longer called."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from haizhi.accounts.models import Organisation
from haizhi.applications.models import Application
from haizhi.experts.models import Expert
from haizhi.kernel import search
from haizhi.kernel.models import Term
from haizhi.kernel.search import folded, terms
from tests.applications.factories import NOW, open_call

SERIAL = 91_500_000


def unit(name: str, serial: int = 1) -> Organisation:
    return Organisation._base_manager.create(
        id=UUID(int=serial), name=name, code=f"{SERIAL + serial:018}", district="500103", stage="active"
    )


def found(words: str) -> list[str]:
    return sorted(Organisation.objects.matching(words).values_list("name", flat=True))


def test_full_and_half_width_capitals_and_spaces_make_no_difference() -> None:
    assert folded("  ＨＺ-２０２６ （渝中）") == folded("hz-2026(渝中)") == "hz-2026(渝中)"


@given(name=st.text(max_size=40), data=st.data())
def test_every_part_of_a_name_begins_some_term_of_it(name: str, data: st.DataObject) -> None:
    whole = folded(name)
    kept = terms("", (name,))
    if whole:
        begin = data.draw(st.integers(0, len(whole) - 1))
        end = data.draw(st.integers(begin + 1, len(whole)))
        part = whole[begin:end].encode()[: search.LONGEST]
        assert any(term.startswith(part) for term in kept)
    assert b"" not in kept
    assert all(len(term) <= search.LONGEST for term in kept)


def test_a_number_is_kept_from_the_start_of_each_of_its_parts() -> None:
    assert terms("HZ-2026-0001", ()) == {b"hz-2026-0001", b"2026-0001", b"0001"}


def test_a_person_is_read_with_a_surname_and_a_unit_as_words() -> None:
    assert b"sxm" in terms("", ("单晓明",), people=True)
    assert b"dxm" in terms("", ("单晓明",))


@pytest.mark.django_db
class TestRows:
    @pytest.mark.parametrize(
        "words", ["缙云", "云智造有限", " 缙 云 ", "jyzz", "CQJYZZ", "zzyxgs", f"{SERIAL + 1:018}"[:12]]
    )
    def test_a_unit_is_found_by_any_part_of_its_name_by_initials_and_by_the_start_of_its_code(self, words: str) -> None:
        unit("重庆缙云智造有限公司")
        unit("重庆南山医药研究院", 100_000_000_000)
        assert found(words) == ["重庆缙云智造有限公司"]

    @pytest.mark.parametrize(
        "words", ["缙造", "智造有限公司重庆", "%", "_", "1500", "重庆缙云智造有限公司重庆缙云智造有限公司"]
    )
    def test_what_is_in_no_name_finds_nothing(self, words: str) -> None:
        unit("重庆缙云智造有限公司")
        assert found(words) == []

    def test_no_words_narrow_nothing(self) -> None:
        unit("重庆缙云智造有限公司")
        assert found("") == found(" 　") == ["重庆缙云智造有限公司"]

    def test_a_unit_is_found_by_its_new_name_and_by_the_one_that_it_bore(self) -> None:
        of = unit("重庆缙云智造有限公司")
        of.former_names.create(name=of.name, valid_to="2026-01-01")
        of.name = "重庆嘉陵云科有限公司"
        of.save()
        assert found("缙云") == found("嘉陵") == ["重庆嘉陵云科有限公司"]

    def test_a_unit_is_found_by_the_name_of_the_duplicate_that_was_merged_into_it(self) -> None:
        stays, duplicate = unit("重庆缙云智造有限公司"), unit("缙云智能制造", 2)
        duplicate.stage, duplicate.merged_into = "merged", stays
        duplicate.save()
        assert found("智能制造") == ["缙云智能制造", "重庆缙云智造有限公司"]

    def test_an_erased_person_is_found_no_longer(self) -> None:
        expert = Expert(code="ZJ-0001", name="欧阳䶮", stage="in_pool", entered_at=NOW)
        expert.save()
        assert Expert.objects.matching("欧阳").count() == 1
        expert.name, expert.stage = "", "erased"
        expert.save()
        assert not Expert.objects.matching("欧阳").exists()
        assert not Term.objects.filter(subject_id=expert.pk, text__gte="欧".encode()).exists()

    def test_an_application_is_found_by_its_unit_its_station_and_its_number(self) -> None:
        row = Application.objects.create(
            code="HZ-2026-0007", call=open_call(), unit=unit("重庆缙云智造有限公司"), stage="draft",
            station_name="北碚光电",
        )  # fmt: skip
        for words in ("缙云", "光电", "0007", "hz-2026", "bbgd"):
            assert list(Application.objects.matching(words)) == [row], words

    def test_saving_again_asks_once_and_writes_nothing(self) -> None:
        expert = Expert(code="ZJ-0001", name="欧阳䶮", stage="in_pool", entered_at=NOW)
        expert.save()
        with CaptureQueriesContext(connection) as queries:
            expert.save()
        assert [query["sql"].split()[0] for query in queries] == ["UPDATE", "SELECT"]

    @pytest.mark.parametrize("abounding", [3, 20_000], ids=["all over", "often"])
    def test_more_than_are_taken_down_by_their_ids_are_found_all_the_same(
        self, monkeypatch: pytest.MonkeyPatch, abounding: int
    ) -> None:
        monkeypatch.setattr(search, "ENOUGH", 3)
        monkeypatch.setattr(search, "ABOUNDING", abounding)
        for serial in range(1, 6):
            unit(f"重庆缙云{serial}厂", serial)
        unit("重庆南山医药研究院", 9)
        assert len(found("缙云")) == 5
        assert found("云3") == ["重庆缙云3厂"]

    def test_words_cost_one_query_and_the_rows_another(self) -> None:
        for serial in range(1, 30):
            unit(f"重庆缙云{serial}厂", serial)
        with CaptureQueriesContext(connection) as queries:
            assert len(found("缙云")) == 29
        assert len(queries) == 2


@pytest.mark.django_db
def test_words_found_in_no_kind_leave_no_rows() -> None:
    open_call()
    nowhere = search.Finds(Term.objects.none(), {})
    assert list(nowhere.among(Organisation.objects.all(), {"unit": "memberships__pk"})) == []
