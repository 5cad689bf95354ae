"""What a story could say next: a hint for whoever runs the server on their own machine."""

from __future__ import annotations

import streamlit as st

from waybill.story.model import Story
from waybill.ui.host import is_owner
from waybill.view.days import is_of_flows_alone

_TOLD = "waybill-hint-told"


def show(story: Story | None) -> None:
    """Show the hint once a visit, as a note that can be closed; never to a visitor from elsewhere."""
    embedded = st.query_params.get("embed") == "true"
    if story is None or embedded or st.session_state.get(_TOLD) or not is_owner():
        return
    hint = next_step(story)
    if hint:
        st.session_state[_TOLD] = True
        st.toast(hint, duration="infinite")


def next_step(story: Story) -> str:
    """The first thing that the story does not say yet; "" when it says who claims what."""
    if is_of_flows_alone(story):
        return ""  # its source is in story.toml
    # Longer than this, a note is cut to three lines.
    if not story.claims:
        return (
            "Next: say who claims what, in claims.csv and sources.csv (see docs/format.md). "
            "Only you see this."
        )
    if not any(leg.claims for leg in story.legs.values()):
        return "Next: name each leg's claims in the column claims of routes.csv. Only you see this."
    return ""
