"""A stream whose beginning was read already, to tell what it is, as if it had not been."""

from __future__ import annotations

from io import BytesIO
from typing import Protocol


class Stream(Protocol):
    """What reading needs of a stream of bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """The next ``size`` bytes, or all that is left."""
        ...

    def readline(self, size: int = -1, /) -> bytes:
        """The next line, of at most ``size`` bytes where that is given."""
        ...


class Rejoined:
    """Reads the given bytes first, then what is left of the stream."""

    def __init__(self, head: bytes, stream: Stream) -> None:
        self._head, self._stream = BytesIO(head), stream

    def readline(self, size: int = -1, /) -> bytes:
        """The next line, of at most ``size`` bytes where that is given."""
        line = self._head.readline(size)
        if line.endswith(b"\n") or 0 <= size <= len(line):
            return line
        return line + self._stream.readline(size - len(line) if size >= 0 else -1)

    def read(self, size: int = -1, /) -> bytes:
        """The next ``size`` bytes, or all that is left."""
        head = self._head.read(size)
        return head + self._stream.read(size - len(head) if size >= 0 else -1)
