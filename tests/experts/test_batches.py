"""A whole workbook of experts: looked through cell by cell, entered at once, all or none."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from haizhi.experts import acts
from haizhi.experts.drafts import drop_batch, keep_batch
from haizhi.experts.facts import check, disciplines_in_force
from haizhi.experts.forms import COLUMNS, PLAN, lines_of
from haizhi.experts.models import Batch, Expert
from haizhi.files.sheets import Line, read_sheet
from haizhi.kernel import ledger
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.accounts.factories import unit
from tests.experts.factories import CLERK, NOW, SUPERVISOR, expert

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
HEADS = ["姓名＊", "性别", "出生年份", "学科*", "工作 单位", "手机号码", "电子信箱", "市内外", "备注"]
FIRST = ["李𬭎", "男", 1968, "能源", "重庆大学", 13900001234, "", "", "不读"]
SECOND = ["王㛃", "女", "1975-03-01", "materials", "西南大学", "139 0000 5678", "w@example.cn", "市外", ""]


def workbook(*rows: Sequence[Any], heads: Sequence[str] = HEADS, far: bool = False) -> SimpleUploadedFile:
    """A workbook as people make them: a title above the heads, an empty row in between; `far`: a cell far outside."""
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        page.write(0, 0, "专家名单")
        for number, row in enumerate([heads, [], *rows], start=1):
            page.write_row(number, 0, row)
        if far:
            page.write(1_048_575, 16_383, "x")
    return SimpleUploadedFile("专家.xlsx", content.getvalue())


def text(answer: Any) -> str:
    return str(answer.content.decode())


def found(*rows: Sequence[Any]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """The reasons that the look through gives, by line: what has to be mended, what to be confirmed."""
    cells = [["专家名单"], HEADS, [], *[[str(cell) for cell in row] for row in rows]]
    looked = check(lines_of(read_sheet(cells, PLAN), disciplines_in_force()), NOW)
    told = (
        {n: [f"{f.field}：{f.reason}" for f in fs] for n, fs in by.items()} for by in (looked.faults, looked.doubts)
    )
    faults, doubts = told
    return faults, doubts


def test_a_workbook_is_looked_through_first_and_then_entered_whole(sign_in: SignIn) -> None:
    office = sign_in(Role.OFFICE_CLERK)
    page = text(office.post("/experts/import/", {"file": workbook(FIRST, SECOND)}, follow=True))
    assert "2</b><span>名专家" in page
    assert "全部入库" in page
    assert not Expert.objects.exists()
    assert "13900001234" not in Batch.objects.get().sealed
    assert "已入库 2 名专家" in text(office.post("/experts/import/check/", follow=True))
    one, two = Expert.objects.all()
    assert (one.name, one.sex, one.discipline, one.within_city) == ("李𬭎", "male", "energy", True)
    assert (one.contact.mobile, one.contact.birth_year) == ("13900001234", 1968)
    assert (two.discipline, two.within_city, two.contact.mobile) == ("materials", False, "13900005678")
    assert two.contact.birth_year == 1975
    assert Act.objects.filter(verb="expert.enter").count() == 2
    assert not Batch.objects.exists()
    assert "请先选择文件" in text(office.post("/experts/import/check/", follow=True))


def test_every_wrong_cell_is_named_with_its_remedy_and_nothing_is_entered(sign_in: SignIn) -> None:
    office = sign_in(Role.OFFICE_CLERK)
    wrong = ["", "其他", "去年", "炼金术", "", "123", "w@", "省内", ""]
    page = text(office.post("/experts/import/", {"file": workbook(FIRST, wrong)}, follow=True))
    for cell in ("A5", "B5", "C5", "D5", "E5", "F5", "G5", "H5"):
        assert f">{cell}<" in page, cell
    for remedy in ("请填写男或女", "请填写4位公历年份", "请从目录中选择", "请填写市内或市外", "请填写11位手机号码"):
        assert remedy in page, remedy
    assert "全部入库" not in page
    refused = office.post("/experts/import/check/")
    assert refused.status_code == 422
    assert not Expert.objects.exists()
    office.post("/experts/import/drop/")
    assert not Batch.objects.exists()


def test_doubles_are_found_in_the_file_and_in_the_pool_at_a_constant_cost(django_assert_num_queries: Any) -> None:
    known = expert("赵璟", employer="重庆理工大学", mobile="13900009999")
    namesake = ["赵璟", "", "", "能源", "重庆理工大学", "", "", "", ""]
    with django_assert_num_queries(5):
        faults, doubts = found(FIRST, [*SECOND[:5], "139-0000-1234", *SECOND[6:]], namesake, namesake)
    assert faults == {5: ["mobile：手机号码与第4行相同"]}
    assert doubts == {
        6: [f"name：与在库专家{known.code}同名同单位"],
        7: [f"name：与在库专家{known.code}同名同单位", "name：与第6行同名同单位"],
    }
    assert found([*FIRST[:5], "13900009999", *FIRST[6:]])[0] == {4: [f"mobile：该手机号码已由专家{known.code}使用"]}


def test_namesakes_are_entered_once_somebody_says_that_they_are_different_people(sign_in: SignIn) -> None:
    office = sign_in(Role.OFFICE_CLERK)
    twice = [*FIRST[:5], 13900007777, *FIRST[6:]]
    office.post("/experts/import/", {"file": workbook(FIRST, twice)})
    refused = office.post("/experts/import/check/")
    assert refused.status_code == 422
    assert "确为不同的人的，请勾选" in text(refused)
    office.post("/experts/import/check/", {"settled": "on"})
    assert Expert.objects.filter(name="李𬭎").count() == 2


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (workbook(FIRST, heads=["名字", *HEADS[1:]]), "没有找到表头“姓名”"),
        (workbook(FIRST, heads=["姓名", "性别", "出生年份", "学科"]), "缺少必填的列“工作单位”"),
        (workbook(FIRST, heads=["姓名", "姓名", *HEADS[2:]]), "表头“姓名”出现两次"),
        (workbook(), "表中没有专家"),
        (SimpleUploadedFile("专家.xlsx", b"PK\x03\x04nothing"), "请"),
        (SimpleUploadedFile("专家.xlsx", b"x" * 6_000_000), "文件超过5 MB"),
        (workbook(["李"] * 3, far=True), "超出系统能检查的范围"),
    ],
    ids=[
        "no heads",
        "a head missing",
        "a head twice",
        "no rows",
        "no workbook",
        "too large",
        "a cell in the last corner",
    ],
)
def test_what_is_no_list_of_experts_is_refused(sign_in: SignIn, file: SimpleUploadedFile, sentence: str) -> None:
    file.seek(0)
    answer = sign_in(Role.OFFICE_CLERK).post("/experts/import/", {"file": file})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Batch.objects.exists()


def test_the_batch_is_its_reader_s_alone_and_entered_once(sign_in: SignIn) -> None:
    office, other = sign_in(Role.OFFICE_CLERK), sign_in(Role.OFFICE_CLERK)
    office.post("/experts/import/", {"file": workbook(FIRST)})
    assert other.get("/experts/import/check/").status_code == 302
    batch = Batch.objects.get()
    lines = lines_of(batch.rows, disciplines_in_force())
    with pytest.raises(Refused, match="已经入库，或者换成了另一份"):
        acts.enter_all(batch, lines, by=CLERK, at=NOW, doubts_settled=True)


def test_the_template_is_understood_as_it_is_given(sign_in: SignIn) -> None:
    answer: Any = sign_in(Role.OFFICE_CLERK).get("/experts/import/template/")
    content = BytesIO(b"".join(answer.streaming_content))
    cells = CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python(skip_empty_area=False)
    with pytest.raises(Refused, match="表中没有专家"):
        read_sheet([[str(cell) for cell in row] for row in cells], PLAN)
    filled = [[str(cell) for cell in row] for row in cells] + [["李"] * len(COLUMNS)]
    heads, row = read_sheet(filled, PLAN)
    assert set(heads["heads"]) == {column.field for column in COLUMNS}
    assert row["line"] == len(filled)


def test_many_entered_together_are_what_each_entered_alone_would_be(
    django_assert_max_num_queries: Callable[..., AbstractContextManager[Any]],
) -> None:
    employer = unit("重庆大学")
    said: list[dict[str, Any]] = [
        {
            "name": f"单{sign}",
            "discipline": "energy",
            "employer": "重庆大学 ",
            "employer_code": employer.code.lower(),
            "languages": "英语,日语",
            "mobile": f"139 0000 00{serial:02d}",
            "birth_year": 1970,
        }
        for serial, sign in enumerate("甲乙丙丁戊己庚辛壬癸")
    ]
    alone = acts.enter(by=CLERK, at=NOW, **said.pop())
    batch = keep_batch("专家.xlsx", [], by=CLERK, at=NOW)
    with django_assert_max_num_queries(30):
        together = acts.enter_all(
            batch, [Line(n, values) for n, values in enumerate(said)], by=CLERK, at=NOW, doubts_settled=True
        )
    assert [expert.code for expert in together] == [f"ZJ-2026-{n:04d}" for n in range(2, 11)]
    same = ("stage", "version", "employer", "employer_code", "languages", "entered_at")
    kept = Expert.objects.get(pk=together[0].pk)
    assert [getattr(kept, name) for name in same] == [getattr(alone, name) for name in same]
    assert (kept.pinyin, kept.contact.mobile, kept.mobile_print != "") == ("shan jia", "13900000000", True)
    assert Expert.objects.visible_to(CLERK).matching("单甲").get() == kept
    first, last = Act.objects.get(subject_id=alone.pk), Act.objects.get(subject_id=kept.pk)
    assert first.body.keys() == last.body.keys()
    assert first.body["detail"].keys() == last.body["detail"].keys()
    assert set(last.body["detail"]["mobile"]) == {"sealed"}
    assert (first.role, first.stage_after, last.role, last.stage_after) == ("office_clerk", "active") * 2
    assert not list(ledger.faults())


def test_nobody_enters_a_workbook_without_the_office_s_role() -> None:
    line = Line(2, {"name": "甲", "discipline": "energy", "employer": "重庆大学"})
    batch = keep_batch("专家.xlsx", [], by=SUPERVISOR, at=NOW)
    with pytest.raises(Refused, match="“入库”由海智办"):
        acts.enter_all(batch, [line], by=SUPERVISOR, at=NOW, doubts_settled=True)
    assert not Expert.objects.exists()
    assert Batch.held_by(SUPERVISOR).get() == batch
    drop_batch(by=SUPERVISOR)
