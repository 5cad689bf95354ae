"""Pictures to take along: what they show and say, and that data stays text in them."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from support.readers import Reader, Readers
from support.running import ROOT
from support.static_site import Site, map_page

from waybill.story import read_story, story_version

STORY = read_story(ROOT / "data").story
assert STORY is not None
VERSION = story_version(STORY)
VIEW = "from=2023-09-12&to=2023-09-20&known=2023-10-13&leg=rajin-dunay&tab=legs&map=42.5000,132.0000,7.00"
READY = ".wb[data-ready]"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site({"/": map_page()}) as running:
        yield running


@pytest.fixture(scope="module")
def sharer(readers: Readers, site: Site) -> Iterator[Reader]:
    made = readers.newcomer(site.url)
    made.page.goto(f"{site.url}/?{VIEW}")
    made.page.wait_for_selector(READY)
    yield made
    assert made.errors == []
    readers.dismiss(made)


@pytest.fixture
def page(sharer: Reader) -> Page:
    """The view, as it was opened."""
    return sharer.page


def opened(page: Page) -> Locator:
    dialog = page.get_by_role("dialog", name="Share this view")
    if not dialog.is_visible():
        page.get_by_role("button", name="Share this view").click()
    expect(dialog).to_be_visible()
    return dialog


def taken(page: Page, dialog: Locator, name: str) -> tuple[str, bytes]:
    """The name of the file that a button saves, and its bytes."""
    with page.expect_download() as started:
        dialog.get_by_role("button", name=name).click()
    expect(dialog.get_by_role("status")).to_contain_text("saved")
    return started.value.suggested_filename, started.value.path().read_bytes()


def test_the_map_as_seen_is_a_picture_of_so_many_pixels_and_asks_nobody_for_anything(page, sharer):
    dialog = opened(page)
    wide, high = page.evaluate(
        "(({ clientWidth, clientHeight }) => [clientWidth, clientHeight])(document.querySelector('.wb-mapbox'))"
    )
    for name, ratio in (("PNG 2×", 2), ("PNG 3×", 3)):
        file, content = taken(page, dialog, name)
        assert file == f"tikhoretsk-{ratio}x.png"
        with Image.open(io.BytesIO(content)) as picture:
            assert picture.width == wide * ratio
            assert picture.height > high * ratio
            # The leg in focus is drawn in the colour of the sea.
            colours = picture.convert("RGB").getcolors(picture.width * picture.height)
            assert sum(count for count, (r, g, b) in colours if b > 120 and r < 40) > 500
    assert sharer.foreign_requests() == []


def test_the_svg_says_what_the_picture_shows_and_where_it_comes_from(page, site):
    file, content = taken(page, opened(page), "SVG")
    assert file == "tikhoretsk.svg"
    root = ElementTree.fromstring(content)
    texts = " ".join(el.text or "" for el in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "as known on 13 Oct 2023, focused on" in texts
    assert "Base map: Natural Earth" in texts
    assert f"Data {VERSION}" in texts
    joined = texts.replace(" ", "")
    assert f"{site.url}/?{VIEW}".replace(" ", "") in joined


def test_a_hostile_story_stays_text_in_an_svg_and_in_a_video(readers):
    """Names that are markup, end a comment or hold what XML cannot."""
    evil = '</text><script>alert(1)</script><image href="https://evil.example/"/>\x00\x1b ]]> --> &amp;'
    story = STORY.model_copy(update={"info": STORY.info.model_copy(update={"title": evil})})
    with Site({"/": map_page()}, story=story) as hostile:
        reader = readers.newcomer(hostile.url)
        reader.page.goto(hostile.url)
        reader.page.wait_for_selector(READY)
        dialog = opened(reader.page)
        _, content = taken(reader.page, dialog, "SVG")
        size = "(({ clientWidth, clientHeight }) => [clientWidth, clientHeight])(document.querySelector('.wb-mapbox'))"
        before = reader.page.evaluate(size)
        dialog.get_by_role("button", name="Video, upright").click()
        expect(dialog.get_by_role("status")).to_contain_text("Recording: ")
        wide, high = reader.page.evaluate(size)
        assert high > wide
        dialog.get_by_role("button", name="Cancel").click()
        expect(dialog.get_by_role("status")).to_have_text("Cancelled.")
        assert reader.page.evaluate(size) == before
        assert reader.foreign_requests() == []
        assert reader.errors == []
        readers.dismiss(reader)
    root = ElementTree.fromstring(content)
    tags = {el.tag.rpartition("}")[2] for el in root.iter()}
    assert tags <= {"svg", "g", "title", "path", "rect", "text"}
    names = {name for el in root.iter() for name in el.attrib}
    assert not any(name.startswith("on") or "href" in name for name in names)
    assert "</text><script>alert(1)</script>" in "".join(root.itertext())


# ---- Play as a video

LOOK_INTO = """async (data) => {
  const video = document.createElement("video");
  video.muted = true;
  video.src = data;
  await video.play();
  await new Promise((done) => { video.onended = done; });
  return [video.videoWidth, video.videoHeight, video.getVideoPlaybackQuality().totalVideoFrames];
}"""


def test_play_is_taken_along_as_a_video_that_tells_how_far_it_is(sharer, browser, site):
    page = sharer.page
    page.evaluate("waybill.setRange('2023-09-12', '2023-09-14')")
    dialog = opened(page)
    told = dialog.get_by_role("status")
    with page.expect_download(timeout=60_000) as started:
        dialog.get_by_role("button", name="Video, upright").click()
        expect(told).to_contain_text("Recording: ")
        expect(dialog.get_by_role("button", name="Cancel")).to_be_visible()
    expect(told).to_have_text("The video was saved.")
    file = started.value
    kind = file.suggested_filename.rpartition(".")[2]
    content = file.path().read_bytes()
    assert file.suggested_filename == f"tikhoretsk-upright.{kind}"
    assert content[:4] == b"\x1aE\xdf\xa3" if kind == "webm" else content[4:8] == b"ftyp"
    data = f"data:video/{kind};base64," + base64.b64encode(content).decode()
    player = browser.new_page()
    width, height, frames = player.evaluate(LOOK_INTO, data)
    player.close()
    assert (width, height) == (720, 1280)
    assert frames > 8
    assert sharer.foreign_requests() == []


def test_a_recording_can_be_cancelled_and_saves_nothing(sharer):
    page = sharer.page
    saved = []
    page.on("download", lambda download: saved.append(download))
    page.evaluate("waybill.setRange('2023-09-12', '2023-09-20')")
    dialog = opened(page)
    dialog.get_by_role("button", name="Video, wide").click()
    expect(dialog.get_by_role("status")).to_contain_text("Recording: ")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog.get_by_role("status")).to_have_text("Cancelled.")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_hidden()
    page.wait_for_timeout(300)
    assert saved == []
