"""Only an observed path is ever drawn without breaks, in a large story too."""

import re

from waybill.web.assets import WEB


def test_only_an_observed_path_is_unbroken():
    text = "".join(sheet.read_text("utf-8") for sheet in (WEB / "styles").glob("*.css"))
    unbroken = re.findall(r"([^{}\n]+)\{[^{}]*stroke-dasharray: none[^{}]*\}", text)
    assert {selector.strip() for selector in unbroken} == {
        ".wb-leg.observed",
        ".wb-leg.plain.observed",
    }
