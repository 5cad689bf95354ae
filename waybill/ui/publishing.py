"""The Publish section: makes the reader edition of the story as one zip, on request only."""

from __future__ import annotations

import streamlit as st

from waybill.edition.build import Options, size_words
from waybill.edition.cache import EditionCache, EditionRequest
from waybill.edition.publish import PublishError, checked_base_url, shipments_cube
from waybill.edition.zip_file import EditionZip
from waybill.evidence.phrases import counted
from waybill.export import file_stem
from waybill.export.kinds import FILE_KINDS
from waybill.httpd.shipments.asking import service
from waybill.limiter import BusyError
from waybill.settings import settings
from waybill.story.model import Story
from waybill.ui.documents import show_html
from waybill.ui.view.visit import shown_path, shown_story

editions = EditionCache()
"""Shared by all sessions of the process, so that it bounds what all visitors together can ask for."""

REQUESTED = "publish-requested"
SHOWN = "publish-faults"
ANYWAY = "publish-anyway"
MAX_ADDRESS = 300  # characters
SHOWN_FAULTS = 50
HEAD = (
    "<article class='wb-doc'><h2>Publish</h2>"
    "<p>The reader edition is the whole story as a folder of files: the same map, timeline, panel "
    "and links, with the text in the page. Any file host serves it, without a server of yours behind "
    "it, and it opens from a disk. It is made when you ask for it.</p></article>"
)
COMMAND = "`python -m waybill publish data --out site`"
AFTERWARDS = """
**What to do with it**

1. Unpack the zip and open `index.html`: it works from your disk.
2. Put the files on any host as they are: GitHub Pages, a bucket, a folder of your web server.
   Keep their names; they carry a hash of the content, so that browsers may keep them for good.
3. When the story changes, make it again and replace all of the files.

`docs/publishing.md` in the project has the settings of each kind of host. On a command line,
`python -m waybill publish` writes the same files.
"""


def show_publishing_of(version: str) -> None:
    """Show the section on the Downloads page; ``version`` is that of the data on the page around it."""
    with st.container(key="publish"):
        _section(version)


@st.fragment
def _section(version: str) -> None:
    """Show the section. A fragment: pressing a button reruns only this, so it checks the files itself."""
    loaded = shown_story()
    if loaded.story is None:
        return
    show_html(HEAD)
    if not settings().publish:
        st.text("This server does not make it for visitors (WAYBILL_PUBLISH=off).")
        st.markdown(f"On your own machine: {COMMAND}.")
        return
    options = _options(loaded.story)
    faults = tuple(str(problem) for problem in loaded.problems if problem.is_error)
    anyway = bool(faults) and not loaded.stale and _publish_anyway(faults)
    pressed = st.button("Make the reader edition", key="publish-make", disabled=options is None)
    if options is None:
        return
    if pressed and (loaded.stale or (faults and not anyway)):
        _refuse(faults, stale=loaded.stale)
        return
    if loaded.version != version:
        st.text(
            "The files have changed since this page was opened. The reader edition is made of the "
            f"data as they are now: version {loaded.version}."
        )
    request = EditionRequest(loaded.version, options, faults)
    made = None
    if pressed:
        made = _make(loaded.story, request)
        st.session_state[REQUESTED] = request
    elif st.session_state.get(REQUESTED) == request:
        made = editions.kept(loaded.story, request)
    if made is not None:
        _show(loaded.story, request, made)


def _options(story: Story) -> Options | None:
    """Return the chosen options; None, with the reason on the page, if the address is invalid."""
    text = st.text_input(
        "Address the folder will have (optional)",
        key="publish-address",
        max_chars=MAX_ADDRESS,
        placeholder="https://example.org/story/",
        help="Chats and feeds need it to show a picture of a link.",
    )
    worker = st.checkbox(
        "Readers who have been there once can come back without a network", key="publish-worker"
    )
    try:
        base_url = checked_base_url(text) if text.strip() else ""
        cube = shipments_cube(story, shown_path(), service)
    except PublishError as error:
        st.text(f"{error}.")  # st.text: no Markdown, no HTML
        return None
    return Options(base_url, service_worker=worker, cube=cube)


def _publish_anyway(faults: tuple[str, ...]) -> bool:
    """Return whether to publish despite errors; the tick is reset when the list of errors changes."""
    if st.session_state.get(SHOWN) != faults:
        st.session_state[SHOWN] = faults
        st.session_state[ANYWAY] = False
    return st.checkbox(
        "Publish all the same: what the faults concern is missing, and every page says so",
        key=ANYWAY,
    )


def _refuse(faults: tuple[str, ...], *, stale: bool) -> None:
    count = counted(len(faults), "fault")
    if stale:
        st.error(
            f"Nothing was made: the files changed and have {count}. What is shown is the last good "
            "version, which is in no file any more. Put the faults right first."
        )
    else:
        st.error(
            f"Nothing was made: the story has {count}. Put them right, or tick “Publish all the same”."
        )
    st.text("\n".join(faults[:SHOWN_FAULTS]))
    if len(faults) > SHOWN_FAULTS:
        st.text(f"… and {len(faults) - SHOWN_FAULTS} more; run: python -m waybill check")


def _make(story: Story, request: EditionRequest) -> EditionZip | None:
    """Build the edition, showing progress; None, after saying so, if another build is running."""
    with st.status("Making the reader edition …") as status:
        try:
            made = editions.get(story, request, lambda line: status.update(label=line))
        except BusyError as error:
            status.update(label=f"Nothing was made. {error}", state="error")
            return None
        status.update(label="The reader edition is ready.", state="complete")
    return made


def _show(story: Story, request: EditionRequest, made: EditionZip) -> None:
    """Show the download, its contents and what to do with it; none of the story's own text is in it."""
    # The button lives as long as the page is open, so it must not hold the zip itself: ask the cache.
    st.download_button(
        f"Download the reader edition (ZIP, {size_words(len(made.content))})",
        lambda: editions.get(story, request).content,
        file_name=f"{file_stem(story, None)}_edition.zip",
        mime=FILE_KINDS["zip"].media_type,
        key="publish-download",
        on_click="ignore",
        type="primary",
    )
    rows = [
        f"| {part.name} | {part.files:,} | {size_words(part.size_bytes)} |" for part in made.parts
    ]
    st.markdown(
        "\n".join(
            (
                "| what | files | size |",
                "|---|--:|--:|",
                *rows,
                "",
                f"Everything: with compressed copies. A first visit loads "
                f"{size_words(made.first_visit_bytes)}.",
                "",
                f"Content SHA-256, as in `edition.json`: `{made.content_hash}`",
            )
        )
    )
    st.markdown(AFTERWARDS)
