"""Settings from environment variables: read once and checked, with errors in plain words.

With none of them set, Waybill names no other host, only its own host may frame it, and it sends no
messages to other windows. ``WAYBILL_DATA``, the story folder, is read by waybill.httpd.story_source.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

ANYONE, NOBODY, OURSELVES = "*", "'none'", "'self'"
MAX_ATTRIBUTION = 200
GEOCODERS = ("nominatim", "photon", "pelias")
PUBLIC_GEOCODERS = {
    "nominatim": "https://nominatim.openstreetmap.org",
    "photon": "https://photon.komoot.io",
}
"""Services that answer everybody at this address, within their rules."""

_HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])"
_ORIGIN = re.compile(rf"https?://{_HOST}(?::\d{{1,5}})?", re.ASCII)
_PUBLIC_URL = re.compile(rf"https://{_HOST}(?::\d{{1,5}})?(?:/[A-Za-z0-9._~-]+)*/?", re.ASCII)
_TILES = re.compile(
    rf"(?P<origin>https?://{_HOST}(?::\d{{1,5}})?)/[A-Za-z0-9._~/{{}}@-]+(?:\?[A-Za-z0-9._~={{}}&-]*)?",
    re.ASCII,
)
_SERVICE_URL = re.compile(
    rf"(?P<scheme>https?)://(?P<domain>{_HOST}(?::\d{{1,5}})?(?:/[A-Za-z0-9._~-]+)*/?)", re.ASCII
)
_PASSWORD = re.compile(r"(?<=://).*@")
_EDITOR = re.compile(r"[^@\s,;]*@[^@\s,;]+\.[^@\s,;.]+")


@dataclass(frozen=True, slots=True)
class Tiles:
    """A tile layer: its URL with {z}, {x}, {y}; whom to credit; the origin that browsers will request."""

    url: str
    attribution: str
    origin: str


@dataclass(frozen=True, slots=True)
class Geocoder:
    """A service that is asked where a name lies, and its address; ``domain`` may end in a path."""

    service: str
    scheme: str
    domain: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, checked.

    ``public_url`` has no slash at its end. ``frame_ancestors`` and ``embed_origins`` hold sources as
    Content-Security-Policy writes them. ``publish``: whether visitors may make the reader edition.
    ``metrics``: whether Streamlit's figures about itself are served at ``/_stcore/metrics``.
    ``drafts`` is the address of the store of drafts, None for the file beside the stories and "" for
    none at all; ``trials``: whether visitors may have trial drafts; ``editors``: who may write, as
    addresses or ``@domain``; ``stories``: the folder of published stories; ``cache``: that of work
    kept between starts, "" for the user's own and "off" for none. ``settle``: for how many seconds a
    changed story folder must have been still, 0 to show each change at once. ``viewers``: how many
    may have a page open at once. ``geocoder``: the service that authors may ask for places, None for none.
    ``viewers_each``: how many of one address may have a page open at once.
    """

    public_url: str | None = None
    frame_ancestors: tuple[str, ...] = (OURSELVES,)
    embed_origins: tuple[str, ...] = ()
    tiles: Tiles | None = None
    publish: bool = True
    metrics: bool = False
    drafts: str | None = field(default=None, repr=False)  # an address may hold a password
    trials: bool = True
    editors: tuple[str, ...] = ()
    stories: str = "stories"
    cache: str = ""
    settle: float = 2.0
    viewers: int = 2000
    geocoder: Geocoder | None = None
    viewers_each: int = 200

    @property
    def user_agent(self) -> str:
        """How this server calls itself where it asks another: the rules of public services ask for a name."""
        return f"Waybill ({self.public_url})" if self.public_url else "Waybill (a private server)"


class SettingsError(ValueError):
    """Invalid settings; one line each, with the value and what would be right."""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read settings from environment variables. Raises SettingsError that lists every fault."""
    faults: list[str] = []

    def read(name: str, parse: Callable[[str], T], otherwise: T) -> T:
        text = environment.get(name, "").strip()
        if not text:
            return otherwise
        try:
            return parse(text)
        except ValueError as error:
            if name == "WAYBILL_DRAFTS":
                text = _PASSWORD.sub("…@", text)
            shown = text if len(text) <= 100 else text[:99] + "…"
            faults.append(f"{name} is “{shown}”: {error}")
            return otherwise

    attribution = read("WAYBILL_TILES_ATTRIBUTION", _attribution, "")
    settings = Settings(
        public_url=read("WAYBILL_PUBLIC_URL", _public_url, None),
        frame_ancestors=read("WAYBILL_FRAME_ANCESTORS", _frame_ancestors, (OURSELVES,)),
        embed_origins=read("WAYBILL_EMBED_ORIGINS", _origins, ()),
        tiles=read("WAYBILL_TILES", lambda text: _tiles(text, attribution), None),
        publish=read("WAYBILL_PUBLISH", _switch, True),
        metrics=read("WAYBILL_METRICS", _switch, False),
        drafts=read("WAYBILL_DRAFTS", _drafts, None),
        trials=read("WAYBILL_TRIALS", _switch, True),
        editors=read("WAYBILL_EDITORS", _editors, ()),
        stories=read("WAYBILL_STORIES", str, "stories"),
        cache=read("WAYBILL_CACHE", str, ""),
        settle=read("WAYBILL_SETTLE", _seconds, 2.0),
        viewers=read("WAYBILL_VIEWERS", _count, 2000),
        geocoder=read("WAYBILL_GEOCODER", _geocoder, None),
        viewers_each=read("WAYBILL_VIEWERS_EACH", _count, 200),
    )
    if faults:
        raise SettingsError("\n".join(faults))
    return settings


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return read_settings(os.environ)


def _switch(text: str) -> bool:
    if text not in ("on", "off"):
        raise ValueError("expected on or off")
    return text == "on"


def _seconds(text: str) -> float:
    if not re.fullmatch(r"\d{1,2}(\.\d)?", text, re.ASCII):
        raise ValueError("expected seconds from 0 to 99, such as 2 or 0.5")
    return float(text)


def _count(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,4}", text, re.ASCII):
        raise ValueError("expected a whole number from 1 to 99999")
    return int(text)


def _drafts(text: str) -> str:
    if text == "off":
        return ""
    if not re.fullmatch(r"sqlite:///.+|postgresql://.+", text):
        raise ValueError(
            "expected sqlite:///FILE, postgresql://USER@HOST/DATABASE, or off for no drafts"
        )
    return text


def _geocoder(text: str) -> Geocoder | None:
    if text == "off":
        return None
    service, _, address = text.partition(" ")
    found = _SERVICE_URL.fullmatch(address.strip() or PUBLIC_GEOCODERS.get(service, ""))
    if service not in GEOCODERS or not found or not _has_port(found[0]) or "/." in found["domain"]:
        raise ValueError(
            "expected nominatim or photon for their public services, nominatim, photon or pelias and an "
            "address such as “nominatim https://nominatim.example”, or off"
        )
    return Geocoder(service, found["scheme"], found["domain"].rstrip("/"))


def _editors(text: str) -> tuple[str, ...]:
    words = re.split(r"[\s,;]+", text.casefold())
    for word in filter(None, words):
        if not _EDITOR.fullmatch(word):
            raise ValueError(
                f"“{word}” is no address; expected ann@news.example, or @news.example for "
                "everybody there, several of them separated by spaces"
            )
    return tuple(filter(None, words))


def _public_url(text: str) -> str:
    if not _PUBLIC_URL.fullmatch(text) or not _has_port(text) or "/." in urlsplit(text).path:
        raise ValueError(
            "expected the address that readers use, such as https://host.example/path, "
            "with https and without a query"
        )
    return text.rstrip("/")


def _frame_ancestors(text: str) -> tuple[str, ...]:
    words = [word.strip("'") for word in text.split()]
    if words == ["none"]:
        return (NOBODY,)
    if words == ["*"]:
        return (ANYONE,)
    if "none" in words or "*" in words:
        raise ValueError("“none” and “*” stand alone")
    return tuple(OURSELVES if word == "self" else _origin(word) for word in words)


def _origins(text: str) -> tuple[str, ...]:
    if text == "none":
        return ()
    return tuple(_origin(word) for word in text.split())


def _origin(text: str) -> str:
    if not _ORIGIN.fullmatch(text) or not _has_port(text):
        raise ValueError(
            f"“{text}” is not an origin; expected https://host.example, "
            "in small letters and without a path, several of them separated by spaces"
        )
    return text


def _tiles(text: str, attribution: str) -> Tiles:
    found = _TILES.fullmatch(text)
    names = re.findall(r"\{([^{}]*)\}", text)
    bare = re.sub(r"\{[a-z]\}", "", text)
    wrong = "{" in bare or "}" in bare or not {"x", "y", "z"} <= set(names) <= {"x", "y", "z", "r"}
    if not found or wrong or not _has_port(found["origin"]):
        raise ValueError(
            "expected one host and {z}, {x}, {y}, such as https://tiles.example/{z}/{x}/{y}.png"
        )
    return Tiles(text, attribution, found["origin"])


def _attribution(text: str) -> str:
    if len(text) > MAX_ATTRIBUTION or not text.isprintable():
        raise ValueError(f"expected one line of at most {MAX_ATTRIBUTION} characters")
    return text


def _has_port(url: str) -> bool:
    """Return whether the port, if there is one, is valid."""
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False
