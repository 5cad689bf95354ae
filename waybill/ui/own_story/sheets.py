"""The second step: what each sheet holds and what its columns mean, for the visitor to change."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from waybill.evidence.phrases import counted
from waybill.importing.files.workbook import HIDDEN
from waybill.importing.recipe import SheetRecipe
from waybill.importing.recognise import BECOMES, EXPLAINS, Column, Plan, Question, meanings_of
from waybill.importing.session import Imported
from waybill.ui.own_story.work import Work
from waybill.ui.text import as_label

KEPT = ""
HOLDS = {
    "places": "places",
    "legs": "journeys: each row goes from one place to another",
    "names": "a list of names of places",
    "journey": "the stops of one journey, in order",
    "properties": "properties and values",
    "visits": "visits",
    "claims": "claims",
    "sources": "sources",
    "statements": "statements, and who says so",
    "nothing": "nothing for the map: leave it out",
}
ANSWERS = {
    "day first": "the day",
    "month first": "the month",
    ",": "a comma: 1,5 is one and a half",
    ".": "a point: 1.5 is one and a half",
    "journey": "the stops of a journey, in this order",
    "names": "just places",
    "places": "just places",
}
PART_OF_MEANING = {"_latitude": " latitude", "_longitude": " longitude", "_id": " id"}


def show(work: Work, imported: Imported) -> None:
    """Show each sheet; questions that only the visitor can answer stand first."""
    st.header("2. What it is", anchor="what-it-is")
    _summary(imported)
    # Two sheets may have the same columns: their widgets are told apart by number.
    sheets = list(enumerate(zip(imported.plans, imported.recipe.sheets, strict=True)))
    for number, (plan, recipe) in sheets:
        for question in plan.questions:
            _ask(work, number, recipe, question)
    for number, (plan, recipe) in sheets:
        _sheet(work, number, plan, recipe)


def _summary(imported: Imported) -> None:
    """Say in one sentence a sheet what became what."""
    draft = imported.draft
    for plan in imported.plans:
        if plan.reason == EXPLAINS:
            st.text(f"{plan.sheet.title}: left out; {EXPLAINS}.")
            continue
        kept = len(plan.kept)
        rows = counted(len(plan.sheet.rows), "row")
        has_meanings = bool(meanings_of(plan.becomes))
        tail = f"; {counted(kept, 'column')} kept as they are" if kept and has_meanings else ""
        hidden = " (hidden in the workbook)" if HIDDEN in plan.notes else ""
        st.text(f"{plan.sheet.title}{hidden}: {rows} → {HOLDS[plan.becomes]}{tail}.")
    st.text(f"Together: {counted(len(draft.places), 'place')}, {counted(len(draft.legs), 'leg')}.")
    notes = [note for plan in imported.plans for note in plan.notes] + draft.notes
    if notes:
        with st.expander(f"{counted(len(notes), 'remark')} from reading"):
            st.text("\n".join(notes[:200]))


def _ask(work: Work, number: int, recipe: SheetRecipe, question: Question) -> None:
    key = f"own-ask-{number}-{recipe.fingerprint}-{question.setting}-{question.column}"

    def answer() -> None:
        chosen = st.session_state[key]
        if question.setting == "becomes":
            work.change_sheet(recipe, becomes=chosen)
            return
        before = getattr(recipe, question.setting)
        work.change_sheet(recipe, **{question.setting: {**before, question.column: chosen}})

    with st.container(border=True):
        st.text(question.text)
        st.radio(
            as_label(question.text),
            question.choices,
            index=None,
            format_func=lambda choice: ANSWERS.get(choice, choice),
            key=key,
            on_change=answer,
            label_visibility="collapsed",
            horizontal=True,
        )


def _sheet(work: Work, number: int, plan: Plan, recipe: SheetRecipe) -> None:
    unclear = plan.becomes == "nothing" and plan.reason != EXPLAINS
    with st.expander(f"{as_label(plan.sheet.title)}: its columns", expanded=unclear):
        key = f"own-holds-{number}-{recipe.fingerprint}-{plan.becomes}"

        def becomes() -> None:
            work.change_sheet(recipe, becomes=st.session_state[key])

        st.selectbox(
            "This sheet holds",
            BECOMES,
            index=BECOMES.index(plan.becomes),
            format_func=HOLDS.__getitem__,
            key=key,
            on_change=becomes,
        )
        st.caption(as_label(f"Because {plan.reason}."))
        choices = meanings_of(plan.becomes)
        if choices:
            for column in plan.columns:
                _column(work, number, recipe, column, choices)


def _column(
    work: Work, number: int, recipe: SheetRecipe, column: Column, choices: Sequence[str]
) -> None:
    left, right = st.columns([3, 2], vertical_alignment="center")
    examples = " · ".join(column.examples) or "(empty)"
    left.text(f"{column.name}\n{examples[:160]}\n{column.reason}")
    options = [KEPT, *choices]
    key = (
        f"own-column-{number}-{recipe.fingerprint}-{recipe.becomes}-{column.name}-{column.meaning}"
    )

    def means() -> None:
        chosen = st.session_state[key]
        # a meaning belongs to one column: the one that had it is kept as it is
        others = {n: (KEPT if m and m == chosen else m) for n, m in recipe.columns.items()}
        work.change_sheet(recipe, columns={**others, column.name: chosen})

    right.selectbox(
        f"Meaning of {as_label(column.name)}",
        options,
        index=options.index(column.meaning) if column.meaning in options else 0,
        format_func=meaning_words,
        key=key,
        on_change=means,
        label_visibility="collapsed",
    )


def meaning_words(meaning: str) -> str:
    """A meaning as a person reads it."""
    return meaning.replace("_", " ") if meaning else "keep it as it is"
