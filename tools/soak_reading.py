"""Read many broken story folders and stop at the first that is not told as it should be: `make soak`.

    python tools/soak_reading.py [COUNT] [FIRST]

Prints how many folders a second were read, what was said most often, and the slowest folder. Each folder
has SECONDS to be read in; what takes longer counts as a hang.
"""

from __future__ import annotations

import re
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.soak import read_broken_folder  # noqa: E402

SECONDS = 20


def main() -> int:
    """Read the folders; 1 when one of them fails."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    signal.signal(signal.SIGALRM, _too_long)
    told: Counter[str] = Counter()
    slowest = (0.0, first)
    failed = 0
    began = time.monotonic()
    for number in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            signal.alarm(SECONDS)
            start = time.monotonic()
            try:
                problems = read_broken_folder(number, Path(folder))
            except Exception as error:
                failed += 1
                print(f"folder {number}: {type(error).__name__}: {error}")
                continue
            finally:
                signal.alarm(0)
            slowest = max(slowest, (time.monotonic() - start, number))
        told.update(re.sub(r"'[^']*'|\d[\d,.]*", "…", problem.message)[:70] for problem in problems)
    seconds = time.monotonic() - began
    print(f"{count:,} folders in {seconds:.0f} s, {failed} failed")
    print(f"slowest: folder {slowest[1]}, {slowest[0]:.2f} s; {sum(told.values()):,} problems")
    for message, times in told.most_common(40):
        print(f"{times:7,}  {message}")
    return 1 if failed else 0


def _too_long(_signal: int, _frame: object) -> None:
    raise TimeoutError(f"not read within {SECONDS} s")


if __name__ == "__main__":
    sys.exit(main())
