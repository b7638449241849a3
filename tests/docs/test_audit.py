"""The audit of pinned packages tells what it should."""

from importlib.metadata import version

from tools.audit import faults, pinned, refused

LOCK = """polars=={polars} \\
    --hash=sha256:00
nowhere-package==1.0 \\
    --hash=sha256:00
other-system==1.0 ; sys_platform == 'amiga' \\
    --hash=sha256:00
numpy==0.0.1
"""


def test_what_is_wrong_with_a_lock_is_told() -> None:
    told = faults(pinned(LOCK.format(polars=version("polars"))))
    assert told[0] == "nowhere-package: pinned, but not installed (python3 run.py setup)"
    assert told[1] == "numpy: no checksum in the lock"
    assert told[2].endswith("is installed, 0.0.1 is pinned")
    assert len(told) == 3


def test_licences() -> None:
    known = (
        "MIT",
        "ISC License (ISCL)",
        "BSD-3-Clause AND MIT",
        "(Apache-2.0 OR MIT)",
        "Apache Software License|MIT License",
    )
    assert not any(map(refused, known))
    assert all(map(refused, ("", "GPL-3.0-only", "MIT AND GPL-3.0-only", "Proprietary", "AGPL-3.0")))
