"""What every file becomes first: sheets of text cells under column names."""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_FILE_BYTES = 50_000_000
"""As for a CSV file of the story folder (docs/format.md)."""

MAX_UNPACKED_BYTES = 200_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELL_CHARACTERS = 100_000
MAX_CELLS = 4_000_000
MAX_SHEETS = 100


class ImportRefusedError(ValueError):
    """What was brought cannot be read; the text says what was found and what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it was brought: one sheet of a workbook, one file of text, the lines of a map.

    ``rows`` are as long as ``columns`` and hold trimmed text; ``row_numbers`` are their rows in the
    file, as its own program counts them. ``given`` maps a column to its meaning where the format
    itself says it (the coordinates of a KML file). ``tags`` are a row of HXL tags. ``notes`` are
    sentences about what was passed over or guessed in reading.
    """

    file: str
    name: str
    columns: tuple[str, ...]
    rows: list[list[str]]
    row_numbers: list[int]
    given: dict[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    headless: bool = False

    @property
    def title(self) -> str:
        """How messages name it: the file, and its sheet where it has several."""
        return f"{self.file} ({self.name})" if self.name else self.file

    def values(self, column: str) -> list[str]:
        """The cells of one column that are not empty."""
        at = self.columns.index(column)
        return [row[at] for row in self.rows if row[at]]

    def examples(self, column: str, most: int = 3) -> list[str]:
        """The first different values of a column."""
        return list(dict.fromkeys(self.values(column)))[:most]
