"""Views to try links with."""

from __future__ import annotations

import random

from waybill.story import Story
from waybill.view.days import story_days
from waybill.view.view import TABS, FocusKind, MapPosition, View

Focus = tuple[FocusKind, str]


def random_views(story: Story, count: int) -> list[View]:
    """Return views of a story that a reader can reach, the same ones in every run.

    The map keeps to its own edges and zoom steps.
    """
    chance = random.Random(20230907)
    (_, window_end), (first, last) = story_days(story)
    focuses: list[Focus | None] = [
        None,
        *(("leg", row) for row in story.legs),
        *(("visit", row) for row in story.visits),
        *(("claim", row) for row in story.claims),
        *(("place", row) for row in story.places),
        *(("step", step.id) for step in story.info.steps),
    ]
    days = [first.plus(n) for n in range(last - first + 1)]
    views = []
    for _ in range(count):
        start, end = sorted(chance.choices(days, k=2))
        views.append(
            View(
                start,
                end,
                known=chance.choice([None, None, window_end.plus(chance.randint(-60, 400))]),
                focus=chance.choice(focuses),
                tab=chance.choice(TABS),
                position=MapPosition(
                    chance.randint(-600_000, 700_000) / 1e4,
                    chance.randint(-1_800_000, 1_800_000) / 1e4,
                    chance.randint(80, 200) / 20,
                ),
                theme=chance.choice([None, "light", "dark"]),
            )
        )
    return views
