"""Write the software bill of materials: what a running Waybill consists of, as CycloneDX 1.6 JSON.

Usage: python tools/build_sbom.py SITE_PACKAGES OUT

Python packages and versions are those of requirements.lock, which also has their hashes; licences are
those that the packages installed in SITE_PACKAGES state of themselves; npm packages are those that the
bundle is built of. The same input gives the same bytes: the file has no time and no serial number.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
WEB = ROOT / "waybill" / "web"
PIN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
IMPORTED = re.compile(r"""(?:from|import)\s+["']([@a-z][^"'./]*)""")


@dataclass
class Locked:
    """A package of the lock file; ``hashes`` are the SHA-256 of its archives, in hexadecimal."""

    name: str
    version: str
    hashes: list[str] = field(default_factory=list)


def locked(text: str) -> list[Locked]:
    """The packages of a lock file, in its order."""
    found: list[Locked] = []
    for line in text.splitlines():
        if pin := PIN.match(line):
            found.append(Locked(pin[1], pin[2]))
        elif found and (digest := HASH.search(line)):
            found[-1].hashes.append(digest[1])
    return found


def bundled() -> Iterator[tuple[str, str]]:
    """Name and version of each npm package that a module of the front end imports."""
    versions = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    used = {
        name
        for file in sorted(WEB.rglob("*.js"))
        if "dist" not in file.parts and "test" not in file.parts
        for name in IMPORTED.findall(file.read_text("utf-8"))
    }
    return ((name, versions[name]) for name in sorted(used & versions.keys()))


def licence_of(distribution: Distribution | None) -> str:
    """The licence that a package states; "" when it states none in a line."""
    if distribution is None:
        return ""
    metadata = distribution.metadata
    said = metadata.get("License-Expression") or metadata.get("License") or ""
    if said and "\n" not in said and len(said) < 80:
        return said
    classifiers = metadata.get_all("Classifier") or []
    return next((c.split(" :: ")[-1] for c in classifiers if c.startswith("License ::")), "")


def bill(site_packages: Path) -> str:
    """The bill of materials as JSON."""
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    installed = {
        d.name.lower().replace("_", "-"): d for d in distributions(path=[str(site_packages)])
    }
    make = LicenseFactory().make_from_string
    bom = Bom()
    bom.metadata.component = Component(name="waybill", type=ComponentType.APPLICATION)
    for one in locked(LOCK.read_text("utf-8")):
        licence = licence_of(installed.get(one.name.lower()))
        bom.components.add(
            Component(
                name=one.name,
                version=one.version,
                type=ComponentType.LIBRARY,
                purl=PackageURL("pypi", name=one.name, version=one.version),
                bom_ref=f"pypi:{one.name}",
                licenses=[make(licence)] if licence else [],
            )
        )
    for name, version in bundled():
        bom.components.add(
            Component(
                name=name,
                version=version,
                type=ComponentType.LIBRARY,
                purl=PackageURL("npm", name=name, version=version),
                bom_ref=f"npm:{name}",
            )
        )
    bom.register_dependency(bom.metadata.component, bom.components)
    content = json.loads(JsonV1Dot6(bom).output_as_string())
    content.pop("serialNumber", None)
    content["metadata"].pop("timestamp", None)
    return json.dumps(content, indent=2, sort_keys=True) + "\n"


def main() -> None:
    """Write the file."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    Path(sys.argv[2]).write_text(bill(Path(sys.argv[1])), "utf-8")


if __name__ == "__main__":
    main()
