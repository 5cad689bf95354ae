"""Only an observed path is ever drawn without breaks, in a large story too."""

import re
from pathlib import Path

import pytest

WAYBILL = Path(__file__).parents[2] / "waybill"


@pytest.mark.parametrize("file", ["documents/templates/opening.html", "web/styles/edition.css"])
def test_only_an_observed_path_is_unbroken(file):
    text = (WAYBILL / file).read_text("utf-8")
    unbroken = re.findall(r"([^{}\n]+)\{[^{}]*stroke-dasharray: none[^{}]*\}", text)
    assert unbroken
    for selectors in unbroken:
        assert all(selector.strip().endswith(".observed") for selector in selectors.split(","))
