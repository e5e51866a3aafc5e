"""Stations that stood before: looked through cell by cell, what will come of each row shown, entered at once."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook
from stdnum.cn import uscc

from haizhi.accounts.models import Organisation
from haizhi.files.sheets import read_sheet
from haizhi.kernel import ledger
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.stations import acts, facts
from haizhi.stations.drafts.registry import keep_batch
from haizhi.stations.forms.sheets import COLUMNS, PLAN, lines_of
from haizhi.stations.models import Station, StationBatch
from tests.applications.factories import unit
from tests.decisions.conftest import Travel
from tests.decisions.factories import CLERK, SUPERVISOR, client_of, shown, text_of
from tests.stations.factories import standing

pytestmark = pytest.mark.django_db

NOW = datetime.fromisoformat("2026-11-23T10:00:00+08:00")
TODAY = date(2026, 11, 23)
FIELDS = [column.field for column in COLUMNS]
CODE = "12500000MB0000001"
NEW = {
    "unit": "重庆𬭎光研究院",
    "code": CODE + str(uscc.calc_check_digit(CODE)),
    "short_name": "中国科协“海智计划”重庆工作基地𬭎光研究院工作站",
    "applicant_kind": "科研院所",
    "affiliation": "市属",
    "district": "渝北区",
    "document_number": "渝科协发〔2023〕60号",
    "approved_on": "2023-12-05",
    "valid_from": "2023-12",
    "valid_to": "2026-11",
    "head": "李㛃",
    "contact": "王䶮",
    "phone": "13983121234",
    "partners": "重庆示范大学、重庆光电学会",
}
KNOWN = {
    "unit": "重庆智造有限公司",
    "short_name": "智造",
    "district": "渝中",
    "approved_on": "2022/6/1",
    "plaque_serial": "海智022",
}


@pytest.fixture(autouse=True)
def _on_the_day(today: Travel) -> None:
    today(NOW)


def cells(*rows: dict[str, str]) -> list[list[str]]:
    """A sheet as it is read: a note, heads, the rows."""
    heads = [f"{column.label}＊" if column.required else column.label for column in COLUMNS]
    return [["已建工作站"], heads, *([row.get(field, "") for field in FIELDS] for row in rows)]


def workbook(*rows: dict[str, str]) -> SimpleUploadedFile:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        for number, row in enumerate(cells(*rows)):
            page.write_row(number, 0, row)
    return SimpleUploadedFile("已建工作站.xlsx", content.getvalue())


def lines(*rows: dict[str, str]) -> Any:
    return lines_of(read_sheet(cells(*rows), PLAN))


def told(findings: Any) -> dict[int, list[str]]:
    return {line: [f"{f.field}：{f.reason}" for f in found] for line, found in findings.items()}


def test_a_workbook_shows_what_will_come_of_each_row_and_is_then_entered_whole() -> None:
    unit()
    office = client_of(Role.OFFICE_CLERK)
    page = text_of(office.post("/stations/import/", {"file": workbook(NEW, KNOWN)}, follow=True))
    for words in (
        "2</b><span>家可以登记",
        "1</b><span>家单位一并登记",
        "2026年11月30日",
        "到期待评",
        "顺延",
        "全部登记",
    ):
        assert words in page, words
    assert not Station.objects.exists()
    assert "13983121234" not in StationBatch.objects.get().sealed
    assert "已登记 2 家工作站" in text_of(office.post("/stations/import/check/", follow=True))
    known, new = Station.objects.order_by("code")
    assert (known.code, known.stage, known.application) == ("GZ-2022-0001", "due", None)
    assert (known.valid_from, known.valid_to) == (date(2022, 6, 1), date(2025, 6, 1))
    assert (new.stage, new.short_name, new.valid_to) == ("active", "𬭎光研究院", date(2026, 11, 30))
    assert (new.unit.name, new.unit.district, new.district) == ("重庆𬭎光研究院", "500157", "500112")
    term = new.terms.get()
    assert (term.serial, term.month_grained, term.document_number) == (1, True, "渝科协发〔2023〕60号")
    assert new.plaques.get().handed_on == date(2023, 12, 5)
    assert sorted(f"{person}{person.phone}" for person in new.people.all()) == [
        "站长（负责人）李㛃",
        "联系人王䶮13983121234",
    ]
    assert [host.name for host in new.hosts.order_by("name")] == ["重庆光电学会", "重庆示范大学"]
    assert Act.objects.filter(verb="station.register").count() == 2
    assert "李㛃" not in "".join(str(act.body) for act in Act.objects.all())
    assert list(Station.objects.visible_to(CLERK).matching("𬭎光")) == [new]
    assert not list(ledger.faults())
    assert "请先选择文件" in text_of(office.post("/stations/import/check/", follow=True))


def test_every_wrong_cell_is_named_with_its_remedy_and_nothing_is_entered() -> None:
    office = client_of(Role.OFFICE_HEAD)
    wrong = NEW | {
        "code": "123",
        "applicant_kind": "公司",
        "affiliation": "其他",
        "park_type": "园",
        "district": "浦东",
        "approved_on": "2023-12",
        "valid_from": "去年",
        "awarded_on": "某日",
    }
    page = text_of(office.post("/stations/import/", {"file": workbook(wrong, {"code": "1"})}, follow=True))
    for cell in ("B3", "D3", "E3", "F3", "G3", "I3", "J3", "M3", "A4", "C4"):
        assert f">{cell}<" in page, cell
    for remedy in ("请填写区县全称", "请填写到日，如 2023-12-05", "请填写单位全称", "请填写企业、高校"):
        assert remedy in page, remedy
    assert "全部登记" not in page
    refused = office.post("/stations/import/check/")
    assert (refused.status_code, "尚未登记" in text_of(refused)) == (422, True)
    assert not Station.objects.exists()
    office.post("/stations/import/drop/")
    assert not StationBatch.objects.exists()
    for name, content, words in (
        ("x.xlsx", b"no workbook", "这不是 Excel 工作簿"),
        ("x.xlsx", workbook().read(), "表中没有工作站"),
    ):
        answer = office.post("/stations/import/", {"file": SimpleUploadedFile(name, content)})
        assert (answer.status_code, words in text_of(answer)) == (422, True), words


def test_units_stations_and_plaques_are_found_again_at_a_constant_cost(django_assert_num_queries: Any) -> None:
    (there,) = standing()
    twins = [unit("重庆双子有限公司"), unit("重庆双子有限公司")]
    same = {"short_name": "站", "district": "渝中区", "approved_on": "2025-01-06"}
    rows = [
        same | {"unit": there.unit.name},
        same | {"unit": twins[0].name},
        same | {"unit": "改了名的单位", "code": twins[0].code},
        same | {"unit": twins[0].name, "code": twins[0].code, "plaque_serial": "渝海智0001"},
        same | {"unit": "没有登记的单位"},
        same | {"unit": there.unit.name, "code": NEW["code"]},
        NEW,
        NEW | {"unit": "另一个名称"},
    ]
    with django_assert_num_queries(7):
        found, planned = facts.look_through(lines(*rows), NOW)
    assert told(found.faults) == {
        3: [f"unit：这家单位已有工作站{there.code}"],
        4: ["unit：有2家单位叫“重庆双子有限公司”"],
        6: ["unit：与第5行是同一家建站单位", "plaque_serial：牌匾编号“渝海智0001”已在登记簿中"],
        7: [
            "code：平台尚未登记这家单位，缺统一社会信用代码",
            "applicant_kind：平台尚未登记这家单位，缺单位类别",
            "affiliation：平台尚未登记这家单位，缺隶属关系",
        ],
        8: [f"code：“{there.unit.name}”登记的代码是{there.unit.code}"],
        10: ["unit：与第9行是同一家建站单位"],
    }
    assert told(found.doubts)[5] == ["code：这个代码登记的单位是“重庆双子有限公司”"]
    assert [row.line for row in planned] == [5, 9]


def test_cells_as_tired_people_fill_them_are_read_or_named() -> None:
    unit()
    wide = KNOWN | {
        "approved_on": "２０２２．０６．０１",
        "phone": "０２３－６３００２８５８",
        "plaque_serial": "海智０２２",
    }
    (row,) = facts.look_through(lines(wide | {"document_number": "渝科协发[２０２２]６号"}), NOW)[1]
    entry = row.entry
    assert (entry.approved_on, entry.phone, entry.plaque_serial) == (date(2022, 6, 1), "023-63002858", "海智022")
    assert entry.document_number == "渝科协发〔2022〕6号"
    long = {
        "unit": "长" * 121,
        "short_name": "长" * 61,
        "office": "长" * 121,
        "head": "长" * 65,
        "plaque_serial": "长" * 41,
    }
    found, planned = facts.look_through(lines(NEW | long | {"partners": f"重庆大学、{'长' * 121}"}), NOW)
    assert not planned
    assert told(found.faults)[3] == [
        "unit：建站单位有121个字符，最多120个",
        "short_name：牌匾名称或简称有61个字符，最多60个",
        "plaque_serial：牌匾编号有41个字符，最多40个",
        "office：办公场所有121个字符，最多120个",
        "head：站长有65个字符，最多64个",
        "partners：共建单位有121个字符，最多120个",
    ]
    later = NEW | {"approved_on": "2027-01-01", "valid_from": "", "valid_to": "2029.1", "affiliation": "市直"}
    assert told(facts.look_through(lines(later), NOW)[0].faults)[3] == [
        "affiliation：隶属关系“市直”无法识别",
        "valid_to：有效期止“2029.1”无法识别",
        "approved_on：批准日期晚于今日",
    ]


def test_merged_cells_are_read_in_each_row_and_columns_without_a_place_are_named() -> None:
    content = BytesIO()
    heads = [f"{column.label}＊" if column.required else column.label for column in COLUMNS]
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("去年").write_row(0, 0, heads)
        page = book.add_worksheet("今年")
        page.activate()
        page.set_first_sheet()
        book.worksheets()[0].hide()
        page.merge_range(0, 0, 1, 0, "建站单位")
        page.merge_range(0, 1, 0, 20, "基本情况")
        page.write_row(1, 1, [*heads[1:], "备注", "序号"])
        place = FIELDS.index("document_number")
        page.merge_range(2, place, 3, place, "渝科协发〔2023〕60号")
        page.merge_range(0, 30, 9, 31, "另附")
        for number, row in enumerate((NEW, KNOWN), 2):
            page.write_row(number, 0, [row.get(field, "") for field in FIELDS[:place]])
            page.write_row(number, place + 1, [row.get(field, "") for field in FIELDS[place + 1 :]])
    office = client_of(Role.OFFICE_CLERK)
    file = SimpleUploadedFile("合并.xlsx", content.getvalue())
    page = text_of(office.post("/stations/import/", {"file": file}, follow=True))
    assert "没有读取的列：“备注”（T列）、“另附”（AE列）" in page
    assert [row["document_number"] for row in StationBatch.objects.get().rows[1:]] == ["渝科协发〔2023〕60号"] * 2


def test_what_is_doubtful_is_entered_once_somebody_confirms_it() -> None:
    unit()
    odd = KNOWN | {"valid_to": "2024-05-31", "document_number": "渝科协[2022]6号", "plaque_serial": ""}
    batch = keep_batch("a.xlsx", read_sheet(cells(odd), PLAN), by=CLERK, at=NOW)
    with pytest.raises(Refused, match="1行需要核对"):
        acts.register_all(lines(odd), by=CLERK, at=NOW, doubts_settled=False, batch=batch)
    (station,) = acts.register_all(lines(odd), by=CLERK, at=NOW, doubts_settled=True, batch=batch)
    assert (station.valid_to, station.plaque_serial) == (date(2024, 5, 31), "渝海智站2022001")
    with pytest.raises(Refused, match="已经登记"):
        acts.register_all(lines(odd), by=CLERK, at=NOW, doubts_settled=True, batch=batch)


def test_one_station_is_entered_by_the_same_rules_and_nothing_typed_is_lost() -> None:
    unit()
    office = client_of(Role.OFFICE_CLERK)
    page = shown(office, "/stations/register/")
    assert "18位；单位尚未登记或有同名单位时必填" in page
    odd = KNOWN | {"district": "渝中区", "valid_to": "2026-12-31", "phone": "无"}
    answer = office.post("/stations/register/", odd)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "“无”不是电话号码" in page
    assert 'value="2026-12-31"' in page
    page = text_of(office.post("/stations/register/", odd | {"phone": ""}))
    assert "满三年应至2025年6月1日" in page
    assert "核对无误的请勾选" in page
    page = text_of(office.post("/stations/register/", odd | {"phone": "", "settled": "on"}, follow=True))
    assert "已登记中国科协“海智计划”重庆工作基地智造工作站（GZ-2022-0001）" in page
    again = text_of(office.post("/stations/register/", odd | {"phone": "", "settled": "on"}))
    assert "这家单位已有工作站GZ-2022-0001" in again
    assert Station.objects.count() == 1


def test_the_act_refuses_what_the_look_through_would_and_gives_a_serial() -> None:
    firm = unit()
    said: dict[str, Any] = {"short_name": "智造", "district": "500103", "approved_on": date(2025, 1, 6)}
    term: dict[str, Any] = {"valid_from": date(2025, 1, 6), "valid_to": date(2028, 1, 6)}
    with pytest.raises(Refused, match="由海智办"):
        acts.register(by=SUPERVISOR, at=NOW, unit=firm, **said, **term)
    wrong = said | {"short_name": "智造工作站", "awarded_on": date(2025, 1, 5), "phone": "？"}
    with pytest.raises(Refused) as refused:
        acts.register(by=CLERK, at=NOW, unit=firm, **wrong, valid_from=TODAY, valid_to=TODAY)
    assert {f.field for f in refused.value.findings} == {"short_name", "valid_to", "awarded_on", "phone"}
    station = acts.register(by=CLERK, at=NOW, unit=firm, **said, **term)
    assert (station.stage, station.plaque_serial, station.code) == ("active", "渝海智站2025001", "GZ-2025-0001")
    other = unit("重庆另一有限公司")
    with pytest.raises(Refused, match="已在登记簿中"):
        acts.register(by=CLERK, at=NOW, unit=other, **said, **term, plaque_serial="渝海智站2025001")
    with pytest.raises(Refused, match="已有工作站"):
        acts.register(by=CLERK, at=NOW, unit=firm, **said, **term)


@pytest.mark.once
def test_the_template_explains_every_column_and_is_read_back_as_empty() -> None:
    office = client_of(Role.OFFICE_CLERK)
    answer = office.get("/stations/import/template/")
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    rows: Sequence[Sequence[Any]] = book.get_sheet_by_index(0).to_python()
    assert [str(cell).rstrip("＊") for cell in rows[1]] == [column.label for column in COLUMNS]
    assert all(rows[2])
    with pytest.raises(Refused, match="表中没有工作站"):
        read_sheet([[str(cell) for cell in row] for row in rows], PLAN)


def test_many_stations_are_entered_in_few_queries(django_assert_max_num_queries: Any) -> None:
    for n in range(12):
        unit(f"重庆第{n}有限公司")
    rows = [{**KNOWN, "unit": f"重庆第{n}有限公司", "plaque_serial": f"海智{n:03d}"} for n in range(12)]
    with django_assert_max_num_queries(50):
        assert len(acts.register_all(lines(*rows), by=CLERK, at=NOW, doubts_settled=False)) == 12
    assert Organisation.objects.count() == 12
    assert Station.objects.filter(stage="due").count() == 12
