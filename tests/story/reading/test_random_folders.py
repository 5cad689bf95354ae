"""Whatever a folder holds, reading says it with a file and a row, and its advice holds.

`make soak` does the same with 10,000 folders.
"""

from pathlib import Path

import pytest
from support.soak import read_broken_folder

NUMBERS = range(300)


@pytest.mark.parametrize("first", range(0, len(NUMBERS), 25))
def test_broken_folders_are_told_with_file_and_row(tmp_path: Path, first: int) -> None:
    for number in NUMBERS[first : first + 25]:
        folder = tmp_path / str(number)
        folder.mkdir()
        read_broken_folder(number, folder)
