"""The application that tests ask, made once."""

from functools import cache

from fastapi import FastAPI

from kleinstadt.web.app import create_app


@cache
def atlas() -> FastAPI:
    """The atlas of the embedded edition."""
    return create_app(ahead=False)
