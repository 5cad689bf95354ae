"""Only an observed path is ever drawn without breaks, in a large story too."""

import re

from waybill.evidence.standing import LEVELS
from waybill.web.assets import WEB

SHEETS = "".join(sheet.read_text("utf-8") for sheet in (WEB / "styles").glob("*.css"))


def selectors(declaration: str) -> set[str]:
    """The selectors of the rules that have a declaration."""
    found = re.findall(rf"([^{{}}\n]+)\{{[^{{}}]*{declaration}[^{{}}]*\}}", SHEETS)
    return {one.strip() for rule in found for one in rule.split(",")}


def test_only_an_observed_path_is_a_solid_line():
    assert selectors("stroke-dasharray: none") == {
        ".wb-placeholder-leg.observed",
        ".wb-placeholder-leg.plain.observed",
    }


def test_thousands_of_lines_have_dashes_three_times_as_long_and_no_layers():
    """What 5,000 legs take to be drawn for the first time is their dashes and layers of opacity."""
    assert "--plain-asserted-dash: 2 3;" in SHEETS
    assert "--plain-asserted-long-dash: 6 9;" in SHEETS
    for level in LEVELS:
        if level != "observed":
            dash = f"stroke-dasharray: var\\(--plain-{level}-long-dash\\)"
            assert selectors(dash) == {f".wb-placeholder-leg.plain.hairline.{level}"}
        assert selectors(f"stroke-opacity: var\\(--plain-{level}-opacity\\)")
        assert not selectors(f"[ ;]opacity: var\\(--plain-{level}-opacity\\)")


def test_only_lines_and_their_samples_have_a_dash():
    """A dash on anything else would be handed down to the samples of lines inside it."""
    lines = (".wb-k-", ".wb-placeholder-")
    assert all(one.startswith(lines) for one in selectors("stroke-dasharray: "))


def test_the_placeholder_shares_no_class_with_the_live_parts():
    scripts = [path for path in WEB.rglob("*.js") if "dist" not in path.parts]
    assert not any("wb-placeholder-" in path.read_text("utf-8") for path in scripts)
