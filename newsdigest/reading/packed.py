"""Opens compressed files as streams that stop where a bomb would go off or the data are torn."""

from __future__ import annotations

import io
from collections.abc import Callable
from os.path import splitext
from typing import Any, Protocol

from ..errors import first_line

#: Suffixes of compressed files.
COMPRESSIONS = (".gz", ".bz2", ".zst", ".xz")
_MAGIC = {
    b"\x1f\x8b": ".gz",
    b"BZh": ".bz2",
    b"\x28\xb5\x2f\xfd": ".zst",
    b"\xfd7zXZ\x00": ".xz",
}
# Bytes that anything may unpack to: streams hold none of it, so only endless ones do harm.
_HARMLESS = 100_000_000
_BUFFER = 1 << 17


class DamagedError(Exception):
    """Compressed data that end early, are damaged or are a bomb; the message says which."""


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class _Decompressor(Protocol):
    def read1(self, size: int = -1, /) -> bytes: ...


def split_name(name: str) -> tuple[str, str, str]:
    """A file's name without suffixes, the suffix of what is in it, and that of its compression."""
    stem, suffix = splitext(name)  # noqa: PTH122  # a path for each file takes long
    compression = ""
    if suffix.lower() in COMPRESSIONS:
        compression = suffix.lower()
        stem, suffix = splitext(stem)  # noqa: PTH122  # as above
    return stem, suffix.lower() if suffix != "." else "", compression


def compression_of(head: bytes) -> str:
    """The suffix of the compression that data begin like, "" for none."""
    return next((suffix for magic, suffix in _MAGIC.items() if head.startswith(magic)), "")


def unpacked(stream: Any, compression: str, max_expansion: int) -> io.BufferedReader:
    """The stream of what a compressed stream holds.

    Reading from it raises :class:`DamagedError` where the data are torn, once all that comes before
    was given, or where they unpack to more than ``max_expansion`` times their size.
    """
    packed = _Counted(stream)
    inner = _OPENERS[compression](packed)
    return UpToTear(Guarded(inner, packed.taken, max_expansion), _BUFFER)


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes were taken from it."""

    def __init__(self, stream: _Readable) -> None:
        super().__init__()
        self._stream, self._count = stream, 0

    def taken(self) -> int:
        """The bytes that were read so far."""
        return self._count

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fills the buffer as far as one read goes."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._count += len(data)
        return len(data)


class UpToTear(io.BufferedReader):
    """A stream whose reads give what comes before a tear; the next one raises.

    The buffered streams of the standard library drop what a read had gathered when it meets one.
    A line that is cut by a tear is no line, and reading all raises.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        """The next ``size`` bytes; fewer at the end and before a tear."""
        if size is None or size < 0:
            return super().read(size)
        parts: list[bytes] = []
        try:
            while size > 0 and (ahead := self.peek()):
                parts.append(super().read(min(size, len(ahead))))
                size -= len(parts[-1])
        except DamagedError:
            if not parts:
                raise
        return b"".join(parts)


class Guarded(io.RawIOBase):
    """What a decompressor gives, checked as it comes; where it was torn once, it stays torn."""

    def __init__(
        self, stream: _Decompressor, packed: Callable[[], int], max_expansion: int
    ) -> None:
        super().__init__()
        self._stream, self._packed, self._most = stream, packed, max_expansion
        self._count = 0
        self._torn = ""

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fills the buffer as far as one read goes."""
        if self._torn:
            raise DamagedError(self._torn)
        try:
            # One step of the decompressor: further ones might meet the tear, and drop what came.
            data = self._stream.read1(len(buffer))
        except EOFError as error:
            raise self._damage("the compressed data end in the middle") from error
        except MemoryError:
            raise
        except Exception as error:  # each library has its own for data that are none of its
            raise self._damage(
                f"the compressed data are damaged: {first_line(error, 120).lower()}"
            ) from error
        buffer[: len(data)] = data
        self._count += len(data)
        if self._count > _HARMLESS and self._count > self._most * self._packed():
            raise self._damage(
                f"unpacks to more than {self._most} times its size: taken for a bomb "
                "(max_expansion allows more)"
            )
        return len(data)

    def _damage(self, reason: str) -> DamagedError:
        self._torn = reason
        return DamagedError(reason)


def _gzip(stream: _Counted) -> _Decompressor:
    import gzip

    return gzip.GzipFile(fileobj=io.BufferedReader(stream, _BUFFER))


def _bz2(stream: _Counted) -> _Decompressor:
    import bz2

    return bz2.BZ2File(io.BufferedReader(stream, _BUFFER))


def _xz(stream: _Counted) -> _Decompressor:
    import lzma

    return lzma.LZMAFile(io.BufferedReader(stream, _BUFFER))


class _Zstd:
    """A zstd stream that tells where it was torn, which its library's own reader does not."""

    def __init__(self, stream: _Counted) -> None:
        self._stream = io.BufferedReader(stream, _BUFFER)
        self._left = bytearray()
        self._whole = True
        self._error: Exception | None = None
        self._frame = self._new()

    def _new(self) -> Any:
        import zstandard

        return zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()

    def read1(self, size: int = -1, /) -> bytes:
        """At most ``size`` bytes."""
        while (
            len(self._left) < size and not self._error and (data := self._stream.read(_ZSTD_STEP))
        ):
            try:
                self._take(data)
            except MemoryError:
                raise
            except Exception as error:  # raised once what came before is taken
                self._error = error
        if not self._left and self._error:
            raise self._error
        if not self._left and not self._whole:
            raise EOFError
        taken = bytes(self._left[:size])
        del self._left[:size]
        return taken

    def _take(self, data: bytes) -> None:
        while data:
            self._left += self._frame.decompress(data)
            self._whole = self._frame.eof
            data = self._frame.unused_data if self._whole else b""
            if self._whole:
                self._frame = self._new()


_ZSTD_WINDOW = 1 << 27  # bytes of memory that a stream may ask for; as the zstd program allows
_ZSTD_STEP = 512  # compressed bytes at a time: all that they unpack to, up to 16 MB, is held

_OPENERS: dict[str, Callable[[_Counted], _Decompressor]] = {
    ".gz": _gzip,
    ".bz2": _bz2,
    ".xz": _xz,
    ".zst": _Zstd,
}
