"""Turns the bytes of a text file into text, and says when it had to guess."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..language.phrases import count
from .packed import DamagedError
from .streams import Raw, Rejoined, Stream

# UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a zip archive or office document",
    b"\x1f\x8b": "gzip data",
    b"BZh": "bzip2 data",
    b"\x28\xb5\x2f\xfd": "zstd data",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x7fELF": "a program",
    b"SQLite format 3\x00": "a SQLite database (the articles of an archive: newsdigest export)",
}
# What news is written in where it is not Unicode; a free choice among all code pages goes wrong
# on short texts.
_LEGACY = (
    "cp1252 cp1251 cp1250 cp1253 cp1254 cp1255 cp1256 gb18030 big5 cp932 euc_jp cp949 koi8_r"
).split()
_SAMPLE = 65_536  # bytes that are looked at to tell what a file is
_WHOLE = 1 << 20  # bytes up to which a text is decoded at once
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROL = 0.02  # share of control characters above which bytes are no text


class NotTextError(ValueError):
    """Bytes that are no text; the message says what they are."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and a remark on how it was read, or "" if it was plain Unicode."""

    text: str
    remark: str = ""


def decode(data: bytes) -> Decoded:
    """Decodes by byte-order mark, as strict UTF-8, as UTF-16 without a mark, else by detection.

    Raises:
        NotTextError: if the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _without_nul(_decode_as(data[len(mark) :], encoding))
    if encoding := _bare_utf16(data):
        return _without_nul(_decode_as(data, encoding, f"read as {encoding}: no byte-order mark"))
    _refuse_binary(data)
    try:
        return _without_nul(Decoded(data.decode()))
    except UnicodeDecodeError:
        return _without_nul(_decode_damaged(data))


def refuse_binary(data: bytes) -> None:
    """Looks whether bytes can be text in any encoding.

    Raises:
        NotTextError: if they can't.
    """
    if not (data.startswith(tuple(mark for mark, _ in _BOMS)) or _bare_utf16(data)):
        _refuse_binary(data)


class TextLines:
    """The lines of a text in any encoding, one in memory at a time.

    ``remark`` says at the end how it was read, as :class:`Decoded` does.

    Raises:
        NotTextError: if the bytes are no text.
        DamagedError: where the stream is torn, after the lines that are whole.
    """

    def __init__(self, stream: Stream, longest: int) -> None:
        head = stream.read(_WHOLE)
        try:
            more = stream.read(1)
            ended = not more
        except DamagedError:  # comes again behind the lines that are whole
            more, ended = b"", False
        self.remark = ""
        self._longest = longest
        self._raw: io.BufferedReader | None = None
        if not ended:
            encoding, self.remark = _encoding_of(head)
            self._raw = io.BufferedReader(Raw(Rejoined(head + more, stream)), _SAMPLE)
            self._decoder = codecs.getincrementaldecoder(encoding)("replace")
            self._text: io.TextIOBase = io.TextIOWrapper(
                self._raw, encoding, errors="replace", newline=""
            )
        else:
            decoded = decode(head)
            self.remark = decoded.remark
            self._text = io.StringIO(decoded.text, newline="")

    def __iter__(self) -> Iterator[str]:
        broken = 0
        while line := self._text.readline(self._longest):
            broken += line.count("\ufffd")
            rest = line
            while len(rest) == self._longest and not rest.endswith("\n"):
                rest = self._text.readline(self._longest)  # of what is no line of text
            yield line.replace("\0", "").removeprefix("\ufeff")
        if broken and not self.remark:
            self.remark = f"{count(broken, 'broken character')} replaced"

    def read(self, size: int) -> str:
        """The next characters, at most ``size``; "" at the end. Not to be mixed with lines."""
        if self._raw is None:
            return self._text.read(size)
        # Not by the text stream, which drops what it gathered when it meets a tear.
        while data := self._raw.read1(size):
            if text := self._decoder.decode(data):
                return text
        return self._decoder.decode(b"", final=True)


def _encoding_of(head: bytes) -> tuple[str, str]:
    """The encoding of a long text, and a remark if it had to be guessed, by its beginning."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding, ""
    if encoding := _bare_utf16(head):
        return encoding, f"read as {encoding}: no byte-order mark"
    _refuse_binary(head)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # a character may be cut at the end
        return "utf-8", ""
    except UnicodeDecodeError:
        remark = _decode_damaged(head).remark
        guessed = re.match(r"read as (\S+):", remark)
        return (guessed[1], remark) if guessed else ("utf-8", "")


def _decode_as(data: bytes, encoding: str, remark: str = "") -> Decoded:
    try:
        return Decoded(data.decode(encoding), remark)
    except UnicodeDecodeError as error:
        where = f"bytes from offset {error.start} on are not {encoding} and were replaced"
        return Decoded(data.decode(encoding, "replace"), "; ".join(filter(None, (remark, where))))


def _bare_utf16(data: bytes) -> str:
    """The byte order, if every other byte is mostly NUL as in UTF-16 of a Western language."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _refuse_binary(data: bytes) -> None:
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise NotTextError(f"not text but {kind}")
    sample = data[:_SAMPLE]
    nul_share = sample.count(0) / max(1, len(sample))
    if nul_share > 0.1 or len(_CONTROL.findall(sample)) > _MAX_CONTROL * len(sample):
        raise NotTextError("binary data, not text")


def _decode_damaged(data: bytes) -> Decoded:
    """UTF-8 with some broken bytes, or another encoding altogether: whichever explains more."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(not char.isascii() for char in text) - broken
    if whole > broken:
        return Decoded(text, f"{count(broken, 'broken character')} replaced: not valid UTF-8")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=list(_LEGACY)).best()
    encoding = best.encoding if best else "cp1252"
    return Decoded(data.decode(encoding, "replace"), f"read as {encoding}: not valid UTF-8")


def _without_nul(decoded: Decoded) -> Decoded:
    empty = decoded.text.count("\0")
    if not empty:
        return decoded
    remark = f"{count(empty, 'NUL character')} left out"
    return Decoded(
        decoded.text.replace("\0", ""), "; ".join(filter(None, (decoded.remark, remark)))
    )
