"""A server with several stories: the story of the link is on every page, in links, pictures and files."""

from __future__ import annotations

import re
import shutil

from playwright.sync_api import expect
from support.asking import ask
from support.running import FolderServer
from support.tiny_stories import SOUND

from waybill.story import read_story, shelf, story_version


def published(server: FolderServer, name: str, revision: int, **other: str) -> str:
    """Publish a version of a story; returns the version of its data."""
    toml = SOUND["story.toml"].replace("Shipments", other.pop("title"))
    files = {**SOUND, "story.toml": toml, **{f"{n}.csv": text for n, text in other.items()}}
    data = {file: text.encode() for file, text in files.items()}
    version = story_version(
        read_story(shelf.publish(server.stories, f"try-{revision}", 1, data).folder).story
    )
    shelf.publish(server.stories, name, revision, data, version)
    return version


def test_the_story_of_a_link_goes_along_to_every_page_and_file(
    folder_reader, folder_server: FolderServer
) -> None:
    folder_server.show(SOUND)
    folder_server.stories.mkdir(exist_ok=True)
    first = published(folder_server, "grain", 1, title="Grain")
    shutil.rmtree(folder_server.stories / "grain" / shelf.VERSIONS)  # as before versions were noted
    shelf.publish(
        folder_server.stories, "empty", 1, {}
    )  # a folder without a story stands beside it
    moved = SOUND["routes.csv"].replace("2023-09-07", "2023-09-08")
    published(folder_server, "grain", 2, title="Grain", routes=moved)
    page, base = folder_reader.page, folder_server.url

    for path in ("card.png", "download/legs", "feed.atom", "table", ""):
        assert ask(folder_server, f"{path}?story=grain").status == 200
        for name in ("nothing", "..%2F..%2Fetc", "%00"):
            answer = ask(folder_server, f"{path}?story={name}")
            assert (path, answer.status) == (path, 404)
    assert b"2023-09-08" in ask(folder_server, "download/legs?story=grain").body
    assert b"2023-09-08" not in ask(folder_server, "download/legs").body

    page.goto(f"{base}/?story=grain&data={first}")
    frame = page.frame_locator("iframe").first
    expect(frame.locator('.wb[data-ready="true"]')).to_be_attached(timeout=60_000)
    expect(page).to_have_title("Grain")
    loaded = {
        one for url in folder_reader.requests for one in re.findall(r"/story\.\w+\.json", url)
    }
    assert len(loaded) == 1, "a story was fetched that is not shown"
    main = page.get_by_test_id("stMain")
    main.get_by_text("What changed since the version of this link").click()
    expect(main).to_contain_text("1 leg changed: “Rajin → Dunay, 2023-09-08”")
    page.get_by_test_id("stTopNavLink").get_by_text("Table").or_(
        page.get_by_role("link", name="Table")
    ).first.click()
    expect(main.get_by_role("heading", level=1)).to_contain_text("Grain", timeout=30_000)
    expect(page).to_have_url(re.compile(r"/table\?(.*&)?story=grain"))
    page.goto(f"{base}/stories")
    link = main.get_by_role("link", name="Grain").first
    expect(link).to_have_attribute("href", "./?story=grain", timeout=30_000)
