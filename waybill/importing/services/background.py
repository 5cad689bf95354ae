"""Questions to a service beside the page: asked in threads, with a state that the page looks at."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from waybill.gazetteer.store import Entry
from waybill.importing.services.asking import NoAnswerError, Query
from waybill.limiter import BusyError

AT_ONCE = 12
"""Questions that run or wait for their turn, of everybody together: about as many seconds."""
OF_ONE = 3
"""Of them, those of one visitor."""
KEPT_STATES = 500

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class State:
    """How far a question is. ``found`` is None until it is answered; ``fault`` says why it was not."""

    found: tuple[Entry, ...] | None = None
    fault: str = ""

    @property
    def waits(self) -> bool:
        """Whether the answer is still to come."""
        return self.found is None and not self.fault


class Questions:
    """The questions of everybody; safe to use from several threads."""

    def __init__(self, look_up: Callable[[Query], tuple[Entry, ...]]) -> None:
        """``look_up`` answers one question; it may take its time, and raise NoAnswerError."""
        self._look_up = look_up
        self._lock = threading.Lock()
        self._states: OrderedDict[Query, State] = OrderedDict()
        self._asking: dict[Query, str] = {}

    def state(self, query: Query) -> State | None:
        """How far a question is; None when nobody has asked it."""
        with self._lock:
            return self._states.get(query)

    def ask(self, query: Query, who: str) -> None:
        """Ask, unless it is answered or being asked already; returns at once.

        Raises BusyError when too many questions wait.
        """
        with self._lock:
            held = self._states.get(query)
            if held is not None and (held.waits or held.found is not None):
                return
            mine = sum(other == who for other in self._asking.values())
            if len(self._asking) >= AT_ONCE or mine >= OF_ONE:
                raise BusyError("Too many questions wait for an answer. Ask again in a moment")
            self._asking[query] = who
            self._put(query, State())
        # A daemon: a server that stops does not wait for another host.
        threading.Thread(target=self._answer, args=(query,), daemon=True).start()

    def _answer(self, query: Query) -> None:
        state = State(fault="The question could not be asked. Try again later.")
        try:
            state = State(found=self._look_up(query))
        except NoAnswerError as error:
            state = State(fault=str(error))
        except Exception as error:  # whatever it is, the page must not wait for ever
            logger.warning("A place could not be looked up: %s", type(error).__name__)
        finally:
            with self._lock:
                del self._asking[query]
                self._put(query, state)

    def _put(self, query: Query, state: State) -> None:
        self._states[query] = state
        self._states.move_to_end(query)
        settled = [one for one, held in self._states.items() if not held.waits]
        for old in settled[: max(0, len(self._states) - KEPT_STATES)]:
            del self._states[old]
