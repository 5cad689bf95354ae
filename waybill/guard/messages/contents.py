"""What a large message of a page may hold, and how much Streamlit keeps of it.

Streamlit keeps what the last message of a visit said of its widgets as long as the visit, and an object or more
for each: twenty messages of 7.7 MB with 200,000 widgets each took 3 GB, of which 1.5 stayed; a value that is JSON
grows 70-fold when it is read. So a large message may be long by what people write into a field, but not by how
many fields it names. They are counted in its bytes, before anything is made of them: parsing 4.9 million empty
ones takes 0.7 s, in which everybody waits; 20,000 are counted in 20 ms, and then it is refused.
"""

from __future__ import annotations

import re
import sys
from typing import Any

from google.protobuf.descriptor import FieldDescriptor  # type: ignore[import-untyped]
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from streamlit.proto.BackMsg_pb2 import BackMsg

MAX_FIELDS = 20_000
"""As the wire names them: a widget has three or four."""
MAX_ENTRIES = 100_000
"""Of lists and of JSON, all together."""
MAX_TEXT = 2_500_000
"""Characters of a text; a field for pasting takes two million."""
MAX_JSON = 1_000_000
"""Characters of what a component says: a line drawn by hand has a few kB. A grid's edits are a text that is JSON."""
MAX_REST = 65_536
"""Bytes of a message besides its widgets."""
MAX_ID = 1_000
FIELD_BYTES = 200
"""That Streamlit keeps for a field of the wire: two, and 400 bytes, for the smallest widget."""
ENTRY_BYTES = 64

SINGLE = {"trigger_value", "bool_value", "double_value", "int_value", None}
LISTS = {"double_array_value", "int_array_value", "string_array_value", "file_uploader_state_value"}
JSON = {"json_value", "json_trigger_value"}
LIKE_JSON = re.compile(r'\s*+(\{|\[\s*+(\[\s*+)?+([][{"0-9-]|true|false|null|NaN|Infinity))')
"""How a text begins that can be read as JSON; that of a table or of TOML does not."""

Kind = dict[int, Any]
"""By the number of a field: the fields of the message there, or the least bytes of a number of the list there."""


class UnwantedError(Exception):
    """A message has what a page does not send, or too much of it."""


def _kind(message: Any) -> Kind:
    inner: Kind = {}
    for field in message.fields:
        if field.message_type is not None:
            inner[field.number] = _kind(field.message_type)
        elif field.is_packed:
            inner[field.number] = 8 if field.type == FieldDescriptor.TYPE_DOUBLE else 1
    return inner


BACK_MESSAGE = _kind(BackMsg.DESCRIPTOR)


def kept_bytes(data: bytes) -> int:
    """How much Streamlit keeps of a message, about.

    Raises:
        UnwantedError: It is long by other things than the texts of its widgets.
    """
    wire = _Wire(data)
    wire.count(0, len(data), BACK_MESSAGE)
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError as fault:
        raise UnwantedError("it cannot be read") from fault
    states = message.rerun_script.widget_states
    if message.ByteSize() - states.ByteSize() > MAX_REST:
        raise UnwantedError("it is long by other things than widgets")
    texts, entries = 0, wire.entries
    for widget in states.widgets:
        text = _text(widget)
        texts += sys.getsizeof(text)  # up to four times its bytes
        if LIKE_JSON.match(text):
            entries += sum(map(text.count, "[{,"))
    if entries > MAX_ENTRIES:
        raise UnwantedError("its lists have too many entries")
    return max(len(data), texts) + FIELD_BYTES * wire.fields + ENTRY_BYTES * entries


def _text(widget: Any) -> str:
    """The text that a widget has for a value, or none, if the value is of a kind that a page may send."""
    kind = widget.WhichOneof("value")
    if len(widget.id) > MAX_ID:
        raise UnwantedError("a widget has too long a name")
    if kind in SINGLE or kind in LISTS:
        return ""
    most = MAX_JSON if kind in JSON else MAX_TEXT
    if kind == "string_trigger_value":
        text: str = widget.string_trigger_value.data
    elif kind == "string_value" or kind in JSON:
        text = getattr(widget, kind)
    else:
        raise UnwantedError(f"no page here sends a {kind}")
    if len(text) > most:
        raise UnwantedError(f"a {kind} has more than {most:,} characters")
    return text


class _Wire:
    """The bytes of a message, whose fields are counted."""

    def __init__(self, data: bytes) -> None:
        """None is counted yet."""
        self.data = data
        self.fields = self.entries = 0

    def count(self, at: int, end: int, kind: Kind) -> None:
        """Count the fields from ``at`` to ``end``, and those of messages in them."""
        while at < end:
            self.fields += 1
            if self.fields > MAX_FIELDS:
                raise UnwantedError("it has too many fields")
            tag, at = self._number(at)
            wire = tag & 7
            if wire == 0:
                _, at = self._number(at)
            elif wire == 2:
                length, at = self._number(at)
                if length > end - at:
                    raise UnwantedError("it cannot be read")
                inner = kind.get(tag >> 3)
                if isinstance(inner, dict):
                    self.count(at, at + length, inner)
                elif inner:
                    self.entries += length // inner
                at += length
            elif wire in (1, 5):
                at += 8 if wire == 1 else 4
            else:
                raise UnwantedError("it cannot be read")
        if self.entries > MAX_ENTRIES:
            raise UnwantedError("its lists have too many entries")

    def _number(self, at: int) -> tuple[int, int]:
        """The number at a place, and where the next begins."""
        number = 0
        for index, byte in enumerate(self.data[at : at + 10]):
            number |= (byte & 127) << 7 * index
            if byte < 128:
                return number, at + index + 1
        raise UnwantedError("it cannot be read")
