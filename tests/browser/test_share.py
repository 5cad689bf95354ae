"""Whoever sees a view can hand it on: link, QR code, code to embed, citation."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from support.accessibility import COLOURS, violations
from support.readers import Reader, new_reader
from support.running import ROOT
from support.static_site import Site, map_page

from waybill.story import read_story, story_version

STORY = read_story(ROOT / "data").story
assert STORY is not None
VERSION = story_version(STORY)
VIEW = "from=2023-09-12&to=2023-09-20&known=2023-10-13&leg=rajin-dunay&tab=legs&map=42.5000,132.0000,7.00"
LINK = f"{VIEW}&data={VERSION}"
READY = ".wb[data-ready]"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    public = {"public_url": "https://waybill.example/maps", "frame_ancestors": ["'self'"]}
    with Site({"/": map_page(), "/public": map_page(public)}) as running:
        yield running


@pytest.fixture(scope="module")
def sharer(browser: Browser, site: Site) -> Iterator[Reader]:
    """A reader with the clipboard allowed and the clock stopped."""
    made = new_reader(browser, site.url)
    made.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    made.page.clock.set_fixed_time(datetime(2026, 3, 5, 12))
    yield made
    made.page.context.close()


def opened_anew(sharer: Reader) -> Page:
    sharer.start_over()
    sharer.page.goto(f"{sharer.base}/?{VIEW}")
    sharer.page.wait_for_selector(READY)
    return sharer.page


@pytest.fixture
def page(sharer: Reader) -> Iterator[Page]:
    """The view, opened anew."""
    yield opened_anew(sharer)
    assert sharer.errors == []


@pytest.fixture
def view(sharer: Reader) -> Page:
    """The view as an earlier test has left it, with the panel closed: for tests that leave it whole."""
    page = sharer.page
    if not page.evaluate("window.isWhole"):
        opened_anew(sharer).evaluate("window.isWhole = true")
    elif page.get_by_role("dialog").is_visible():
        page.get_by_role("dialog").get_by_role("button", name="Close").click()
    return page


def opened(page: Page) -> Locator:
    page.get_by_role("button", name="Share this view").click()
    dialog = page.get_by_role("dialog", name="Share this view")
    expect(dialog).to_be_visible()
    return dialog


def test_notes_say_what_only_this_computer_can_open_and_what_other_sites_will_refuse(page, site):
    dialog = opened(page)
    note = dialog.locator(".wb-sh-texts > .wb-sh-note")
    expect(note).to_contain_text("This address works on this computer only.")
    expect(dialog.get_by_role("group", name="Embed").locator(".wb-sh-note")).to_have_count(0)

    page.goto(f"{site.url}/public?{VIEW}")
    page.wait_for_selector(READY)
    dialog = opened(page)
    expect(dialog.locator(".wb-sh-texts > .wb-sh-note")).to_be_hidden()
    refused = dialog.get_by_role("group", name="Embed").locator(".wb-sh-note")
    expect(refused).to_contain_text("Browsers will refuse this on other sites")
    # The links begin at the configured public address.
    link = f"https://waybill.example/maps/?{LINK}"
    expect(dialog.locator("#wb-sh-link")).to_have_value(link)
    expect(dialog.get_by_label("Citation")).to_have_value(re.compile(re.escape(link)))


def copied(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


# ---- the link


def test_the_panel_says_the_view_in_one_sentence(view):
    expect(opened(view)).to_contain_text(
        "Legs and visits, 12–20 Sept 2023, as known on 13 Oct 2023, focused on Rajin → Dunay"
    )


def test_the_link_is_the_view_and_copying_it_says_so(view, site):
    dialog = opened(view)
    expect(dialog.get_by_label("Link", exact=False).first).to_have_value(f"{site.url}/?{LINK}")
    dialog.get_by_role("button", name="Copy link").click()
    expect(dialog.get_by_role("button", name="Copied link")).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_text("Link copied.")
    assert copied(view) == f"{site.url}/?{LINK}"


REFUSED_CLIPBOARD = """works => {
  const refuse = () => Promise.reject(new Error("refused"));
  Object.defineProperty(navigator, "clipboard", { value: { writeText: refuse } });
  document.execCommand = () => works();
}"""


def test_where_the_clipboard_is_refused_the_older_way_is_tried_and_then_the_text_selected(page):
    page.evaluate(f"window.isOld = true; ({REFUSED_CLIPBOARD})(() => window.isOld)")
    dialog = opened(page)
    dialog.get_by_role("button", name="Copy citation").click()
    expect(dialog.get_by_role("status")).to_contain_text("Citation copied.")
    page.evaluate("window.isOld = false")
    dialog.get_by_role("group", name="Cite").get_by_role("button").click()
    expect(dialog.get_by_role("status")).to_contain_text("The text is selected: press Ctrl+C")
    field = dialog.get_by_label("Citation")
    expect(field).to_be_focused()
    selected, whole = field.evaluate("el => [el.selectionEnd - el.selectionStart, el.value.length]")
    assert selected == whole > 0


def test_the_native_share_sheet_gets_title_sentence_and_link(page, site):
    page.evaluate(
        "navigator.share = (data) => { window.shared = data; return Promise.resolve(); }; navigator.canShare = () => true"
    )
    dialog = opened(page)
    dialog.get_by_role("button", name="Share…").click()
    assert page.evaluate("window.shared") == {
        "title": "From Rajin to Tikhoretsk: an alleged arms route",
        "text": "Legs and visits, 12–20 Sept 2023, as known on 13 Oct 2023, focused on Rajin → Dunay",
        "url": f"{site.url}/?{LINK}",
    }


def test_without_a_share_sheet_there_is_no_button_for_it(page):
    page.evaluate("navigator.share = undefined")
    expect(opened(page).get_by_role("button", name="Share…")).to_be_hidden()


# ---- the QR code


def test_a_camera_reads_the_link_off_the_qr_code(view, site):
    code = opened(view).get_by_role("img", name="QR code of the link")
    expect(code).to_be_visible()
    picture = Image.open(io.BytesIO(code.screenshot()))
    (read,) = zxingcpp.read_barcodes(picture)
    assert read.text == f"{site.url}/?{LINK}"
    assert read.ec_level == "M"


# ---- embedding


class Frames(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict] = []

    def handle_starttag(self, tag, attrs):
        self.found.append({"tag": tag, **dict(attrs)})


def frame_in(code: str) -> dict:
    parser = Frames()
    parser.feed(code)
    (frame,) = parser.found
    assert frame["tag"] == "iframe"
    return frame


def test_the_code_to_embed_is_one_frame_of_the_view(view, site):
    dialog = opened(view)
    frame = frame_in(dialog.get_by_label("Code to embed").input_value())
    assert frame["src"] == f"{site.url}/?{LINK}&embed=true"
    assert frame["title"] == "From Rajin to Tikhoretsk: an alleged arms route"
    assert (frame["width"], frame["height"]) == ("100%", "900")


def test_parts_that_are_unticked_are_left_out_of_the_embedded_page(page, site):
    dialog = opened(page)
    dialog.get_by_label("Panel").uncheck()
    dialog.get_by_label("Header").uncheck()
    dialog.get_by_label("Height").fill("520")
    dialog.get_by_role("button", name="Copy code").click()
    expect(dialog.get_by_role("status")).to_have_text("Code copied.")
    frame = frame_in(copied(page))
    assert frame["src"] == f"{site.url}/?{LINK}&embed=true&panel=no&header=no"
    assert frame["height"] == "520"


def test_a_title_cannot_break_out_of_the_code(rules):
    link, title = "https://waybill.example/?a=1&b=2", '"><script>alert(1)</script>&amp;'
    code = rules("embed_code", link, title, 900)
    frame = frame_in(code)
    assert frame["title"] == '"><script>alert(1)</script>&amp;'
    assert frame["src"] == "https://waybill.example/?a=1&b=2"


# ---- citing

SENTENCE = "Legs and visits, 12–20 Sept 2023, as known on 13 Oct 2023, focused on Rajin → Dunay"


def test_the_plain_citation(view, site):
    expect(opened(view).get_by_label("Citation")).to_have_value(
        f"From Rajin to Tikhoretsk: an alleged arms route. {SENTENCE}. Waybill map, data version {VERSION}. "
        f"{site.url}/?{LINK} (accessed 5 March 2026)."
    )


def test_the_bibtex_citation(view, site):
    dialog = opened(view)
    dialog.get_by_label("BibTeX").check()
    expect(dialog.get_by_label("Citation")).to_have_value(
        f"@misc{{waybill-tikhoretsk-{VERSION},\n"
        "  title = {{From Rajin to Tikhoretsk: an alleged arms route}},\n"
        "  howpublished = {Waybill map},\n"
        f"  note = {{{SENTENCE}; data version {VERSION}; CC BY 4.0}},\n"
        f"  url = {{{site.url}/?{LINK}}},\n"
        "  urldate = {2026-03-05}\n"
        "}"
    )


def test_the_csl_citation(view, site):
    dialog = opened(view)
    dialog.get_by_label("CSL-JSON").check()
    (item,) = json.loads(dialog.get_by_label("Citation").input_value())
    assert item == {
        "id": f"waybill-tikhoretsk-{VERSION}",
        "type": "webpage",
        "title": "From Rajin to Tikhoretsk: an alleged arms route",
        "genre": "Waybill map",
        "note": f"{SENTENCE}; data version {VERSION}; CC BY 4.0",
        "version": VERSION,
        "language": "en",
        "URL": f"{site.url}/?{LINK}",
        "accessed": {"date-parts": [[2026, 3, 5]]},
    }


def test_what_tex_would_act_on_is_written_out(rules):
    cited = rules(
        "cite",
        {
            "id": "x",
            "title": r"50% of $1 & #2_a {b} ~ ^ \end",
            "sentence": "S",
            "version": "0123456789",
            "link": "https://waybill.example/?a=%7B",
            "today": "2026-01-02T00:00",
        },
    )["bibtex"]
    title = r"50\% of \$1 \& \#2\_a \{b\} \textasciitilde{} \textasciicircum{} \textbackslash{}end"
    assert f"title = {{{{{title}}}}}" in cited
    assert "url = {https://waybill.example/?a=%7B}" in cited


# ---- keyboard, eyes, ears


def test_the_panel_works_from_the_keyboard_alone(view):
    button = view.get_by_role("button", name="Share this view")
    button.focus()
    view.keyboard.press("Enter")
    dialog = view.get_by_role("dialog")
    expect(dialog.locator("#wb-sh-link")).to_be_focused()
    # Round the whole panel and back to its first control; the page behind is never reached.
    seen = []
    for _ in range(30):
        view.keyboard.press("Tab")
        assert dialog.evaluate("el => el.contains(document.activeElement)")
        seen.append(
            view.evaluate(
                "[...document.querySelectorAll('.wb-share *')].indexOf(document.activeElement)"
            )
        )
    # Close; link, button; five pictures; three parts, height, code, button; style, citation, button.
    assert len(set(seen)) == 17
    view.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    # Escape closed the panel alone: the card behind it is still open.
    expect(view.locator(".wb-card")).to_be_visible()


def test_backwards_from_the_first_control_is_the_last(view):
    dialog = opened(view)
    dialog.get_by_role("button", name="Close").focus()
    view.keyboard.press("Shift+Tab")
    expect(dialog.get_by_role("button", name="Copy citation")).to_be_focused()


def test_axe_finds_nothing_in_the_open_panel(view):
    expect(opened(view).get_by_role("img", name="QR code of the link")).to_be_visible()
    assert violations(view, within=".wb-share") == {}


def test_in_the_dark_axe_finds_nothing_wrong_with_the_colours_of_the_open_panel(sharer, site):
    sharer.start_over()
    page = sharer.page
    page.goto(f"{site.url}/?theme=dark")
    page.wait_for_selector(READY)
    expect(opened(page).get_by_role("img", name="QR code of the link")).to_be_visible()
    assert violations(page, within=".wb-share", rules=COLOURS) == {}


# ---- in the app


def test_on_a_phone_the_panel_opens_where_the_reader_is_looking(phone):
    frame = phone.open()
    button = frame.get_by_role("button", name="Share this view")
    button.scroll_into_view_if_needed()
    button.tap()
    panel = frame.get_by_role("dialog")
    box = panel.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 844
    expect(panel.locator("#wb-sh-link")).to_have_value(
        re.compile(r"^http://127\.0\.0\.1:\d+/\?from=2023-09-07&to=2023-10-01&")
    )
    assert phone.errors == []
