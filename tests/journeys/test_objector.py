"""Somebody with a telephone and no account reports a unit; the line drops in the middle of the evidence."""

import random
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from haizhi.decisions import acts, queries
from haizhi.decisions.models import Objection
from haizhi.files.kinds import PIECE
from haizhi.files.models import Reception
from tests.decisions.factories import CLERK, named, running
from tests.files import samples
from tests.journeys.visitor import PATIENCE

pytestmark = [pytest.mark.journey]

NOISE = random.Random(2).randbytes(3 * PIECE)  # noqa: S311 - a file that does not shrink, not a secret
EVIDENCE = samples.pdf(extra=(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(NOISE), NOISE),))
"""A whole PDF of four pieces."""

PIECES = re.compile(r"offset=")


@pytest.fixture
def phone(transactional_db: None, live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> Page:
    """A telephone's browser that was never here."""
    context = new_context(base_url=live_server.url, viewport={"width": 360, "height": 740}, locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def test_evidence_survives_a_dropped_line_and_a_reload_and_the_receipt_leads_back_to_the_matter(
    phone: Page, tmp_path: Path
) -> None:
    evidence, picture = tmp_path / "合同𬭎.pdf", tmp_path / "照片.pdf"
    evidence.write_bytes(EVIDENCE)
    picture.write_bytes(samples.pdf())
    found = running()
    unit = named(found).unit.name
    phone.goto(f"/public/publicities/{found.code}/")
    expect(phone.get_by_text(unit).first).to_be_visible()
    assert phone.context.cookies() == []  # reading needs none
    phone.get_by_role("link", name="举报", exact=True).click()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    chooser = phone.locator("#id_evidence")
    with phone.expect_response(lambda answer: "offset=" in answer.url):
        chooser.set_input_files([evidence])
    phone.route(PIECES, lambda route: route.abort())
    expect(phone.locator(".transfer-state")).to_contain_text("后自动重试")
    stood = Reception.objects.get().received
    assert 0 < stood < len(EVIDENCE)
    phone.on("dialog", lambda dialog: dialog.accept())
    phone.reload()
    phone.unroute(PIECES)
    expect(phone.locator(".transfer")).to_contain_text("上次没有传完")
    offsets: list[str] = []
    phone.on("request", lambda request: offsets.append(request.url.partition("offset=")[2]))
    chooser.set_input_files([evidence])
    expect(phone.locator(".transfer.done")).to_have_count(1, timeout=PATIENCE)
    assert min(int(offset) for offset in offsets if offset) >= stood
    chooser.set_input_files([picture])
    expect(phone.locator(".transfer.done")).to_have_count(2, timeout=PATIENCE)
    phone.get_by_label("公示单位").select_option(label=unit)
    phone.get_by_label("举报弄虚作假或违纪违法").check()
    phone.get_by_label("匿名（仅限举报）").check()
    phone.get_by_role("button", name="提交").click()
    expect(phone.locator(".errors").first).to_be_visible()  # the facts are missing, the files are kept
    expect(phone.locator(".file-now")).to_have_count(2)
    phone.get_by_label("事实与理由").fill("合同系伪造。")
    phone.get_by_role("button", name="提交").click()
    receipt = phone.locator(".receipt").inner_text()
    report = Objection.objects.get()
    assert [upload.name for upload in queries.evidence_of(report)] == ["合同𬭎.pdf", "照片.pdf"]
    assert not [cookie for cookie in phone.context.cookies() if cookie["name"] == "sessionid"]
    acts.ask_objector(report, by=CLERK, at=timezone.now() - timedelta(minutes=1), text="请说明合同的来源。")
    phone.get_by_role("link", name="查询办理情况").click()
    phone.get_by_label("查询码").fill(receipt)
    phone.get_by_role("button", name="查询").click()
    expect(phone.get_by_text("请说明合同的来源。")).to_be_visible()
    phone.get_by_label("补充说明").fill("由对方单位提供。")
    phone.get_by_role("button", name="提交补充").click()
    expect(phone.get_by_text("补充的内容已收到")).to_be_visible()
    expect(phone.locator("dd", has_text="由对方单位提供。")).to_be_visible()
