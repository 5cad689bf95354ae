"""The banner above every page that lists the faults in the story's files, beside the map and not instead."""

from __future__ import annotations

import streamlit as st

from waybill.evidence.phrases import counted
from waybill.story import Loaded

SHOWN = 50


def show(loaded: Loaded) -> None:
    """Show the faults of the folder as it is now, if there are any. Data appear as plain text only."""
    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    if not errors:
        return
    count = counted(len(errors), "fault")
    if loaded.stale:
        headline = f"The files changed and have {count}. The last good version is shown."
    elif loaded.story is None:
        headline = f"This story cannot be shown yet: its files have {count}."
    else:
        headline = f"The story's files have {count}. Everything sound is shown."
    st.warning(headline)
    with st.expander("Show the faults", expanded=loaded.story is None):
        # st.text renders no Markdown and no HTML: a cell's content stays text.
        st.text("\n".join(str(problem) for problem in errors[:SHOWN]))
        if len(errors) > SHOWN:
            st.text(f"… and {len(errors) - SHOWN} more; run: python -m waybill check")
