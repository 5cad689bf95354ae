"""What a draft remembers of its imports, and what all drafts share: answers of services, and turns."""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from waybill.drafts.rights import Visitor
from waybill.drafts.store import tables as t
from waybill.drafts.store.access import Store, stamp
from waybill.drafts.store.engine import StoreError
from waybill.gazetteer.names import fold


def remember_decision(
    store: Store,
    visitor: Visitor,
    draft_id: str,
    name: str,
    country: str,
    choice: Mapping[str, Any] | None,
) -> None:
    """Keep what a written name stands for in this draft; None takes the decision back."""
    with store.writing() as connection:
        about = store.granted(connection, visitor, draft_id, "write")
        key = {"draft": about.draft_id, "name_key": fold(name), "country": country}
        if choice is not None:
            said = {"choice": json.dumps(dict(choice)), "made_by": visitor.known_as}
            t.put(connection, t.decision, key, {**said, "made_at": store.now()})
        else:
            this = sa.and_(*(t.decision.c[column] == value for column, value in key.items()))
            connection.execute(sa.delete(t.decision).where(this))


def decisions_of(
    store: Store, visitor: Visitor, draft_id: str
) -> dict[tuple[str, str], dict[str, Any]]:
    """(folded name, country) → what was decided."""
    c = t.decision.c
    with store.reading() as connection:
        about = store.granted(connection, visitor, draft_id, "read")
        query = sa.select(c.name_key, c.country, c.choice).where(c.draft == about.draft_id)
        rows = connection.execute(query).all()
    return {(row.name_key, row.country): json.loads(row.choice) for row in rows}


def remember_recipe(
    store: Store, visitor: Visitor, draft_id: str, fingerprint: str, mapping: Mapping[str, Any]
) -> None:
    """Keep what the columns of a sheet mean, by the fingerprint of its header."""
    with store.writing() as connection:
        about = store.granted(connection, visitor, draft_id, "write")
        key = {"draft": about.draft_id, "fingerprint": fingerprint}
        values = {"mapping": json.dumps(dict(mapping)), "made_at": store.now()}
        t.put(connection, t.recipe, key, values)


def recipes_of(store: Store, visitor: Visitor, draft_id: str) -> dict[str, dict[str, Any]]:
    """Fingerprint of a header → what its columns mean."""
    c = t.recipe.c
    with store.reading() as connection:
        about = store.granted(connection, visitor, draft_id, "read")
        query = sa.select(c.fingerprint, c.mapping).where(c.draft == about.draft_id)
        rows = connection.execute(query.order_by(c.made_at)).all()
    return {row.fingerprint: json.loads(row.mapping) for row in rows}


def answer_of(store: Store, provider: str, query: str) -> Any:
    """What a service answered to a query before; None when it was not asked."""
    c = t.lookup.c
    with store.reading() as connection:
        of = sa.select(c.answer).where(c.provider == provider, c.query == query)
        text = connection.execute(of).scalar()
    return None if text is None else json.loads(text)


def keep_answer(store: Store, provider: str, query: str, answer: Any) -> None:
    """Keep what a service answered, for everybody."""
    key = {"provider": provider, "query": query}
    with store.writing() as connection:
        values = {"answer": json.dumps(answer), "made_at": store.now()}
        t.put(connection, t.lookup, key, values)


def take_turn(store: Store, provider: str, seconds: float, longest: float = math.inf) -> float:
    """Take the next turn to ask a service; returns how many seconds to wait before asking.

    Turns are ``seconds`` apart for all users, sessions and servers of this store together, and after the
    service was left alone. One that is further away than ``longest`` seconds is not taken.
    """
    now = store.clock().timestamp()
    with store.writing() as connection:
        start = max(now, _slot(connection, provider), _slot(connection, _pause(provider)))
        if start - now <= longest:
            _set_slot(connection, provider, start + seconds)
    return start - now


def leave_alone(store: Store, provider: str, seconds: float) -> None:
    """Let nobody ask a service for so many seconds from now; a longer pause stays as it is."""
    until = store.clock().timestamp() + seconds
    with store.writing() as connection:
        _set_slot(connection, _pause(provider), max(until, _slot(connection, _pause(provider))))


def left_alone(store: Store, provider: str) -> float:
    """For how many seconds nobody may ask a service; 0 when it may be asked."""
    of = sa.select(t.slot.c.next_allowed_at).where(t.slot.c.provider == _pause(provider))
    with store.reading() as connection:
        until: float = connection.execute(of).scalar() or 0.0
    return max(0.0, until - store.clock().timestamp())


def _pause(provider: str) -> str:
    """The slot that says until when a service is left alone; queued turns do not move it."""
    return f"{provider} is left alone"


def _slot(connection: sa.Connection, name: str) -> float:
    """When the next turn of a slot is, locked until the transaction ends; 0 for a new one."""
    t.put(connection, t.slot, {"provider": name, "next_allowed_at": 0.0}, {})
    of = sa.select(t.slot.c.next_allowed_at).where(t.slot.c.provider == name)
    at: float = connection.execute(of.with_for_update()).scalar_one()
    return at


def _set_slot(connection: sa.Connection, name: str, at: float) -> None:
    this = t.slot.c.provider == name
    connection.execute(sa.update(t.slot).where(this).values(next_allowed_at=at))


def forget_answers(store: Store, older_than_days: int) -> int:
    """Drop answers that are old; returns how many."""
    before = stamp(store.clock() - timedelta(days=older_than_days))
    with store.writing() as connection:
        return connection.execute(sa.delete(t.lookup).where(t.lookup.c.made_at < before)).rowcount


@contextmanager
def _in_a_sentence() -> Iterator[None]:
    """Tell of a store that fails as of a service that gives no answer."""
    try:
        yield
    except (sa.exc.SQLAlchemyError, StoreError):
        from waybill.importing.services.asking import NoAnswerError  # geopy, only then

        raise NoAnswerError(
            "Nothing can be asked: the store of kept answers failed. Whoever runs it should see "
            "that its disk has room and that its database answers."
        ) from None


class Answers:
    """The kept answers and the turns of a store, as ``waybill.importing.services`` asks for them."""

    def __init__(self, store: Store, kept_days: int) -> None:
        """``kept_days``: how long an answer is good."""
        self._store = store
        self._kept_days = kept_days

    def answer(self, provider: str, query: str) -> Any:
        """See ``answer_of``; answers that are too old are dropped."""
        with _in_a_sentence():
            forget_answers(self._store, self._kept_days)
            return answer_of(self._store, provider, query)

    def keep(self, provider: str, query: str, answer: Any) -> None:
        """See ``keep_answer``."""
        with _in_a_sentence():
            keep_answer(self._store, provider, query, answer)

    def take_turn(self, provider: str, seconds: float, longest: float) -> float:
        """See ``take_turn``."""
        with _in_a_sentence():
            return take_turn(self._store, provider, seconds, longest)

    def leave_alone(self, provider: str, seconds: float) -> None:
        """See ``leave_alone``."""
        with _in_a_sentence():
            leave_alone(self._store, provider, seconds)

    def left_alone(self, provider: str) -> float:
        """See ``left_alone``."""
        with _in_a_sentence():
            return left_alone(self._store, provider)


def store_of_answers(drafts: str | None, stories: Path, work: Path | None) -> str:
    """The address of the store that keeps answers and turns: that of the drafts, where there are any.

    So all servers and commands that share drafts share them. ``drafts`` is WAYBILL_DRAFTS, "" for
    none; then a file in the folder of kept ``work`` holds them, or one that goes with the process.
    """
    if drafts is None:
        return f"sqlite:///{stories / 'drafts.sqlite'}"
    if drafts:
        return drafts
    folder = work or Path(tempfile.mkdtemp(prefix="waybill-"))
    return f"sqlite:///{folder / 'answers.sqlite'}"
