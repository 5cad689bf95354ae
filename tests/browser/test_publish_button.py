"""Publish on the Downloads page, in a browser: one press makes the zip, a second one brings it.

A tiny story: tests/ui/test_publishing.py compares zip and command for the bundled one.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.accessibility import violations
from support.readers import Reader
from support.running import FolderServer
from support.tiny_stories import SOUND

from waybill.cli import main
from waybill.story import read_story, story_version

MAKE = "Make the reader edition"
GET = "Download the reader edition"


@pytest.fixture
def folder(folder_server: FolderServer) -> Path:
    """The folder of the story that is served."""
    folder_server.show(SOUND)
    return folder_server.folder


@pytest.fixture
def page(folder: Path, folder_reader: Reader) -> Page:
    """The Downloads page, open on that story."""
    page = folder_reader.page
    page.goto(folder_reader.base + "/downloads")
    expect(page.get_by_role("button", name=MAKE)).to_be_visible(timeout=30_000)
    page.evaluate("window.__opened_once = true")
    return page


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_zip_that_comes_is_the_edition_that_the_command_writes_of_the_files_as_they_are_now(
    page: Page, folder_reader: Reader, folder: Path, tmp_path: Path
) -> None:
    """Made by keyboard, in a section that everybody can use."""
    # The story changes while the reader has the page open.
    change(folder / "places.csv", "Rajin", "Rajin as renamed")
    get = page.get_by_role("button", name=GET)
    expect(get).to_have_count(0)
    page.get_by_role("button", name=MAKE).focus()
    page.keyboard.press("Enter")
    expect(get).to_be_visible(timeout=60_000)
    can_be_used_by_everybody(page)
    expect(page.get_by_text("The reader edition is ready.")).to_be_visible()
    with page.expect_download() as coming:
        get.click()
    assert coming.value.suggested_filename.endswith("_edition.zip")
    with zipfile.ZipFile(coming.value.path()) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert main(["publish", str(folder), "--out", str(tmp_path / "site")]) == 0
    unpacked = files(tmp_path / "unpacked")
    assert unpacked == files(tmp_path / "site")
    assert b"Rajin as renamed" in unpacked["index.html"]
    story = read_story(folder).story
    assert story is not None
    assert json.loads(unpacked["edition.json"])["data_version"] == story_version(story)
    expect(page.get_by_text(f"version {story_version(story)}.", exact=False)).to_be_visible()
    assert page.evaluate("window.__opened_once")
    # It opens from the disk, as the page says.
    page.goto((tmp_path / "unpacked" / "index.html").as_uri())
    page.wait_for_function("() => window.waybill && document.querySelector('.wb[data-ready]')")
    assert folder_reader.errors == []
    assert folder_reader.foreign_requests() == []


def can_be_used_by_everybody(page: Page) -> None:
    """The section with its zip made; it was pressed with the keyboard."""
    assert violations(page, within=".st-key-publish") == {}
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size(size)


def test_a_press_is_refused_for_a_fault_that_came_since(page: Page, folder: Path) -> None:
    change(folder / "visits.csv", ",2023-10-18,", ",2023-10-38,")
    page.get_by_role("button", name=MAKE).click()
    expect(page.get_by_text("Nothing was made: the story has 1 fault.")).to_be_visible()
    expect(page.get_by_text("'2023-10-38' is not a day of the calendar")).to_be_visible()
    expect(page.get_by_role("button", name=GET)).to_have_count(0)
    assert page.evaluate("window.__opened_once")
