"""Stories of one leg and claims that answer each other, for the rules of answers to answers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from support.tiny_stories import SOUND, write_files
from waybill.story import Story, read_story

Row = Sequence[str]
"""claim_id, stance, about, kind, claimant and, where it is not the id, the statement."""

HEAD = "claim_id,stance,about,kind,claimant,statement,stated_on,places,sources"


def chain_story(folder: Path, rows: Sequence[Row], asserted: str | None = None) -> Story:
    """A leg from Rajin to Dunay that the first claim asserts.

    Each row is a day later than the one before, until 28 October; rows with the same statement have the
    day of the first of them.
    """
    lines = [HEAD, *chain_rows(rows)]
    legs = (
        "leg_id,origin,destination,start_date,path_basis,claims\n"
        f"sea,rajin,dunay,2023-09-07,inferred,{asserted or rows[0][0]}\n"
    )
    claims = "\n".join(lines) + "\n"
    write_files(folder, {**SOUND, "routes.csv": legs, "claims.csv": claims, "story.toml": None})
    found = read_story(folder)
    assert not found.errors, found.errors
    return found.story


def chain_rows(rows: Sequence[Row]) -> list[str]:
    """The rows as lines of claims.csv, below HEAD."""
    days: dict[str, int] = {}
    lines = []
    for number, (claim_id, stance, about, kind, claimant, *statement) in enumerate(rows, start=1):
        said = statement[0] if statement else claim_id
        day = days.setdefault(said, min(number, 28))
        lines.append(
            f"{claim_id},{stance},{about},{kind},{claimant},{said},2023-10-{day:02d},rajin|dunay,s03"
        )
    return lines


def random_rows(draw: random.Random) -> list[Row]:
    """Up to fourteen claims, of which all but the first answer an earlier one, some in the same words."""
    rows: list[Row] = [("c0", "asserts", "", "statement", "A")]
    for number in range(1, draw.randint(2, 14)):
        stance = draw.choice(["denies", "disputes", "corroborates"])
        kind = draw.choice(["statement", "report", "image"])
        about = draw.choice(rows)[0]
        claimant = draw.choice("ABCDE")
        same = draw.choice([(), (), (f"{claimant} {stance} {kind}",)])
        rows.append((f"c{number}", stance, about, kind, claimant, *same))
    return rows
