"""Questions that several wait for: whom they count for, and who is told of their end."""

from __future__ import annotations

import threading

import pytest

from waybill.httpd.shipments import asking
from waybill.limiter import BusyError, WorkLimiter
from waybill.shipments.flights import Flight, Flights

LONG_S = 20


def test_questions_that_were_left_while_they_wait_count_for_their_asker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    let = threading.Event()
    among = Flights(WorkLimiter(1, waiting=99))
    monkeypatch.setattr(asking, "_asking", {})

    def work(_: Flight[bool]) -> bool:
        return let.wait(LONG_S)

    first = asking.join("visitor", "first", work, among)
    for _ in range(asking.OF_ONE - 1):
        among.leave(asking.join("visitor", "again", work, among))
    with pytest.raises(BusyError):
        asking.join("visitor", "again", work, among)
    assert asking.join("other", "other", work, among) is not first
    assert asking.join("visitor", "first", work, among) is first
    let.set()
    assert first.wait(LONG_S)


def test_an_end_is_told_once_also_to_whoever_comes_after_it() -> None:
    told: list[str] = []
    flight: Flight[int] = Flight()
    flight.on_end(lambda: told.append("first"))
    flight.on_end(lambda: 1 // 0)
    flight.on_end(lambda: told.append("second"))
    assert told == []
    flight.run(lambda _: 7)
    flight.on_end(lambda: told.append("later"))
    assert (told, flight.answer()) == (["first", "second", "later"], 7)


def test_who_left_is_not_told() -> None:
    told: list[str] = []
    flight: Flight[int] = Flight()
    forget = flight.on_end(lambda: told.append("left"))
    flight.on_end(lambda: told.append("stayed"))
    forget()
    forget()
    flight.run(lambda _: 7)
    flight.on_end(lambda: told.append("late"))()
    assert told == ["stayed", "late"]
