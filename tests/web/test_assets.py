"""The front end as it is shipped: classic scripts that call nobody (`npm run check-build`: up to date)."""

from __future__ import annotations

import gzip
import json
import re

import pytest

from waybill.web import assets

SOURCES = sorted(
    path
    for kind in ("js", "mjs", "css")
    for path in assets.WEB.rglob(f"*.{kind}")
    if not {"dist", "test"} & set(path.parts)
)
SCRIPTS = [path for path in SOURCES if path.suffix == ".js"]
BUILT = sorted((assets.WEB / "dist").iterdir())
HOST = re.compile(r"(?:(?:https?|wss?):)?//([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
# A name of an XML namespace, never fetched.
NAMESPACE = "www.w3.org"
# Leaflet's mention of itself, never shown.
LEAFLETS_OWN = {"leafletjs.com"}


def name_of(path):
    return str(path.relative_to(assets.WEB))


def without_comments(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"(?m)(^|\s)//.*$", "", text)


def test_no_source_names_another_host():
    hosts = {name_of(path): set(HOST.findall(path.read_text("utf-8"))) for path in SOURCES}
    assert len(hosts) > 100
    assert {name: found for name, found in hosts.items() if found - {NAMESPACE}} == {}


@pytest.mark.parametrize("path", BUILT, ids=name_of)
def test_what_is_served_names_no_other_host(path):
    assert set(HOST.findall(path.read_text("utf-8"))) <= {NAMESPACE, *LEAFLETS_OWN}


@pytest.mark.parametrize("path", BUILT, ids=name_of)
def test_nothing_built_fetches_what_nobody_asked_for(path):
    text = path.read_text("utf-8")
    assert "sourceMappingURL" not in text
    if path.suffix == ".css":
        assert "url(" not in text
        assert "@import" not in text


def test_lengths_in_line_heights_follow_one_in_pixels_for_browsers_without_them():
    """Firefox has `lh` since 120, Safari since 16.4; a box that contains its size has no height without one."""
    found = re.findall(r"[^{};]*;[\w-]+:[\d.]+r?lh\b", assets.built("waybill.css"))
    assert found == ["height:19px;height:1lh"]


@pytest.mark.parametrize("path", [path for path in BUILT if path.suffix == ".js"], ids=name_of)
def test_what_is_built_is_a_classic_script(path):
    """A page on a disk may not load modules, and streamlit-folium injects scripts."""
    text = path.read_text("utf-8")
    assert re.match(r"""(/\*.*?\*/\s*)?"use strict";\(\(\)=>\{""", text, re.DOTALL)
    assert not re.search(r"\bimport\s*\(|\bimport\s*[{*\"']|\bexport\s*[{*]", text)


def test_no_script_turns_text_into_markup_or_code():
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|bindPopup|bindTooltip|setTimeout\(\s*[\"'`]"
    found = {
        name_of(path): re.findall(forbidden, without_comments(path.read_text("utf-8")))
        for path in SCRIPTS
    }
    assert len(found) > 100
    assert {name: words for name, words in found.items() if words} == {}


def test_the_scripts_bring_leaflet_the_encoder_and_their_licences_along():
    for name in ("waybill.js", "edition.js"):
        script = assets.built(name)
        assert "Leaflet 1.9.4" in script
        assert "(c) 2010-2023 Vladimir Agafonkin" in script
    script = assets.built("pictures.js")
    assert "uqr 0.1.3" in script
    assert "Project Nayuki" in script


def test_the_edition_has_every_part_of_leaflet_that_is_called_there():
    parts = (assets.WEB / "map" / "leaflet_parts.js").read_text("utf-8")
    exported = set(re.findall(r"[{,] (?:\w+ as )?(\w+)(?= [,}]|, | })", parts))
    called = {
        name
        for path in SCRIPTS
        if "picker" not in path.parts  # the map of the place desk is in the app alone
        for name in re.findall(r"\bL\.(\w+)", without_comments(path.read_text("utf-8")))
    }
    assert "Marker" in called
    assert called <= exported


def test_the_apps_script_brings_the_style_sheet_along():
    script = assets.built("waybill.js")
    assert ".wb-mapbox{" in script
    assert ".wb-mapbox{" not in assets.built("edition.js")


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
