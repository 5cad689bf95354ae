"""The flows of a view for what the server draws and writes itself: the card, the first picture, the table."""

from __future__ import annotations

import time
from pathlib import Path

from waybill.flows.shown import COUNTING, NOT_PUBLIC, ShownFlows, is_public, wanted_of
from waybill.httpd.shipments.asking import (
    cube_key,
    cube_work,
    drawn_days,
    edges_key,
    flights,
    join,
    service,
    too_busy,
)
from waybill.limiter import BusyError
from waybill.shipments.bins import EPOCH
from waybill.shipments.cube import Cube, decode
from waybill.shipments.engine.errors import EngineError, SourceFaultError
from waybill.shipments.entry import Entry, with_reason
from waybill.shipments.flights import Flight
from waybill.shipments.service import UnknownValueError
from waybill.story.model import Story
from waybill.view.view import View

Found = tuple[Entry, dict[str, str]]
UNREADABLE = "The shipments cannot be read, so their flows are not shown."


def flows_shown(
    story: Story, folder: Path, view: View, wait_seconds: float = 0.0, address: str = ""
) -> ShownFlows | None:
    """The flows of a view; None for a story without shipments. Never raises.

    Args:
        story: the story.
        folder: where its files are.
        view: the view.
        wait_seconds: for how long an engine may be waited for; 0: no engine is asked, and what is not
            at hand is said to be counted.
        address: whose places a question to an engine takes.
    """
    shipments = story.info.shipments
    if shipments is None:
        return None
    if not is_public(story, view.known):
        return ShownFlows(why=NOT_PUBLIC)
    wanted = wanted_of(view, shipments)
    until = time.monotonic() + wait_seconds
    try:
        found = service.at_hand(story, folder, wanted)
        if found is None and wait_seconds > 0:
            found = _waited(story, folder, wanted, wait_seconds, address)
    except UnknownValueError as error:
        return ShownFlows(why=f"These shipments have no such {error}: no flows are drawn.")
    except SourceFaultError:
        return ShownFlows(why=UNREADABLE)
    except (EngineError, OSError) as error:
        return ShownFlows(why=str(error) if isinstance(error, EngineError) else UNREADABLE)
    except BusyError:
        return ShownFlows(why=COUNTING)
    if found is None:
        return ShownFlows(why=COUNTING)
    entry, own = found
    cube, edges = _with_edges(story, folder, entry, view, until - time.monotonic(), address)
    tag = entry.tag if edges is None else f"{entry.tag} of exact days of {entry.key}"
    return ShownFlows(cube, edges, own, wanted, tag=tag)


def _with_edges(
    story: Story, folder: Path, entry: Entry, view: View, seconds: float, address: str
) -> tuple[Cube, Cube | None]:
    """The cube of an entry, and what it cannot tell of the days of a view; None without an answer in time."""
    cube = service.cube_of(entry)
    if cube.bins.level == "day":
        return cube, None
    days = view.start - EPOCH, view.end - EPOCH
    data = service.edges_at_hand(entry, *days)
    if data is None and seconds > 0:

        def work(flight: Flight[bytes]) -> bytes:
            return service.edges(story, folder, entry, *days, flight.stop_by)

        # Every window is a question of its own, so none goes on when nobody waits for it.
        try:
            flight = join(address, edges_key(service, entry, days), work, drawn_days)
        except BusyError:
            return with_reason(cube, too_busy(entry)), None
        try:
            data = flight.answer() if flight.wait(seconds) else None
        except EngineError as error:
            return with_reason(cube, error), None
        except BusyError:
            return with_reason(cube, too_busy(entry)), None
        except (SourceFaultError, OSError):
            data = None
        finally:
            drawn_days.leave(flight)
    return cube, None if data is None else decode(data)


def _waited(
    story: Story, folder: Path, wanted: dict[str, str], seconds: float, address: str
) -> Found | None:
    """Ask the engine, or wait with others who ask the same; None when that takes longer, and it goes on."""

    until = time.monotonic() + seconds

    def counted(asked: dict[str, str]) -> Entry | None:
        question = service.question(story, folder, asked)
        entry = service.fresh(question)
        if entry is not None:
            return entry
        # Nobody waits for as long as a slow engine takes: its answer is there for the next card, page or file.
        work = cube_work(service, story, folder, asked)
        flight = join(address, cube_key(question), work, flights, runs_to_end=True)
        try:
            return flight.answer() if flight.wait(until - time.monotonic()) else None
        finally:
            flights.leave(flight)

    whole = counted({})
    if whole is None:
        return None
    own, more = service.parted(whole, wanted)
    entry = counted(more) if more else whole
    return None if entry is None else (entry, own)
