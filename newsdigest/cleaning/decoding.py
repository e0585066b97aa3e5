"""Bytes of HTML as text: UTF-8 if they are, else what they declare, else what they look like."""

from __future__ import annotations

import codecs
import re

# Bytes in which a page declares its encoding: browsers look at 1,024, but scraped pages carry more
# before it.
_DECLARED_WITHIN = 4096
_DECLARATION = re.compile(rb"(?:charset|encoding)\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w.:-]{2,40})", re.I)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read for labels that in truth mean more.
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
# Encodings that web pages are in: among all that exist, the detector finds rarer ones likelier.
_ON_THE_WEB = [
    "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "koi8_r", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "tis_620",
]  # fmt: skip
# Bytes that the detector looks at, without the tags.
_SAMPLE = 50_000
_TAG = re.compile(rb"<[^<>]*>")


def decode_html(page: bytes) -> str:
    """The text of a page; characters that no guess can read become U+FFFD.

    Few bytes that aren't UTF-8 are UTF-8 all the same, so a valid page is never left to a guess,
    and a declared encoding counts only if the page can be read in it.
    """
    for mark, encoding in _MARKS:
        if page.startswith(mark):
            return page.decode(encoding, "replace")
    for encoding in ("utf-8", _declared(page)):
        if encoding:
            try:
                return page.decode(encoding)
            except (UnicodeError, LookupError):  # "undefined" is a codec that only raises
                continue
    return _guessed(page)


def _declared(page: bytes) -> str:
    match = _DECLARATION.search(page[:_DECLARED_WITHIN])
    if match is None:
        return ""
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return ""
    return "" if name == "utf-8" else _WIDER.get(name, name)


def _guessed(page: bytes) -> str:
    text = page.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if damaged * 1000 < len(text):  # UTF-8 with a broken byte here and there
        return text
    from charset_normalizer import from_bytes

    sample = _TAG.sub(b" ", page[:_SAMPLE])
    best = from_bytes(sample, cp_isolation=_ON_THE_WEB, threshold=0.4).best()
    return page.decode(best.encoding if best else "cp1252", "replace")
