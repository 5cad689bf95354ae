"""The front end's own rules, asked in Node: waybill/web/test/rules.mjs, without a browser."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from support.running import ROOT
from waybill.payload.encode import build_payload, payload_json
from waybill.story import Story

SCRIPT = ROOT / "waybill/web/test/rules.mjs"


def node() -> str:
    """The Node of this virtual environment, or else of the machine."""
    found = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    assert found, "these tests need Node (20 or newer)"
    return found


class NodeRules:
    """A Node process that answers until it is closed."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [node(), str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def load(self, name: str, story: Story) -> None:
        """Read a story; other rules then take it by its name."""
        self("load", name, json.loads(payload_json(build_payload(story))))

    def __call__(self, rule: str, *args: Any) -> Any:
        """The answer of one rule to one question."""
        return self.many(rule, [args])[0]

    def many(self, rule: str, calls: Iterable[Iterable[Any]]) -> list[Any]:
        """The answers of one rule to many questions."""
        question = {"rule": rule, "calls": [list(args) for args in calls]}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"the front end failed on {rule}; its error stands above"
        return json.loads(answer)

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=10)
