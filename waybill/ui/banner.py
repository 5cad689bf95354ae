"""The banner over every page when the story's files have faults: exact, and never instead of the map."""

from __future__ import annotations

import streamlit as st

from waybill.story import Loaded

SHOWN = 50


def show(loaded: Loaded) -> None:
    """Faults of the folder as it is now; nothing when there are none. Data appears as text only."""
    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    if not errors:
        return
    count = f"{len(errors)} {'fault' if len(errors) == 1 else 'faults'}"
    if loaded.stale:
        headline = f"The files changed and have {count}. The last good version is shown."
    elif loaded.story is None:
        headline = f"This story cannot be shown yet: its files have {count}."
    else:
        headline = f"The story's files have {count}. Everything sound is shown."
    st.warning(headline)
    with st.expander("Show the faults", expanded=loaded.story is None):
        # st.text: no Markdown, no HTML; what stands in a cell stays a text.
        st.text("\n".join(str(problem) for problem in errors[:SHOWN]))
        if len(errors) > SHOWN:
            st.text(f"… and {len(errors) - SHOWN} more; run: python -m waybill check")
