"""The plaque after the award: who had it when, and whose photo everybody may see."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from haizhi.accounts.models import Organisation
from haizhi.files.drafts import receive
from haizhi.files.models import Upload
from haizhi.files.queries import may_read, places_of
from haizhi.kernel import ledger
from haizhi.kernel.actor import PUBLIC, Actor
from haizhi.kernel.models import Act, Outgoing
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.stations import acts, queries
from haizhi.stations.models import Plaque, Station
from tests.decisions.factories import CLERK, RECORDER, holding, issued
from tests.files.samples import jpg
from tests.stations.factories import award, standing

pytestmark = pytest.mark.django_db

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
TODAY = date(2026, 8, 3)


def signatory(unit: Organisation) -> Actor:
    return holding(Role.SIGNATORY, str(unit.pk))


def states(station: Station) -> list[tuple[str, str]]:
    return list(station.plaques.order_by("pk").values_list("serial", "state"))


def renewed(station: Station, **changed: Any) -> Station:
    said = {"short_name": "重庆𬭎大学", "plaque_serial": "渝海智0009", "opinion": "单位更名"} | changed
    return acts.replace_plaque(station, by=CLERK, at=AT, **said)


def handed(station: Station, **changed: Any) -> Station:
    said: dict[str, Any] = {
        "handed_on": TODAY,
        "received_by": "李㛃",
        "handed_by": "陈主席",
        "place": "示范大学",
    } | changed
    return acts.hand_over_plaque(station, by=CLERK, at=AT, **said)


def photo() -> Upload:
    return receive(SimpleUploadedFile("授牌.jpg", jpg(), content_type="image/jpeg"), by=CLERK, at=AT)


def test_an_awarded_plaque_stands_in_the_register_with_who_handed_it_to_whom() -> None:
    application = issued().applications.order_by("code")[0]
    station = award(application, place="科协会堂", handed_by="陈主席", received_by="李㛃")
    plaque = queries.register(CLERK).get()
    assert (plaque.station, plaque.serial, plaque.state) == (station, "渝海智0001", Plaque.State.HELD)
    assert (plaque.handed_on, plaque.place, plaque.received_by) == (date(2026, 7, 20), "科协会堂", "李㛃")
    assert plaque.full_name == str(station)
    assert "李㛃" not in str(Act.objects.get(verb="station.award").body)


def test_a_renamed_units_plaque_is_replaced_and_the_former_one_stays_on_record() -> None:
    (station,) = standing()
    renewed(station)
    assert states(station) == [("渝海智0001", "replaced"), ("渝海智0009", "made")]
    assert (str(station), station.plaque_serial) == (
        "中国科协“海智计划”重庆工作基地重庆𬭎大学工作站", "渝海智0009"
    )  # fmt: skip
    detail = Act.objects.get(verb="station.replace_plaque").detail
    assert (detail["former"], detail["formerly"]) == ("渝海智0001", "重庆第1大学")
    handed(station)
    assert states(station)[1] == ("渝海智0009", "held")
    assert "李㛃" not in str(Act.objects.get(verb="station.hand_over_plaque").body)
    assert list(Station.objects.visible_to(CLERK).matching("重庆𬭎大学")) == [station]
    assert not list(ledger.faults())


def test_a_lost_plaque_is_reported_by_the_unit_and_replaced_by_the_office() -> None:
    (station,) = standing()
    acts.lose_plaque(station, by=signatory(station.unit), at=AT, ended_on=TODAY, opinion="搬迁中遗失")
    assert Outgoing.objects.filter(act__verb="station.lose_plaque", role=Role.OFFICE_CLERK).exists()
    renewed(station, short_name=station.short_name, opinion="遗失补发")
    assert states(station) == [("渝海智0001", "lost"), ("渝海智0009", "made")]
    acts.return_plaque(station, by=CLERK, at=AT, ended_on=TODAY, opinion="有瑕疵")
    assert states(station)[1] == ("渝海智0009", "returned")


def test_nobody_but_the_office_and_the_station_itself_moves_a_plaque() -> None:
    one, other = standing(2)
    with pytest.raises(Refused, match="由海智办"):
        acts.return_plaque(one, by=RECORDER, at=AT, ended_on=TODAY, opinion="收回")
    with pytest.raises(Refused, match="由海智办"):
        acts.replace_plaque(one, by=signatory(one.unit), at=AT, short_name="甲", plaque_serial="2", opinion="自己做")
    with pytest.raises(Refused, match="不在您的办理范围内"):
        acts.lose_plaque(one, by=signatory(other.unit), at=AT, ended_on=TODAY, opinion="遗失")


def test_what_does_not_fit_the_plaques_state_is_refused_with_where_it_is() -> None:
    (station,) = standing()
    with pytest.raises(Refused, match="牌匾现为“在用”"):
        handed(station)
    renewed(station)
    with pytest.raises(Refused, match="牌匾现为“待交接”"):
        acts.lose_plaque(station, by=CLERK, at=AT, ended_on=TODAY, opinion="遗失")
    with pytest.raises(Refused, match="牌匾现为“待交接”"):
        acts.lay_photo(station, by=CLERK, at=AT, photo=photo())
    with pytest.raises(Refused, match="还没有登记授牌照片"):
        acts.agree_photo(station, by=CLERK, at=AT)
    with pytest.raises(Refused, match="照片没有公开"):
        acts.hide_photo(station, by=CLERK, at=AT)
    Plaque.objects.all().delete()
    with pytest.raises(Refused, match="登记簿中没有这家工作站的牌匾"):
        handed(station)


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"received_by": " "}, "received_by"), ({"handed_on": date(2026, 8, 4)}, "handed_on")],
    ids=["nobody", "in the future"],
)
def test_a_handing_over_is_entered_whole(changed: dict[str, Any], field: str) -> None:
    (station,) = standing()
    renewed(station)
    with pytest.raises(Refused) as refused:
        handed(station, **changed)
    assert [finding.field for finding in refused.value.findings] == [field]
    assert states(station)[1] == ("渝海智0009", "made")


def test_a_new_plaque_is_named_and_numbered_well_and_a_serial_is_used_once() -> None:
    one, other = standing(2)
    with pytest.raises(Refused, match="不应包含牌匾的固定部分"):
        renewed(one, short_name="重庆大学工作站")
    with pytest.raises(Refused, match="没有牌匾编号"):
        renewed(one, plaque_serial=" ")
    with pytest.raises(Refused, match="这个牌匾编号已被使用"):
        renewed(one, plaque_serial="渝海智0002")
    assert states(one) == [("渝海智0001", "held")]
    with pytest.raises(Refused, match="请核对日期"):
        acts.return_plaque(one, by=CLERK, at=AT, ended_on=date(2026, 7, 19), opinion="早于授牌")
    assert states(other) == [("渝海智0002", "held")]


def test_a_photo_is_shown_to_everybody_once_the_office_and_the_unit_agreed_and_until_one_of_them_no_longer_does() -> (
    None
):
    (station,) = standing()
    taken = photo()
    acts.lay_photo(station, by=CLERK, at=AT, photo=taken, photo_text="授牌仪式")
    assert queries.public_photo(station) is None
    acts.agree_photo(station, by=CLERK, at=AT)
    with pytest.raises(Refused, match="已经同意公开"):
        acts.agree_photo(station, by=CLERK, at=AT)
    assert queries.public_photo(station) is None
    acts.agree_photo(station, by=signatory(station.unit), at=AT)
    shown = queries.public_photo(station)
    assert shown is not None
    assert (shown.photo, shown.photo_text) == (taken, "授牌仪式")
    acts.hide_photo(station, by=signatory(station.unit), at=AT)
    assert queries.public_photo(station) is None
    acts.agree_photo(station, by=signatory(station.unit), at=AT)
    acts.lay_photo(station, by=CLERK, at=AT, photo=photo())  # another one: what was agreed to was the former
    assert not Plaque.objects.get(station=station).unit_agreed_at


def test_the_photo_itself_is_read_by_who_works_on_the_station_and_never_by_the_public() -> None:
    one, other = standing(2)
    taken = photo()
    acts.lay_photo(one, by=CLERK, at=AT, photo=taken)
    for reader in (CLERK, signatory(one.unit), holding(Role.AUDITOR)):
        assert may_read(reader, taken)
        assert [place.url for place in places_of(reader, taken)] == [one.get_absolute_url()]
    for stranger in (PUBLIC, signatory(other.unit), holding(Role.JUDGE)):
        assert not may_read(stranger, taken)


def test_serials_are_suggested_one_after_the_other() -> None:
    assert queries.suggested_serial(2026) == "渝海智站2026001"
    standing(2)
    assert queries.suggested_serials(2026, 3) == ["渝海智0003", "渝海智0004", "渝海智0005"]
    Plaque.objects.filter(serial="渝海智0001").update(serial="渝海智0004")
    assert queries.suggested_serials(2026, 3) == ["渝海智0003", "渝海智0005", "渝海智0006"]
