"""What folium writes for the same legs: its plain page, and its export with the Timeline plugin.

Every script is served from beside the page, as ours are. The files that folium names come from npm,
at folium's own versions; two small style sheets that npm does not have are left out, in its favour.
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
import tarfile
from pathlib import Path

import folium
from folium.plugins import Timeline, TimelineSlider

from waybill.story import Story

ROOT = Path(__file__).parents[1]
LEAFLET = ROOT / "node_modules/leaflet/dist"  # npm ci

# folium's name for a file → (npm package, member).
TIMELINE_FILES = {
    "leaflet": ("leaflet@1.9.3", "dist/leaflet.js"),
    "jquery": ("jquery@3.7.1", "dist/jquery.min.js"),
    "bootstrap": ("bootstrap@5.2.2", "dist/js/bootstrap.bundle.min.js"),
    "awesome_markers": ("leaflet.awesome-markers@2.0.5", "dist/leaflet.awesome-markers.js"),
    "leaflet_css": ("leaflet@1.9.3", "dist/leaflet.css"),
    "bootstrap_css": ("bootstrap@5.2.2", "dist/css/bootstrap.min.css"),
    "awesome_markers_font_css": ("@fortawesome/fontawesome-free@6.2.0", "css/all.min.css"),
    "awesome_markers_css": ("leaflet.awesome-markers@2.0.5", "dist/leaflet.awesome-markers.css"),
    "timeline": ("leaflet.timeline@1.6.0", "dist/leaflet.timeline.js"),
    "moment": ("moment@2.18.1", "min/moment.min.js"),
}
START_MS, END_MS = 1694044800000, 1696118400000  # 7 September and 1 October 2023


def stops_of(story: Story) -> list[list[tuple[float, float]]]:
    """The (latitude, longitude) of the origin, waypoints and destination of every leg."""
    return [
        [
            (story.places[stop].latitude, story.places[stop].longitude)
            for stop in (leg.origin, *leg.via, leg.destination)
        ]
        for leg in story.legs.values()
    ]


def save(page: folium.Map, folder: Path) -> None:
    """The page, and a compressed copy beside every file for nginx."""
    page.save(str(folder / "index.html"))
    for file in list(folder.iterdir()):
        (folder / f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), 9))


def write_plain_page(story: Story, folder: Path) -> None:
    """``folium.Map.save`` of bare lines, with Leaflet alone: the least that folium can write."""
    folder.mkdir()
    page = folium.Map([45, 90], zoom_start=3, tiles=None)
    page.default_js = [("leaflet_js", "leaflet.js")]
    page.default_css = [("leaflet_css", "leaflet.css")]
    for stops in stops_of(story):
        folium.PolyLine(stops).add_to(page)
    for name in ("leaflet.js", "leaflet.css"):
        shutil.copy(LEAFLET / name, folder / name)
    save(page, folder)


def write_timeline_page(story: Story, folder: Path, cache: Path) -> None:
    """``folium.Map.save`` of the legs in a Timeline with its slider.

    Raises OSError, and leaves no folder, when npm or one of its packages cannot be had.
    """
    for package, _ in TIMELINE_FILES.values():
        fetched(package, cache)
    folder.mkdir()
    legs = [
        {
            "type": "Feature",
            "properties": {"start": START_MS, "end": END_MS},
            "geometry": {"type": "LineString", "coordinates": [(lon, lat) for lat, lon in stops]},
        }
        for stops in stops_of(story)
    ]
    page = folium.Map([45, 90], zoom_start=3, tiles=None)
    timeline = Timeline({"type": "FeatureCollection", "features": legs}).add_to(page)
    slider = TimelineSlider(auto_play=False).add_timelines(timeline).add_to(page)
    for part in (page, timeline, slider):
        part.default_js = [local(one[0], ".js", folder, cache) for one in part.default_js]
        part.default_css = [
            local(one[0], ".css", folder, cache)
            for one in getattr(part, "default_css", [])
            if one[0] in TIMELINE_FILES
        ]
    save(page, folder)


def fetched(package: str, cache: Path) -> Path:
    """The archive of an npm package, fetched once. Raises OSError when it cannot be had."""
    room = cache / package.replace("/", "-")
    room.mkdir(parents=True, exist_ok=True)
    if not any(room.iterdir()):
        command = ["npm", "pack", package, "--silent", "--pack-destination", str(room)]
        try:
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        except subprocess.CalledProcessError as error:
            raise OSError(f"npm did not bring {package}") from error
    return next(room.iterdir())


def local(name: str, suffix: str, folder: Path, cache: Path) -> tuple[str, str]:
    """Put one of folium's files beside the page; returns folium's (name, address) for it."""
    package, member = TIMELINE_FILES[name]
    with tarfile.open(fetched(package, cache)) as tar:
        content = tar.extractfile(f"package/{member}")
        assert content is not None
        (folder / f"{name}{suffix}").write_bytes(content.read())
    return name, f"{name}{suffix}"
