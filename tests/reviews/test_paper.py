"""Score sheets on paper: printed with a code, read off twice, settled, scanned, signed for."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pypdf import PdfReader, PdfWriter

from haizhi.documents.ballots import ballots_pdf
from haizhi.documents.scans import read_marks
from haizhi.files.drafts import receive
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.indicators import REVIEW, tenths
from haizhi.regulation.roles import Role
from haizhi.reviews import acts, drafts
from haizhi.reviews.facts import imprint_of
from haizhi.reviews.models import Paper, PaperEntry, Session, Turn
from haizhi.reviews.queries import ballots_of, recognised
from tests.experts.factories import CLERK, HEAD, SUPERVISOR
from tests.files.samples import pdf
from tests.reviews.factories import HELD, marks
from tests.reviews.hall import announce, by_seat, in_hearing, locked, scored

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def session() -> Session:
    return in_hearing(units=2)


@pytest.fixture
def turn(session: Session) -> Turn:
    return scored(session)


@pytest.fixture
def paper(turn: Turn) -> Paper:
    return acts.begin_paper(turn, by=CLERK, at=HELD, serial=3, opinion="会场断网")


def enter(paper: Paper, by: Actor, **changes: int) -> PaperEntry:
    return drafts.enter_paper(paper, marks() | changes, by=by, at=HELD)


def scan() -> Upload:
    return receive(ContentFile(pdf(), "原件.pdf"), by=CLERK, at=HELD)


def read(paper: Paper) -> None:
    """Entered twice alike, the original attached."""
    enter(paper, CLERK)
    enter(paper, SUPERVISOR)
    drafts.attach_paper(paper, scan(), recognised=True)


def typed(**changes: str) -> dict[str, str]:
    return {key: tenths(mark) for key, mark in marks().items()} | changes


# The kit


def test_the_kit_has_a_page_for_each_judge_and_unit_with_a_code_that_is_read_back(session: Session, turn: Turn) -> None:
    ballots = ballots_of(session)
    assert len(ballots) == 14
    made = ballots_pdf(ballots[:8], title="评分表", made_at=HELD)
    pages = PdfReader(BytesIO(made)).pages
    assert len(pages) == 8
    said = "".join(pages[2].extract_text().split())
    assert "重庆第1大学" in said
    assert "3号" in said
    assert all(indicator.label[:12] in said for indicator in REVIEW.indicators)
    only = PdfWriter()
    for page in (pages[2], pages[7]):
        only.add_page(page)
    both = BytesIO()
    only.write(both)
    found = read_marks(both.getvalue(), "application/pdf").imprints
    second = session.turns.get(position=2)
    assert found == (imprint_of(turn, by_seat(session, 3), 1), imprint_of(second, by_seat(session, 1), 1))


def test_a_scan_is_known_by_its_code_and_another_judge_s_is_refused(paper: Paper, session: Session) -> None:
    ballots = ballots_of(session, paper.turn)
    own, other = (
        receive(ContentFile(ballots_pdf([ballots[n]], title="评分表", made_at=HELD), "原件.pdf"), by=CLERK, at=HELD)
        for n in (2, 3)
    )
    assert (recognised(paper, own), recognised(paper, other)) == (True, False)
    with pytest.raises(Refused, match="二维码不是这份评分表的"):
        drafts.attach_paper(paper, other, recognised=False)


# Two readings and a third


def test_a_paper_read_twice_alike_becomes_the_judge_s_sheet(paper: Paper, turn: Turn) -> None:
    read(paper)
    acts.take_paper(paper, by=SUPERVISOR, at=HELD)
    sheet = turn.sheets.get(seat=paper.seat)
    assert sheet.stage == "locked"
    assert not any(entry.sealed for entry in paper.entries.all())
    locked(turn)
    assert announce(turn)["valid"] == 7
    sheet.refresh_from_db()
    assert sheet.marks == marks()


def test_no_mark_lies_readable_in_the_database_before(paper: Paper) -> None:
    entry = enter(paper, CLERK)
    assert b"a16" not in bytes(entry.sealed)


def test_cells_that_differ_are_settled_by_the_original(paper: Paper, turn: Turn) -> None:
    read(paper)
    PaperEntry.objects.filter(paper=paper).delete()
    enter(paper, CLERK, a3=50)
    enter(paper, HEAD, a3=55)
    with pytest.raises(Refused, match="1项不一致"):
        acts.take_paper(paper, by=SUPERVISOR, at=HELD)
    with pytest.raises(Refused, match="不一致的项目不符"):
        drafts.settle_paper(paper, {"a4": 50}, by=CLERK, at=HELD)
    drafts.settle_paper(paper, {"a3": 55}, by=SUPERVISOR, at=HELD)
    acts.take_paper(paper, by=SUPERVISOR, at=HELD)
    paper.refresh_from_db()
    assert paper.differed == ["a3"]
    locked(turn)
    acts.announce(turn, by=CLERK, at=HELD)
    assert turn.sheets.get(seat=paper.seat).marks["a3"] == 55


def test_one_person_is_not_two(paper: Paper) -> None:
    enter(paper, CLERK)
    enter(paper, CLERK, a3=45)
    assert paper.entries.count() == 1
    drafts.attach_paper(paper, scan(), recognised=None)
    with pytest.raises(Refused, match="须由两人各自录入"):
        acts.take_paper(paper, by=SUPERVISOR, at=HELD)
    enter(paper, HEAD)
    with pytest.raises(Refused, match="两人都已录入"):
        enter(paper, SUPERVISOR)


@pytest.mark.parametrize(("key", "mark"), [("a3", 101), ("a3", 3), ("a1", -5)])
def test_marks_out_of_bounds_are_not_read_off(key: str, mark: int, paper: Paper) -> None:
    with pytest.raises(Refused):
        enter(paper, CLERK, **{key: mark})


def test_without_the_signed_original_nothing_is_signed_for(paper: Paper) -> None:
    enter(paper, CLERK)
    enter(paper, HEAD)
    with pytest.raises(Refused, match="没有签字原件"):
        acts.take_paper(paper, by=SUPERVISOR, at=HELD)


def test_a_judge_who_locks_on_the_pad_after_all_leaves_the_paper_to_be_dropped(paper: Paper, turn: Turn) -> None:
    read(paper)
    locked(turn, 3)
    with pytest.raises(Refused, match="已由评委锁定"):
        acts.take_paper(paper, by=SUPERVISOR, at=HELD)
    assert acts.drop_paper(paper, by=CLERK, at=HELD, opinion="网络已恢复").stage == "dropped"


def test_paper_is_for_a_unit_that_is_being_scored_and_a_sheet_that_is_missing(session: Session, turn: Turn) -> None:
    locked(turn, 3)
    with pytest.raises(Refused, match="3号评委没有待交的评分表"):
        acts.begin_paper(turn, by=CLERK, at=HELD, serial=3, opinion="断网")
    assert len(acts.begin_papers(turn, by=CLERK, at=HELD, opinion="断网")) == 6
    assert acts.begin_papers(turn, by=CLERK, at=HELD, opinion="断网") == []
    waiting = session.turns.get(position=2)
    with pytest.raises(Refused, match="开始打分之后"):
        acts.begin_paper(waiting, by=CLERK, at=HELD, serial=1, opinion="断网")


def test_the_witness_waits_for_both_entries_and_the_scan(paper: Paper) -> None:
    enter(paper, CLERK)
    assert not Paper.objects.awaiting(SUPERVISOR).exists()
    enter(paper, HEAD)
    drafts.attach_paper(paper, scan(), recognised=True)
    assert list(Paper.objects.awaiting(SUPERVISOR)) == [paper]


# The pages


def test_the_kit_goes_round_by_the_pages(sign_in: SignIn, session: Session, turn: Turn) -> None:
    clerk, witness = sign_in(Role.OFFICE_CLERK), sign_in(Role.SUPERVISOR)
    papers = f"/reviews/{session.code}/papers/"
    assert "还没有纸质评分" in text(clerk.get(papers))
    printed = clerk.get(f"{papers}print/", {"turn": turn.application.code})
    assert printed["Content-Type"] == "application/pdf"
    new = f"{turn.get_absolute_url()}papers/"
    assert clerk.post(new, {"serial": "9", "opinion": ""}).status_code == 422
    assert "3 号" in text(clerk.post(new, {"serial": "all", "opinion": "会场断网"}, follow=True))
    paper = turn.papers.get(seat__serial=3)
    page = paper.get_absolute_url()
    refused = clerk.post(f"{page}enter/", typed(a3="10.5"))
    assert refused.status_code == 422
    assert "请打0至10分" in text(refused)
    assert 'value="10.5"' in text(refused)
    assert "另一人录入之前，您可以更正" in text(clerk.post(f"{page}enter/", typed(a3="8"), follow=True))
    blind = text(witness.get(page))
    assert "第 1 次" in blind
    assert "不一致" not in blind
    assert "两人都已录入" in text(witness.post(f"{page}enter/", typed(a3="8.5"), follow=True))
    answer = text(clerk.get(page))
    assert "不一致的 1 项" in answer
    assert 'data-label="第 2 次">8.5' in answer
    assert "不一致的 1 项" not in text(sign_in(Role.AUDITOR).get(page))
    assert clerk.post(f"{page}settle/", {"a3": "x"}).status_code == 422
    clerk.post(f"{page}settle/", {"a3": "8.5"})
    clerk.post(f"{page}scan/", {"scan": ContentFile(pdf(), "原件.pdf")})
    paper.refresh_from_db()
    assert paper.scan is None
    answer = text(clerk.post(f"{page}scan/", {"scan": ContentFile(pdf(), "原件.pdf"), "compared": "on"}, follow=True))
    assert "二维码无法识别，由上传人核对" in answer
    answer = text(witness.post(f"{page}take/", {"opinion": ""}, follow=True))
    assert "已会签入账" in answer
    assert "两次录入曾有 1 项不一致" in answer
    judge = sign_in(paper.seat.person)
    assert "纸质评分" in text(judge.get(turn.sheets.get(seat=paper.seat).get_absolute_url()))


def test_who_enters_first_may_correct_it_and_nobody_else_reads_it(
    sign_in: SignIn, session: Session, paper: Paper
) -> None:
    clerk, page = sign_in(Role.OFFICE_CLERK), f"{paper.get_absolute_url()}enter/"
    clerk.post(page, typed(a3="7.5"))
    assert 'value="7.5"' in text(clerk.get(page))
    assert 'value="7.5"' not in text(sign_in(Role.OFFICE_HEAD).get(page))


def test_the_original_is_read_by_those_who_enter_it_and_later_by_the_witness_alone(
    sign_in: SignIn, paper: Paper
) -> None:
    read(paper)
    paper.refresh_from_db()
    assert paper.scan
    address = paper.scan.get_absolute_url()
    head, witness, auditor = sign_in(Role.OFFICE_HEAD), sign_in(Role.SUPERVISOR), sign_in(Role.AUDITOR)

    def seen(*clients: Client) -> list[int]:
        answers = [client.get(address) for client in clients]
        for answer in answers:
            b"".join(answer)  # sent to its end, the file is closed
        return [answer.status_code for answer in answers]

    assert seen(head, witness, auditor) == [200, 200, 404]
    acts.take_paper(paper, by=SUPERVISOR, at=HELD)
    assert seen(head, witness, auditor) == [404, 200, 404]


def test_the_act_names_no_mark(paper: Paper) -> None:
    read(paper)
    acts.take_paper(paper, by=SUPERVISOR, at=HELD)
    bodies = [json.dumps(act.body) for act in Act.objects.filter(verb__in=["paper.begin", "paper.take", "sheet.lock"])]
    assert len(bodies) == 3
    assert not any('"a3"' in body for body in bodies)
