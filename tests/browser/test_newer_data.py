"""Data that change under a reader: the page says so quietly, and shows one version or the other."""

from __future__ import annotations

import re

from support.tiny_stories import ROUTES, SOUND, TOML

LOOK = "document.dispatchEvent(new Event('visibilitychange'))"


def names(frame):
    """The story files that the map's frame has fetched."""
    entries = frame.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    return {
        found[1] for name in entries if (found := re.search(r"/story\.([0-9a-f]+)\.json$", name))
    }


def test_a_page_says_that_there_are_newer_data_and_shows_them_when_asked(
    folder_reader, folder_server
):
    reader, page = folder_reader, folder_reader.page
    folder_server.show(SOUND)
    frame = reader.open("/")
    assert frame.evaluate("waybill.legs()") == ["sea"]
    (before,) = names(frame)
    line = page.locator("#waybill-newer")
    with page.expect_response("**/waybill-files/now") as answer:
        page.evaluate(LOOK)
    assert answer.value.text() == before
    assert line.count() == 0

    changed = {
        "routes.csv": ROUTES + "more,dunay,rajin,2023-09-08,2023-09-09,sea,\n",
        "story.toml": TOML.replace('title = "Shipments"', 'title = "More shipments"'),
    }
    folder_server.show({**SOUND, **changed})
    page.evaluate(LOOK)
    line.wait_for()
    assert line.inner_text().split("\n")[0].startswith("This story has newer data.")
    assert line.get_attribute("role") == "status"
    assert line.get_by_role("button").bounding_box()["height"] >= 24
    # Until the reader asks, all that is shown is of one version.
    assert names(frame) == {before}
    assert frame.evaluate("waybill.legs()") == ["sea"]
    assert "More" not in page.title()

    line.get_by_role("button", name="Show them").click()
    page.wait_for_function("document.title.startsWith('More shipments')")
    frame = reader.frame()
    assert set(frame.evaluate("waybill.legs()")) == {"sea", "more"}
    assert before not in names(frame)
    with page.expect_response("**/waybill-files/now"):
        page.evaluate(LOOK)
    assert line.count() == 0
    assert reader.errors == []
