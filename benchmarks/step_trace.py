"""What a trace of Chromium says of steps: CPU time of the main thread until the frame goes to the compositor.

benchmarks/steps.py writes marks into the trace: "NAME pressed" in the task of a key press, "NAME drawn" in a
task after the frame with the new set, and "NAME step", or "NAME other" where no leg came or went.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

CATEGORIES = ["-*", "toplevel", "cc", "blink.user_timing"]
MORE = ["devtools.timeline", "disabled-by-default-devtools.timeline"]
"""For the parts of a step; they make what is traced slower."""
TASK = "ThreadControllerImpl::RunTask"
FRAME = "ProxyMain::BeginMainFrame"
PARTS = (
    *("EventDispatch", "FireAnimationFrame", "FunctionCall", "UpdateLayoutTree", "Layout", "PrePaint"),
    *("Paint", "Layerize", "Commit"),
)  # fmt: skip

Event = Mapping[str, Any]


def frames_of(events: list[Event]) -> dict[str, list[float]]:
    """Main-thread CPU time (ms) of each step that changed the set, by the page's name."""
    return {
        name: [sum(task["tdur"] for task in tasks) / 1000 for tasks in steps]
        for name, steps in _steps(events).items()
    }


def parts_of(events: list[Event]) -> dict[str, dict[str, float]]:
    """The mean CPU time (ms) of a step's parts, by the page's name; a part within another one counts there."""
    found: dict[str, dict[str, float]] = {}
    for name, steps in _steps(events).items():
        sums: dict[str, float] = defaultdict(float)
        for tasks in steps:
            for task in tasks:
                sums["all"] += task["tdur"]
                for event in _outermost(_within(events, task)):
                    sums[event["name"]] += event.get("tdur", 0)
        found[name] = {part: round(us / 1000 / len(steps), 2) for part, us in sums.items()}
    return found


def _steps(events: list[Event]) -> dict[str, list[list[Event]]]:
    """The tasks of each step that changed the set: from that of the key press to that of the last frame
    before the mark that it is drawn."""
    found: dict[str, list[list[Event]]] = defaultdict(list)
    tasks: dict[tuple[int, int], list[Event]] = defaultdict(list)
    frames: dict[tuple[int, int], list[int]] = defaultdict(list)
    marks: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event.get("ts", 0)):
        thread = (event.get("pid", 0), event.get("tid", 0))
        if event["name"] == TASK and "tdur" in event:
            tasks[thread].append(event)
        elif event["name"] == FRAME:
            frames[thread].append(event["ts"])
        elif event.get("cat") == "blink.user_timing" and " " in event["name"]:
            marks[event["name"].split()[0]].append(event)
    for name, said in marks.items():
        for pressed, drawn, end in zip(said, said[1:], said[2:], strict=False):
            words = [mark["name"].split()[1] for mark in (pressed, drawn, end)]
            if words != ["pressed", "drawn", "step"]:
                continue
            thread = (pressed["pid"], pressed["tid"])
            own = [at for at in frames[thread] if pressed["ts"] < at < drawn["ts"]]
            if not own:
                continue  # no frame was traced, so that there is no telling where the work ends
            frame = max(own)
            found[name].append(
                [
                    task
                    for task in tasks[thread]
                    if task["ts"] <= frame and task["ts"] + task["dur"] >= pressed["ts"]
                ]
            )
    return found


def _within(events: list[Event], task: Event) -> list[Event]:
    return [
        event
        for event in events
        if event["name"] in PARTS
        and (event.get("pid"), event.get("tid")) == (task["pid"], task["tid"])
        and task["ts"] <= event["ts"] <= task["ts"] + task["dur"]
    ]


def _outermost(events: list[Event]) -> list[Event]:
    found: list[Event] = []
    end = 0
    for event in sorted(events, key=lambda event: (event["ts"], -event.get("dur", 0))):
        if event["ts"] >= end:
            found.append(event)
            end = event["ts"] + event.get("dur", 0)
    return found
