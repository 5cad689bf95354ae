"""The opening picture keeps room for the timeline: which lanes, and how many rows of each."""

from pathlib import Path

import pytest
from support.tiny_stories import CLAIMS, PLACES, ROUTES, SOURCES, VISITS

from waybill.documents.placeholder import timeline_lanes
from waybill.grammar import grammar
from waybill.story import Story, read_story


def story_of(folder: Path, **files: str) -> Story:
    for name, text in {"places": PLACES, "routes": ROUTES, **files}.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    found = read_story(folder).story
    assert found is not None
    return found


def test_the_bundled_story_has_all_four_lanes(story: Story) -> None:
    assert timeline_lanes(story) == [("legs", 5), ("visits", 2), ("images", 1), ("claims", 3)]


def test_a_story_of_two_files_has_its_legs(tmp_path: Path) -> None:
    plain = ROUTES.replace(",claims", "").replace(",containers", "")
    assert timeline_lanes(story_of(tmp_path, routes=plain)) == [("legs", 1)]


def test_a_visit_alone_has_one_row_and_claims_that_are_no_images_no_lane_of_images(
    tmp_path: Path,
) -> None:
    files = {"claims": CLAIMS, "sources": SOURCES, "visits": VISITS}
    lanes = timeline_lanes(story_of(tmp_path, **files))
    assert lanes == [("legs", 1), ("visits", 1), ("claims", 3)]


@pytest.mark.parametrize(("count", "rows"), [(2, 2), (5, 5), (40, 5), (41, 0)])
def test_legs_take_five_rows_at_most_and_many_are_only_counted(
    tmp_path: Path, count: int, rows: int
) -> None:
    assert grammar().limits.timeline_bars == 40
    head = "leg_id,origin,destination,start_date,mode\n"
    legs = "".join(f"l{i},rajin,dunay,2023-09-07,sea\n" for i in range(count))
    assert timeline_lanes(story_of(tmp_path, routes=head + legs)) == [("legs", rows)]
