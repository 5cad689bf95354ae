"""Pictures of WebKitGTK while the dates move, beside the least that a page can cost there, in one run.

Run it with ``python -m benchmarks.webkit``; it says so where WebKitGTK or its driver is not installed. The
engine draws without a graphics card here, under Xvfb in a window of 1280 × 720. Each page gets the same
moves of the handle ``#wb-to``, a day a picture, there and back:

- ``ours``: the bundled story, by the reader edition's program.
- ``canvas``: an empty page on which a canvas of the map's size is drawn anew in each picture.
- ``map and timeline``: a still canvas of that size, a handle with its date on a bare timeline, the dates in
  words and a list of as many rows as ours, of which one more or less is shown. Nothing else is on the page.

Every round opens each page anew, one after the other; figures are medians over the rounds. ``cpu`` is what the
process that draws the page used for a picture, which a busy machine changes least.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.cpu import cpu_of
from benchmarks.drag_pages import Quiet, write_pages
from benchmarks.page import percentile

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from support import engines  # noqa: E402

if TYPE_CHECKING:
    from support.engines import Engine

MOST_MS = 33.0  # a picture, by the issue: 30 a second
SETTLE_S = 4.0
READY = """return document.readyState === 'complete'
  && (!window.waybill || !!document.querySelector('.wb[data-ready]'))"""

# Moves #wb-to back by as many as 20 days and forth again, once a picture.
MOVE = """
const [pictures] = arguments, to = document.getElementById("wb-to");
const last = Number(to.value), span = Math.min(20, last - Number(to.min) - 1);
const taken = [];
let before = null, n = 0;
window.__taken = null;
requestAnimationFrame(function next(now) {
  if (before !== null) taken.push(now - before);
  before = now;
  if (n > pictures) return void (window.__taken = taken);
  const back = n++ % (2 * span);
  to.value = String(last - (back <= span ? back : 2 * span - back));
  to.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(next);
});
"""

HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Least</title>
<link rel="icon" href="data:,"><style>
body { margin: 16px 32px; font: 15px/1.4 sans-serif } canvas { display: block }
#wb-to { position: absolute; opacity: 0; top: 0 }
#axis { position: relative; width: 811px; height: 250px; background: #f1f4f4; contain: strict }
#line { position: absolute; left: 0; top: 22px; width: 2px; height: 228px; background: #111 }
#flag { position: absolute; left: -29px; top: 0; width: 58px; height: 22px; background: #111; color: #fff; contain: strict }
#dates { height: 20px; contain: strict }
#list { position: absolute; left: 867px; top: 120px; width: 381px; height: 580px; overflow: hidden; contain: strict }
</style></head><body><input type="range" id="wb-to" min="0" max="60" value="40">
<canvas width="811" height="295"></canvas>
"""
CANVAS = (
    HEAD
    + """<script>
const pen = document.querySelector("canvas").getContext("2d");
document.getElementById("wb-to").oninput = ({ target }) => {
  pen.clearRect(0, 0, 811, 295);
  pen.fillRect(10 * target.value, 10, 200, 200);
};
</script></body></html>
"""
)
MAP_AND_TIMELINE = (
    HEAD
    + """<p id="dates"></p><div id="axis"><div id="line"></div><div id="flag"></div></div><div id="list"></div><script>
document.querySelector("canvas").getContext("2d").fillRect(10, 10, 700, 250);
const [line, flag, dates, list] = ["line", "flag", "dates", "list"].map((id) => document.getElementById(id));
const rows = Array.from({ length: 14 }, (_, i) => {
  const row = document.createElement("p");
  row.textContent = "Visit " + i + ", of whom and where, and what is known of it from two sources";
  return row;
});
document.getElementById("wb-to").oninput = ({ target: { value } }) => {
  line.style.transform = flag.style.transform = "translateX(" + 13 * value + "px)";
  flag.textContent = dates.textContent = value + " Sept";
  list.replaceChildren(...rows.slice(0, 1 + (value % 14)));
};
</script></body></html>
"""
)


def write_site(folder: Path) -> dict[str, str]:
    """Write the pages; returns {what the page is called: its path}."""
    write_pages(ROOT / "data", folder)
    for name, page in {"canvas": CANVAS, "timeline": MAP_AND_TIMELINE}.items():
        (folder / name).mkdir()
        (folder / name / "index.html").write_text(page, "utf-8")
    return {"ours": "ours", "map and timeline": "timeline", "canvas": "canvas"}


def drawing_process(pid: int) -> int:
    """The process of this one's descendants that draws the page, the youngest where there are several."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:  # it has ended meanwhile
            continue
        if "(WebKitWebProces" in text and _descends(int(stat.parent.name), pid):
            found.append(int(stat.parent.name))
    return max(found)


def _descends(pid: int, root: int) -> bool:
    while pid > 1 and pid != root:
        pid = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    return pid == root


def measure(engine: Engine, url: str, pictures: int) -> dict[str, float]:
    """One visit: ms between two pictures, and ms of CPU for one."""
    engine.driver.get(url)
    engine.until(READY, f"{url} did not become ready")
    if url.endswith("/ours/"):
        engine.until_map("!!document.querySelector('.wb[data-ready]')", "the map was not drawn")
    time.sleep(SETTLE_S)
    pid = drawing_process(os.getpid())
    before = cpu_of(pid)
    engine.driver.execute_script(MOVE, pictures)
    taken = engine.until("return window.__taken", "the dates did not move")
    spent = cpu_of(pid) - before
    return {
        "p50": statistics.median(taken),
        "p95": percentile(taken, 0.95),
        "cpu": 1000 * spent / len(taken),
    }


def main() -> None:
    """Parse the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pictures", type=int, default=120, help="of a visit")
    args = parser.parse_args()
    if why := engines.missing("webkit"):
        print(f"Nothing was measured: {why}.")
        return
    with tempfile.TemporaryDirectory() as scratch:
        site, home = Path(scratch) / "site", Path(scratch) / "home"
        home.mkdir()
        pages = write_site(site)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        taken: dict[str, list[dict[str, float]]] = {name: [] for name in pages}
        with engines.running("webkit", home) as engine:
            print(f"WebKitGTK {engine.driver.capabilities['browserVersion']}", end="; ")
            for _ in range(args.rounds):
                for name, path in pages.items():
                    url = f"http://127.0.0.1:{server.server_port}/{path}/"
                    taken[name].append(measure(engine, url, args.pictures))
        server.shutdown()
    print(f"load {os.getloadavg()[0]:.1f}; {args.rounds} rounds of {args.pictures} pictures")
    for name, rounds in taken.items():
        p50, p95, cpu = (
            statistics.median(one[key] for one in rounds) for key in ("p50", "p95", "cpu")
        )
        kept = (
            "" if name != "ours" else "kept" if p50 <= MOST_MS else f"not kept ({MOST_MS:.0f} ms)"
        )
        print(f"  {name:17} {p50:5.1f} ms a picture, p95 {p95:5.1f}; {cpu:5.1f} ms of CPU  {kept}")


if __name__ == "__main__":
    main()
