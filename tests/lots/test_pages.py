"""The pages of a lot: whose turn it is, what may be seen by whom and when, what is printed and taken home."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from haizhi.kernel.actor import SYSTEM
from haizhi.kernel.models import Checkpoint
from haizhi.lots import acts
from haizhi.lots.facts import chosen_of, pairs_of
from haizhi.lots.models import Lot, Purpose
from haizhi.regulation.roles import Role
from tests.experts.factories import CLERK, NOW, SUPERVISOR
from tests.lots.conftest import SignIn
from tests.lots.factories import drawn, sealed, sealing, stations
from tests.reviews.factories import DICE, OTHER_DICE, PASSPHRASE

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def url(lot: Lot, rest: str = "") -> str:
    return lot.get_absolute_url() + rest


def test_a_lot_is_led_by_its_two_signers_from_page_to_page(office: Client, supervisor: Client) -> None:
    lot = sealing()
    page = text(supervisor.get("/desk/todo/"))
    assert "2026年度考核互评对象" in page
    assert "会签封存" in page
    assert supervisor.post(url(lot, "confirm_seal/")).status_code == 302
    found = Checkpoint.objects.get()
    for browser in (office, supervisor):
        assert f'href="{url(lot)}checkpoints/{found.size}/"' in text(browser.get("/desk/todo/"))
        assert "还缺" in text(browser.get(url(lot)))
        signing = browser.post(f"{url(lot)}checkpoints/{found.size}/", {"passphrase": PASSPHRASE}, follow=True)
        assert "已签名。" in text(signing)
        assert "没有待签的检查点" in text(signing)
    assert office.post(url(lot, "record_entropy/"), {"value": DICE}).status_code == 302
    assert "海智办已录入，等待纪检录入。" in text(supervisor.get(url(lot)))
    assert DICE[:5] not in text(supervisor.get(url(lot))), "neither sees the other's entry"
    assert "2026年度考核互评对象" not in text(office.get("/desk/todo/")), "whoever has entered waits for the other"
    wrong = DICE[:39] + "0"
    assert supervisor.post(url(lot, "witness_entropy/"), {"value": wrong}).status_code == 302
    assert "不同的是第 40 位" in text(office.get(url(lot)))
    assert "2026年度考核互评对象" in text(office.get("/desk/todo/"))
    assert supervisor.post(url(lot, "witness_entropy/"), {"value": DICE}).status_code == 302
    assert DICE[:5] in text(office.get(url(lot)))
    assert office.post(url(lot, "draw/")).status_code == 302
    assert supervisor.post(url(lot, "confirm_draw/")).status_code == 302
    lot.refresh_from_db()
    assert lot.stage == "drawn"
    last = Checkpoint.objects.latest("size")
    assert "之后，可以下载核验包" in text(office.get(url(lot)))
    for browser in (office, supervisor):
        browser.post(f"{url(lot)}checkpoints/{last.size}/", {"passphrase": PASSPHRASE})
    page = text(office.get(url(lot)))
    assert "下载核验包" in page
    assert "尚未公开，只供海智办和纪检核验，请勿外传" in page


def test_bad_dice_are_refused_with_what_was_typed(office: Client) -> None:
    lot = sealed()
    answer = office.post(url(lot, "record_entropy/"), {"value": "1 2 3"})
    assert answer.status_code == 422
    assert "须为40位数字，您录入了3位" in text(answer)
    assert "1 2 3</textarea>" in text(answer)


def test_a_void_is_asked_for_with_a_reason_and_shown_on_the_page(office: Client, supervisor: Client) -> None:
    lot = sealed()
    assert office.post(url(lot, "void/"), {"opinion": ""}).status_code == 422
    assert office.post(url(lot, "void/"), {"opinion": "名单漏了一家"}).status_code == 302
    assert "海智办已提请作废" in text(supervisor.get(url(lot)))
    assert supervisor.post(url(lot, "confirm_void/")).status_code == 302
    page = text(office.get(url(lot)))
    assert "本次抽签已作废" in page
    assert "名单漏了一家" in page


def test_the_members_show_whom_each_assesses_to_the_office_and_the_witness_alone(
    office: Client, sign_in: SignIn
) -> None:
    lot = drawn()
    first = pairs_of(lot)["GZ-2026-0001"]
    page = text(office.get(url(lot, "members/?q=0001")))
    assert all(code in page for code in first)
    assert "各站只应知道自己评谁" in page
    auditor = sign_in(Role.AUDITOR)
    page = text(auditor.get(url(lot, "members/")))
    assert "评估</th>" not in page
    assert "重庆第1大学" in page
    assert DICE[:5] not in text(auditor.get(url(lot)))
    for rest in ("record.pdf", "bundle.zip"):
        assert auditor.get(url(lot, rest)).status_code == 403


def test_those_chosen_come_first_and_alone_on_demand(office: Client) -> None:
    lot = drawn(20, Purpose.CHECK, 3)
    chosen = chosen_of(lot)
    page = text(office.get(url(lot, "members/")))
    assert page.index(chosen[0]) < page.index(chosen[1]) < page.index(chosen[2])
    alone = text(office.get(url(lot, "members/?chosen=on")))
    assert [row["id"] in alone for row in stations(20)].count(True) == 3
    assert "共 3 家" in alone


@pytest.mark.parametrize("rest", ["", "members/"])
def test_a_page_costs_no_more_with_more_rows(office: Client, rest: str) -> None:
    costs = []
    for count in (12, 60):
        lot = drawn(count)
        office.get(url(lot, rest))
        with CaptureQueriesContext(connection) as queries:
            assert office.get(url(lot, rest)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


def test_the_list_costs_no_more_with_thirty_lots_and_finds_them(office: Client) -> None:
    assert "还没有抽签" in text(office.get("/lots/"))
    first = sealing()
    costs = []
    for more in (0, 29):
        rows = [
            Lot(code=f"CQ-2025-{n:04}", name="互评", purpose="peers", count=5, sealed_at=NOW, stage="sealing")
            for n in range(more)
        ]
        Lot.objects.bulk_create(rows)
        office.get("/lots/")
        with CaptureQueriesContext(connection) as queries:
            assert office.get("/lots/").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12
    page = text(office.get("/lots/?q=考核互评&purpose=peers&stage=sealing"))
    assert first.code in page
    assert "共 1 次" in page
    assert first.code in b"".join(office.get("/lots/?export=csv")).decode()


def test_the_record_is_printed_with_dice_result_and_course(office: Client) -> None:
    lot = drawn(20, Purpose.CHECK, 3)
    record = PdfReader(BytesIO(office.get(url(lot, "record.pdf")).content))
    said = "".join("".join(sheet.extract_text() for sheet in record.pages).split())
    for words in ("抽签记录", lot.code, DICE[:5], "抽取3家", *chosen_of(lot), "会签抽签结果", "纪检监督"):
        assert words in said
    unfinished = PdfReader(BytesIO(office.get(url(sealing(8), "record.pdf")).content))
    said = "".join("".join(sheet.extract_text() for sheet in unfinished.pages).split())
    assert "其余各家" in said
    assert "抽签结果" not in said


def test_nothing_is_public_before_the_lot_is_opened_and_everything_after(client: Client, office: Client) -> None:
    lot = drawn()
    public = f"/public/verification/lots/{lot.code}/"
    assert client.get(public).status_code == 404
    assert client.get(f"{public}bundle.zip").status_code == 404
    assert "还没有公开的抽签" in text(client.get("/public/verification/lots/"))
    assert office.get(url(lot, "bundle.zip")).status_code == 200
    acts.open_lot(lot, by=SYSTEM, at=NOW)
    assert lot.name in text(client.get("/public/verification/lots/"))
    page = text(client.get(public))
    for words in (DICE[:5], "GZ-2026-0001", "verify.pyz lot . operator.vkey witness.vkey", "经办方1号"):
        assert words in page
    answer = client.get(f"{public}bundle.zip")
    with ZipFile(BytesIO(answer.content)) as bundle:
        names = {name.partition("/")[2] for name in bundle.namelist()}
    assert names >= {"log.jsonl", "bodies.jsonl", "operator.vkey", "witness.vkey", "verify.pyz", "说明.txt"}
    assert client.get(f"{public}bundle.zip", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get(f"{public}?export=csv").status_code == 200
    assert "起公开，在" in text(office.get(url(lot)))


def test_an_opened_lot_whose_signatures_are_lacking_says_so(client: Client) -> None:
    lot = sealed(20, Purpose.CHECK, 3)
    for enter, by in ((acts.record_entropy, CLERK), (acts.witness_entropy, SUPERVISOR)):
        enter(lot, by=by, at=NOW, value=OTHER_DICE)
    acts.draw(lot, by=CLERK, at=NOW)
    acts.confirm_draw(lot, by=SUPERVISOR, at=NOW)
    acts.open_lot(lot, by=SYSTEM, at=NOW)
    page = text(client.get(f"/public/verification/lots/{lot.code}/"))
    assert "等待签名" in page
    assert "尚缺经办方、纪检监督方的签名" in page
    assert client.get(f"/public/verification/lots/{lot.code}/bundle.zip").status_code == 404
