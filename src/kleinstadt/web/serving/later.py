"""Parts of the application that are made when they are first asked: their rooms are imported then, not at the start."""

from collections.abc import Callable
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send


class Later:
    """An application that is not there until somebody asks it, or `open` is called."""

    def __init__(self, make: Callable[[], ASGIApp]) -> None:
        """Take what makes it.

        Parameters
        ----------
        make : callable
            Makes the application, without arguments; called once.
        """
        self._make = make
        self._made: ASGIApp | None = None
        self._making = Lock()

    def open(self) -> ASGIApp:
        """The application, made by the first who wants it.

        Returns
        -------
        ASGIApp
            The same each time.
        """
        with self._making:
            if self._made is None:
                self._made = self._make()
            return self._made

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; while the application is made, others are answered."""
        made = await run_in_threadpool(self.open) if self._made is None else self._made
        await made(scope, receive, send)
