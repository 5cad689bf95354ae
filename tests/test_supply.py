"""What a server installs is pinned with hashes, and nothing else is installed with it."""

from __future__ import annotations

import re
import sys

import pytest
from support.running import ROOT

sys.path.insert(0, str(ROOT / "tools"))
from build_sbom import bundled, locked

LOCKED = locked((ROOT / "requirements.lock").read_text("utf-8"))


def pins(file: str) -> dict[str, str]:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    found = (re.match(r"([A-Za-z0-9._-]+)(?:\[\w+\])?==(\S+)", line) for line in lines)
    return {match[1].lower().replace("_", "-"): match[2] for match in found if match}


def test_the_lock_has_the_versions_of_the_requirements():
    versions = {one.name.lower(): one.version for one in LOCKED}
    required = pins("requirements.txt")
    assert {name: versions.get(name) for name in required} == required


def test_every_package_of_the_lock_has_a_hash():
    assert len(LOCKED) > 30
    assert [one.name for one in LOCKED if not one.hashes] == []


def test_what_is_locked_is_what_the_tests_ran_with():
    tested = pins("constraints.txt")
    other = [
        one.name
        for one in LOCKED
        if one.name.lower() in tested and tested[one.name.lower()] != one.version
    ]
    assert other == []


def test_no_tool_of_the_tests_is_installed_on_a_server():
    tools = pins("requirements-dev.txt").keys() | pins("requirements-release.txt").keys()
    assert tools & {one.name.lower() for one in LOCKED} == set()


def test_the_container_installs_nothing_without_a_hash():
    text = (ROOT / "deploy" / "Containerfile").read_text("utf-8")
    installs = re.findall(r"pip install (.*)", text)
    assert installs == ["--require-hashes -r requirements.lock"]


@pytest.mark.parametrize("file", sorted((ROOT / ".github" / "workflows").iterdir()), ids=str)
def test_actions_are_pinned_by_commit(file):
    used = re.findall(r"uses:\s*(\S+)", file.read_text("utf-8"))
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", one)] == []


def test_the_bill_names_what_the_bundle_is_built_of():
    names = [name for name, _ in bundled()]
    assert "leaflet" in names
    assert "esbuild" not in names
