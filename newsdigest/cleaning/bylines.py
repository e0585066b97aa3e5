"""Who wrote an article: the lines that name its authors or the agency that it came from."""

from __future__ import annotations

import re

from .lines import HEAD

#: Characters up to which a line may be the name of an agency or an author.
SIGNED = 80
#: A pattern of the name of a person: two to four capitalised words, with particles between them.
NAME = (
    r"[A-ZÀ-Þ][\w.'’-]*"
    r"(?: (?:(?:de|van|von|der|bin|al|el|la|du|da)\b ?)*[A-ZÀ-Þ][\w.'’-]*){1,3}"
)
#: How bylines begin, in lower case.
BYLINE_START = r"(?:written |story |reported )?by:? "
_BYLINE = re.compile(
    r"(?:[Ww]ritten |[Ss]tory |[Rr]eported )?[Bb][Yy]:? "
    rf"(?P<name>{NAME}(?:(?:,| and| &) {NAME}){{0,3}})(?P<rest>.{{0,80}})"
)
# Bylines of other languages, which are the whole of their line: "Par Ann Bell et Cy Dent",
# "Autor: Ann Bell", "Автор: Анна Белова", "记者 王明", "홍길동 기자". An article begins no name.
_ARTICLES = "(?!(?:La|El|Los|Las|Le|Les|Il|Lo|Der|Die|Das|De|Het|Den|Det) )"
_CYRILLIC = r"[А-ЯЁІЇЄ][\w.’-]*(?: [А-ЯЁІЇЄ][\w.’-]*){1,2}"
_HAN = "[\u4e00-\u9fff·]{2,8}"
_ELSEWHERE = re.compile(
    r"(?:Par|Von|Por|Di|Door|Av|Af|(?:Autora?|Auteur|Autore|Texte?|Texto|Testo)\s?:) "
    rf"(?P<latin>{_ARTICLES}{NAME}(?:(?:,| et| und| y| e| en| och| og) {NAME}){{0,3}})"
    r"|(?:Автор|Авторы|Автори|Текст)\s?:? "
    rf"(?P<cyrillic>{_CYRILLIC}(?:(?:,| и| і| та) {_CYRILLIC}){{0,3}})"
    r"|(?:本报)?(?:记者|記者|作者|文)(?:[:：/／]\s?|[ \u3000])"
    rf"(?P<han>{_HAN}(?:[、 \u3000]{_HAN}){{0,3}})"
    r"|(?P<hangul>[가-힣]{2,4}) ?기자"
)
_AGENCY = re.compile(
    r"\W*(?P<agency>(?:news )?agenc(?:y|ies)|reuters|ap|afp|ani|pti|ians|upi|dpa|xinhua|tass|efe"
    r"|ansa|bloomberg|(?:the )?associated press|press trust of india|kyodo|yonhap|anadolu"
    r"|interfax|agence france-presse|with (?:inputs?|agenc\w+)[^.]{0,60}"
    r"|\(?input from[^.]{0,40}|(?:agencia|agências|agenzia|agentur)\w*)\W*",
    re.IGNORECASE,
)
#: How each of them begins, in lower case: nearly all lines are told by it.
AGENCY_START = re.compile(
    r"\W*(?:news|agen|reuters|a[pn]|afp|pti|ians|upi|dpa|xinhua|tass|efe|bloomberg|(?:the )?assoc"
    r"|press|kyodo|yonhap|interfax|with|input)"
)


def byline_of(text: str) -> str:
    """The names of a byline ("By Ann Bell and Cy Dent"), "" if the line is none."""
    if len(text) <= SIGNED and (elsewhere := _ELSEWHERE.fullmatch(text.strip())):
        return str(elsewhere[elsewhere.lastgroup or 0])
    match = _BYLINE.match(text[:HEAD])
    if (
        match is None
        or match["rest"].rstrip().endswith((".", "!", "?"))
        or len(match["rest"]) >= 80
    ):
        return ""
    return match["name"].strip()


def agency_of(text: str) -> str:
    """The agency of a sign-off line ("Agencies", "(Reuters)"), "" if the line is none."""
    if len(text) > SIGNED or (text.isascii() and not AGENCY_START.match(text.lower())):
        return ""
    match = _AGENCY.fullmatch(text[:HEAD])
    return match["agency"].strip() if match else ""


def looks_like_name(text: str) -> bool:
    """Whether a line is two to four capitalised words and nothing else."""
    return len(text) <= 50 and re.fullmatch(NAME, text) is not None
