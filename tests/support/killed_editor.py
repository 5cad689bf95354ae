"""Somebody who edits a draft until they are killed; run as ``killed_editor.py URL DRAFT ROUNDS SEED``.

One process loads everything once and forks an editor for each round. The editor writes the number of
each edit to a pipe once the store has it; the parent kills it with SIGKILL at a random moment, opens
the store and looks whether every number that came through the pipe is there. Prints how many edits
were stored in all, or what was lost.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time

from waybill.drafts.rights import Host, Visitor
from waybill.drafts.store import drafts, revisions
from waybill.drafts.store.access import Store

OWNER = Visitor(proxied=False)
LONGEST_S = 0.03
TAKEN_BACK = 3  # of five edits


def edit(url: str, draft: str, first: int, told: int) -> None:
    """Save one row after another, each told when the store has it."""
    store = Store(url, Host(local=True))
    opened = drafts.open_draft(store, OWNER, draft)
    rev, document = opened.rev, opened.document
    for number in range(first, first + 10_000):
        changed = document.add_row("places", {"place_id": f"n{number}"}, key=f"n{number}")
        saved = revisions.save(store, OWNER, draft, rev, changed)
        rev, document = saved.rev, saved.document
        os.write(told, number.to_bytes(8, "big"))
        if number % 5 == TAKEN_BACK + 1:  # and the next save is of somebody who has not seen it
            revisions.undo(store, OWNER, draft, rev - 1)


def main(url: str, draft: str, rounds: int, seed: int) -> int:
    """Kill an editor once a round; returns 1 when an edit was lost."""
    chance = random.Random(seed)
    stored = 0
    for round_number in range(rounds):
        first = (round_number + 1) * 10_000
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            try:
                edit(url, draft, first, writing)
            finally:
                os._exit(3)
        os.close(writing)
        head = os.read(reading, 8)  # the first edit is stored: from here on, any moment will do
        time.sleep(chance.uniform(0, LONGEST_S))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reading, "rb") as rest:
            told = head + rest.read()
        numbers = {int.from_bytes(told[at : at + 8], "big") for at in range(0, len(told), 8)}
        store = Store(url, Host(local=True))
        opened = drafts.open_draft(store, OWNER, draft)
        history = revisions.history(store, OWNER, draft, most=1)
        there = {int(key[1:]) for key in opened.document.table("places").rows if key[1:].isdigit()}
        store.close()
        lost = {number for number in numbers - there if number % 5 != TAKEN_BACK}
        if lost or not numbers or history[0].rev != opened.rev:
            print(f"round {round_number}: {len(numbers)} edits told, lost {sorted(lost)[:5]}")
            return 1
        stored += len(numbers)
    print(stored)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
