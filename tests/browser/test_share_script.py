"""The share dialog is a script of its own: fetched when a pointer or the focus comes to its button.

That the first press or key anywhere on the page has it fetched too is held in waybill/web/test/share.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from support.readers import Reader, Readers
from support.static_site import Site, map_page

READY = ".wb[data-ready]"


@pytest.fixture(scope="module")
def sharer(readers: Readers) -> Iterator[Reader]:
    with Site({"/": map_page()}) as site:
        made = readers.newcomer(site.url)
        yield made
        readers.dismiss(made)


@pytest.mark.parametrize("come", ["hover", "focus"])
def test_the_script_is_fetched_before_the_button_is_pressed_and_not_before_the_page_is_used(
    sharer: Reader, come: str
) -> None:
    page = sharer.page
    page.goto(sharer.base)
    page.wait_for_selector(READY)
    page.wait_for_load_state("networkidle")
    assert page.locator("script[src*='/share.']").count() == 0
    with page.expect_request("**/share.*.js"):
        getattr(page.get_by_role("button", name="Share this view"), come)()


def test_where_it_does_not_come_the_page_says_so_and_the_next_press_tries_again(
    sharer: Reader,
) -> None:
    page = sharer.page
    page.route("**/share.*.js", lambda route: route.abort())
    page.goto(sharer.base)
    page.wait_for_selector(READY)
    button = page.get_by_role("button", name="Share this view")
    button.click()
    said = page.get_by_role("status").get_by_text("The share dialog could not be loaded.")
    expect(said).to_be_visible()
    page.unroute("**/share.*.js")
    button.click()
    expect(page.get_by_role("dialog").locator("#wb-sh-link")).to_be_focused()
    expect(said).to_have_count(0)
