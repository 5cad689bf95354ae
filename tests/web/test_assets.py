"""The front end as it is shipped: every file is in it, and nothing in it calls anybody."""

from __future__ import annotations

import gzip
import json
import re

import pytest

from waybill.web import assets

SCRIPTS = [assets.WEB / f"{name}.js" for name in assets.SCRIPTS]
SHEETS = [assets.WEB / f"{name}.css" for name in assets.STYLES]
HOST = re.compile(r"(?:(?:https?|wss?):)?//([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
# A name of an XML namespace, never fetched.
NAMESPACE = "www.w3.org"
# Leaflet's mention of itself, never shown, and of a bug, in a comment of its style sheet.
LEAFLETS_OWN = {"leafletjs.com", "bugzilla.mozilla.org"}


def without_comments(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"(?m)(^|\s)//.*$", "", text)


def test_the_core_comes_first_and_what_starts_it_all_last():
    assert assets.SCRIPTS[0] == "core"
    assert assets.SCRIPTS[-1] == "mount"
    assert assets.STYLES[0] == "tokens"


@pytest.mark.parametrize("path", [*SCRIPTS, *SHEETS], ids=lambda path: path.name)
def test_no_file_names_another_host(path):
    assert set(HOST.findall(path.read_text("utf-8"))) <= {NAMESPACE}


def test_what_is_served_names_no_other_host():
    ours = [asset for asset in assets.all_assets() if asset != assets.qr()]
    served = b"".join(asset.content for asset in ours).decode()
    assert set(HOST.findall(served)) <= {NAMESPACE, *LEAFLETS_OWN}


def test_the_code_of_others_names_hosts_in_its_comments_only():
    code = without_comments(assets.qr().content.decode())
    assert set(HOST.findall(code)) <= {NAMESPACE}


def test_no_style_sheet_fetches_anything():
    style = assets.style().content.decode() + assets.page_style()
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_plain_and_strict(path):
    text = path.read_text("utf-8")
    assert not re.search(r"(?m)^\s*(import|export)\b", text)
    assert "import(" not in text
    code = without_comments(text).strip()
    assert code.startswith('(function () {\n  "use strict";\n')
    assert code.endswith("})();")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_turns_text_into_markup_or_code(path):
    code = without_comments(path.read_text("utf-8"))
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|bindPopup|bindTooltip|setTimeout\(\s*[\"'`]"
    assert re.findall(forbidden, code) == []


def test_the_script_brings_leaflet_and_the_style_sheet_along():
    script = assets.script().content.decode()
    assert "Leaflet 1.9.3" in script
    assert "window.Waybill.css = " in script
    assert "sourceMappingURL" not in script


def test_a_name_changes_with_the_content_and_only_then():
    first = assets.hashed("waybill", ".js", b"one")
    assert first == assets.hashed("waybill", ".js", b"one")
    assert first.name != assets.hashed("waybill", ".js", b"two").name
    assert all(
        re.fullmatch(r"\w+\.[0-9a-f]{10}\.(js|css|json)", asset.name)
        for asset in assets.all_assets()
    )


def test_the_base_map_is_small_on_the_wire():
    assert len(gzip.compress(assets.basemap().content, 9)) <= 300 * 1024


def test_the_data_files_are_json():
    assert json.loads(assets.basemap().content)["type"] == "Topology"
    assert set(json.loads(assets.labels().content)) >= {"countries", "cities", "seas"}


def test_assets_can_be_written_to_a_folder(tmp_path):
    assets.write_assets(tmp_path)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {asset.name: asset.content for asset in assets.all_assets()}
