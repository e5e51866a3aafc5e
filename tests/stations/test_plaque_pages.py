"""Pages of plaques: register, ceremony, artwork, certificate, photo."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from haizhi.accounts.models import Organisation
from haizhi.applications.models import Application
from haizhi.files.drafts import receive
from haizhi.kernel.models import Act
from haizhi.regulation.roles import Role
from haizhi.stations import acts
from haizhi.stations.models import Plaque, Station
from tests.accounts.factories import member
from tests.decisions.conftest import Travel
from tests.decisions.factories import CLERK, client_of, hidden, issued, queries_of, shown, text_of
from tests.files.samples import jpg
from tests.stations.factories import award, standing
from tests.stations.test_plaque_acts import AT, renewed, signatory

pytestmark = pytest.mark.django_db
REGISTER, CEREMONY = "/stations/plaques/", "/stations/award/ceremony/"


@pytest.fixture(autouse=True)
def _on_the_day(today: Travel) -> None:
    today(AT)


def waiting() -> list[Application]:
    return list(issued().applications.order_by("code"))


def of_the_unit(unit: Organisation) -> Client:
    client = Client()
    client.force_login(member(Role.SIGNATORY, at_unit=unit).person)
    return client


def filled_in(page: str, applications: list[Application], **changed: str) -> dict[str, str]:
    """The ceremony's form as the page offers it, with a date and a place."""
    said = {"awarded_on": "2026-08-01", "place": "科协会堂", "handed_by": "陈主席"}
    for serial, application in enumerate(applications, 1):
        code = application.code
        assert f'value="渝海智站2026{serial:03d}"' in page
        said |= {
            f"pick_{code}": "on", f"short_name_{code}": application.unit.name,
            f"plaque_serial_{code}": f"渝海智站2026{serial:03d}", f"received_by_{code}": "李㛃",
        }  # fmt: skip
    return said | changed


def test_five_plaques_are_handed_over_at_one_ceremony_after_a_look_at_what_will_happen() -> None:
    applications, clerk = waiting(), client_of(Role.OFFICE_CLERK)
    member(Role.SIGNATORY, at_unit=applications[0].unit)
    left_out = applications[4].code
    said = filled_in(shown(clerk, CEREMONY), applications)
    said[f"short_name_{applications[1].code}"] = "重庆𬭎㛃大学"
    del said[f"pick_{left_out}"]
    page = text_of(clerk.post(CEREMONY, said | {"check": "1"}))
    for words in (
        "可以授牌 4 家",
        "重庆工作基地重庆𬭎㛃大学工作站",
        "2026年7月20日至2029年7月20日",
        "给建站单位的消息",
    ):
        assert words in page
    assert page.count("将授牌建站") == 4
    assert not Station.objects.exists()
    sent: dict[str, str | list[str]] = {"application": [a.code for a in applications[:4]]}
    sent |= said | {f"once_{a.code}": hidden(page, f"once_{a.code}") for a in applications[:4]}
    sent |= {"apply": "1"}
    for _ in range(2):
        page = text_of(clerk.post(CEREMONY, sent))
        assert page.count("已授牌") == 4
    assert Act.objects.filter(verb="station.award").count() == 4
    assert set(Plaque.objects.values_list("place", "received_by")) == {("科协会堂", "李㛃")}
    assert left_out in shown(clerk, "/stations/award/")


def test_the_look_at_a_ceremony_says_of_each_unit_what_stands_against_it_and_can_be_gone_back_from() -> None:
    applications, clerk = waiting(), client_of(Role.OFFICE_HEAD)
    first, second, third, *_ = (application.code for application in applications)
    said = filled_in(
        shown(clerk, CEREMONY), applications,
        **{f"plaque_serial_{second}": "渝海智站2026001", f"short_name_{third}": "重庆大学工作站"},
    )  # fmt: skip
    page = text_of(clerk.post(CEREMONY, said | {"check": "1"}))
    for words in ("可以授牌 2 家", "牌匾编号“渝海智站2026001”填写了两次", "请只填写规范的单位简称"):
        assert words in page
    page = text_of(clerk.post(CEREMONY, said | {"edit": "1"}))
    assert 'value="重庆大学工作站"' in page
    assert "下一步：核对" in page
    sent = said | {"application": first, "apply": "1", f"plaque_serial_{first}": ""}
    assert "没有牌匾编号" in text_of(clerk.post(CEREMONY, sent))
    assert not Station.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"awarded_on": "明天"}, "输入一个有效的日期"), ({"pick_HZ-2026-0001": ""}, "请至少选择一家")],
    ids=["no date", "nobody"],
)
def test_a_ceremony_without_a_day_or_a_unit_is_said_with_everything_kept(changed: dict[str, str], words: str) -> None:
    Application.objects.exclude(pk=waiting()[0].pk).update(stage="awarded")
    (application,) = Application.objects.filter(stage="approved")
    clerk = client_of(Role.OFFICE_CLERK)
    said = filled_in(shown(clerk, CEREMONY), [application]) | changed
    said = {name: value for name, value in said.items() if value}
    answer = clerk.post(CEREMONY, said | {"check": "1"})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert 'value="李㛃"' in text_of(answer)


def test_an_empty_ceremony_says_whom_it_waits_for_and_nobody_else_holds_one() -> None:
    assert "没有待授牌的单位" in shown(client_of(Role.OFFICE_CLERK), CEREMONY)
    assert client_of(Role.SIGNATORY).get(CEREMONY).status_code == 403
    assert client_of(Role.SUPERVISOR).post(CEREMONY, {"apply": "1"}).status_code == 403


def test_rare_characters_are_shown_large_and_a_short_name_is_suggested_before_a_plaque_is_made() -> None:
    application = waiting()[0]
    Organisation.objects.filter(pk=application.unit_id).update(name="重庆𬭎㛃装备有限公司")
    clerk = client_of(Role.OFFICE_CLERK)
    page = shown(clerk, f"/stations/award/{application.code}/?short_name=重庆𬭎㛃䶮装备")
    for words in (
        "<b>𬭎</b>",
        "<b>㛃</b>",
        "<b>䶮</b>",
        "牌匾字体有此字",
        "牌匾上分 2 行",
        "按单位名称",
        "渝海智站2026001",
    ):
        assert words in page
    assert "没有字体能显示" in shown(clerk, f"/stations/award/{application.code}/?short_name=한국")
    assert "重庆𬭎㛃装备</a>" in page


def test_the_artwork_can_be_had_before_the_award_and_in_another_size_after_it() -> None:
    application, clerk = waiting()[0], client_of(Role.OFFICE_CLERK)
    url, said = f"/stations/award/{application.code}/artwork/", {"short_name": "重庆𬭎大学", "plaque_serial": "甲1"}
    text = PdfReader(BytesIO(clerk.get(url, said).content)).pages[0].extract_text()
    assert "重庆𬭎大学工作站" in text
    assert "二〇二六年七月" in text
    assert "可直接交制作单位" in shown(clerk, url)
    for wrong, words in (({"short_name": "重庆大学工作站"}, "不应包含牌匾的固定部分"), ({"width": "5"}, "200")):
        answer = clerk.get(url, said | wrong)
        assert answer.status_code == 422
        assert words in text_of(answer)
    station = award(application)
    again = clerk.get(f"{station.get_absolute_url()}artwork/", said | {"width": "800", "signed": "no", "bleed": "0"})
    (page,) = PdfReader(BytesIO(again.content)).pages
    assert round(float(page.trimbox.width) * 25.4 / 72) == 800
    assert "编号" not in page.extract_text().replace("牌匾编号", "")
    assert client_of(Role.SUPERVISOR).get(url, said).status_code == 403
    assert of_the_unit(station.unit).get(f"{station.get_absolute_url()}artwork/", said).status_code == 403
    assert clerk.get("/stations/award/HZ-2026-0008/artwork/", said).status_code == 404


def test_the_unit_and_whoever_watches_print_the_certificate_and_nobody_else() -> None:
    station = award(waiting()[0])
    url = f"{station.get_absolute_url()}certificate/"
    text = "".join(PdfReader(BytesIO(of_the_unit(station.unit).get(url).content)).pages[0].extract_text().split())
    for words in (str(station), "渝科协发〔2026〕60号", "2026年7月20日至2029年7月20日", "渝海智0001", station.code):
        assert words in text
    assert client_of(Role.AUDITOR).get(url).status_code == 200
    assert client_of(Role.JUDGE).get(url).status_code == 403
    assert Client().get(url).status_code == 302


def test_the_station_page_shows_its_plaques_to_who_works_on_it_and_the_acts_that_are_open() -> None:
    (station,) = standing()
    renewed(station)
    page = shown(client_of(Role.OFFICE_CLERK), station.get_absolute_url())
    for words in ("渝海智0001", "已换发", "渝海智0009", "待交接", "交接牌匾", "换发牌匾", "王接牌", "牌匾画稿"):
        assert words in page
    own = shown(of_the_unit(station.unit), station.get_absolute_url())
    assert "王接牌" in own
    assert "换发牌匾" not in own.replace("“换发牌匾”", "").split('id="life-of"')[0]
    assert "王接牌" not in shown(client_of(Role.JUDGE), station.get_absolute_url())


def test_a_photo_is_handed_in_and_both_sides_agree_on_their_own_pages() -> None:
    (station,) = standing()
    url, clerk = station.get_absolute_url(), client_of(Role.OFFICE_CLERK)
    page = shown(clerk, f"{url}lay_photo/")
    scan = SimpleUploadedFile("授牌.jpg", jpg(), content_type="image/jpeg")
    said = {"once": hidden(page, "once"), "seen": hidden(page, "seen"), "photo": scan, "photo_text": "授牌仪式"}
    assert clerk.post(f"{url}lay_photo/", said).status_code == 302
    page = shown(clerk, url)
    assert "海智办未同意，建站单位未同意" in page
    for client in (clerk, of_the_unit(station.unit)):
        assert "同意公开照片" in shown(client, url)
        assert client.post(f"{url}agree_photo/", {}).status_code == 302
    assert "海智办已同意，建站单位已同意" in shown(clerk, url)
    judge = client_of(Role.JUDGE)
    assert "由海智办" in shown(judge, f"{url}agree_photo/")
    assert judge.post(f"{url}agree_photo/", {}).status_code == 422


def test_what_is_wrong_with_a_replacement_is_said_and_kept() -> None:
    (station,) = standing()
    clerk, url = client_of(Role.OFFICE_CLERK), f"{station.get_absolute_url()}replace_plaque/"
    assert 'value="渝海智0002"' in shown(clerk, url)
    said = {"short_name": "重庆大学工作站", "plaque_serial": "渝海智0007", "opinion": "单位更名"}
    answer = clerk.post(url, said)
    assert answer.status_code == 422
    for words in ("请只填写规范的单位简称", 'value="渝海智0007"', "单位更名"):
        assert words in text_of(answer)
    assert clerk.post(url, said | {"short_name": "重庆新名大学"}).status_code == 302
    assert Act.objects.get(verb="station.replace_plaque").opinion == "单位更名"


def test_the_register_is_filtered_sorted_and_exported_with_as_many_queries_for_thirty_rows_as_for_one() -> None:
    clerk = client_of(Role.OFFICE_CLERK)
    assert "还没有牌匾" in shown(clerk, REGISTER)
    standing(1)
    one = queries_of(clerk, REGISTER)
    Plaque.objects.all().delete()
    Station.objects.all().delete()
    stations = standing(30)
    assert queries_of(clerk, REGISTER) == one <= 12
    renewed(stations[0], plaque_serial="渝海智0090")
    page = shown(clerk, f"{REGISTER}?state=made&sort=serial")
    assert "渝海智0090" in page
    assert "渝海智0001" not in page
    assert "没有符合条件的记录" in shown(clerk, f"{REGISTER}?q=查无此件&year=2026")
    rows = b"".join(clerk.get(f"{REGISTER}?export=csv&q=渝海智0001")).decode("utf-8-sig")
    assert "王接牌" in rows
    assert client_of(Role.SUPERVISOR).get(REGISTER).status_code == 200
    assert client_of(Role.JUDGE).get(REGISTER).status_code == 403


def test_a_ceremony_takes_as_many_queries_for_five_units_as_for_one() -> None:
    applications, clerk = waiting(), client_of(Role.OFFICE_CLERK)
    five = queries_of(clerk, CEREMONY)
    Application.objects.filter(pk__in=[a.pk for a in applications[1:]]).update(stage="awarded")
    assert queries_of(clerk, CEREMONY) == five <= 12


def test_the_public_sees_the_photo_without_what_the_camera_noted_once_both_agreed() -> None:
    (station,) = standing()
    taken = SimpleUploadedFile("授牌.jpg", jpg(b"GPS 29.56,106.55"), content_type="image/jpeg")
    upload = receive(taken, by=CLERK, at=AT)
    acts.lay_photo(station, by=CLERK, at=AT, photo=upload, photo_text="授牌仪式")
    acts.agree_photo(station, by=CLERK, at=AT)
    public, page, photo = Client(), f"/public/stations/{station.code}/", f"/public/stations/{station.code}/plaque.png"
    assert "plaque.png" not in shown(public, page)
    assert public.get(photo).status_code == 404
    acts.agree_photo(station, by=signatory(station.unit), at=AT)
    assert f'src="{photo}"' in shown(public, page)
    answer = public.get(photo)
    assert answer.content.startswith(b"\x89PNG")
    assert b"GPS" not in answer.content
    assert not answer.cookies
    assert "王接牌" not in shown(public, page)
    assert public.get(upload.get_absolute_url()).status_code == 404
    acts.hide_photo(station, by=CLERK, at=AT)
    assert public.get(photo).status_code == 404
