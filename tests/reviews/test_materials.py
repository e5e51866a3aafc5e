"""A judge reads a unit's papers: after the pledge, never a recused unit's, each look on record (评审·8)."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from haizhi.applications.models import Material
from haizhi.files.drafts import receive
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation.findings import Refused
from haizhi.regulation.recusals import InterestGround
from haizhi.regulation.roles import Role
from haizhi.reviews import acts
from haizhi.reviews.facts import sitting
from haizhi.reviews.models import Opening, Seat, Session, Turn
from tests.experts.factories import CLERK, NOW, SUPERVISOR, judge
from tests.files.samples import docx, png
from tests.reviews.conftest import SignIn
from tests.reviews.factories import RULES, draw, drawn, frozen, rules

pytestmark = pytest.mark.django_db


def ready(session: Session) -> Seat:
    """A judge who pledged and declared to have no interest."""
    seat = sitting(session).filter(origin=Seat.Origin.DRAWN)[0]
    acts.pledge(session, by=judge(seat.person_id), at=NOW)
    acts.disclose(session, by=judge(seat.person_id), at=NOW, interests={})
    return seat


def first_turn(session: Session) -> Turn:
    return session.turns.select_related("application__unit", "session").order_by("application__code")[0]


def url(turn: Turn) -> str:
    return f"{turn.get_absolute_url()}materials/"


def test_nothing_is_open_before_the_draw_the_pledge_and_the_declaration() -> None:
    session = frozen()
    leader = sitting(session)[0]
    by = judge(leader.person_id)
    acts.pledge(session, by=by, at=NOW)
    acts.disclose(session, by=by, at=NOW, interests={})
    with pytest.raises(Refused, match="评委抽取结果会签之后"):
        acts.open_material(first_turn(session), by=by, at=NOW, what=Opening.What.INDICATORS)
    draw(session)
    acts.open_material(first_turn(session), by=by, at=NOW, what=Opening.What.INDICATORS)
    other = sitting(session).filter(origin=Seat.Origin.DRAWN)[0]
    with pytest.raises(Refused) as refused:
        acts.open_material(first_turn(session), by=judge(other.person_id), at=NOW, what=Opening.What.FORM)
    assert [f.reason for f in refused.value.findings] == [
        "您尚未签署本次评审的承诺",
        "您尚未申报与各申报单位的利害关系",
    ]


def test_a_recused_unit_stays_closed_and_so_does_one_that_is_being_decided() -> None:
    session = drawn()
    seat = ready(session)
    turn, by = first_turn(session), judge(seat.person_id)
    recusal = acts.declare(turn, by=by, at=NOW, ground=InterestGround.KIN, explanation="堂兄任负责人")
    with pytest.raises(Refused, match="回避尚未办结"):
        acts.open_material(first_turn(session), by=by, at=NOW, what=Opening.What.FORM)
    acts.decide(recusal, by=CLERK, at=NOW, granted=True, opinion="属实")
    acts.agree(recusal, by=SUPERVISOR, at=NOW)
    with pytest.raises(Refused, match="您对该单位应予回避"):
        acts.open_material(first_turn(session), by=by, at=NOW, what=Opening.What.FORM)
    assert not Opening.objects.exists()


def test_every_look_is_on_record_and_each_page_bears_the_seat(sign_in: SignIn) -> None:
    session = drawn(units=1)
    seat = ready(session)
    turn = first_turn(session)
    picture = Material.objects.create(
        application=turn.application,
        sort="other",
        upload=receive(SimpleUploadedFile("合作照片.png", png(40, 30)), by=PUBLIC, at=NOW),
        added_at=NOW,
    )
    letter = Material.objects.create(
        application=turn.application,
        sort="other",
        upload=receive(SimpleUploadedFile("情况说明.docx", docx()), by=PUBLIC, at=NOW),
        added_at=NOW,
    )
    browser = sign_in(seat.person)
    page = browser.get(url(turn)).content.decode()
    assert "请在会场查阅纸质件" in page
    assert "原件" not in page
    page = browser.post(url(turn), {"what": "indicators"}, follow=True).content.decode()
    assert page.count('class="indicator"') == 16
    assert f"{seat.serial}号评委" in page
    for said in ({"what": "form"}, {"what": "dossier"}, {"what": "file", "file": picture.pk}):
        shown = browser.post(url(turn), said, follow=True).getvalue()
        for sheet in PdfReader(BytesIO(shown)).pages:
            assert f"{seat.serial}号评委" in sheet.extract_text().replace(" ", "")
    for said in ({"what": "file", "file": letter.pk}, {"what": "original", "file": picture.pk}, {"what": "all"}):
        assert browser.post(url(turn), said).status_code == 422
    assert browser.get(letter.upload.get_absolute_url()).status_code == 404
    look = Opening.objects.get(what=Opening.What.FORM)
    colleague = sitting(session).filter(origin=Seat.Origin.DRAWN).exclude(pk=seat.pk)[0]
    assert sign_in(colleague.person).get(look.get_absolute_url()).status_code == 404
    watching = sign_in(Role.SUPERVISOR).get(f"{session.get_absolute_url()}openings/").content.decode()
    assert watching.count(f"{seat.serial} 号 {seat.name}") == 4
    assert picture.upload.name in watching
    Opening.objects.filter(pk=look.pk).update(at=NOW)
    assert browser.get(look.get_absolute_url())["Location"] == url(turn)


def test_an_original_is_handed_out_only_where_the_rules_say_so(sign_in: SignIn) -> None:
    session = drawn(units=1, rules=rules(originals=True))
    seat, turn = ready(session), first_turn(session)
    letter = Material.objects.create(
        application=turn.application,
        sort="other",
        upload=receive(SimpleUploadedFile("情况说明.docx", docx()), by=PUBLIC, at=NOW),
        added_at=NOW,
    )
    browser: Client = sign_in(seat.person)
    assert "下载原件" in browser.get(url(turn)).content.decode()
    answer = browser.post(url(turn), {"what": "original", "file": letter.pk}, follow=True)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.getvalue().startswith(b"PK")
    assert Opening.objects.get(what=Opening.What.ORIGINAL).sha256 == letter.upload.sha256
    assert RULES.originals is False
