"""What a large message of a page may hold, and how much Streamlit is taken to keep of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from waybill.guard.messages import contents
from waybill.guard.messages.contents import UnwantedError, kept_bytes


def states(count: int, text: str, kind: str = "string_value") -> bytes:
    """A message that says of so many widgets what stands in them."""
    message = BackMsg()
    for number in range(count):
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id = f"$$ID-{number}"
        setattr(widget, kind, text)
    return message.SerializeToString()


def one(fill: Callable) -> bytes:
    """A message of one widget."""
    message = BackMsg()
    widget = message.rerun_script.widget_states.widgets.add()
    widget.id = "$$ID-1"
    fill(widget)
    return message.SerializeToString()


def of_query(length: int) -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = "a" * length
    return message.SerializeToString()


def of_hashes(count: int) -> bytes:
    message = BackMsg()
    message.rerun_script.cached_message_hashes.extend([""] * count)
    return message.SerializeToString()


def of_nothing(count: int) -> bytes:
    message = BackMsg()
    message.rerun_script.widget_states.MergeFromString(b"\x0a\x00" * count)
    return message.SerializeToString()


EDITS = '{"edited_rows":{' + ",".join(f'"{n}":{{"place":"Odesa"}}' for n in range(5_000)) + "}}"
MANY = b"\x12\x00" * 4_900_000  # files of which nothing is said


@pytest.mark.parametrize(
    "data",
    [
        states(1, "я" * 2_000_000),
        states(1, "\U0001f600" * 2_000_000),
        states(1, "origin,destination\n" * 100_000),  # commas in a table are no JSON
        states(1, "[[route]]\nname = 'a, b'\n" * 80_000),  # nor is TOML
        states(4_000, "short"),
        states(1, EDITS),  # what a grid says of all its rows
        states(1, '{"clicked":[1,2],"line":[[30.1,46.2],[31.0,45.9]]}' + " " * 9_000, "json_value"),
        one(lambda w: w.int_array_value.data.extend(range(20_000))),
        one(lambda w: w.string_array_value.data.extend(["a choice"] * 5_000)),
    ],
)
def test_a_page_may_say_what_its_fields_hold(data: bytes) -> None:
    assert len(data) > 8_192
    assert kept_bytes(data) >= len(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (states(200_000, "short"), "too many fields"),
        (of_nothing(4_900_000), "too many fields"),
        (of_hashes(4_900_000), "too many fields"),
        (one(lambda w: w.file_uploader_state_value.MergeFromString(MANY)), "too many fields"),
        (
            one(lambda w: w.chat_input_value.file_uploader_state.MergeFromString(MANY)),
            "too many fields",
        ),
        (
            one(lambda w: w.string_array_value.data.extend([""] * 1_000_000)),
            "too many fields",
        ),
        (one(lambda w: w.int_array_value.data.extend([1] * 1_000_000)), "too many entries"),
        (one(lambda w: w.double_array_value.data.extend([1] * 100_001)), "too many entries"),
        (states(1, "[" + "[]," * 3_200_000 + "[]]", "json_value"), "more than 1,000,000"),
        (states(1, "[" + "[]," * 3_200_000 + "[]]", "json_trigger_value"), "more than 1,000,000"),
        (states(1, "[" + "[]," * 300_000 + "[]]", "json_value"), "too many entries"),
        (states(20, "[" + "[]," * 3_000 + "[]]", "json_value"), "too many entries"),
        (states(1, " [ [],[" + "1," * 200_000 + "1]]"), "too many entries"),
        (states(1, '{"edited_rows":{},"x":[' + "1," * 200_000 + "1]}"), "too many entries"),
        (states(1, "a" * 2_500_001), "more than 2,500,000"),
        (one(lambda w: w.chat_input_value.__setattr__("data", "a" * 9_000)), "chat_input_value"),
        (one(lambda w: w.arrow_value.__setattr__("data", b"a" * 9_000)), "arrow_value"),
        (one(lambda w: w.__setattr__("bytes_value", b"a" * 9_000)), "bytes_value"),
        (one(lambda w: w.__setattr__("id", "a" * 9_000)), "too long a name"),
        (of_query(1_000_000), "other things than widgets"),
        (b"\xff" * 100_000, "cannot be read"),
        (b"\x5a\xff\x7f" + b"a" * 9_000, "cannot be read"),
        (b"\x5b" + bytes(9_000), "cannot be read"),
    ],
)
def test_a_page_says_nothing_else_at_length(data: bytes, why: str) -> None:
    with pytest.raises(UnwantedError, match=why):
        kept_bytes(data)


def test_what_is_refused_for_its_fields_is_never_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "BackMsg", None)
    with pytest.raises(UnwantedError, match="too many fields"):
        kept_bytes(of_nothing(100_000))


def test_what_is_kept_is_bytes_and_four_hundred_for_a_widget_at_least() -> None:
    data = states(3_000, "")
    assert kept_bytes(data) >= len(data) + 400 * 3_000
    wide = states(1, "a" * 1_000_000 + "\U0001f600")  # four bytes for each in memory
    assert kept_bytes(wide) >= 4_000_000
