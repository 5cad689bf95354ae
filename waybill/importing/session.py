"""One import from beginning to end: what the command line does, and what a page can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from waybill.gazetteer.names import fold
from waybill.importing import decisions as deciding
from waybill.importing import story_words
from waybill.importing.convert import convert
from waybill.importing.decisions import Decisions, Undecided
from waybill.importing.draft import Draft
from waybill.importing.files.opening import Brought, open_files
from waybill.importing.recipe import Recipe
from waybill.importing.recognise import Plan, plan_all
from waybill.importing.write import check_out, write_files, write_folder


@dataclass
class Imported:
    """What was brought, what it became, and what is still to be decided."""

    plans: list[Plan]
    draft: Draft
    undecided: list[Undecided]
    recipe: Recipe
    decisions: Decisions
    story_files: dict[str, bytes] = field(default_factory=dict)

    @property
    def questions(self) -> list[str]:
        """What only the person can answer."""
        return [question.text for plan in self.plans for question in plan.questions]

    @property
    def taken_over(self) -> bool:
        """Whether a sound story folder was brought, which stays as it is."""
        return "places.csv" in self.story_files

    def drawable(self) -> Imported:
        """The same without names that are undecided and legs that need them."""
        places = {i: p for i, p in self.draft.places.items() if not p.undecided}
        ends = ("origin", "destination", "via")
        legs = [
            leg
            for leg in self.draft.legs
            if all(i in places for end in ends for i in leg.get(end, "").split("|") if i)
        ]
        draft = replace(self.draft, places=places, legs=legs)
        return replace(self, draft=draft, undecided=[])


def import_files(
    files: Sequence[tuple[str, bytes]],
    recipe: Recipe | None = None,
    decisions: Decisions | None = None,
    today: date | None = None,
) -> Imported:
    """Read ``(name, bytes)`` of each file; ImportRefusedError says what cannot be read."""
    recipe = recipe or Recipe()
    return understand(open_files(files, recipe.encodings), recipe, decisions, today)


def understand(
    brought: Brought,
    recipe: Recipe,
    decisions: Decisions | None = None,
    today: date | None = None,
) -> Imported:
    """What opened files become by a recipe and decisions. Raises ImportRefusedError."""
    decisions = decisions or Decisions()
    if "places.csv" in brought.story_files:
        return Imported([], Draft(), [], recipe, decisions, brought.story_files)
    plans = plan_all(brought.sheets, recipe)
    draft = convert(plans, recipe)
    story_words.apply(draft, recipe.words)
    deciding.apply(draft, decisions, today or date.today())
    _take_sea_lanes(draft, recipe.sea_lanes)
    kept = replace(recipe, sheets=[p.to_recipe() for p in plans], written={})
    return Imported(plans, draft, deciding.undecided(draft), kept, decisions, brought.story_files)


def pair_of(draft: Draft, origin: str, destination: str) -> tuple[str, str]:
    """How a choice about the legs from one place to another is kept: by the names as they were written."""
    ends = (draft.places[origin], draft.places[destination])
    first, second = (place.written or place.name for place in ends)
    return first, second


def may_take_sea_lanes(leg: Mapping[str, str]) -> bool:
    """Whether a leg by sea leaves its line open: nobody saw it, and no sheet says how it went."""
    said = any(leg.get(column) for column in ("via", "path"))
    return leg.get("mode") == "sea" and leg.get("path_basis") != "observed" and not said


def _take_sea_lanes(draft: Draft, pairs: Sequence[tuple[str, str]]) -> None:
    """Have the legs that a person chose drawn along the sea lanes, marked as inferred."""
    wanted = {(fold(first), fold(second)) for first, second in pairs}
    for leg in draft.legs if wanted else ():
        if may_take_sea_lanes(leg):
            first, second = pair_of(draft, leg["origin"], leg["destination"])
            if (fold(first), fold(second)) in wanted:
                leg["path"], leg["path_basis"] = "network", "inferred"


def write(imported: Imported, out: Path) -> None:
    """Write the story folder; ImportRefusedError when that would lose a person's changes."""
    check_out(out)
    if imported.taken_over:
        write_files(out, imported.story_files, imported.recipe)
        return
    write_folder(
        out,
        imported.draft,
        imported.recipe,
        imported.decisions,
        imported.undecided,
        imported.story_files.get("story.toml"),
    )
