"""What a station shows of itself: written by its people, released by its head, looked through, then public."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from haizhi.accounts.models import Organisation
from haizhi.kernel.actor import Actor, Grant
from haizhi.regulation.findings import Refused, unmet
from haizhi.regulation.presentations import Presented, StationField, names_nobody, presentation_findings
from haizhi.regulation.roles import Role
from haizhi.stations import acts
from haizhi.stations.drafts.presenting import save_presentation
from haizhi.stations.models import Presentation, Station
from tests.accounts.factories import member
from tests.decisions.conftest import Travel
from tests.decisions.factories import CLERK, HEAD, ISSUED, SUPERVISOR, client_of, hidden, shown, text_of
from tests.files.samples import jpg
from tests.stations.factories import standing

LATER = ISSUED + timedelta(days=1)
TYPED: dict[str, Any] = {
    "introduction": "与境外高校共建联合实验室，开展智能传感器研究。",
    "homepage": "https://lab.invalid/",
    "office": "科技合作部",
    "phone": "023-63002858",
    "mailbox": "office@lab.invalid",
    "picture": None,
    "picture_text": "",
}
SHOWN = Presented(
    TYPED["introduction"], frozenset({StationField.INFORMATION}), TYPED["homepage"], TYPED["office"], TYPED["phone"],
    TYPED["mailbox"], False, "",
)  # fmt: skip


def of_unit(unit: Organisation, role: Role) -> Actor:
    return Actor(uuid4(), role.label, (Grant(role, str(unit.pk)),))


@pytest.fixture
def station(db: None, today: Travel) -> Station:
    """A station, on the day after its document."""
    today(LATER)
    return standing(1)[0]


@pytest.fixture
def signatory(station: Station) -> Actor:
    """The 负责人 of its unit."""
    return of_unit(station.unit, Role.SIGNATORY)


@pytest.fixture
def written(station: Station) -> Callable[..., Presentation]:
    """A version with everything in it, as the station's clerk types it."""

    def write(**changed: Any) -> Presentation:
        clerk = of_unit(station.unit, Role.STATION_CLERK)
        made = acts.begin_presentation(station, by=clerk, at=LATER)
        save_presentation(made, by=clerk, at=LATER, seen=0, **{"fields": [StationField.INFORMATION]} | TYPED | changed)
        return made

    return write


def published(made: Presentation, signatory: Actor) -> Presentation:
    acts.release_presentation(made, by=signatory, at=LATER)
    return acts.publish_presentation(made, by=CLERK, at=LATER, no_secrets=True, no_persons=True)


def test_a_version_goes_from_the_clerk_by_the_head_and_the_office_to_the_public(
    station: Station, signatory: Actor, written: Callable[..., Presentation], client: Client
) -> None:
    address = f"/public/stations/{station.code}/"
    made = written()
    acts.release_presentation(made, by=signatory, at=LATER)
    assert TYPED["introduction"] not in text_of(client.get(address)), "not before the Office has looked"
    acts.publish_presentation(made, by=HEAD, at=LATER, no_secrets=True, no_persons=True)
    page = text_of(client.get(address))
    for words in (TYPED["introduction"], "新一代信息技术", "https://lab.invalid/", "科技合作部", "023-63002858"):
        assert words in page
    acts.withdraw_presentation(made, by=signatory, at=LATER, opinion="内容已过时")
    page = text_of(client.get(address))
    assert TYPED["introduction"] not in page
    assert "内容已过时" not in page


def test_a_newer_version_takes_the_place_of_the_one_that_was_shown(
    station: Station, signatory: Actor, written: Callable[..., Presentation]
) -> None:
    first = published(written(), signatory)
    second = acts.begin_presentation(station, by=signatory, at=LATER)
    assert second.introduction == first.introduction
    assert second.field_labels == ["新一代信息技术"]
    published(second, signatory)
    first.refresh_from_db()
    assert (first.stage, second.stage) == ("superseded", "public")


def test_one_version_is_made_at_a_time(
    station: Station, signatory: Actor, written: Callable[..., Presentation]
) -> None:
    made = written()
    with pytest.raises(Refused, match=f"本站已有一份展示（{made.code}，填写中）"):
        acts.begin_presentation(station, by=signatory, at=LATER)


@pytest.mark.parametrize("who", [CLERK, HEAD, SUPERVISOR, None])
def test_nobody_but_the_head_of_the_unit_releases(written: Callable[..., Presentation], who: Actor | None) -> None:
    made = written()
    by = who or of_unit(made.station.unit, Role.STATION_CLERK)
    with pytest.raises(Refused):
        acts.release_presentation(made, by=by, at=LATER)


def test_the_office_says_that_it_looked_for_secrets_and_for_persons(
    signatory: Actor, written: Callable[..., Presentation]
) -> None:
    made = acts.release_presentation(written(), by=signatory, at=LATER)
    with pytest.raises(Refused) as refused:
        acts.publish_presentation(made, by=CLERK, at=LATER, no_secrets=False, no_persons=False)
    assert [finding.reason for finding in refused.value.findings] == ["没有确认不涉密", "没有确认不含个人信息"]


def test_two_people_who_write_at_once_notice_each_other(
    station: Station, signatory: Actor, written: Callable[..., Presentation]
) -> None:
    made = written()
    with pytest.raises(Refused, match="另一位同事保存过"):
        save_presentation(made, by=signatory, at=LATER, seen=0, fields=[], **TYPED)
    save_presentation(made, by=signatory, at=LATER, seen=1, fields=[], **TYPED | {"office": "办公室"})
    made.refresh_from_db()
    assert (made.office, made.edits) == ("办公室", 2)


def test_a_person_of_the_unit_is_not_named(
    station: Station, signatory: Actor, written: Callable[..., Presentation]
) -> None:
    somebody = member(Role.STATION_CLERK, at_unit=station.unit).person
    made = written(introduction=f"由{somebody.name}负责。")
    with pytest.raises(Refused, match=f"介绍中有人名“{somebody.name}”"):
        acts.release_presentation(made, by=signatory, at=LATER)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"introduction": " "}, "没有填写介绍"),
        ({"introduction": "长" * 1001}, "介绍有1001字，最多1000字"),
        ({"introduction": "联系13912345678"}, "介绍中有手机号码"),
        ({"introduction": "联系139 1234 5678"}, "介绍中有手机号码"),
        ({"introduction": "５００１０３１９９００１０１００１Ｘ"}, "介绍中有身份证号码"),
        ({"introduction": "机密★1年"}, "出现国家秘密标志"),
        ({"fields": frozenset()}, "没有选择领域"),
        ({"fields": frozenset(list(StationField)[:4])}, "选了4个领域"),
        ({"homepage": "javascript:alert(1)"}, "单位网址不完整"),
        ({"homepage": "lab.invalid"}, "单位网址不完整"),
        ({"phone": "13912345678"}, "“13912345678”不是办公电话"),
        ({"office": ""}, "没有写明是哪个部门"),
        ({"has_picture": True}, "图片没有说明"),
    ],
)
def test_what_may_not_be_shown_is_refused_with_its_reason(changed: dict[str, Any], reason: str) -> None:
    parts = {name: getattr(SHOWN, name) for name in Presented.__slots__} | changed
    found = unmet(*presentation_findings(Presented(**parts), ()))
    assert [reason for finding in found if reason in finding.reason], [str(finding) for finding in found]
    assert all(finding.cite and finding.remedy for finding in found)


@pytest.mark.parametrize(
    "phone", ["023-63002858", "63002858", "023 6300 2858".replace(" ", ""), "400-630-2858", "023-63002858转801"]
)
def test_the_telephone_of_an_office_is_taken(phone: str) -> None:
    parts = {name: getattr(SHOWN, name) for name in Presented.__slots__} | {"phone": phone}
    assert not unmet(*presentation_findings(Presented(**parts), ("李某某",)))


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.text("与和的，。 ", max_size=8),
    st.text("由在是，。 ", max_size=8),
)
def test_a_mobile_number_is_found_wherever_it_stands(number: str, before: str, behind: str) -> None:
    assert not names_nobody(f"{before}{number}{behind}", (), "介绍", "introduction").met


def test_the_pages_lead_from_the_station_to_the_public(station: Station, client: Client) -> None:
    for role in (Role.SIGNATORY, Role.STATION_CLERK):
        person = member(role, at_unit=station.unit).person
    clerk = Client()
    clerk.force_login(person)
    page = shown(clerk, station.get_absolute_url())
    begin = f"/stations/{station.code}/presentations/"
    assert begin in page
    to = clerk.post(begin)["Location"]
    page = shown(clerk, to)
    typed = {name: TYPED[name] for name in ("introduction", "homepage", "office", "phone", "mailbox")}
    data = typed | {
        "fields_chosen": ["information"],
        "seen": hidden(page, "seen"),
        "picture": SimpleUploadedFile("lab.jpg", jpg(), "image/jpeg"),
        "picture_text": "实验室",
    }
    assert clerk.post(to, data).status_code == 302
    made = Presentation.objects.get()
    page = shown(clerk, made.get_absolute_url())
    assert TYPED["introduction"] in page
    assert "提交前还要补齐" not in page
    head = Client()
    head.force_login(station.unit.memberships.get(role=Role.SIGNATORY).person)
    assert head.post(f"{made.get_absolute_url()}release/", {}).status_code == 302
    office = client_of(Role.OFFICE_CLERK)
    assert made.title in shown(office, reverse("desk:todo"))
    assert office.post(f"{made.get_absolute_url()}publish/", {}).status_code == 422
    assert (
        office.post(f"{made.get_absolute_url()}publish/", {"no_secrets": "on", "no_persons": "on"}).status_code == 302
    )
    assert 'alt="实验室"' in text_of(client.get(f"/public/stations/{station.code}/"))
    picture = client.get(f"/public/stations/{station.code}/picture.png")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    assert b"Exif" not in picture.content
    assert client.get(made.picture.get_absolute_url() if made.picture else "").status_code == 404, (
        "nor the file as it was"
    )


def test_what_is_lacking_is_said_before_it_is_handed_in_and_what_was_typed_is_kept(station: Station) -> None:
    person = member(Role.STATION_CLERK, at_unit=station.unit).person
    clerk = Client()
    clerk.force_login(person)
    to = clerk.post(f"/stations/{station.code}/presentations/")["Location"]
    answer = clerk.post(to, {"introduction": "初稿", "mailbox": "不是邮箱", "seen": "0"})
    assert answer.status_code == 422
    assert "初稿" in text_of(answer)
    assert clerk.post(to, {"introduction": "初稿", "seen": "0"}).status_code == 302
    page = shown(clerk, Presentation.objects.get().get_absolute_url())
    assert "没有选择领域" in page
    answer = clerk.post(to, {"introduction": "后来的", "seen": "0"})
    assert answer.status_code == 422
    assert "另一位同事保存过" in text_of(answer)
    assert "后来的" in text_of(answer)
    assert clerk.post(to, {"introduction": "后来的", "seen": hidden(text_of(answer), "seen")}).status_code == 302
