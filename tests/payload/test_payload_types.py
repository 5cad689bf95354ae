"""The schema of the payload holds the encoder and the front end's declarations alike."""

from __future__ import annotations

from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import pytest
from support.staggered_story import staggered_story

from tools.build_payload_types import FILE, declarations
from waybill.payload import schema
from waybill.payload.encode import DEFAULTS, build_payload, sent

ROWS = [row for row in vars(schema).values() if is_typeddict(row)]


def test_the_declarations_of_the_front_end_are_those_of_the_schema():
    written = FILE.read_text("utf-8")
    assert declarations() == written  # else run: python tools/build_payload_types.py


def rows_of(name: str, value: Any, hint: Any) -> list[tuple[str, type, dict[str, Any]]]:
    """(where, its type, the value) of every row in a value of the payload."""
    if is_typeddict(hint):
        found = [(name, hint, value)]
        for field, inner in get_type_hints(hint).items():
            found += rows_of(f"{name}.{field}", value[field], inner)
        return found
    if get_origin(hint) is list:
        return [row for one in value for row in rows_of(name, one, get_args(hint)[0])]
    return []


def test_every_row_has_the_fields_of_its_type_and_no_other(tmp_path):
    payload = build_payload(staggered_story(tmp_path))
    rows = rows_of("payload", payload, schema.Payload)
    # The small story has no distance, so nothing is a line on the map.
    assert {row for _, row, _ in rows} == set(ROWS) - {schema.MeasureRow}
    for name, row, value in rows:
        assert set(value) == set(get_type_hints(row)), name


@pytest.mark.parametrize("kind", list(DEFAULTS))
def test_what_is_left_out_of_a_row_goes_along_once(tmp_path, kind):
    payload = build_payload(staggered_story(tmp_path))
    short = sent(payload)
    pairs = (
        [
            (whole, row)
            for leg, sent_leg in zip(payload["legs"], short["legs"], strict=True)
            for whole, row in zip(leg["standings"], sent_leg["standings"], strict=True)
        ]
        if kind == "standings"
        else list(zip(payload[kind], short[kind], strict=True))
    )
    assert pairs
    for whole, row in pairs:
        restored = {**short["defaults"][kind], **row}
        if kind == "legs":
            restored["standings"] = whole["standings"]
            restored["path"] = restored["path"] or whole["path"]  # see test_payload.py
        assert restored == whole
        assert all(value != DEFAULTS[kind].get(name, ...) for name, value in row.items())


def test_a_number_is_never_left_out_even_when_it_is_nought(tmp_path):
    claims = sent(build_payload(staggered_story(tmp_path)))["claims"]
    assert [claim["order"] for claim in claims] == [0, 1, 2, 4, 5, 3]
