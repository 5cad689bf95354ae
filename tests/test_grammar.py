"""One grammar of marks: whole, true to its rule, and read by the card, the KML file and the legend."""

from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from pydantic import ValidationError

from waybill.card.legend import legend_words
from waybill.card.palette import DARK, LIGHT
from waybill.evidence.phrases import MODE_WORDS
from waybill.evidence.standing import Level
from waybill.export import export
from waybill.grammar import FILE, Grammar, grammar
from waybill.story.model import MODES

KML = {"k": "http://www.opengis.net/kml/2.2"}


def test_every_mode_and_every_level_has_its_marks():
    assert tuple(grammar().modes) == MODES
    assert tuple(grammar().levels) == get_args(Level)
    assert set(MODES) < set(grammar().colours)


def test_only_an_observed_path_is_a_solid_line():
    levels = grammar().levels
    assert [name for name, level in levels.items() if level.stroke == "solid"] == ["observed"]
    assert [name for name, level in levels.items() if not level.plain.dash_px] == ["observed"]
    assert [name for name, level in levels.items() if not level.kml.name_suffix] == ["observed"]


def test_an_unknown_key_in_the_file_is_an_error():
    changed = FILE.read_text("utf-8").replace('"casing_px"', '"casing"')
    with pytest.raises(ValidationError, match="casing"):
        Grammar.model_validate_json(changed)


@pytest.mark.parametrize(("palette", "theme"), [(LIGHT, "light"), (DARK, "dark")])
def test_the_card_has_the_colours_of_the_grammar(palette, theme):
    for mode in MODES:
        assert palette.of_mode(mode) == grammar().colours[mode].in_theme(theme)
    assert palette.visit == {"light": "#00695c", "dark": "#55cbb7"}[theme]


def test_the_card_s_legend_has_the_words_of_the_grammar():
    for name, level in grammar().levels.items():
        assert legend_words(name, "rail") == f"rail, {level.card_words}"
        assert legend_words(name, "unknown") == level.card_words
    assert MODE_WORDS["sea"] == "by sea"


def test_kml_has_the_colours_and_widths_of_the_grammar(story):
    root = ET.fromstring(export(story, None, "kml").content)
    for mode in MODES:
        for name, level in grammar().levels.items():
            line = root.find(f".//k:Style[@id='{mode}-{name}']/k:LineStyle", KML)
            red, green, blue = (grammar().colours[mode].light[i : i + 2] for i in (1, 3, 5))
            assert line.findtext("k:color", namespaces=KML) == (
                f"{level.kml.opacity:02x}{blue}{green}{red}"
            )
            assert float(line.findtext("k:width", namespaces=KML)) == level.kml.width_px
