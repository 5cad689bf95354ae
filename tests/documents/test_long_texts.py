"""A cell of 100,000 characters is in a document whole, and freezes nobody's page."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from support.hostile_stories import hostile_story, write
from support.hostile_texts import CELL, FLOODS

from waybill.documents.long_texts import FOLDED_FROM, SHOWN, folded
from waybill.documents.table import table_html
from waybill.story import read_story
from waybill.view.view import default_view

MADE = re.compile(r"… <details class=\"wb-doc-long\"><summary>[^<]*</summary>|</details>")


def rest_of(document: str) -> str:
    """The document without what folding has put in."""
    return MADE.sub("", document)


@pytest.mark.parametrize("flood", sorted(FLOODS))
def test_nothing_of_a_long_text_is_lost_or_cut_within_a_sign(flood: str) -> None:
    text = html.escape(FLOODS[flood])
    made = folded(f"<td><b>Who</b> {text}</td>")
    if len(text) >= FOLDED_FROM:
        shown, _, rest = made.partition("… <details")
        assert len(shown) <= len("<td><b>Who</b> ") + SHOWN
        assert (
            html.unescape(shown.rpartition("</b>")[2])
            + html.unescape(rest.partition("</summary>")[2].partition("</details>")[0])
            == " " + FLOODS[flood]
        )
    assert rest_of(made) == f"<td><b>Who</b> {text}</td>"


def test_what_is_short_or_holds_text_alone_stays_as_it_is() -> None:
    short, long = "x" * (FOLDED_FROM - 1), "x" * CELL
    for document in (
        f"<p>{short}</p>",
        f'<a href="{long}">here</a>',
        f"<svg><title>{long}</title></svg>",
        f"<summary><b>a</b>{long}</summary>",
    ):
        assert folded(document) == document
    assert folded(f"<summary>a</summary><p>{long}</p>").count("<details") == 1


def test_of_a_table_with_such_cells_little_is_laid_out_at_once(tmp_path: Path) -> None:
    write(tmp_path, hostile_story([FLOODS["tags"], "b", "c", "d"]))
    story = read_story(tmp_path).story
    assert story is not None
    document = table_html(story, default_view(story))
    assert len(document) > 2_000_000
    at_once = re.sub(r"<details class=\"wb-doc-long\">.*?</details>", "", document, flags=re.DOTALL)
    assert len(at_once) < 200_000
    assert "onerror" in document
    assert "<img" not in document
