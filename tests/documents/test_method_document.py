"""The method page."""

from __future__ import annotations

from pathlib import Path

import pytest

from waybill.documents import method
from waybill.grammar import grammar
from waybill.story.reading.folder import read_story

ROOT = Path(__file__).parents[2]
STORY = read_story(ROOT / "data").story


def test_its_samples_of_lines_have_the_widths_and_dashes_of_the_map(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    samples = method.method_html(STORY).partition('id="evidence"')[2].partition("</dl>")[0]
    assert samples.count("<svg") == 5
    assert 'stroke-dasharray="9 5.5"' in samples
    assert 'stroke-dasharray="0.1 8.5"' in samples
    assert 'stroke-dasharray="0 9.5"' in samples
    assert 'stroke-width="2" stroke-dasharray="5 3.5"' in samples

    line = grammar().line.model_copy(update={"dash_px": (1.0, 77.0)})
    other = grammar().model_copy(update={"line": line})
    monkeypatch.setattr(method, "grammar", lambda: other)
    assert 'stroke-dasharray="1 77"' in method.method_html(STORY)
