"""Publish on the Downloads page, in a browser: one press makes the zip, a second one brings it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.accessibility import violations
from support.readers import Reader
from support.running import ROOT, FolderServer

from waybill.cli import main
from waybill.story import read_story, story_version

MAKE = "Make the reader edition"


@pytest.fixture
def page(reader: Reader) -> Page:
    reader.page.goto(reader.base + "/downloads")
    expect(reader.page.get_by_role("button", name=MAKE)).to_be_visible(timeout=30_000)
    return reader.page


def test_the_zip_that_comes_is_the_edition_that_the_command_writes(
    page: Page, reader: Reader, tmp_path: Path
) -> None:
    get = page.get_by_role("button", name="Download the reader edition")
    expect(get).to_have_count(0)
    page.get_by_role("button", name=MAKE).click()
    expect(get).to_be_visible(timeout=60_000)
    expect(page.get_by_text("The reader edition is ready.")).to_be_visible()
    with page.expect_download() as coming:
        get.click()
    assert coming.value.suggested_filename.endswith("_edition.zip")
    with zipfile.ZipFile(coming.value.path()) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert main(["publish", str(ROOT / "data"), "--out", str(tmp_path / "site")]) == 0
    names = {path.relative_to(tmp_path / "site") for path in (tmp_path / "site").rglob("*")}
    assert names == {
        path.relative_to(tmp_path / "unpacked") for path in (tmp_path / "unpacked").rglob("*")
    }
    for name in names:
        if (tmp_path / "site" / name).is_file():
            written = (tmp_path / "site" / name).read_bytes()
            assert (tmp_path / "unpacked" / name).read_bytes() == written, name
    # It opens from the disk, as the page says.
    page.goto((tmp_path / "unpacked" / "index.html").as_uri())
    page.wait_for_function("() => window.waybill && document.querySelector('.wb[data-ready]')")
    assert reader.errors == []
    assert reader.foreign_requests() == []


def test_the_section_can_be_used_by_everybody(page: Page) -> None:
    page.get_by_role("button", name=MAKE).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Download the reader edition")).to_be_visible(
        timeout=60_000
    )
    assert violations(page, within=".st-key-publish") == {}
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


# A story that changes while a reader has the page open


@pytest.fixture
def own_story(folder_reader: Reader, folder_server: FolderServer) -> tuple[Page, Path]:
    """The page open on a story of its own, and the folder of that story."""
    folder = folder_server.show_copy(ROOT / "data")
    page = folder_reader.page
    page.goto(folder_reader.base + "/downloads")
    expect(page.get_by_role("button", name=MAKE)).to_be_visible(timeout=30_000)
    page.evaluate("window.__opened_once = true")
    return page, folder


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_press_publishes_the_files_as_they_are_now(own_story: tuple[Page, Path]) -> None:
    page, folder = own_story
    change(folder / "places.csv", "Pyongyang", "Pyongyang as renamed")
    page.get_by_role("button", name=MAKE).click()
    get = page.get_by_role("button", name="Download the reader edition")
    expect(get).to_be_visible(timeout=60_000)
    with page.expect_download() as coming:
        get.click()
    story = read_story(folder).story
    assert story is not None
    with zipfile.ZipFile(coming.value.path()) as archive:
        manifest = json.loads(archive.read("edition.json"))
        assert b"Pyongyang as renamed" in archive.read("index.html")
    assert manifest["data_version"] == story_version(story)
    expect(page.get_by_text(f"version {story_version(story)}.", exact=False)).to_be_visible()
    assert page.evaluate("window.__opened_once")


def test_a_press_is_refused_for_a_fault_that_came_since(own_story: tuple[Page, Path]) -> None:
    page, folder = own_story
    change(folder / "visits.csv", ",2023-09-12,", ",2023-09-32,")
    page.get_by_role("button", name=MAKE).click()
    expect(page.get_by_text("Nothing was made: the story has 1 fault.")).to_be_visible()
    expect(page.get_by_text("'2023-09-32' is not a day of the calendar")).to_be_visible()
    expect(page.get_by_role("button", name="Download the reader edition")).to_have_count(0)
    assert page.evaluate("window.__opened_once")
