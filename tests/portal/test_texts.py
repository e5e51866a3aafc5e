"""条文对照, the procedure, the accessibility statement."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from haizhi.portal.queries import rules
from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.article_texts import ARTICLE_TEXTS
from haizhi.regulation.interpretations import INTERPRETATIONS
from haizhi.regulation.kinds import KIND_LABELS
from haizhi.regulation.moves import MOVES
from haizhi.regulation.parameters import PANEL_MINIMUM, PASS_MARK, PUBLICITY_WORKDAYS, SCORE_STEP, Parameter
from tests.portal.factories import a_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles(client: Client) -> str:
    """The page 条文对照."""
    return client.get(reverse("portal:articles")).content.decode()


def test_every_article_stands_on_the_page_with_what_the_system_does(articles: str) -> None:
    for text in ARTICLE_TEXTS:
        assert f"<h3>{text.cite}</h3>" in articles
        assert escape(text.restatement) in articles
        assert escape(text.effect or text.excuse) in articles


def test_every_doubtful_reading_stands_on_the_page_and_under_each_of_its_articles(articles: str) -> None:
    for reading in INTERPRETATIONS:
        row = articles.split(f'<tr id="reading-{reading.number}">')[1].split("</tr>", maxsplit=1)[0]
        for words in (reading.doubt, reading.reading, reading.set_where, *map(str, reading.cites)):
            assert escape(words) in row
        concerned = {rules.anchor_of(cite) for cite in reading.cites}
        under = {
            part.split('"')[0]
            for part in articles.split('<article class="article" id="')[1:]
            if f'href="#reading-{reading.number}"' in part.split("</article>")[0]
        }
        assert under == concerned


@pytest.mark.parametrize("name", ["articles", "procedure"])
def test_every_link_within_a_long_page_leads_somewhere_and_every_address_is_there_once(
    client: Client, name: str
) -> None:
    page = client.get(reverse(f"portal:{name}")).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'href="#([^"]+)"', page)
    assert len(targets) > 10
    assert set(targets) <= set(ids)


def test_the_steps_and_numbers_of_an_article_are_read_in_words(articles: str) -> None:
    article = articles.split('id="measures-9"')[1].split("</article>", maxsplit=1)[0]
    assert "公示：拟定、发布公示、定时发布、取消定时发布" in article
    assert "公示时间：5个工作日" in article
    assert "十分之一" not in articles
    assert "haizhi." not in articles


@pytest.mark.parametrize(
    ("parameter", "text"),
    [
        (PUBLICITY_WORKDAYS, "公示时间：5个工作日"),
        (PASS_MARK, "考核合格分：50分"),
        (SCORE_STEP, "打分的最小单位：0.5分（可另行规定）"),
        (PANEL_MINIMUM, "评委最少人数（须为单数）：7名（可另行规定）"),
    ],
)
def test_a_number_is_written_with_its_unit_and_whether_it_may_differ(parameter: Parameter[int], text: str) -> None:
    assert rules.parameter_text(parameter) == text


def test_kinds_of_applicants_are_named_as_shortly_as_they_can_be() -> None:
    everybody = frozenset(ApplicantKind)
    assert rules.whom(everybody) == "各类单位"
    assert rules.whom(everybody - {ApplicantKind.OTHER}) == "除其他单位外的各类单位"
    assert rules.whom({ApplicantKind.PARK, ApplicantKind.ENTERPRISE}) == "企业、园区"


def test_the_procedure_shows_every_step_with_who_article_and_whom_it_tells(client: Client) -> None:
    page = client.get(reverse("portal:procedure")).content.decode()
    sections = page.split('<h2 id="')[1:]
    assert [part.split('"')[0] for part in sections] == list(KIND_LABELS)
    for kind, section in zip(KIND_LABELS, sections, strict=True):
        moves = [move for move in MOVES.values() if move.kind == kind]
        assert section.count('<th scope="row">') == len(moves)
        for move in moves:
            row = section.split(f'<th scope="row">{move.label}<')[1].split("</tr>")[0]
            for role in move.roles | move.tells:
                assert role.label in row
            for cite in move.cites:
                assert str(cite) in row
    publish = page.split('<h2 id="publicity">')[1].split('<th scope="row">发布公示<')[1].split("</tr>")[0]
    assert 'data-label="从">拟定中<' in publish
    assert 'data-label="到">公示中<' in publish
    assert "随“公示·公示期满”或“异议与举报·不予受理”" in page.split('<h2 id="application">')[1]
    assert "随“公示·发布公示”或“公示·按时发布公示”" in page.split('<h2 id="application">')[1]
    assert 'data-label="到">不变<' in page.split('<h2 id="objection">')[1].split('<th scope="row">查阅身份<')[1]


def test_the_accessibility_statement_names_the_standards_and_where_to_turn(client: Client) -> None:
    address = reverse("portal:accessibility")
    page = client.get(address).content.decode()
    assert "GB/T 37668—2019" in page
    assert "联系方式随申报通知公布" in page
    call = a_call()
    assert call.phone in client.get(address).content.decode()
