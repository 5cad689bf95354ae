"""The reader edition: the same story from a sub-path, from a disk, without a network, without JavaScript."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from running import Reader, new_reader

from tests.hostile_stories import hostile_story, write
from tests.payloads import HOST, TEXTS
from waybill.reader import edition, look
from waybill.reader.edition import Options
from waybill.reader.publish import publish
from waybill.story import Story, read_story

ROOT = Path(__file__).parents[2]
LEGS = ["pyongyang-rajin", "rajin-dunay", "dunay-transfer", "dunay-tikhoretsk", "gaza-claim"]
WATCH = """
window.__violations = [];
addEventListener("securitypolicyviolation", (e) => __violations.push(e.violatedDirective + " " + e.blockedURI));
"""


@dataclass(frozen=True)
class Site:
    """A published edition and the address of its folder, somewhere below the top of a host."""

    folder: Path
    url: str


def serve(top: Path) -> tuple[str, object]:
    server = look.server(top, 0)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}", server


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    top = tmp_path_factory.mktemp("host")
    folder = top / "some" / "where"
    publish(ROOT / "data", folder, Options(service_worker=True))
    url, server = serve(top)
    yield Site(folder, f"{url}/some/where/")
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


@pytest.fixture
def reader(browser: Browser, site: Site) -> Iterator[Reader]:
    made = opened(browser, site.url, service_workers="block")
    yield made
    made.page.context.close()


def violations_of_axe(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


def test_below_a_sub_path_every_leg_is_drawn_and_nothing_else_is_asked(
    reader: Reader, site: Site
) -> None:
    reader.page.wait_for_load_state("networkidle")
    assert reader.page.evaluate("waybill.legs()") == LEGS
    assert all(url.startswith(site.url) for url in reader.requests)
    assert reader.errors == []
    assert reader.page.evaluate("__violations") == []


def test_from_a_disk_every_leg_is_drawn_and_nothing_is_fetched(
    browser: Browser, site: Site
) -> None:
    made = opened(browser, (site.folder / "index.html").as_uri())
    page = made.page
    page.evaluate("waybill.setView(42.5, 131, 8)")
    page.wait_for_function("() => document.querySelectorAll('script[src*=basemap]').length === 2")
    assert page.evaluate("waybill.legs()") == LEGS
    assert all(url.startswith("file:") for url in made.requests)
    assert made.errors == []
    assert page.evaluate("__violations") == []
    # The base map came, too: the note that it did not is not there.
    expect(page.locator(".wb-map-quiet")).to_have_count(0)
    page.context.close()


def test_without_javascript_the_page_says_everything(
    browser: Browser, site: Site, story: Story
) -> None:
    made = new_reader(browser, site.url, java_script_enabled=False)
    made.page.goto(site.url)
    text = " ".join(made.page.locator("body").inner_text().split())
    for leg in story.legs.values():
        assert f"{story.places[leg.origin].name} → {story.places[leg.destination].name}" in text
    for claim in story.claims.values():
        assert " ".join(claim.statement.split()) in text
    assert "The timeline, the panel and the live map need JavaScript." in text
    assert "Loading the map" not in text  # only while a script is on its way
    made.page.context.close()


def test_a_link_opens_the_same_view_as_in_the_app(browser: Browser, site: Site) -> None:
    query = "?from=2023-09-12&to=2023-09-20&known=2023-10-14&leg=rajin-dunay&tab=legs&map=42.5,131.0,7.00"
    made = opened(browser, site.url + query, service_workers="block")
    page = made.page
    assert page.evaluate("waybill.range()") == ["2023-09-12", "2023-09-20"]
    assert page.evaluate("waybill.known()") == "2023-10-14"
    assert page.evaluate("waybill.view().zoom") == 7
    expect(page.get_by_role("tab", name="Legs")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".wb-card")).to_contain_text("Rajin → Dunay")
    # The text below holds later publications, and says so.
    expect(page.locator(".wbe-fold > summary")).to_contain_text("published after 14 Oct 2023")
    assert made.errors == []
    page.context.close()


def test_a_steps_page_opens_on_the_step_and_its_link_leads_back_to_it(
    browser: Browser, site: Site
) -> None:
    made = opened(browser, site.url + "step-ports.html", service_workers="block")
    page = made.page
    expect(page.locator(".wb-chip[aria-pressed=true]")).to_contain_text("Rajin → Dunay by sea")
    page.get_by_role("button", name="Share this view").click()
    link = page.get_by_label("Link", exact=False).first.input_value()
    assert link.startswith(f"{site.url}step-ports.html?from=2023-09-07&to=2023-10-01&step=ports")
    page.keyboard.press("Escape")
    page.evaluate("waybill.focus('step', 'rail')")
    assert "/step-rail.html?" in page.evaluate(
        "Waybill.shareLink({options: {}, store: {get: () => ({focus: {kind: 'step', id: 'rail'}})}, link: () => 'tab=legs'}, null)"
    )
    assert page.title() == "Rajin → Dunay by sea – From Pyongyang to Tikhoretsk"
    page.context.close()


def test_the_full_base_map_is_fetched_only_when_it_shows(reader: Reader) -> None:
    def full() -> list[str]:
        return [u for u in reader.requests if "/basemap." in u]

    reader.page.wait_for_load_state("networkidle")
    assert full() == []
    with reader.page.expect_request("**/basemap.*.json"):
        reader.page.evaluate("waybill.setView(42.5, 131, 8)")
    assert len(full()) == 1


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
    expect(thread).to_contain_text("Kremlin rejected")
    thread.get_by_role("link", name="this claim").first.click()
    page.wait_for_function("() => window.waybill && document.querySelector('.wb[data-ready]')")
    assert "claim=c1-containers" in page.url


def test_coming_back_finds_the_view_as_it_was_left(reader: Reader) -> None:
    page = reader.page
    page.evaluate("waybill.setRange('2023-09-10', '2023-09-20')")
    page.wait_for_url("**from=2023-09-10*")
    page.get_by_role("link", name="Sources and method").last.click()
    page.wait_for_url("**/method.html")
    page.go_back()
    page.wait_for_function("() => window.waybill && document.querySelector('.wb[data-ready]')")
    assert page.evaluate("waybill.range()") == ["2023-09-10", "2023-09-20"]


@pytest.mark.parametrize("width", [320, 3840])
def test_no_page_scrolls_sideways(browser: Browser, site: Site, width: int) -> None:
    made = opened(
        browser, site.url, viewport={"width": width, "height": 900}, service_workers="block"
    )
    page = made.page
    page.evaluate("document.querySelector('.wbe-fold').open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(site.url + "method.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_axe_finds_nothing_on_any_page(browser: Browser, site: Site) -> None:
    made = opened(browser, site.url, service_workers="block")
    page = made.page
    page.evaluate("document.querySelector('.wbe-fold').open = true")
    assert violations_of_axe(page) == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((el) => el.id)")
    assert len(ids) == len(set(ids))
    page.emulate_media(color_scheme="dark")
    show(page, site.url + "step-rail.html")
    page.evaluate("document.querySelector('.wbe-fold').open = true")
    assert violations_of_axe(page) == []
    for name in ("claims.html", "method.html", "404.html"):
        page.goto(site.url + name)
        assert violations_of_axe(page) == [], name
    page.context.close()


def test_axe_finds_nothing_without_javascript(browser: Browser, site: Site) -> None:
    """What a reader without scripts gets, opened with them held back."""
    made = new_reader(browser, site.url, service_workers="block")
    made.page.route("**/*.js", lambda route: route.abort())
    made.page.goto(site.url)
    assert violations_of_axe(made.page) == []
    made.page.context.close()


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


def test_nothing_in_a_hostile_story_runs(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition, "render_card", lambda story, view: b"")  # a step a payload
    folder = tmp_path / "hostile"
    folder.mkdir()
    write(folder, hostile_story(list(TEXTS.values())))
    out = tmp_path / "site"
    publish(folder, out, Options(), force=True)
    url, server = serve(out)
    for address in (f"{url}/", (out / "index.html").as_uri(), f"{url}/method.html"):
        made = new_reader(browser, url, service_workers="block")
        dialogs: list[str] = []
        made.page.on(
            "dialog", lambda dialog, seen=dialogs: (seen.append(dialog.message), dialog.dismiss())
        )
        made.page.add_init_script(WATCH)
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
        made.page.context.close()
    server.shutdown()
    server.server_close()
