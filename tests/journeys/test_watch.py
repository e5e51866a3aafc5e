"""The watch on the journeys itself: it sees what it is there to see."""

import pytest
from playwright.sync_api import Page, Route

from tests.journeys.watch import Watch

pytestmark = pytest.mark.journey

FAULTLESS = "<h1>标题</h1><p>正文，HZ-2026-0001，office@example.invalid，<code>not found at all</code></p>"
FAULTS = {
    "axe image-alt": '<img src="/there.png">',
    "sideways at 360": '<p style="width: 400px">过宽</p>',
    "English: This field is required": "<p>This field is required.</p>",
    "English: Choose some file": '<p aria-label="Choose some file">文件</p>',
    "404 GET http://haizhi.invalid/gone.png": '<img src="/gone.png" alt="图">',
    "console: 出错": "<script>console.error('出错')</script>",
    "script: ": "<script>throw new Error('坏')</script>",
}


def looked_at(page: Page, body: str) -> list[str]:
    """What the watch finds on a page."""

    def answer(route: Route) -> None:
        if route.request.url.endswith(".png"):
            route.fulfill(status=404 if "gone" in route.request.url else 200, body="", content_type="image/png")
        else:
            head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>页</title>'
            html = f'<!doctype html><html lang="zh-CN"><head>{head}</head><body><main>{body}</main></body></html>'
            route.fulfill(status=200, content_type="text/html; charset=utf-8", body=html)

    watch = Watch()
    watch.over(page, "某人")
    page.route("**/*", answer)
    page.goto("http://haizhi.invalid/")
    watch.look(page, "某人")
    return watch.faults


def test_a_page_without_fault_passes(page: Page) -> None:
    assert looked_at(page, FAULTLESS) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_found(page: Page, fault: str) -> None:
    found = looked_at(page, FAULTLESS + FAULTS[fault])
    assert any(fault in line for line in found), found
