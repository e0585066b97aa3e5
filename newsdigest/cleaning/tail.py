"""What stands behind an article's end: a feed's footer, "Continue reading", a note on the author.

Only the last paragraphs are looked at, from the end on, up to the first that is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from .authornotes import LONGEST, is_author_note, may_note
from .lines import Line
from .ruling import normal_title
from .work import Cleaning

# Characters of a line's end that may be cut off.
_END = 300
# Ends of one line that are cut off at a look; no line that means it has more.
_MOST_CUTS = 8
# Paragraphs at the end among which notes on authors stand.
_NOTES = 3
# What follows the words "The post" and their like in a footer, up to the name of the site.
_FIRST = (
    r"(?:appeared first on|first appeared on|was originally published (?:on|at|in)"
    r"|was first published (?:on|at|in))"
)
# The footer that WordPress puts under the entries of a feed, in its words for some languages.
_FOOTER = re.compile(
    rf"(?:(?:The|This) (?:post|article|story|entry|piece) (?P<title>.{{1,250}}?) {_FIRST}"
    r"|(?:Der Beitrag|Der Artikel) .{1,250}? erschien zuerst (?:auf|bei)"
    r"|(?:L['’]article|Cet article) .{1,250}? est apparu en premier sur"
    r"|(?:La entrada|El artículo|La noticia) .{1,250}? (?:se publicó primero|apareció primero"
    r"|aparece primero|fue publicad[oa] originalmente) en"
    r"|L['’]articolo .{1,250}? (?:proviene da|sembra essere il primo su|è apparso per primo su)"
    r"|(?:O post|A notícia|O artigo) .{1,250}? (?:apareceu primeiro|foi publicad[oa] primeiro) em"
    r"|Het bericht .{1,250}? verscheen eerst op"
    r"|(?:Artykuł|Wpis) .{1,250}? (?:pochodzi z serwisu|pojawił się poczatkowo w)"
    r"|Сообщение .{1,250}? появились сначала на"
    r") (?P<site>[^.!?]{1,80}(?:\.\w[^.!?\s]{0,40}){0,4})[.\s]{0,3}$"
)
_FOOTER_STARTS = (
    "The ", "This ", "Der ", "L'", "L’", "Cet ", "La ", "El ", "O ", "A ", "Het ", "Artykuł ",
    "Wpis ", "Сообщение ",
)  # fmt: skip
# A sentence about the article as a whole: "Bridge closed was originally published on Post."
_TITLED = re.compile(
    r"[\s\"”’»|:–—-]{0,4}(?:is a post from|(?:was |has been )?(?:originally |first )?"
    r"(?:published|posted|appeared)(?: first)? (?:on|at|in)) .{1,100}$"
)
_MORE = (
    r"(?ai:continue reading|read more|read the (?:rest|full (?:story|article|post))|keep reading"
    r"|read on|click (?:here )?to (?:read|continue)(?: more| reading)?|(?:click here|click)"
    r" for more|more here)|[Ww]eiterlesen|[Mm]ehr lesen|[Ll]ire la suite|[Ll]ire plus|[Ll]eer más"
    r"|[Ss]eguir leyendo|[Ss]igue leyendo|[Ll]eia mais|[Cc]ontinue lendo|[Cc]ontinua a leggere"
    r"|[Ll]eggi tutto|[Ll]ees (?:verder|meer)|[Cc]zytaj (?:dalej|więcej)|Читать далее"
)
_CUT = r"(?:\[(?:…|\.{3})\]|\((?:…|\.{3})\)|&hellip;|\[&hellip;\])"
_ARROWS = r"[\s.…»›→>&:]"
# Behind a whole sentence, or where one was cut, with nothing but marks behind it.
_TEASER = re.compile(
    rf"(?:(?<=[.!?…。\"”’»)\]])\s{{1,3}}|\s{{0,3}}{_CUT}\s{{0,3}})(?:\W{{0,3}}(?:{_MORE})"
    rf"(?:\s(?:here|now))?{_ARROWS}{{0,8}})$"
)
# Where one was cut, the name of what to read may follow.
_NAMED = re.compile(
    rf"\s{{0,3}}(?:{_CUT}|…|\.{{3}})\s{{0,3}}\W{{0,3}}(?:{_MORE})\s[^.!?]{{1,150}}{_ARROWS}{{0,8}}$"
)
_ALONE = re.compile(
    rf"(?:{_CUT}|…|\.{{3}})?\s{{0,3}}\W{{0,3}}(?:{_MORE})(?:\s(?:here|now))?{_ARROWS}{{0,8}}$"
)
# The mark of an excerpt alone, and that of a service which counts what it left out.
_MARK = re.compile(
    rf"\s{{0,3}}(?:{_CUT}|(?:…|\.{{3}})?\s{{0,3}}\[\+[0-9]{{1,7}} chars\])\s{{0,3}}$"
)
_CUT_OFF = re.compile(rf"\s{{0,3}}(?:{_CUT}|…|\.{{3}})")
_WHOLE = tuple('.!?…。"”’»)]')
_TEASED = 100  # characters of an end that hold a teaser
_DOTS = ("…", "...", "hellip", "[+")  # one of which every mark of a cut has

# One of which every such end has, in lower case: nearly no text has any.
_SIGNS = (
    "read", "for more", "more here", "lesen", "lire ", "leer m", "leyendo", "leia mais", "lendo",
    "legge", "leggi", "lees ", "czytaj", "читать", "…]", "..]", "…)", "..)", "hellip", "[+",
    "appeared", "published", "posted", "a post from", "erschien", "apparu", "primero", "aparece",
    "originalmente", "proviene", "primo su", "primeiro", "verscheen", "pochodzi", "pojawił",
    "появились",
)  # fmt: skip


def trim_end(cleaning: Cleaning, title: str, byline: str = "", keep: Collection[str] = ()) -> None:
    """Takes off the end of a text what stands behind the article; something always remains."""
    starts, texts = cleaning.paragraphs()
    left = len(texts)
    if not left:
        return
    ends = _may_end(texts[-1][-_END:])
    if not (ends or may_note(texts[-1], byline)):
        return  # nearly all
    while left > 1 and (reason := _reason(texts, left, title, byline)):
        if reason in keep:
            break
        left -= 1
        end = starts[left + 1] if left + 1 < len(starts) else len(cleaning.lines)
        for line in cleaning.lines[starts[left] : end]:
            cleaning.remove(line.start, line.end, reason)
    if left < len(texts):
        cleaning.lines = cleaning.lines[: starts[left]]
    if cleaning.lines and "prompt" not in keep and (ends or left < len(texts)):
        _cut_last(cleaning)


def _cut_last(cleaning: Cleaning) -> None:
    """Cuts a footer or a "Continue reading" off the end of the last line."""
    line = cleaning.lines[-1]
    length = _kept(line.text)
    if 0 < length < len(line.text):
        rest = line.text[length:]
        cleaning.remove(line.end - len(rest.lstrip()), line.end, "prompt")
        cut = Line(line.start, line.start + length, line.blanks, line.text[:length])
        cleaning.lines = [*cleaning.lines[:-1], cut]


def _kept(text: str) -> int:
    """The characters of a line that stay, 0 if all are a footer."""
    length = len(text)
    for _ in range(_MOST_CUTS):
        end = text[max(0, length - _END) : length]
        at = _cut_in(end)
        if at < 0:
            break
        mark = _CUT_OFF.match(end[at:])
        if mark and not end[:at].rstrip().endswith(_WHOLE):
            # A sentence that was cut shows that it was.
            return length - len(end) + at + mark.end()
        # Of the end alone: a line of a hundred thousand marks isn't copied for each.
        length += len(end[:at].rstrip()) - len(end)
    return len(text[:length].rstrip())


def _cut_in(end: str) -> int:
    """Where the end of a line has what can be cut off it, -1 if it has nothing."""
    before = max(0, len(end) - _TEASED)
    if found := _TEASER.search(end[before:]):
        return before + found.start()
    if any(map(end.__contains__, _DOTS)) and (found := _NAMED.search(end) or _MARK.search(end)):
        return found.start()
    return _footer_in(end)


def _may_end(end: str) -> bool:
    """Whether a text can have any of these ends but a note on its author."""
    return any(map(end.lower().__contains__, _SIGNS))


def _footer_in(end: str) -> int:
    """Where in the end of a line a footer begins behind a sentence, -1 if none does."""
    for match in re.finditer(r"[.!?…\]\"”’»)]\s{1,3}(?=[^\W\d_])", end):
        if _is_footer(end[match.end() :]):
            return match.start() + 1
    return -1


def _is_footer(text: str) -> bool:
    if not text.startswith(_FOOTER_STARTS):
        return False
    match = _FOOTER.match(text)
    if match is None:
        return False
    told = match["title"]
    # In English these are words of the news as well: what follows must be the name of a post.
    return told is None or told[0] in "\"“‘'«[¿¡" or told[0].isupper() or told[0].isdigit()


def _reason(texts: Sequence[str], left: int, title: str, byline: str) -> str:
    """Why the last of the first ``left`` paragraphs is not the article's, "" if it may be."""
    text = texts[left - 1]
    if len(text) > LONGEST:
        return ""
    if _may_end(text) and (
        _is_footer(text) or _tells_where(text, title) or _ALONE.match(text) or _MARK.match(text)
    ):
        return "prompt"
    near = len(texts) - left < _NOTES
    return "byline" if near and is_author_note(text, texts[: left - 1], byline) else ""


def _tells_where(text: str, title: str) -> bool:
    heading = normal_title(title)
    low = text.lower()
    return bool(heading) and low.startswith(heading) and bool(_TITLED.match(text[len(heading) :]))
