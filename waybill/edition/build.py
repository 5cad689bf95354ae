"""Build every file of a story's reader edition in memory; the same story gives the same bytes.

Nothing here touches the disk beyond reading our own sources; ``publish`` writes.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib
import importlib.util
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from waybill import __version__
from waybill.card.render import render_card
from waybill.documents import feed
from waybill.edition import metadata, pages
from waybill.edition.files import FOLDER, WORKER, EditionFiles, edition_files, worker_script
from waybill.edition.licences import licence_text
from waybill.export import KINDS, TABLE_NAMES, export
from waybill.flows.shown import flows_of_cube
from waybill.story import story_version
from waybill.story.model import Story
from waybill.view.view import View, default_view, whole_view

MANIFEST = "edition.json"
MADE_BY = "Waybill reader edition"
FORMAT = 1

_COMPRESSED = (
    *(".html", ".js", ".css", ".json", ".txt", ".xml", ".atom", ".csv", ".geojson", ".kml"),
    ".cube",
)
_MIN_COMPRESSED_BYTES = 1000
_MOST_CACHED_BYTES = 1_000_000

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to publish. ``base_url``: the address that the edition will have, "" if unknown.

    ``cube``: the sums of the story's shipments (waybill.shipments.cube), b"" for a story without any.
    """

    base_url: str = ""
    title: str = ""
    service_worker: bool = False
    cube: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an edition, for a summary: its number of files and their bytes."""

    name: str
    files: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Edition:
    """Files by path, and which of them a first visit loads."""

    contents: dict[str, bytes]
    first_visit: tuple[str, ...]
    content_hash: str

    def first_visit_bytes(self) -> int:
        """Return how many bytes a first visit loads from a host that compresses by gzip."""
        return sum(
            len(self.contents.get(f"{path}.gz", self.contents[path])) for path in self.first_visit
        )

    def parts(self) -> tuple[Part, ...]:
        """Return its parts without compressed copies; the last part is everything, with them."""
        plain = {
            path: len(data)
            for path, data in self.contents.items()
            if not path.endswith((".gz", ".br"))
        }
        named = {
            "pages": [path for path in plain if path.endswith(".html")],
            "map and story": [path for path in plain if path.startswith("assets/")],
            "preview cards": [path for path in plain if path.startswith("cards/")],
            "data files": [path for path in plain if path.startswith("data/")],
        }
        parts = [
            Part(name, len(paths), sum(plain[path] for path in paths))
            for name, paths in named.items()
        ]
        everything = Part("everything", len(self.contents), sum(map(len, self.contents.values())))
        return (*parts, everything)


def size_words(size_bytes: int) -> str:
    """Write a number of bytes in kB or MB."""
    return f"{size_bytes / 1000:,.0f} kB" if size_bytes < 1e6 else f"{size_bytes / 1e6:,.1f} MB"


def build_edition(
    story: Story,
    options: Options,
    faults: tuple[str, ...] = (),
    report: Report = lambda line: None,
) -> Edition:
    """Build all files of the edition.

    Args:
        story: the story to publish.
        options: see Options.
        faults: problems in the story's files, which the pages list.
        report: called with a line on what is being done; it may raise to stop the work.
    """
    if options.title:
        info = story.info.model_copy(update={"title": options.title})
        story = story.model_copy(update={"info": info})
    report("Packing the map and the story …")
    files = edition_files(story, options.base_url, worker=options.service_worker, cube=options.cube)
    contents = dict(files.contents)
    report("Making the data files …")
    downloads = _downloads(story)
    contents |= downloads
    steps = story.info.steps
    report(f"Drawing {len(steps) + 1} preview {'cards' if steps else 'card'} …")
    listed, cards = _cards(story, options.cube)
    contents |= cards
    report("Writing the pages …")
    site = pages.Site(
        story, files, options.base_url, tuple(downloads), faults, listed, options.cube
    )
    rendered = pages.render_pages(site, whole_view(story))
    contents |= {name: text.encode() for name, text in rendered.items()}
    contents |= _machine_files(site, list(rendered))
    contents[feed.FILE] = pages.feed(site)
    contents["LICENCE.txt"] = licence_text(story).encode()
    if options.service_worker:
        contents[WORKER] = _worker(contents, files, list(rendered))
    digest = _digest(contents)
    contents[MANIFEST] = _manifest(story, options, contents, digest, faults)
    report("Compressing …")
    contents |= _compressed(contents)
    return Edition(dict(sorted(contents.items())), ("index.html", *files.first), digest)


def _downloads(story: Story) -> dict[str, bytes]:
    """Export the whole record in every format, without empty tables."""
    made = {}
    for kind in KINDS:
        if kind == "png" or (kind == "zip" and not story.legs):  # a folder to download needs a leg
            continue
        download = export(story, None, kind)
        if kind not in TABLE_NAMES or download.content.count(b"\n") > 1:
            made[f"data/{download.file_name}"] = download.content
    return made


def _cards(story: Story, cube: bytes = b"") -> tuple[tuple[metadata.Page, ...], dict[str, bytes]]:
    """Return the pages that have a link preview, and their card images by path."""
    cards: dict[str, bytes] = {}

    def card(name: str, view: View) -> str:
        flows = flows_of_cube(cube, story, view)
        png = render_card(story, view) if flows is None else render_card(story, view, flows)
        path = f"cards/{name}.{hashlib.sha256(png).hexdigest()[:10]}.png"
        cards[path] = png
        return path

    listed = [pages.story_page(story, card("story", default_view(story)))]
    for step in story.info.steps:
        listed.append(
            pages.step_page(story, step, card(f"step-{step.id}", pages.step_view(story, step)))
        )
    return tuple(listed), cards


def _machine_files(site: pages.Site, names: list[str]) -> dict[str, bytes]:
    """Return an oEmbed file for each page, robots.txt and, if the address is known, the sitemap."""
    made = {
        f"oembed-{page.file.removesuffix('.html')}.json": _json(
            metadata.oembed_json(page, site.base_url)
        )
        for page in site.pages
    }
    made["robots.txt"] = metadata.robots_txt(site.base_url).encode()
    if site.base_url:
        found = [name for name in names if name != "404.html"]
        made["sitemap.xml"] = metadata.sitemap_xml(found, site.base_url).encode()
    return made


def _worker(contents: Mapping[str, bytes], files: EditionFiles, names: list[str]) -> bytes:
    """Return the service worker, which caches the pages, what a first visit loads and the scripts of sharing."""
    sharing = [
        path
        for path in files.contents
        if path.startswith((f"{FOLDER}/share.", f"{FOLDER}/pictures."))
    ]
    return worker_script(_digest(contents)[:10], ["./", *names, *files.first, *sharing])


def _manifest(
    story: Story,
    options: Options,
    contents: Mapping[str, bytes],
    digest: str,
    faults: tuple[str, ...],
) -> bytes:
    """Return edition.json: what was published, from what, and every file with its hash."""
    return _json(
        {
            "made_by": MADE_BY,
            "format": FORMAT,
            "waybill": __version__,
            "story": story.info.id,
            "title": story.info.title,
            "data_version": story_version(story),
            "base_url": options.base_url,
            "content_sha256": digest,
            "faults": list(faults),
            "files": {
                path: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
                for path, content in sorted(contents.items())
            },
        }
    )


def _digest(contents: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of the sorted lines ``sha256 path`` of all files, as ``sha256sum`` prints them."""
    lines = (
        f"{hashlib.sha256(content).hexdigest()}  {path}\n"
        for path, content in sorted(contents.items())
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _compressed(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a ``.gz`` for every text file (and a ``.br`` if a Brotli package is installed)."""
    brotli = _brotli()
    made = {}
    for path, content in contents.items():
        if Path(path).suffix not in _COMPRESSED or len(content) < _MIN_COMPRESSED_BYTES:
            continue
        # These are mostly the same in the next edition; pages and data files seldom are.
        is_cached = path.startswith(f"{FOLDER}/") and len(content) <= _MOST_CACHED_BYTES
        made[f"{path}.gz"] = _cached_gzip(content) if is_cached else _gzip(content)
        # Brotli takes two seconds a megabyte: data files that are downloaded once do without.
        if brotli is not None and len(content) <= _MOST_CACHED_BYTES:
            made[f"{path}.br"] = brotli.compress(content)
    return made


def _gzip(content: bytes) -> bytes:
    """Compress without a time stamp, so that the same content gives the same bytes."""
    level = 9 if len(content) <= _MOST_CACHED_BYTES else 6  # 2 % larger, in a third of the time
    return gzip.compress(content, level, mtime=0)


_cached_gzip = lru_cache(maxsize=12)(_gzip)


def _brotli() -> Any:
    return importlib.import_module("brotli") if importlib.util.find_spec("brotli") else None


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
