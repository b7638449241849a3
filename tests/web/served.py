"""The application that tests ask, made once; its plans are kept in a folder of the tests' own."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from fastapi import FastAPI

from kleinstadt.web.app import create_app


@cache
def atlas() -> FastAPI:
    """The atlas of the embedded edition."""
    return create_app(ahead=False, database=database())


@cache
def database() -> str:
    """Where the plans of the tests are."""
    folder = Path(tempfile.mkdtemp(prefix="kleinstadt-plans-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return f"sqlite:///{folder}/plans.sqlite"
