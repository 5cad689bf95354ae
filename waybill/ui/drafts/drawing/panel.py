"""The line of a leg: clicked on a map, or written as a list of points, then taken over in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import streamlit as st

from waybill.drafts.document import Document, DraftError, Row
from waybill.drafts.editing import drawing
from waybill.drafts.editing.drawing import BASES, Point
from waybill.drafts.editing.naming import labels
from waybill.drafts.editing.setting import add
from waybill.drafts.store.drafts import Opened
from waybill.geo.path import Location
from waybill.story.courses import Course, propose_course
from waybill.ui.drafts import desk, widgets
from waybill.ui.drafts.drawing import draw_map
from waybill.ui.text import as_label

ENDS = ("origin", "destination")
BASIS_WORDS = {
    "inferred": "inferred: I drew it",
    "observed": "observed: somebody saw or tracked it",
    "unknown": "unknown: no route was published",
}


@dataclass
class _Line:
    """What is being drawn. ``began`` is the line that it was begun from, ``version`` tells maps apart."""

    began: tuple[Point, ...]
    points: tuple[Point, ...]
    version: int = 0
    names: dict[Location, str] = field(default_factory=dict)


def show(opened: Opened, row: str) -> None:
    """Show a switch, and with it the line of a leg to be drawn, or a course over water to be taken."""
    key = f"draw-{opened.about.draft_id}-{row}"
    if not st.toggle("Draw its line on the map", key=f"{key}-on"):
        return
    try:
        began = drawing.points_of(opened.document, row)
    except DraftError as missing:
        st.text(str(missing))
        return
    cells = opened.document.row("legs", row)
    course = _course(opened, cells)
    line = _line(key, began)
    _edit(opened, line, key, course.stops if course is not None else ())

    def take(points: Sequence[Point], basis: str) -> str:
        return desk.save(opened, drawing.drawn(opened.document, row, points, basis))

    _take_over(line, key, take, before=str(cells.get("path_basis", "")))
    _proposed(opened, row, cells, course)


def show_new(opened: Opened, fields: dict[str, str], open_row: Callable[[str, str], None]) -> None:
    """The same for a leg that is not there yet; ``fields`` are the keys of its form by column.

    ``open_row`` lets the next run show the form of the leg that was made.
    """
    # What is drawn stays when somebody else stores something; the next leg is begun with nothing.
    count = f"draw-new-{opened.about.draft_id}"
    key = f"{count}-{st.session_state.get(count, 0)}"
    if not st.toggle("Or draw it on the map", key=f"{key}-on"):
        return
    known = drawing.spots(opened.document)
    chosen = [st.session_state.get(fields[column]) for column in ENDS]
    line = _line(key, _begun(key, tuple(Point(known[one], one) for one in chosen if one in known)))
    # A place that somebody else has removed meanwhile leaves its spot.
    line.points = tuple(p if p.place in known else replace(p, place="") for p in line.points)
    _edit(opened, line, key, ())
    if drawing.has_other_ends(opened.document, st.session_state[f"{key}-points"], chosen):
        st.text(
            "The line has other ends than those chosen above. Its own are added: change them in the list, "
            "or begin anew."
        )

    def take(points: Sequence[Point], basis: str) -> str:
        widgets.refuse_unclear(opened.document, "legs", fields)
        given = {c: st.session_state.get(k) for c, k in fields.items()}
        points = drawing.with_names(opened.document, points, [given[column] for column in ENDS])
        document, ids = drawing.placed(opened.document, points)
        document, row = add(document, "legs", {**given, "origin": ids[0], "destination": ids[-1]})
        ends = drawing.spots(document)
        through = [Point(ends[one], one) for one in ids]
        said = desk.save(opened, drawing.drawn(document, row, through, basis))
        st.session_state[count] = st.session_state.get(count, 0) + 1
        open_row("legs", row)
        return said

    _take_over(line, key, take, "Add a leg along this line")


def _begun(key: str, chosen: tuple[Point, ...]) -> tuple[Point, ...]:
    """The ends chosen in the form; once something has been drawn, those that it was begun with."""
    line: _Line | None = st.session_state.get(key)
    if line is None:
        return chosen
    now = (line.points, st.session_state.get(f"{key}-points", line.began))
    return chosen if all(points == line.began for points in now) else line.began


def _line(key: str, began: tuple[Point, ...]) -> _Line:
    """The line being drawn; begun anew when the leg has become another meanwhile."""
    line: _Line | None = st.session_state.get(key)
    if line is None or line.began != began:
        version = 0 if line is None else line.version + 1
        line = st.session_state[key] = _Line(began, began, version)
    return line


def _edit(opened: Opened, line: _Line, key: str, proposal: Sequence[Location]) -> None:
    names = labels(opened.document, "places")
    places = drawing.spots(opened.document)
    st.caption(
        "Click origin, waypoints and destination; a click on a place means the place. Nothing is stored "
        "until you take the line. The list below does the same without the map."
    )
    said = draw_map.show(places, names, line.points, proposal, f"{key}-map-{line.version}")
    reported = drawing.from_browser(said, opened.document) if said is not None else None
    points = line.points if reported is None else reported
    points = tuple(
        point if point.place else replace(point, name=line.names.get(point.location, ""))
        for point in points
    )
    st.session_state[f"{key}-points"] = points
    _list(opened, line, points, names, key)


def _list(
    opened: Opened, line: _Line, points: tuple[Point, ...], names: dict[str, str], key: str
) -> None:
    if points:
        number = st.radio(
            "Points of the line",
            range(len(points)),
            index=len(points) - 1,
            format_func=lambda at: as_label(_point_words(points, at, names)),
            key=f"{key}-chosen-{line.version}-{len(points)}",
        )
        _buttons(line, points, number, key)
        if not points[number].place:
            _spot(line, points, number, key)
    fields = f"{key}-add-{line.version}-{len(points)}"
    st.selectbox(
        "Add a point: a place by its name, or latitude, longitude",
        list(drawing.spots(opened.document)),
        index=None,
        format_func=lambda one: names.get(one, one),
        placeholder="Search, or write 42.23, 130.30",
        filter_mode="contains",
        accept_new_options=True,
        key=fields,
        on_change=lambda: desk.attempt(partial(_add, opened, line, points, fields)),
    )


def _point_words(points: Sequence[Point], at: int, names: dict[str, str]) -> str:
    point = points[at]
    if at >= len(points):
        return ""
    kind = "origin" if at == 0 else "destination" if at == len(points) - 1 else "waypoint"
    spot = f"{point.location[0]:g}, {point.location[1]:g}"
    name = names.get(point.place) or point.name
    return f"{at + 1}. {f'{name} ({spot})' if name and not point.place else name or spot}: {kind}"


def _buttons(line: _Line, points: tuple[Point, ...], number: int, key: str) -> None:
    def moved(by: int) -> tuple[Point, ...]:
        listed = list(points)
        listed.insert(number + by, listed.pop(number))
        return tuple(listed)

    at = f"{key}-{line.version}-{number}"
    with st.container(horizontal=True):
        for label, result in (
            ("Move up", moved(-1) if number else None),
            ("Move down", moved(1) if number < len(points) - 1 else None),
            ("Remove", (*points[:number], *points[number + 1 :])),
        ):
            st.button(
                f"{label} point {number + 1}",
                key=f"{at}-{label}",
                disabled=result is None,
                on_click=_become,
                args=(line, result),
            )


def _spot(line: _Line, points: tuple[Point, ...], number: int, key: str) -> None:
    """Fields for the position and the name of a point that is no place yet."""
    point = points[number]
    at = f"{key}-{line.version}-{number}-{point.location}"
    told = f"{point.location[0]:g}, {point.location[1]:g}"

    def place() -> str:
        new = drawing.typed(Document(), st.session_state[f"{at}-position"])
        line.names[new.location] = point.name
        _become(line, (*points[:number], new, *points[number + 1 :]))
        return ""

    def name() -> None:
        line.names[point.location] = st.session_state[f"{at}-name"][:200]

    st.text_input(
        f"Position of point {number + 1}: latitude, longitude",
        told,
        key=f"{at}-position",
        max_chars=80,
        on_change=lambda: desk.attempt(place),
    )
    st.text_input(
        f"Name of point {number + 1}",
        point.name,
        key=f"{at}-name",
        max_chars=200,
        placeholder="a waypoint needs none",
        on_change=name,
    )


def _add(opened: Opened, line: _Line, points: tuple[Point, ...], field_key: str) -> str:
    chosen = st.session_state.get(field_key)
    if not chosen:
        return ""
    if len(points) >= drawing.MOST_POINTS:
        raise DraftError(f"A line has at most {drawing.MOST_POINTS} points.")
    _become(line, (*points, drawing.typed(opened.document, chosen)))
    return ""


def _become(line: _Line, points: tuple[Point, ...]) -> None:
    """Let the list be the line: the map is made anew from it."""
    line.points = points
    line.version += 1


def _take_over(
    line: _Line,
    key: str,
    take: Callable[[Sequence[Point], str], str],
    label: str = "Take this line",
    before: str = "",
) -> None:
    """Show how the line is known, and the button that takes it; ``before``: how the leg was known."""
    points: tuple[Point, ...] = st.session_state[f"{key}-points"]
    basis = st.radio(
        "How is this line known?",
        BASES,
        format_func=lambda one: BASIS_WORDS[one],
        key=f"{key}-basis",
    )
    if before in BASES and before != basis:
        st.text(f"The leg is marked as {before} now. With this line it will be marked as {basis}.")
    with st.container(horizontal=True):
        st.button(
            label,
            key=f"{key}-take",
            type="primary",
            disabled=len(points) < 2,
            on_click=lambda: desk.attempt(lambda: take(points, basis)),
        )
        st.button(
            "Begin anew",
            key=f"{key}-anew",
            disabled=points == line.began,
            on_click=_become,
            args=(line, line.began),
        )


def _course(opened: Opened, cells: Row) -> Course | None:
    """The course over water that is proposed for a leg by sea of which no stops are known."""
    known = drawing.spots(opened.document)
    ends = [known.get(str(cells.get(column, ""))) for column in ("origin", "destination")]
    is_open = cells.get("mode") == "sea" and not cells.get("via")
    if not is_open or cells.get("path_basis") == "observed" or None in ends:
        return None
    return propose_course("sea", *(end for end in ends if end is not None))


def _proposed(opened: Opened, row: str, cells: Row, course: Course | None) -> None:
    if course is None:
        return
    is_taken = cells.get("path") == "network"

    def put(value: str) -> str:
        return desk.save(opened, opened.document.set_cell("legs", row, "path", value))

    with st.container(border=True):
        said = "This leg is" if is_taken else "Dotted on the map: this leg can be"
        st.text(f"{said} {course.words}. It is marked as inferred.")
        st.button(
            "Take the proposed path back" if is_taken else "Take the proposed path",
            key=f"draw-{opened.about.draft_id}-{row}-course",
            on_click=lambda: desk.attempt(lambda: put("" if is_taken else "network")),
        )
