"""Engines measured side by side, each in a fresh process: what the benchmarks of access share."""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import numpy as np

Result = dict[str, float]


def parser(module: str, engines: Collection[str]) -> argparse.ArgumentParser:
    """The arguments of a benchmark that calls itself once for each engine."""
    asked = argparse.ArgumentParser(prog=f"python -m {module}")
    asked.add_argument("--engine", choices=engines, help=argparse.SUPPRESS)
    asked.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    return asked


def machine() -> str:
    """What the numbers were measured on."""
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def peak_mb() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_process(module: str, engine: str, folder: Path) -> Result | None:
    """Measure in a fresh process; None if a library is missing."""
    arguments = [sys.executable, "-m", module, "--engine", engine, "--folder", str(folder)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        said = done.stdout
        found: Result = json.JSONDecoder().raw_decode(said, said.rindex("{"))[0]  # pandana talks on the same line
        return found
    if "ModuleNotFoundError" in done.stderr or "ExtraMissingError" in done.stderr:
        return None
    raise subprocess.CalledProcessError(done.returncode, arguments, stderr=done.stderr)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What the work gives, and the seconds it took."""
    begun = time.perf_counter()
    return work(), time.perf_counter() - begun


def bandwidth() -> float:
    """Bytes a second that one core reads and writes when it copies."""
    block = np.ones(2**25)
    copy = np.empty_like(block)
    seconds = min(timed(lambda: np.copyto(copy, block))[1] for _ in range(5))
    return 2 * block.nbytes / seconds
