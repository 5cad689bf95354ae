"""The benchmarks find the live map in whichever frame of a page can be seen."""

from __future__ import annotations

from html import escape

import pytest
from playwright.sync_api import Browser

from benchmarks.page import WATCH, frame_of

MAP = """<div class="wb" data-ready="true">map</div>
<script>window.waybill = { name: "NAME", legs: () => ["a", "b"] }</script>"""
EARLY = '<div id="waybill-early"><iframe srcdoc="{}"></iframe></div>'
HIDDEN = '<iframe style="visibility: hidden" srcdoc="{}"></iframe>'


def page_of(*frames: str) -> str:
    inside = ["early", "component's"]
    return "".join(
        frame.format(escape(MAP.replace("NAME", name)))
        for frame, name in zip(frames, inside, strict=False)
    )


@pytest.mark.parametrize(
    ("frames", "name"), [((EARLY, HIDDEN), "early"), ((HIDDEN, EARLY), "component's")]
)
def test_the_live_map_is_looked_for_in_the_frame_that_can_be_seen(
    browser: Browser, frames: tuple[str, str], name: str
) -> None:
    with browser.new_page() as page:
        page.set_content(page_of(*frames))
        assert frame_of(page).evaluate("window.waybill.name") == name


def test_a_map_that_is_hidden_is_not_on_the_screen(browser: Browser) -> None:
    with browser.new_page() as page:
        page.add_init_script(WATCH.replace("LEGS", "2"))
        page.goto("about:blank")
        page.set_content(page_of(HIDDEN))
        page.frames[1].wait_for_function("() => window.waybill")
        after_frames = "new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(() => done(!!window.__shown), 50)), 50))"
        assert page.evaluate(after_frames) is False
        page.evaluate("document.querySelector('iframe').style.visibility = ''")
        page.wait_for_function("() => window.__shown")
