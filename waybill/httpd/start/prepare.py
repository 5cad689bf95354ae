"""The order of a start: what the first page needs, and only then what a visit needs after it.

Health is answered meanwhile, and a page that is asked for waits for the story alone. What is the same at
every start comes from a folder (httpd.start.cache).
"""

from __future__ import annotations

import gc
import importlib
import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from waybill.documents import placeholder
from waybill.httpd import asset_registry, inject, preload
from waybill.httpd.page_head import PageView
from waybill.httpd.shipments.beginning import count_at_start
from waybill.httpd.start import cache
from waybill.httpd.story_source import reading, stories, story_folder
from waybill.limiter import background
from waybill.story import STORY_FILES, Loaded, shelf
from waybill.story.model import Story
from waybill.view.link import to_query
from waybill.view.view import default_view
from waybill.web import assets

LOG = logging.getLogger("waybill")

USED_LATER = ("waybill.card.render", "waybill.ui.folium_map", "waybill.documents.render", "pandas")
"""Modules that visits need, and that take 0.6 s of CPU to import."""

PARTS_FIRST = (
    "urllib3",
    "requests",
    "dateutil.parser",
    "pyarrow",
    "pyarrow.compute",
    "xyzservices",
    "pandas",
    "branca.colormap",
    "folium",
)
"""What USED_LATER imports, each after what it needs itself, so that no import is longer than need be. Pandas
takes 120 ms and folium 65, since a package's parts come with the package; the others up to 50 ms."""


TURN_S = 0.0002
"""How long a thread may make others wait for their turn: 5 ms by Python's default. An answer needs several
turns, so that with 16 clients each beside a working thread a health check took 700 ms."""


def begin() -> None:
    """Begin to prepare, in a thread of its own."""
    sys.setswitchinterval(TURN_S)
    threading.Thread(target=_prepare, name="waybill-start", daemon=True).start()


def _prepare() -> None:
    """Read the story, make its opening picture, then all else. A fault is logged: pages come without."""
    gc.disable()
    try:
        _tried(_first_page)
        with background.work():
            _tried(_after_the_first_page)
    finally:
        # Streamlit collects garbage after every run of a page, while all other visitors wait. What lives
        # as long as the server need not be scanned each time. Not collected first: 50,000 legs take 0.4 s,
        # in which nobody is answered.
        gc.freeze()
        gc.enable()


def _tried(step: Callable[[], None]) -> None:
    try:
        step()
    except Exception:
        LOG.exception("preparing the server failed")


def _import_used_later() -> None:
    """Import what visits need, and give way to requests between modules.

    Never within an import: Python asks its finders for a module while it holds the lock of all imports, and
    another thread that imports anything new, such as the one that answers, would rest too.
    """
    for module in PARTS_FIRST:
        background.rest()
        with suppress(ImportError):  # another version may do without it
            importlib.import_module(module)
    for module in USED_LATER:
        background.rest()
        importlib.import_module(module)
    background.rest()


def _first_page() -> None:
    placeholder.prepare()  # meanwhile another process may be reading the story
    loaded, make_json = _current()
    if loaded.story is None:
        return
    asset_registry.promise_story(loaded.story, loaded.version, make_json)
    if loaded.story.info.shipments is not None:
        count_at_start(loaded.story, story_folder().path)
        return  # its picture shows what an engine counts
    at = PageView(loaded.story, default_view(loaded.story))
    source = [to_query(at.view, loaded.version), loaded.story.info.title, assets.opening_style()]
    inject.prepare(at, partial(cache.kept, "picture", source))


def _after_the_first_page() -> None:
    for prefix, folder in preload.hashed_folders().items():
        folder.warm(partial(cache.kept, f"files-{prefix.count('/')}", [prefix, folder.state()]))
    reading.keep()
    _import_used_later()
    publish_story()
    warm_up()
    shelf.clean(stories())


def warm_up() -> None:
    """Load what every card starts from."""
    importlib.import_module("waybill.card.render").warm_up()


def publish_story() -> None:
    """Make the story's JSON, or take that of an earlier start for the same files."""
    loaded, make_json = _current()
    if loaded.story is not None:
        asset_registry.publish_story(loaded.story, loaded.version, make_json)


def _current() -> tuple[Loaded, asset_registry.MakeJson]:
    """The default story as it is now, and what makes its JSON: once for all starts with the same files."""
    folder = story_folder()
    source = cache.files_of(folder.path, STORY_FILES)
    loaded = folder.current()
    if loaded.stale or source != cache.files_of(folder.path, STORY_FILES):
        return loaded, asset_registry.story_json

    def make_json(story: Story) -> bytes:
        make = partial(asset_registry.story_json, story)
        return cache.kept("story", [*source, loaded.version], make)

    return loaded, make_json
