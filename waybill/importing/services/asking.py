"""One question to a service through geopy: bounded in time and size, one a second, kept, attributed.

geopy writes the addresses and knows the errors; the answer is read here, since its own reading stops at
the first answer that is not as it expects.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from http.client import HTTPConnection, HTTPSConnection
from typing import IO, Any, Protocol
from urllib.error import HTTPError
from urllib.request import (
    BaseHandler,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
    getproxies,
)

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderRateLimited,
    GeocoderTimedOut,
    GeopyError,
)

from waybill.basemap.countries import country_names
from waybill.gazetteer.store import Entry
from waybill.importing.services import answers
from waybill.settings import Geocoder

SECONDS_APART = 1.0
"""Of the policy of the public Nominatim: one question a second for all users of a program together."""
TIMEOUT_SECONDS = 8.0
LONGEST_TURN_SECONDS = 60.0
PAUSE_SECONDS = 60.0
"""How long a service that says "too many questions" is left alone, unless it says for how long."""
LONGEST_PAUSE_SECONDS = 3600.0
CLOCKS_DIFFER_SECONDS = 0.1
"""A turn at the end of a pause is asked in, though its sleep and the clock of the store end apart."""
MAX_BYTES = 500_000
MAX_NAME = 200
KEPT_DAYS = 90


class Ledger(Protocol):
    """What all users together have asked: kept answers, and turns.

    Where it is stored may fail: then each raises NoAnswerError.
    """

    def answer(self, provider: str, query: str) -> Any:
        """What was answered before; None when it was not asked."""

    def keep(self, provider: str, query: str, answer: Any) -> None:
        """Keep an answer for everybody."""

    def take_turn(self, provider: str, seconds: float, longest: float) -> float:
        """Take the next turn, ``seconds`` long, unless it is further away than ``longest`` seconds.

        Returns how many seconds away it is.
        """

    def leave_alone(self, provider: str, seconds: float) -> None:
        """Let nobody ask for so many seconds from now; pauses do not add up."""

    def left_alone(self, provider: str) -> float:
        """For how many seconds nobody may ask; 0 when the service may be asked."""


class NoAnswerError(Exception):
    """The service gave no answer; the text is a sentence that says why. It is not "nothing found"."""


@dataclass(frozen=True, slots=True)
class Query:
    """A name as it was written, and the ISO 3166-1 alpha-2 code of its country, if that is known."""

    name: str
    country: str = ""

    @property
    def key(self) -> str:
        """What its answer is kept under."""
        return f"{self.country}|{' '.join(self.name.split()).casefold()}"


class Service:
    """A service at its address, as the settings name it."""

    def __init__(self, geocoder: Geocoder, user_agent: str) -> None:
        """``user_agent`` names this server, as the policies of the public services ask."""
        self.geocoder = geocoder
        self.name = answers.NAMES[geocoder.service]
        self.host = geocoder.domain
        self.provider = f"{geocoder.service} {geocoder.scheme}://{geocoder.domain}"
        self._user_agent = user_agent

    def look_up(
        self, query: Query, ledger: Ledger, sleep: Callable[[float], object] = time.sleep
    ) -> tuple[Entry, ...]:
        """Where the name may lie, out of the kept answers or asked when its turn has come; () for nowhere.

        Raises:
            NoAnswerError: there is no answer; the text says why.
        """
        kept = answers.from_rows(ledger.answer(self.provider, query.key))
        if kept is not None:
            return kept
        wait = ledger.take_turn(self.provider, SECONDS_APART, LONGEST_TURN_SECONDS)
        if wait > LONGEST_TURN_SECONDS:
            raise NoAnswerError(
                f"{self.name} was not asked: its next free turn is in {wait:,.0f} seconds. Try again later."
            )
        sleep(wait)
        # Another question may have been refused while this one waited for its turn.
        if (left := ledger.left_alone(self.provider)) > CLOCKS_DIFFER_SECONDS:
            raise NoAnswerError(self._asked_too_often(left))
        try:
            raws = self._ask(query)
        except GeocoderRateLimited as error:
            pause = min(LONGEST_PAUSE_SECONDS, max(0.0, error.retry_after or PAUSE_SECONDS))
            ledger.leave_alone(self.provider, pause)
            raise NoAnswerError(self._asked_too_often(pause)) from None
        except GeopyError as error:
            raise NoAnswerError(self._words(error)) from None
        found = answers.entries(self.geocoder.service, raws, date.today().isoformat())
        if raws and not found:
            raise NoAnswerError(f"{self.name} answered with something that is no list of places.")
        with suppress(NoAnswerError):  # who asked gets the answer; who asks next hears of the store
            ledger.keep(self.provider, query.key, answers.to_rows(found))
        return found

    def _ask(self, query: Query) -> list[Any]:
        from geopy import geocoders  # 30 modules, only when a service is asked

        kind = getattr(geocoders, self.name)
        asked = kind(
            domain=self.geocoder.domain,
            scheme=self.geocoder.scheme,
            timeout=TIMEOUT_SECONDS,
            user_agent=self._user_agent,
            adapter_factory=_Bounded,
        )
        # The callback of geopy reads the answer; ours gives it back as it is.
        asked._parse_json = lambda answer, exactly_one=False: answer
        text, country = " ".join(query.name.split())[:MAX_NAME], query.country.lower()
        more: dict[str, Any] = {"exactly_one": False, "language": "en"}
        if self.geocoder.service == "nominatim":
            more |= {"limit": answers.MAX_ANSWERS, "addressdetails": True}
            more |= {"country_codes": country or None}
        elif self.geocoder.service == "photon":
            more |= {"limit": answers.MAX_ANSWERS}
            in_words = country_names().get(query.country, "")
            text = f"{text}, {in_words}" if in_words else text  # geopy knows no filter of Photon's
        elif country:
            more |= {"countries": [country.upper()]}
        said = asked.geocode(text, **more)
        if isinstance(said, dict):
            said = said.get("features")
        if not isinstance(said, list):
            raise GeocoderParseError("no list")
        return said[: 4 * answers.MAX_ANSWERS]

    def _asked_too_often(self, seconds: float) -> str:
        return f"{self.name} says that it was asked too often. It is left alone for {seconds:,.0f} seconds."

    def _words(self, error: GeopyError) -> str:
        """What went wrong, as a sentence; an answer's own words are not repeated."""
        cause = error.__cause__
        match error:
            case GeocoderInsufficientPrivileges() | GeocoderAuthenticationFailure():
                return f"{self.name} at {self.host} does not let this server ask."
            case _ if isinstance(cause, AdapterHTTPError):  # geopy takes a 503 for a timeout
                return f"{self.name} could not answer (HTTP {cause.status_code}). Try again later."
            case GeocoderTimedOut():
                return f"{self.name} did not answer within {TIMEOUT_SECONDS:.0f} seconds. Try again later."
            case GeocoderParseError():
                return f"{self.name} answered with something that is no list of places."
        return f"{self.name} at {self.host} cannot be reached. Try again later."


class _Sockets:
    """The connections of one question, which are cut when its time is over."""

    def __init__(self) -> None:
        self._open: list[socket.socket] = []

    def handlers(self) -> tuple[BaseHandler, BaseHandler]:
        """Handlers of urllib that note each connection that they open."""
        noted = self._open

        class Plain(HTTPConnection):
            def connect(self) -> None:
                super().connect()
                noted.append(self.sock)

        class Secure(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                noted.append(self.sock)

        class PlainHandler(HTTPHandler):
            def http_open(self, req: Request) -> Any:
                return self.do_open(Plain, req)

        class SecureHandler(HTTPSHandler):
            def https_open(self, req: Request) -> Any:
                return self.do_open(Secure, req, context=ssl.create_default_context())

        return PlainHandler(), SecureHandler()

    def cut(self) -> None:
        """End what is still open: a read that waits in another thread fails."""
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class _NoRedirects(HTTPRedirectHandler):
    """An address that sends on to another is not followed: the settings name one host."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        return None


class _Bounded(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """geopy's way to a service: at most ``MAX_BYTES``, in ``timeout`` seconds for all of it."""

    def __init__(self, *, proxies: dict[str, str] | None, ssl_context: Any) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._proxies = proxies or getproxies()

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        try:
            return json.loads(self.get_text(url, timeout=timeout, headers=headers))
        except (ValueError, RecursionError):
            raise GeocoderParseError("no JSON") from None

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """The body. Raises what geopy's adapters raise."""
        sockets, end = _Sockets(), time.monotonic() + timeout
        opener = build_opener(ProxyHandler(self._proxies), _NoRedirects(), *sockets.handlers())
        # The timeout of a socket is that of one read: a service may drip for hours.
        timer = threading.Timer(timeout, sockets.cut)
        timer.daemon = True
        timer.start()
        try:
            asked = Request(url, headers=headers)  # noqa: S310  # the settings allow http and https alone
            with opener.open(asked, timeout=timeout) as page:
                body: bytes = page.read(MAX_BYTES + 1)
        except Exception as error:  # http.client has errors of its own for a broken answer
            raise _error_of(error, time.monotonic() >= end) from None
        finally:
            timer.cancel()
        if time.monotonic() >= end:
            raise GeocoderTimedOut("timed out")
        if len(body) > MAX_BYTES:
            raise GeocoderParseError("too large")
        return body.decode("utf-8")


def _error_of(error: Exception, is_late: bool) -> Any:
    """The error as geopy's adapters raise it."""
    if isinstance(error, HTTPError):
        named = {name.lower(): value for name, value in error.headers.items()}
        error.close()
        return AdapterHTTPError("", status_code=error.code, headers=named, text="")
    if is_late or isinstance(getattr(error, "reason", error), TimeoutError):
        return GeocoderTimedOut("timed out")
    if isinstance(error, OSError):
        return GeopyError("unreachable")
    return GeocoderParseError("no HTTP")
