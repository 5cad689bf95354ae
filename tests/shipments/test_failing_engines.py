"""A slow, a killed and a wrong engine give sentences; what a visitor left is not gone on with."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pyarrow as pa
import pytest
from support.postgresql import NOT_INSTALLED, start_postgresql
from support.shipment_stories import SOUND, typed, write_story

from waybill.shipments.bins import EPOCH
from waybill.shipments.build import build
from waybill.shipments.cube import Cube, decode
from waybill.shipments.engine.count import count
from waybill.shipments.engine.errors import CancelledError, EngineError, SourceFaultError
from waybill.shipments.engine.source import Source, open_source
from waybill.shipments.service import CubeService
from waybill.story import Story, read_story

Make = Callable[..., Any]
TUNIS_TO_ODESA = {"origin": "tunis", "destination": "odesa", "total": 1000.0, "number": 1}


def slow_down(address: str) -> None:
    """Put a view that takes half a minute in the place of the table."""
    with psycopg.connect(address) as connection:
        connection.execute("ALTER TABLE shipped RENAME TO quick")
        connection.execute("CREATE VIEW shipped AS SELECT q.* FROM quick q, pg_sleep(30)")


def test_a_database_that_takes_too_long_is_left_after_its_time(story_on: Make) -> None:
    story, folder, environment = story_on("postgres", list(SOUND), "timeout_s = 1")
    slow_down(environment["ROWS"])
    begin = time.monotonic()
    with pytest.raises(EngineError, match="did not answer within 1 seconds"):
        CubeService(environment).get(story, folder, {})
    assert time.monotonic() - begin < 15


def test_a_query_is_stopped_when_nobody_waits(story_on: Make) -> None:
    story, folder, environment = story_on("postgres", list(SOUND), "timeout_s = 60")
    slow_down(environment["ROWS"])

    def stop_by(stop: Callable[[], object]) -> None:
        threading.Timer(0.5, stop).start()

    begin = time.monotonic()
    with pytest.raises(CancelledError):
        CubeService(environment).get(story, folder, {}, stop_by)
    assert time.monotonic() - begin < 25


def test_a_killed_database_leaves_the_last_good_cube(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    server = start_postgresql()
    if server is None:
        pytest.skip(NOT_INSTALLED)
    environment = {"ROWS": server.with_table("shipped", typed(SOUND), 1)}
    folder = write_story(tmp_path_factory.mktemp("killed"), (), "env:ROWS", table="shipped")
    story = read_story(folder).story
    assert story is not None
    service = CubeService(environment)
    good = decode(service.get(story, folder, {}).data)
    server.stop()
    from datetime import timedelta

    later = CubeService(environment, lambda: service._now() + timedelta(hours=1))
    shown = decode(later.get(story, folder, {}).data)
    assert shown.meta["pairs"] == good.meta["pairs"]
    assert shown.meta["stale"].startswith(
        "The engine of the shipments cannot be reached. These are"
    )
    other = {**environment, "ROWS": environment["ROWS"].replace("shipments_1", "another")}
    with pytest.raises(EngineError, match="cannot be reached"):
        CubeService(other).get(story, folder, {})


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "which is not set"),
        ("mysql://root@db/x", "begins with neither postgresql:// nor sc://"),
    ],
)
def test_an_address_that_cannot_be_used_is_said_without_it(
    story_on: Make, address: str, said: str
) -> None:
    folder = story_on("csv", list(SOUND))[1]
    story = read_story(write_story(folder / "other", (), "env:ROWS", table="t")).story
    assert story is not None
    assert story.info.shipments is not None
    with pytest.raises(SourceFaultError, match=said) as raised:
        open_source(story.info.shipments, folder, {"ROWS": address})
    assert "root" not in str(raised.value)


def test_columns_of_the_wrong_kind_are_named(story_on: Make) -> None:
    story, folder, _ = story_on("parquet", list(SOUND))
    toml = folder / "story.toml"
    toml.write_text(toml.read_text().replace('date = "day"', 'date = "tonnes"'))
    story = read_story(folder).story
    assert story is not None
    with pytest.raises(SourceFaultError, match="is a column of type float64, which holds no days"):
        CubeService({}).get(story, folder, {})


def added_between(
    monkeypatch: pytest.MonkeyPatch, new: dict[str, Any], answers: set[str]
) -> list[int]:
    """Let each answer with these columns have one row more; the list has an item for each of these rows."""
    real = Source.parts
    added: list[int] = []

    def parts(source: Source, expression: Any) -> Iterator[pa.Table]:
        for part in real(source, expression):
            if {"day", "total", *answers} <= set(part.column_names) and part.num_rows:
                row = {**part.slice(0, 1).to_pylist()[0], **TUNIS_TO_ODESA, **new}
                own = {name: value for name, value in row.items() if name in part.column_names}
                part = pa.concat_tables([part, pa.Table.from_pylist([own], part.schema)])
                added.append(1)
            yield part

    monkeypatch.setattr(Source, "parts", parts)
    return added


def counted_anew(story: Story, folder: Path, environment: dict[str, str]) -> Cube:
    """The cube of a story, straight from its engine."""
    shipments = story.info.shipments
    assert shipments is not None
    with open_source(shipments, folder, environment) as opened:
        counted = count(opened, shipments, story, {}).counted
    about = {**counted.about, "unit": "t"}
    return build(replace(counted, about=about), most_cells=shipments.limits.cells)


@pytest.mark.parametrize(
    ("engine", "new"),
    [
        ("parquet", {"origin": "New port"}),
        ("parquet", {"destination": "New port"}),
        ("parquet", {"split_0": "sled"}),
        ("parquet", {"split_1": "tea"}),
        ("csv", {"day": "2024-03-01"}),
        ("csv", {"day": "soon"}),
    ],
    ids=str,
)
def test_rows_that_come_between_two_questions_are_of_no_flow_that_was_there(
    story_on: Make, monkeypatch: pytest.MonkeyPatch, engine: str, new: dict[str, str]
) -> None:
    """A place that is not there was once taken for the last one of all, from which tonnes go to Odesa."""
    story, folder, environment = story_on(engine, list(SOUND))
    before = decode(CubeService(environment).get(story, folder, {}).data)
    added = added_between(monkeypatch, new, set(new))
    found = counted_anew(story, folder, environment)
    assert sum(added) > 0
    for name, block in before.blocks.items():
        assert found.blocks[name].quantities.tolist() == block.quantities.tolist()
        assert found.blocks[name].keys.tolist() == block.keys.tolist()


@pytest.mark.parametrize("day", [date(2023, 12, 1), date(2024, 3, 1)], ids=str)
@pytest.mark.parametrize("of", ["origin", "destination"])
def test_a_day_that_comes_between_two_questions_ends_no_count(
    story_on: Make, monkeypatch: pytest.MonkeyPatch, day: date, of: str
) -> None:
    """The record may reach to it before the other answers do."""
    story, folder, environment = story_on("parquet", list(SOUND))
    before = decode(CubeService(environment).get(story, folder, {}).data)
    added = added_between(monkeypatch, {"day": day}, {of})
    found = counted_anew(story, folder, environment)
    assert sum(added) > 0
    assert day in [EPOCH.plus(end).to_date() for end in found.meta["days"]]
    other = "in" if of == "origin" else "out"
    assert found.blocks[other].quantities.sum() == before.blocks[other].quantities.sum()
