"""What a link says of flows: the server and the browser read and write it alike."""

from __future__ import annotations

import random
from pathlib import Path
from urllib.parse import parse_qsl, quote

import pytest

from waybill.story import Story, read_story
from waybill.view.link import data_version, parse_view, to_query

EXAMPLE = Path(__file__).parents[2] / "examples" / "teapots"
DATES = "from=2023-09-01&to=2023-11-30&tab=legs&data=@"


@pytest.fixture(scope="module")
def teapots() -> Story:
    found = read_story(EXAMPLE).story
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("query", "said", "notes"),
    [
        ("scale=window&flow=istanbul,genoa", "flow=istanbul,genoa&scale=window", 0),
        ("top=50&where=flag:blue&cargo=kites", "cargo=kites&where=flag%3Ablue&top=50", 0),
        ("cargo=kites&width=quantity", "width=quantity&cargo=kites", 0),  # behind all others
        ("flow=istanbul", "", 1),
        ("top=0", "", 1),
        ("top=20001", "", 1),
        ("top=٥", "", 1),
        ("scale=log", "", 1),
        (f"cargo={'x' * 1001}", "", 1),
        ("cargo=%20&where=", "", 0),
    ],
)
def test_a_link_says_what_is_chosen_of_flows(
    rules, teapots: Story, query: str, said: str, notes: int
) -> None:
    rules.load("teapots", teapots)
    view, noted = parse_view(_parameters(query), teapots)
    wanted = (DATES + ("&" + said if said else "")).replace("@", data_version(teapots))
    assert (to_query(view, data_version(teapots)), len(noted)) == (wanted, notes)
    theirs = rules("read_link", "teapots", query)
    assert (theirs["link"], theirs["notes"]) == (wanted, list(noted))


def test_a_story_without_shipments_has_no_flows_to_choose(rules, story: Story) -> None:
    rules.load("story", story)
    query = "flow=rajin,dunay&cargo=shells&top=5&scale=log"
    view, noted = parse_view(_parameters(query), story)
    assert (view.flows.pairs, noted) == ([], ())
    assert "flow=" not in rules("read_link", "story", query)["link"]


def test_any_text_is_read_alike(rules, teapots: Story) -> None:
    rules.load("teapots", teapots)
    draw = random.Random(14)
    texts = [
        "a",
        ",",
        "a,b",
        "a,b,c",
        "\u2028",
        "😀" * 400,
        "x" * 999,
        "5",
        "05",
        "window",
        "%7C",
        "'",
    ]
    for _ in range(200):
        pairs = {
            name: "".join(draw.choices(texts, k=draw.randint(0, 3)))
            for name in ("flow", "cargo", "where", "top", "scale")
        }
        query = "&".join(f"{name}={quote(value)}" for name, value in pairs.items())
        view, noted = parse_view(pairs, teapots)
        theirs = rules("read_link", "teapots", query)
        assert theirs["link"] == to_query(view, data_version(teapots)), query
        assert theirs["notes"] == list(noted), query


def _parameters(query: str) -> dict[str, str]:
    return dict(parse_qsl(query, keep_blank_values=True))
