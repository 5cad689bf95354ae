"""Cards are drawn once for views that look alike, kept within bounds, and few are drawn at once."""

import threading
from dataclasses import replace

import pytest

from waybill.httpd.card_cache import CardCache
from waybill.limiter import BusyError
from waybill.story.day import Day


class Drawing:
    """Stands for render_card; counts."""

    def __init__(self, size=10):
        self.views = []
        self.size = size

    def __call__(self, story, view):
        self.views.append(view)
        return bytes(self.size)


def test_a_card_is_drawn_once_for_views_that_look_alike(story, window):
    draw = Drawing()
    cache = CardCache(draw)
    cache.get(story, window)
    cache.get(story, replace(window, embed=True, tab="claims", theme="light"))
    assert len(draw.views) == 1
    cache.get(story, replace(window, theme="dark"))
    assert len(draw.views) == 2


def test_the_cache_keeps_no_more_cards_than_it_may(story, window):
    draw = Drawing()
    cache = CardCache(draw, max_entries=2)
    first, second, third = (replace(window, end=Day(2023, 10, day)) for day in (2, 3, 4))
    for view in (first, second, first, third):  # the second is the least recently used
        cache.get(story, view)
    assert len(cache.kept) == 2
    cache.get(story, first)
    assert len(draw.views) == 3
    cache.get(story, second)
    assert len(draw.views) == 4


def test_the_cache_keeps_no_more_bytes_than_it_may(story, window):
    cache = CardCache(Drawing(size=40), max_bytes=100)
    for day in range(2, 9):
        cache.get(story, replace(window, end=Day(2023, 10, day)))
    assert len(cache.kept) == 2  # 80 bytes
    assert len(CardCache(Drawing(size=101), max_bytes=100).get(story, window)) == 101


def test_other_data_is_another_card(story, window):
    draw = Drawing()
    cache = CardCache(draw)
    cache.get(story, window, "aaaaaaaaaa")
    cache.get(story, window, "bbbbbbbbbb")
    assert len(draw.views) == 2


def test_who_asks_while_too_many_are_drawn_is_told_so(story, window):
    started, finish = threading.Event(), threading.Event()

    def slow(_story, _view):
        started.set()
        finish.wait(10)
        return b"card"

    cache = CardCache(slow, max_drawing=1, wait_seconds=0.05)
    got = []
    worker = threading.Thread(target=lambda: got.append(cache.get(story, window)))
    worker.start()
    assert started.wait(10)
    with pytest.raises(BusyError, match="Others are being served"):
        cache.get(story, replace(window, theme="dark"))
    with pytest.raises(BusyError, match="being made for another"):
        cache.get(story, window)
    finish.set()
    worker.join(10)
    assert got == [b"card"]


def test_a_card_that_fails_is_not_kept_and_can_be_asked_for_again(story, window):
    outcomes = iter([RuntimeError("no"), b"card"])

    def flaky(_story, _view):
        outcome = next(outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    cache = CardCache(flaky)
    with pytest.raises(RuntimeError, match="no"):
        cache.get(story, window)
    assert cache.get(story, window) == b"card"
