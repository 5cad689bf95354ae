"""What a link unfurls as, what a reader without JavaScript sees, and the Downloads page in a browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.running import ROOT

from waybill.story import read_story

VIEW = "?from=2023-08-01&to=2023-08-31&leg=rajin-dunay"


def content(page: Page, name: str) -> str:
    found = page.locator(f'meta[property="{name}"]').get_attribute("content")
    assert found
    return found


def test_three_links_have_pictures_that_a_browser_shows(scriptless, server):
    page = scriptless.page
    titles, pictures = [], []
    for query in ("", VIEW, "?step=gaza&known=2023-10-12&theme=dark"):
        page.goto(server.url + "/" + query)
        titles.append(content(page, "og:title"))
        picture = page.request.get(f"{server.url}/{content(page, 'og:image')}")
        assert picture.headers["content-type"] == "image/png"
        pictures.append(picture.body())
    assert titles == [
        "From Rajin to Tikhoretsk: an alleged arms route",
        "From Rajin to Tikhoretsk: an alleged arms route: Angara (as claimed): Rajin → Dunay, 1–31 Aug 2023",
        "From Rajin to Tikhoretsk: an alleged arms route: The Gaza claim, as known on 12 Oct 2023",
    ]
    assert len(set(pictures)) == 3
    page.goto(f"{server.url}/card.png{VIEW}")
    assert page.locator("img").evaluate("image => [image.naturalWidth, image.naturalHeight]") == [1200, 630]  # fmt: skip


def test_the_panel_shows_the_picture_that_a_shared_link_has(reader):
    frame = reader.open("/?leg=rajin-dunay")
    frame.get_by_role("button", name="Share this view").click()
    picture = frame.get_by_role("img", name="Picture of this view")
    expect(picture).to_be_visible()
    assert picture.evaluate("async img => { await img.decode(); return img.naturalWidth; }") == 1200
    assert reader.foreign_requests() == []


def test_without_javascript_a_reader_gets_from_the_link_to_the_table(scriptless, server):
    reader = scriptless
    reader.page.goto(f"{server.url}/{VIEW}")
    assert reader.page.get_by_role(
        "heading", name="From Rajin to Tikhoretsk: an alleged arms route"
    ).is_visible()
    assert "1–31 Aug 2023" in reader.page.locator("noscript > div").inner_text()
    reader.page.get_by_role("link", name="the same as a table").click()
    assert "from=2023-08-01" in reader.page.url
    table = reader.page.get_by_role("table").first
    assert table.is_visible()
    assert "Rajin → Dunay" in table.inner_text()
    assert reader.foreign_requests() == []


def saved(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


@pytest.mark.parametrize("served_by", ["server", "streamlit_server"])
def test_the_downloads_page_gives_what_is_shown_and_all_with_and_without_our_server(
    readers, tmp_path, served_by, request
):
    running = request.getfixturevalue(served_by)
    reader = readers.meet("desktop", running.url)
    reader.page.goto(f"{running.url}/downloads{VIEW}")
    reader.page.get_by_role("button", name="GeoJSON: what is shown", exact=True).wait_for()
    assert "1–31 Aug 2023" in reader.page.locator(".wb-doc").first.inner_text()
    reader.page.wait_for_function("document.title.startsWith('Downloads – From Rajin')")
    shown = saved(reader.page, "GeoJSON: what is shown", tmp_path)
    everything = saved(reader.page, "GeoJSON: whole record", tmp_path)
    assert (shown.name, everything.name) == (
        "tikhoretsk-2023-08-01_2023-08-31.geojson",
        "tikhoretsk-all.geojson",
    )
    counts = [len(json.loads(path.read_text("utf-8"))["features"]) for path in (shown, everything)]  # fmt: skip
    assert 0 < counts[0] < counts[1]
    csv = saved(reader.page, "Legs (CSV): whole record", tmp_path)
    story = read_story(ROOT / "data").story
    assert story is not None
    assert len(csv.read_text("utf-8-sig").splitlines()) == 1 + len(story.legs)
    assert reader.foreign_requests() == []
    # Without our server, Streamlit looks for itself below the page first, and logs two failures.
    assert served_by == "streamlit_server" or reader.errors == []
