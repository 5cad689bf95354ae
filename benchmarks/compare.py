"""Two commits in one run: the table of benchmarks/table.py, with another checkout's figures beside.

Run it with ``python -m benchmarks.compare COMMIT_OR_FOLDER``; the options are those of the table. A
folder with a ``.venv`` is measured with that; a commit with this environment. Every bound of the project's issue
"Smooth at every size" is marked for both; figures and the table are written to ``build/compare.json`` and
``build/compare.md`` as they come.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import ROOT
from benchmarks.report import table
from benchmarks.table import arguments, completed, run


@contextmanager
def checked_out(other: str) -> Iterator[Path]:
    """The folder, or a commit of this repository in a folder of its own for as long as needed."""
    if Path(other).is_dir():
        yield Path(other).resolve()
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "checkout"
        _git("worktree", "add", "--detach", str(folder), other)
        try:
            yield folder
        finally:
            _git("worktree", "remove", "--force", str(folder))


def _git(*words: str) -> None:
    subprocess.run(["git", "-C", str(ROOT), *words], check=True, capture_output=True)


def main() -> None:
    """Measure both, print the table, write the figures."""
    parser = arguments(str(__doc__).split("\n", 1)[0])
    parser.add_argument("other", help="a commit, or a folder with another checkout")
    parser.set_defaults(json=ROOT / "build/compare.json", markdown=ROOT / "build/compare.md")
    args = completed(parser.parse_args())
    args.json.parent.mkdir(parents=True, exist_ok=True)
    with checked_out(args.other) as other:
        print("\n" + table(run(args, {"waybill": ROOT, "other": other})))


if __name__ == "__main__":
    main()
