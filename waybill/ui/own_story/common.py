"""What all rows have in common and no sheet says: a title, a mode, who says so."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from waybill.importing import story_words
from waybill.importing.session import Imported
from waybill.ui.own_story.work import Work

MODES = ("", "sea", "rail", "road", "air", "unknown")
MODE_WORDS = {"": "not said", "unknown": "unknown means"}


def show(work: Work, imported: Imported) -> None:
    """Show the questions that hold for the story as a whole; none has to be answered."""
    if not imported.draft.legs:
        return
    title = "Title, means of transport, and who says so: nothing here has to be filled in"
    with (
        # Opened when nothing else is left to decide: it would push the dashboard away before.
        st.expander(
            title, expanded=not (_is_said(work) or imported.undecided or imported.questions)
        ),
        st.form("own-common", border=False),
    ):
        words = {
            story_words.TITLE: _text(
                work, story_words.TITLE, "Title of the story", imported.draft.title
            )
        }
        mode = _mode(work, imported)
        if story_words.can_claim(imported.draft) or work.recipe.words.get(story_words.CLAIMANT):
            words |= _who(work, imported)
        else:
            words |= {k: v for k, v in work.recipe.words.items() if k != story_words.TITLE}
        if not st.form_submit_button("Put it in"):
            return
    defaults = {k: v for k, v in work.recipe.defaults.items() if k != "mode"}
    if mode:
        defaults["mode"] = mode
    said = {key: text.strip() for key, text in words.items() if text.strip()}
    if fault := story_words.fault_in(said):
        st.error("Not put in yet:")
        st.text(f"{fault}.")
        return
    work.recipe = replace(work.recipe, words=said, defaults=defaults)
    st.rerun()


def _is_said(work: Work) -> bool:
    return bool(work.recipe.words or work.recipe.defaults)


def _text(work: Work, key: str, label: str, placeholder: str = "") -> str:
    return st.text_input(
        label,
        work.recipe.words.get(key, ""),
        key=f"own-words-{key}",
        max_chars=500,
        placeholder=placeholder,
    )


def _mode(work: Work, imported: Imported) -> str:
    if any(plan.column("mode") for plan in imported.plans if plan.becomes == "legs"):
        return ""
    now = work.recipe.defaults.get("mode", "")
    return st.selectbox(
        "How it all moved, where a row does not say",
        MODES,
        index=MODES.index(now) if now in MODES else 0,
        format_func=lambda mode: MODE_WORDS.get(mode, mode),
        key="own-words-mode",
    )


def _who(work: Work, imported: Imported) -> dict[str, str]:
    st.markdown(
        "**Who says that all this moved?** Left empty, the dashboard says that no source is given."
    )
    left, right = st.columns(2)
    with left:
        words = {
            story_words.CLAIMANT: _text(
                work, story_words.CLAIMANT, "Who says so", "the office that keeps the register"
            ),
            story_words.STATED_ON: _text(
                work, story_words.STATED_ON, "On which day they said it", "2023-09-12"
            ),
            story_words.STATEMENT: _text(
                work,
                story_words.STATEMENT,
                "What they say, in your words",
                story_words.statement_for(imported.draft),
            ),
        }
    with right:
        words |= {
            story_words.PUBLISHER: _text(
                work, story_words.PUBLISHER, "Who published the copy that you read"
            ),
            story_words.SOURCE_TITLE: _text(work, story_words.SOURCE_TITLE, "Its title"),
            story_words.URL: _text(work, story_words.URL, "Its address", "https://"),
        }
    return words
