"""Connections that cost more than they bring are cut: heads of more than 64 KB, slow heads, silent sockets."""

from asyncio import TimerHandle
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES: Final = 64 * 1024
HEAD_S: Final = 10.0  # from the first byte of a connection, or of a request, to the end of its head
CONNECTIONS: Final = 1000
CLOSING_S: Final = 1  # for answers under way when the server ends
TOO_LARGE: Final = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class GuardedProtocol(HttpToolsProtocol):
    """HTTP/1.1 as uvicorn speaks it, with a limit to the size of a head and to its time."""

    _clock: TimerHandle | None = None
    _head = 0  # bytes of the head that is being read
    _in_head = True

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401
        """Start the clock: whoever says nothing is cut off."""
        super().connection_made(transport)
        self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count the bytes of a head; refuse more than HEAD_BYTES before they are taken apart."""
        if self._in_head:
            self._head += len(data)
            if self._head > HEAD_BYTES and b"\r\n\r\n" not in data[: HEAD_BYTES + 4]:
                self.transport.write(TOO_LARGE)
                self.transport.close()
                return
            if self._clock is None:
                self._start_clock()
        if not self.transport.is_closing():
            super().data_received(data)

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._stop_clock()
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The next bytes are another head."""
        self._in_head, self._head = True, 0
        super().on_message_complete()

    def _start_clock(self) -> None:
        self._clock = self.loop.call_later(HEAD_S, self._cut)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _cut(self) -> None:
        self._clock = None
        if not self.transport.is_closing():
            self.transport.close()
