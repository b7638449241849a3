"""`python -m tools.audit [LOCK]`: the pinned packages held against licences; only known holes need a network.

Every line of the lock has its checksums, what is installed is what is pinned, and each package's own statement of its
licence is among ALLOWED. Known holes are asked of the index that pip is set up for (tools/advisories.py), where one
answers; a line says whether one did.
"""

import re
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

from tools import advisories

LOCK: Final = Path("requirements/dev.txt")
ALLOWED: Final = {  # as SPDX writes them, and as older packages call them
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU", "PSF-2.0"),
    *("Apache-2.0 WITH LLVM-exception", "MPL-2.0", "LGPL-3.0-only", "Unlicense", "Zlib"),
    *("MIT License", "BSD License", "BSD", "Apache Software License", "ISC License (ISCL)"),
    *("Mozilla Public License 2.0 (MPL 2.0)", "Python Software Foundation License"),
}
PARTS: Final = re.compile(r"\s+(?:AND|OR)\s+|[()|]")


@dataclass(frozen=True)
class Pinned:
    """A line of the lock that counts on this system."""

    name: str
    version: str
    hashed: bool


def pinned(lock: str) -> list[Pinned]:
    """The packages of a list as pip reads it, without those of other systems and releases of Python."""
    found = []
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        line = entry.split("\\", 1)[0].strip()
        if not line or line.startswith("#"):
            continue
        asked = Requirement(line)
        if asked.marker is None or asked.marker.evaluate():
            version = next((part.version for part in asked.specifier if part.operator == "=="), "")
            found.append(Pinned(asked.name, version, hashed="--hash=sha256:" in entry))
    return found


def licence(found: Distribution) -> str:
    """What a package says of its own licence."""
    about = found.metadata
    classes = [text.split(" :: ")[-1] for text in about.get_all("Classifier") or [] if text.startswith("License ::")]
    own = [about[name].split("\n")[0] for name in ("License-Expression", "License") if name in about]
    return "|".join(classes) if classes and "License-Expression" not in about else (own or [""])[0]


def refused(said: str) -> bool:
    """Whether a part of a licence expression is one that we do not know."""
    if said in ALLOWED:
        return False
    parts = [part.strip() for part in PARTS.split(said) if part.strip()]
    return not parts or any(part not in ALLOWED for part in parts)


def faults(packages: list[Pinned]) -> list[str]:
    """What is wrong with them, a line each."""
    told = []
    for one in packages:
        if not one.hashed:
            told.append(f"{one.name}: no checksum in the lock")
        try:
            there = distribution(one.name)
        except PackageNotFoundError:
            told.append(f"{one.name}: pinned, but not installed (python3 run.py setup)")
            continue
        if there.version != one.version:
            told.append(f"{one.name}: {there.version} is installed, {one.version or 'no release'} is pinned")
        if refused(said := licence(there)):
            told.append(f"{one.name}: licence '{said}' is not among those we know; read it, then add it to ALLOWED")
    return told


def main() -> None:
    """Print what is wrong; the exit status says whether anything is."""
    lock = Path(sys.argv[1]) if len(sys.argv) > 1 else LOCK
    packages = pinned(lock.read_text(encoding="utf-8"))
    wrong = faults(packages)
    well = [] if wrong else [f"{len(packages)} packages: checksums and licences known."]
    known, asked = advisories.holes([(one.name, one.version) for one in packages], advisories.of_pip())
    told = [*wrong, *known]
    sys.stdout.write("".join(f"{line}\n" for line in (*well, *told, asked)))
    raise SystemExit(1 if told else 0)


if __name__ == "__main__":
    main()
