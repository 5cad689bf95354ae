"""One import from beginning to end: what the command line does, and what a page can do."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
from waybill.importing.recipe import Ends, Recipe, SheetRecipe, from_json
from waybill.importing.recognise import Plan, plan_all
from waybill.importing.shipments.named import DECISIONS, RECIPE
from waybill.importing.write import (
    check_out,
    write_decisions,
    write_files,
    write_folder,
)


@dataclass
class Imported:
    """What was brought, what it became, and what is still to be decided."""

    plans: list[Plan]
    draft: Draft
    undecided: list[Undecided]
    recipe: Recipe
    decisions: Decisions
    story_files: dict[str, bytes] = field(default_factory=dict)
    other_sheets: list[SheetRecipe] = field(default_factory=list)
    """Decisions about sheets that an earlier import had, kept for their next version."""
    attached: dict[str, bytes] = field(default_factory=dict)
    """The file of shipments that story.toml names."""
    left_out: list[str] = field(default_factory=list)
    """Names of files that were brought beside a whole folder and are no part of it."""

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
    brought = open_files(files, recipe.encodings)
    recipe, decisions = with_decided(brought, recipe, decisions or Decisions())
    return understand(brought, recipe, decisions, today)


def with_decided(
    brought: Brought, recipe: Recipe, decisions: Decisions
) -> tuple[Recipe, Decisions]:
    """What was decided, and below it what an earlier import kept beside what was brought.

    Raises ImportRefusedError where that cannot be read.
    """
    if data := brought.decided.get(RECIPE):
        recipe = recipe.over(from_json(RECIPE, data))
    if data := brought.decided.get(DECISIONS):
        earlier = deciding.read_decisions(DECISIONS, data)
        decisions = Decisions({**earlier.by_key, **decisions.by_key})
    return recipe, decisions


def understand(
    brought: Brought,
    recipe: Recipe,
    decisions: Decisions | None = None,
    today: date | None = None,
) -> Imported:
    """What opened files become by a recipe and decisions. Raises ImportRefusedError."""
    decisions = decisions or Decisions()
    if "places.csv" in brought.story_files:
        whole = Imported([], Draft(), [], recipe, decisions, brought.story_files)
        return replace(whole, attached=brought.attached, left_out=brought.left_out)
    plans = plan_all(brought.sheets, recipe)
    draft = convert(plans, recipe)
    story_words.apply(draft, recipe.words)
    deciding.apply(draft, decisions, today or date.today())
    _take_sea_lanes(draft, recipe.sea_lanes)
    kept = replace(recipe, sheets=[p.to_recipe() for p in plans], written={})
    found = Imported(plans, draft, deciding.undecided(draft), kept, decisions, brought.story_files)
    found.attached = brought.attached
    if RECIPE in brought.decided:
        here = {sheet.fingerprint for sheet in kept.sheets}
        found.other_sheets = [one for one in recipe.sheets if one.fingerprint not in here]
    return found


def ends_of(draft: Draft, origin: str, destination: str) -> Ends:
    """How a choice about the legs from one place to another is kept: by names as written, and countries."""
    places = (draft.places[origin], draft.places[destination])
    names = (place.written or place.name for place in places)
    return (*names, *(place.country for place in places))


def is_chosen(ends: Ends, choices: Collection[Ends]) -> bool:
    """Whether a choice holds for legs with these ends; ``choices`` are as ``folded`` makes them."""
    wanted = folded(ends)
    return wanted in choices or wanted[:2] in choices


def folded(ends: Ends) -> Ends:
    """The ends with names that can be compared."""
    return (*map(fold, ends[:2]), *ends[2:])


def may_take_sea_lanes(leg: Mapping[str, str]) -> bool:
    """Whether a leg by sea leaves its line open: nobody saw it, and no sheet says how it went."""
    said = any(leg.get(column) for column in ("via", "path"))
    return leg.get("mode") == "sea" and leg.get("path_basis") != "observed" and not said


def _take_sea_lanes(draft: Draft, chosen: Sequence[Ends]) -> None:
    """Have the legs that a person chose drawn along the sea lanes, marked as inferred."""
    choices = {folded(ends) for ends in chosen}
    for leg in draft.legs if choices else ():
        if may_take_sea_lanes(leg) and is_chosen(
            ends_of(draft, leg["origin"], leg["destination"]), choices
        ):
            leg["path"], leg["path_basis"] = "network", "inferred"


def write(imported: Imported, out: Path) -> None:
    """Write the story folder; ImportRefusedError when that would lose a person's changes."""
    check_out(out, tuple(imported.attached))
    if imported.taken_over:
        write_files(out, {**imported.story_files, **imported.attached}, imported.recipe)
        write_decisions(out, imported.decisions)
        return
    write_folder(
        out,
        imported.draft,
        replace(imported.recipe, sheets=[*imported.recipe.sheets, *imported.other_sheets]),
        imported.decisions,
        imported.undecided,
        imported.story_files.get("story.toml"),
        imported.attached,
    )
