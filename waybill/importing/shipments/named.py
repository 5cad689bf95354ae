"""Which of the files that were brought is the one with the shipments that story.toml names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from pydantic import TypeAdapter, ValidationError

from waybill.story.contract.shipments import FILE_KINDS, Source
from waybill.story.reading.folder import MAX_TOML_BYTES, STORY_FILES

TOML = "story.toml"
MAX_NAME = 120
RECIPE, UNDECIDED, DECISIONS = "recipe.json", "undecided.csv", "decisions.csv"
OF_IMPORT = frozenset((RECIPE, UNDECIDED, DECISIONS))
"""What an import writes beside a story, and reads again."""
TAKEN = OF_IMPORT.union(STORY_FILES)
"""What stands in a story folder already: the story's tables, and what an import writes beside them."""
_PART = re.compile(r"[^./\\:\0-\x1f][^/\\:\0-\x1f]*")
_SOURCE: TypeAdapter[str] = TypeAdapter(Source)


def is_file_name(source: object) -> bool:
    """Whether ``source`` of ``[shipments]`` names a file that may be kept beside the story's own.

    A file of the story itself or of an import is none, nor is a folder of such a name, nor what could
    lead out of the folder.
    """
    if not isinstance(source, str) or len(source) > MAX_NAME:
        return False
    try:
        _SOURCE.validate_python(source)
    except ValidationError:
        return False
    if is_taken(source):
        return False
    return source.endswith(FILE_KINDS) and all(map(_PART.fullmatch, source.split("/")))


def is_taken(source: str) -> bool:
    """Whether a file of this name would stand in place of a file of the story folder, or inside one."""
    return source.split("/")[0].lower() in TAKEN


def named_in(toml: bytes | None) -> str:
    """The ``source`` that story.toml names; "" without one."""
    if not toml or len(toml) > MAX_TOML_BYTES:
        return ""
    try:
        text = toml.decode("utf-8-sig").replace("\r\n", "\n")
        table = tomllib.loads(text).get("shipments")
    except (ValueError, RecursionError):
        return ""
    source = table.get("source") if isinstance(table, Mapping) else None
    return source if isinstance(source, str) else ""


def file_among(files: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
    """The file of shipments by the name that story.toml gives it; empty when it was not brought.

    Folders are not told apart: what was brought has lost them.
    """
    toml = next((data for name, data in files if name.lower() == TOML), None)
    source = named_in(toml)
    if not is_file_name(source):
        return {}
    wanted = PurePosixPath(source).name
    return next(({source: data} for name, data in files if name == wanted), {})
