"""The reader edition: the same story from a sub-path, from a disk, without a network, without JavaScript."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support.accessibility import COLOURS, violations
from support.gestures import DRAWN
from support.hostile_texts import HOST
from support.printing import printed
from support.readers import READY, Reader, Readers, new_reader

from waybill.edition import preview_server
from waybill.edition.build import Options
from waybill.edition.publish import publish
from waybill.story import Story, read_story

ROOT = Path(__file__).parents[2]
LEGS = ["pyongyang-rajin", "rajin-dunay", "dunay-transfer", "dunay-tikhoretsk", "gaza-claim"]
WATCH = """
window.__violations = [];
addEventListener("securitypolicyviolation", (e) => __violations.push(e.violatedDirective + " " + e.blockedURI));
"""


@dataclass(frozen=True)
class Site:
    """A published edition, the address of its folder, below the top of a host, and what is asked first."""

    folder: Path
    url: str
    first_visit: tuple[str, ...]


def serve(top: Path) -> tuple[str, object]:
    server = preview_server.server(top, 0)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}", server


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    top = tmp_path_factory.mktemp("host")
    folder = top / "some" / "where"
    published = publish(ROOT / "data", folder, Options(service_worker=True))
    url, server = serve(top)
    yield Site(folder, f"{url}/some/where/", published.edition.first_visit)
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def story() -> Story:
    read = read_story(ROOT / "data").story
    assert read is not None
    return read


def opened(browser: Browser, address: str, **context) -> Reader:
    reader = new_reader(browser, address, **context)
    reader.page.add_init_script(WATCH)
    show(reader.page, address)
    return reader


def show(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function("() => window.waybill && document.querySelector('.wb[data-ready]')")


@pytest.fixture(scope="module")
def edition_reader(readers: Readers, site: Site) -> Iterator[Reader]:
    made = readers.newcomer(site.url, service_workers="block")
    made.page.add_init_script(WATCH)
    yield made
    readers.dismiss(made)


@pytest.fixture
def visitor(edition_reader: Reader) -> Reader:
    """A first-time reader, who has not opened the edition yet."""
    edition_reader.start_over()
    return edition_reader


@pytest.fixture
def reader(edition_reader: Reader) -> Reader:
    """A reader with the first page open, who may have been looking at it: a test puts back what it changes."""
    page = edition_reader.page
    if page.url.partition("?")[0] != edition_reader.base or not page.evaluate(READY):
        edition_reader.start_over()
        show(page, edition_reader.base)
    return edition_reader


def test_below_a_sub_path_every_leg_is_drawn_and_nothing_but_a_first_visit_s_files_is_asked(
    visitor: Reader, site: Site
) -> None:
    show(visitor.page, site.url)
    visitor.page.wait_for_load_state("networkidle")
    assert visitor.page.evaluate("waybill.legs()") == LEGS
    asked = [url.removeprefix(site.url) or "index.html" for url in visitor.requests]
    icon = {
        path for path in site.first_visit if "/icon." in path
    }  # which Playwright does not tell of
    assert sorted(asked) == sorted({*site.first_visit} - icon)
    assert visitor.errors == []
    assert visitor.page.evaluate("__violations") == []


def test_no_text_becomes_html_or_the_address_of_a_script_of_another_place(reader: Reader) -> None:
    tried = reader.page.evaluate(
        """() => ["<b>", "<svg/>", "https://evil.example/x.js", "../x.js", "assets/x.js"].map((text) => {
            try {
                if (text.startsWith("<")) document.createElement("p").innerHTML = text;
                else document.createElement("script").src = text;
                return "taken";
            } catch (error) {
                return error.name;
            }
        })"""
    )
    assert tried == ["TypeError", "taken", "TypeError", "TypeError", "taken"]


def test_the_full_base_map_is_fetched_only_when_it_shows(reader: Reader) -> None:
    def full() -> list[str]:
        return [u for u in reader.requests if "/basemap." in u]

    reader.page.wait_for_load_state("networkidle")
    assert full() == []
    before = reader.page.evaluate("waybill.view()")
    with reader.page.expect_request("**/basemap.*.json"):
        reader.page.evaluate("waybill.setView(42.5, 131, 8)")
    assert len(full()) == 1
    reader.page.evaluate("({ lat, lon, zoom }) => waybill.setView(lat, lon, zoom)", before)


def test_the_text_unfolds_by_keyboard_and_for_print(reader: Reader, story: Story) -> None:
    page = reader.page
    claim = page.locator(".wbe-text").get_by_text(story.claims["c1-containers"].statement).first
    expect(claim).to_be_hidden()
    page.locator(".wbe-fold > summary").focus()
    page.keyboard.press("Enter")
    expect(claim).to_be_visible()
    page.keyboard.press("Enter")
    expect(claim).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(claim).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(claim).to_be_hidden()


def test_a_claim_leads_to_its_thread_and_back_to_the_map(reader: Reader) -> None:
    page = reader.page
    page.evaluate("waybill.focus('claim', 'c1-containers')")
    page.locator("a[href='./claims.html#c1-containers']").first.click()
    page.wait_for_url("**/claims.html#c1-containers")
    thread = page.locator("#c1-containers")
    expect(thread).to_contain_text("Kremlin rejected this")
    thread.get_by_role("link", name="this claim").first.click()
    page.wait_for_function("() => window.waybill && document.querySelector('.wb[data-ready]')")
    assert "claim=c1-containers" in page.url
    page.evaluate("waybill.focus(null)")


def test_coming_back_finds_the_view_as_it_was_left(reader: Reader) -> None:
    page = reader.page
    before = page.evaluate("waybill.range()")
    page.evaluate("waybill.setRange('2023-09-10', '2023-09-20')")
    page.wait_for_url("**from=2023-09-10*")
    page.get_by_role("link", name="Sources and method").last.click()
    page.wait_for_url("**/method.html")
    page.go_back()
    page.wait_for_function("() => window.waybill && document.querySelector('.wb[data-ready]')")
    assert page.evaluate("waybill.range()") == ["2023-09-10", "2023-09-20"]
    page.evaluate("range => waybill.setRange(...range)", before)


def test_from_a_disk_every_leg_is_drawn_and_nothing_is_fetched(visitor: Reader, site: Site) -> None:
    page = visitor.page
    show(page, (site.folder / "index.html").as_uri())
    page.evaluate("waybill.setView(42.5, 131, 8)")
    page.wait_for_function("() => document.querySelectorAll('script[src*=basemap]').length === 2")
    assert page.evaluate("waybill.legs()") == LEGS
    assert all(url.startswith("file:") for url in visitor.requests)
    assert visitor.errors == []
    assert page.evaluate("__violations") == []
    # The base map came, too: the note that it did not is not there.
    expect(page.locator(".wb-map-quiet")).to_have_count(0)
    # So does what is loaded when it is asked for.
    page.get_by_role("button", name="Share this view").click()
    expect(page.locator("#wb-sh-link")).to_be_focused()
    expect(page.get_by_role("img", name="QR code of the link")).to_be_visible()


def test_without_javascript_the_page_says_everything(
    readers: Readers, site: Site, story: Story
) -> None:
    made = readers.meet("without JavaScript", site.url, java_script_enabled=False)
    made.page.goto(site.url)
    text = " ".join(made.page.locator("body").inner_text().split())
    for leg in story.legs.values():
        assert f"{story.places[leg.origin].name} → {story.places[leg.destination].name}" in text
    for claim in story.claims.values():
        assert " ".join(claim.statement.split()) in text
    assert "The timeline, the panel and the live map need JavaScript." in text
    assert "Loading the map" not in text  # only while a script is on its way


def test_a_link_opens_the_same_view_as_in_the_app(visitor: Reader, site: Site) -> None:
    query = "?from=2023-09-12&to=2023-09-20&known=2023-10-14&leg=rajin-dunay&tab=legs&map=42.5,131.0,7.00"
    page = visitor.page
    show(page, site.url + query)
    assert page.evaluate("waybill.range()") == ["2023-09-12", "2023-09-20"]
    assert page.evaluate("waybill.known()") == "2023-10-14"
    assert page.evaluate("waybill.view().zoom") == 7
    expect(page.get_by_role("tab", name="Legs")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".wb-card")).to_contain_text("Rajin → Dunay")
    # The text below holds later publications, and says so.
    expect(page.locator(".wbe-fold > summary")).to_contain_text("published after 14 Oct 2023")
    assert visitor.errors == []


def test_a_steps_page_opens_on_the_step_and_its_link_leads_back_to_it(
    visitor: Reader, site: Site
) -> None:
    page = visitor.page
    show(page, site.url + "step-ports.html")
    expect(page.locator(".wb-chip[aria-pressed=true]")).to_contain_text("Rajin → Dunay by sea")
    page.get_by_role("button", name="Share this view").click()
    link = page.locator("#wb-sh-link").input_value()
    assert link.startswith(f"{site.url}step-ports.html?from=2023-09-07&to=2023-10-01&step=ports")
    page.keyboard.press("Escape")
    page.evaluate("waybill.focus('step', 'rail')")
    page.get_by_role("button", name="Share this view").click()
    link = page.locator("#wb-sh-link").input_value()
    assert link.startswith(f"{site.url}step-rail.html?")
    page.keyboard.press("Escape")
    assert page.title() == "Rajin → Dunay by sea – From Rajin to Tikhoretsk: an alleged arms route"


@pytest.fixture(scope="module")
def page_that_is_kept(browser_that_keeps_pages: Browser, site: Site) -> Iterator[Page]:
    page = new_reader(browser_that_keeps_pages, site.url).page
    page.add_init_script("addEventListener('pageshow', (e) => (window.__kept = e.persisted))")
    # A service worker that takes over a page puts it out of the browser's memory: let it do so now.
    page.goto(site.url)
    page.wait_for_function("() => !!navigator.serviceWorker.controller")
    yield page
    page.context.close()


@pytest.mark.parametrize("first", ["index.html", "step-rail.html", "claims.html", "method.html"])
def test_going_back_shows_the_page_at_once_as_it_was_left(
    page_that_is_kept: Page, site: Site, first: str
) -> None:
    """Restored from memory, not loaded again: nothing on a page keeps the browser from it."""
    page = page_that_is_kept
    has_map = first in ("index.html", "step-rail.html")
    if has_map:
        show(page, site.url + first)
        page.evaluate("waybill.setRange('2023-09-10', '2023-09-20')")
        page.wait_for_url("**from=2023-09-10*")
    else:
        page.goto(site.url + first)
    page.evaluate("delete window.__kept")  # of the first showing
    page.goto(site.url + "404.html")
    page.evaluate("history.back()")
    page.wait_for_url(f"**/{first}*", wait_until="commit")  # a kept page has loaded already
    page.wait_for_function("() => window.__kept !== undefined")
    reasons = "JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons)"
    assert page.evaluate("window.__kept"), page.evaluate(reasons)
    if has_map:
        assert page.evaluate("waybill.range()") == ["2023-09-10", "2023-09-20"]
        page.evaluate("waybill.setRange('2023-09-12', '2023-09-20')")
        page.wait_for_function("() => location.search.includes('from=2023-09-12')")


@pytest.mark.parametrize("name", ["index.html", "claims.html", "method.html", "404.html"])
def test_no_page_scrolls_sideways(visitor: Reader, site: Site, name: str) -> None:
    page = visitor.page
    page.set_viewport_size({"width": 320, "height": 900})
    if name == "index.html":
        show(page, site.url)
        page.evaluate("document.querySelector('.wbe-fold').open = true")
    else:
        page.goto(site.url + name)
    for width in (320, 390, 1440, 3840):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(DRAWN)  # the map has been told of its new size
        assert page.evaluate("innerWidth") == width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


# On paper

A4_PX = 703  # 210 mm less margins of 12 mm, at 96 px to the inch
BEFORE_PRINT = "dispatchEvent(new Event('beforeprint'))"
AFTER_PRINT = "dispatchEvent(new Event('afterprint'))"


def on_paper(page: Page) -> None:
    """The page as it is printed on A4; the window's own change of size is not part of printing."""
    page.evaluate(BEFORE_PRINT)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_PX, "height": 1000})


@pytest.fixture(scope="module")
def paper(readers: Readers, site: Site) -> Page:
    """The first page on paper, printed once for the tests that look at it."""
    page = readers.meet("reader on paper", site.url, service_workers="block").page
    show(page, site.url)
    on_paper(page)
    return page


@pytest.mark.parametrize(("query", "scheme"), [("?theme=dark", "light"), ("", "dark")])
def test_a_dark_page_prints_dark_on_white_the_map_too(
    visitor: Reader, site: Site, query: str, scheme: str
) -> None:
    page = visitor.page
    page.emulate_media(color_scheme=scheme)
    show(page, site.url + query)
    corner = """() => { const canvas = document.querySelector(".wb-canvas");
      const copy = new OffscreenCanvas(1, 1).getContext("2d");
      copy.drawImage(canvas, -canvas.width / 2, -canvas.height / 2);
      return [...copy.getImageData(0, 0, 1, 1).data]; }"""
    page.wait_for_function(f"() => ({corner})()[3] === 255")
    dark = page.evaluate(corner)
    assert max(dark[:3]) < 80
    on_paper(page)
    assert min(page.evaluate(corner)[:3]) > 180
    ground = "(selector) => getComputedStyle(document.querySelector(selector)).backgroundColor"
    assert page.evaluate(ground, "body") == "rgb(255, 255, 255)"
    assert page.evaluate(ground, ".wb") == "rgb(255, 255, 255)"
    ink = "(selector) => getComputedStyle(document.querySelector(selector)).color"
    for selector in ("h1", ".wbe-text td", ".wb-label-node"):
        assert page.evaluate(ink, selector) == "rgb(20, 25, 29)", selector
    page.emulate_media(media="screen")
    page.evaluate(AFTER_PRINT)
    assert page.evaluate(corner) == dark


def test_on_paper_the_timeline_stands_below_the_map(paper: Page) -> None:
    page = paper
    chart, timeline = (page.locator(part).bounding_box() for part in (".wb-mapbox", ".wb-tl-body"))
    assert chart is not None
    assert timeline is not None
    assert timeline["y"] >= chart["y"] + chart["height"]
    assert timeline["height"] > 100
    assert timeline["x"] + timeline["width"] <= A4_PX


def test_on_paper_the_words_of_a_column_are_whole(paper: Page) -> None:
    page = paper
    cell = page.locator(".wbe-text table th[scope=row]").first
    assert cell.inner_text().startswith("Pyongyang")
    widths = page.evaluate(
        """() => { const cell = document.querySelector(".wbe-text table th[scope=row]");
          const range = document.createRange(); const text = cell.firstChild;
          range.setStart(text, 0); range.setEnd(text, "Pyongyang".length);
          return range.getClientRects().length; }"""
    )
    assert widths == 1


def test_on_paper_nothing_is_cut_off_and_no_control_is_printed(paper: Page, site: Site) -> None:
    page = paper
    for name in ("index.html", "claims.html", "method.html"):
        if name != "index.html":  # so this is the last test that looks at this page
            page.goto(site.url + name)
        wide = page.evaluate(
            """(width) => [...document.querySelectorAll("h1, h2, p, td, th, li, svg, .wb-mapbox")]
              .filter((one) => !one.closest(".leaflet-container, .wb-inset"))
              .filter((one) => one.getBoundingClientRect().right > width + 1)
              .map((one) => one.outerHTML.slice(0, 80))""",
            A4_PX,
        )
        assert wide == [], name
        shown = page.locator(
            "button:visible:not(.wb-lnk, .wb-m-press, .wb-tl-mark, .wb-inset), input:visible, select:visible, summary:visible:not(.wb-doc summary, .wb-legend summary)"
        )
        assert shown.evaluate_all("all => all.map((one) => one.outerHTML.slice(0, 80))") == [], name


def test_on_paper_the_map_says_what_it_shows_and_folded_text_is_read(
    visitor: Reader, site: Site, story: Story
) -> None:
    page = visitor.page
    show(page, site.url + "?known=2023-10-14")
    on_paper(page)
    note = page.locator(".wb-shown")
    expect(note).to_contain_text("as known on 14 Oct 2023")
    expect(note).to_be_visible()
    address = page.locator(".wbe-addresses a").first
    content = address.evaluate("(one) => getComputedStyle(one, '::after').content")
    assert address.get_attribute("href") in content
    page.emulate_media(media="screen")
    page.evaluate(AFTER_PRINT)
    expect(note).to_have_count(0)
    page.emulate_media(media="null")
    page.set_viewport_size({"width": 1280, "height": 720})
    sheets = printed(page)
    assert [number for number, text in enumerate(sheets, 1) if len(text) < 100] == []
    assert "Legs, as said" in sheets[0]
    assert f"{site.url}?from=" in sheets[0].replace(" ", "")
    text = " ".join(sheets)
    assert [visit.purpose for visit in story.visits.values() if visit.purpose not in text] == []


# For those who set their own colours


CONTROLS = {
    "pressed chip": ".wb-chip[aria-pressed=true]",
    "other chip": ".wb-chip[aria-pressed=false]",
    "open tab": ".wb-tabs button[aria-selected=true]",
    "other tab": ".wb-tabs button[aria-selected=false]",
    "Play": ".wb-tl-play",
    "speed": ".wb-tl-speed",
    "pressed length": ".wb-tl-seg button[aria-pressed=true]",
    "other length": ".wb-tl-seg button[aria-pressed=false]",
    "switch": ".wb-tl-switch",
    "first handle": ".wb-tl-flag-a",
    "second handle": ".wb-tl-flag-b",
    "name of a lane": ".wb-tl-lname",
    "counter": ".wb-tl-more",
    "day on the axis": ".wb-tl-tick:not(.wb-tl-gone)",
    "name of a bar": ".wb-tl-bartext",
    "number of a visit": ".wb-tl-disc",
}
# WCAG 2 contrast of an element's text with the nearest ground behind it that is not see-through.
CONTRAST = """(one) => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = numbers(colour).map((n) => n / 255).map((n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (el) => {
    const colour = el ? getComputedStyle(el).backgroundColor : "rgb(255, 255, 255)";
    return numbers(colour)[3] === 0 ? ground(el.parentElement) : colour;
  };
  const [a, b] = [light(getComputedStyle(one).color), light(ground(one))].sort((a, b) => b - a);
  return (a + 0.05) / (b + 0.05);
}"""


def test_with_forced_colours_every_control_can_be_read(visitor: Reader, site: Site) -> None:
    visitor.page.emulate_media(forced_colors="active", color_scheme="light")
    show(visitor.page, site.url)
    every_control_can_be_read(visitor.page)
    visitor.page.emulate_media(forced_colors="active", color_scheme="dark")
    visitor.page.evaluate(DRAWN)
    every_control_can_be_read(visitor.page)


def every_control_can_be_read(page: Page) -> None:
    found = {name: page.locator(one).first.evaluate(CONTRAST) for name, one in CONTROLS.items()}
    assert {name: ratio for name, ratio in found.items() if ratio < 4.5} == {}
    # What is pressed has the reader's own colours for it, and what can be pressed has an edge.
    colours = "(one) => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
    for kind in (".wb-chip", ".wb-tl-seg button"):
        pressed = page.locator(f"{kind}[aria-pressed=true]").evaluate(colours)
        assert pressed != page.locator(f"{kind}[aria-pressed=false]").first.evaluate(colours)
    for control in (".wb-tl-play", ".wb-tl-speed"):
        style = page.locator(control).evaluate("(one) => getComputedStyle(one).borderStyle")
        assert style == "solid"
        adjust = page.locator(control).evaluate("(one) => getComputedStyle(one).forcedColorAdjust")
        assert adjust == "auto"
    # The dates chosen are drawn by stretching one pixel; a border would be stretched with it.
    border = page.locator(".wb-tl-sel").evaluate("(one) => getComputedStyle(one).borderLeftWidth")
    assert border == "0px"


def test_axe_finds_nothing_on_any_page(visitor: Reader, site: Site) -> None:
    page = visitor.page
    show(page, site.url)
    page.evaluate("document.querySelector('.wbe-fold').open = true")
    assert violations(page) == {}
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((el) => el.id)")
    assert len(ids) == len(set(ids))
    page.emulate_media(color_scheme="dark")
    show(page, site.url + "step-rail.html")
    # The text below is the first page's own; that is looked at above.
    assert violations(page) == {}
    page.evaluate("document.querySelector('.wbe-fold').open = true")
    assert violations(page, rules=COLOURS) == {}
    for name in ("claims.html", "method.html", "404.html"):
        page.goto(site.url + name)
        assert violations(page) == {}, name


def test_axe_finds_nothing_without_javascript(visitor: Reader, site: Site) -> None:
    """What a reader without scripts gets, opened with them held back."""
    visitor.page.route("**/*.js", lambda route: route.abort())
    visitor.page.goto(site.url)
    assert violations(visitor.page) == {}


def test_with_a_service_worker_a_second_visit_needs_no_network(
    browser: Browser, site: Site
) -> None:
    made = opened(browser, site.url)
    page = made.page
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    show(page, site.url + "step-gaza.html?tab=legs")
    assert page.evaluate("waybill.legs()") == LEGS
    expect(page.locator(".wb-map-quiet")).to_have_count(0)
    page.context.close()


def test_nothing_in_a_hostile_story_runs(readers: Readers, hostile_edition: Path) -> None:
    url, server = serve(hostile_edition)
    made = readers.newcomer(url, service_workers="block")
    dialogs: list[str] = []
    made.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    made.page.add_init_script(WATCH)
    for address in (f"{url}/", (hostile_edition / "index.html").as_uri(), f"{url}/method.html"):
        if address.endswith("method.html"):
            made.page.goto(address)
        else:
            show(made.page, address)
            made.page.evaluate("document.querySelector('.wbe-fold').open = true")
            for tab in ("Legs", "Claims"):
                made.page.get_by_role("tab", name=tab).click()
        assert made.page.evaluate("window.__pwned") is None
        assert made.page.evaluate("__violations") == []
        assert dialogs == []
        assert not [request for request in made.requests if HOST in request.split("?")[0]]
    readers.dismiss(made)
    server.shutdown()
    server.server_close()
