"""Streams of bytes, and one whose beginning was read already, as if it had not been."""

from __future__ import annotations

import io
from io import BytesIO
from typing import Any, Protocol

from .packed import DamagedError


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
        """The next ``size`` bytes, or all that is left; up to a tear, and from it an error."""
        head = self._head.read(size)
        if 0 <= size <= len(head):
            return head
        try:
            return head + self._stream.read(size - len(head) if size >= 0 else -1)
        except DamagedError:
            if not head or size < 0:
                raise
            return head


class Raw(io.RawIOBase):
    """A stream as the standard library's readers want it."""

    def __init__(self, stream: Stream) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fills the buffer as far as one read goes."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def read_whole(stream: Stream, most: int) -> bytes:
    """All that a stream holds, but no more than ``most`` bytes and one.

    Raises:
        DamagedError: if the stream is torn before that, for what comes before is not all.
    """
    data = stream.read(most + 1)
    return data if len(data) > most else data + stream.read(1)
