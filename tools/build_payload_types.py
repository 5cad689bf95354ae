"""Build waybill/web/state/payload.d.ts, the TypeScript declarations of the story's JSON.

    python tools/build_payload_types.py            write the file
    python tools/build_payload_types.py --check    exit 1 when the file is not what would be written

The types, and a line about each field, stand in waybill/payload/schema.py.
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from types import UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tools.generated import write_or_check  # noqa: E402
from waybill.payload import schema  # noqa: E402

FILE = ROOT / "waybill" / "web" / "state" / "payload.d.ts"
HEAD = """/* The story as it comes from Python. Written by tools/build_payload_types.py from
   waybill/payload/schema.py; do not edit. */
"""
WORDS = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null"}


ALIASES = {
    "Bounds": "West, south, east, north, in degrees.",
}


def declarations() -> str:
    """The whole file."""
    rows = [row for row in vars(schema).values() if is_typeddict(row)]
    aliases = (
        f"/** {doc} */\nexport type {name} = {_plain(getattr(schema, name))};\n"
        for name, doc in ALIASES.items()
    )
    return "\n".join((HEAD, *aliases, *map(_interface, rows)))


def _interface(row: Any) -> str:
    lines = [f"/** {inspect.getdoc(row)} */", f"export interface {row.__name__} {{"]
    left_out = get_type_hints(schema.Defaults) if row is schema.Payload else {}
    for name, hint in get_type_hints(row, include_extras=True).items():
        if get_origin(hint) is Annotated:
            hint, doc = get_args(hint)
            lines.append(f"  /** {doc} */")
        written = type_of(hint)
        if name in left_out:
            written = f"Partial<{written.removesuffix('[]')}>[]"
        lines.append(f"  {name}: {written};")
    return "\n".join((*lines, "}", ""))


def type_of(hint: Any) -> str:
    """The TypeScript type of a Python type hint, by its alias where it has one."""
    alias = next((name for name in ALIASES if hint == getattr(schema, name)), None)
    return alias or _plain(hint)


def _plain(hint: Any) -> str:
    if hint in WORDS:
        return WORDS[hint]
    if hint is Any:
        return "unknown"
    if is_typeddict(hint):
        return str(hint.__name__)
    kind, inner = get_origin(hint), get_args(hint)
    if kind is Literal:
        return " | ".join(f'"{value}"' for value in inner)
    if kind in (Union, UnionType):
        return " | ".join(type_of(one) for one in inner)
    if kind is list:
        item = type_of(inner[0])
        return f"({item})[]" if " " in item and not item.startswith("[") else f"{item}[]"
    if kind is tuple:
        return f"[{', '.join(type_of(one) for one in inner)}]"
    if kind is dict:
        record = f"Record<{type_of(inner[0])}, {type_of(inner[1])}>"
        return f"Partial<{record}>" if get_origin(inner[0]) is Literal else record
    raise TypeError(f"no TypeScript type for {hint!r}")


if __name__ == "__main__":
    sys.exit(write_or_check(FILE, declarations()))
