"""Lines that say by themselves what they are, each told by the reason it is removed for."""

from __future__ import annotations

import re
from functools import lru_cache

from .features import COLUMN, HEAD, line_features
from .vocabulary import HEADING_STARTS, HEADINGS

# Characters up to which the rules look at a paragraph: a longer one is prose, whatever it begins
# with.
_BRIEF = 240
# Terms of consent notices from which on a line is one.
_LEGAL_TERMS = 3
_STRIP = " \t-–—:•·»>|*#▶►→.…()[]!"

_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?: (?:(?:de|van|von|der|bin|al|el|la|du|da)\b ?)*[A-ZÀ-Þ][\w.'’-]*){1,3}"
_BYLINE = re.compile(
    rf"(?:[Ww]ritten |[Ss]tory |[Rr]eported )?[Bb][Yy]:? (?P<name>{_NAME}(?:(?:,| and| &) {_NAME}){{0,3}})"
    r"(?P<rest>.{0,80})"
)
_CREDITED = re.compile(
    r"(?:\(?(?:additional )?(?:reporting|editing|writing|compiled) (?:by|and editing by)\b"
    r"|(?:edited|reported|written|compiled) by\b|.{0,60}\bcontributed (?:to this|reporting))",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\W*(?P<agency>(?:news )?agenc(?:y|ies)|reuters|ap|afp|ani|pti|ians|upi|dpa|xinhua|tass|efe"
    r"|ansa|bloomberg|associated press|the associated press|press trust of india|kyodo|yonhap|anadolu"
    r"|interfax|agence france-presse|with (?:inputs?|agenc\w+)[^.]{0,60}|\(?input from[^.]{0,40}"
    r"|(?:agencia|agências|agenzia|agentur)\w*)\W*",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\W*(?:(?:first |last |originally )?(?:published|updated|posted|modified|created|date)"
    r"(?: (?:on|at))?\b|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado"
    r"|pubblicato|gepubliceerd|опубликовано)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:file|photo|image|picture|photograph|pic|video|caption|credit|source|foto|bild|imagen)"
    r"(?: (?:credit|source|by|courtesy)(?: of)?)?(?: ?[:—–] ?| - )\S|(?:file )?photo(?:graph)? (?:by|courtesy)\b"
    r"|(?:representational|representative) (?:image|photo)|image (?:source|credit)"
    r"|\(?(?:photo|image|picture) (?:by|credit|courtesy)",
    re.IGNORECASE,
)
_CREDIT_END = re.compile(
    r"(?:getty images?|shutterstock|istock|unsplash|alamy(?: stock photo)?|via (?:reuters|ap|afp)"
    r"|/(?:reuters|ap|afp|getty)|\((?:reuters|ap|afp|file|ap photo)\b[^)]{0,40}\)|file photo"
    r"|\b(?:photo|image|picture|credit|photograph):[^.]{2,60}|\bap photo/.{2,40})[\s.)\]]*$",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"\W*(?:(?:also|must|further) (?:read|see|watch)\b|read (?:also|more|next|the full (?:story|article)"
    r"|full (?:story|article))\b ?(?:[:|>»-]|$|about|on|at|from|here|here:)|(?:see|watch|listen) (?:also|more)?:"
    r"|(?:related|recommended|trending|don['’]t miss|must read|in case you missed it|more)(?: (?:story|stories|article|articles|news|reading"
    r"|coverage|post|posts|video))?\s?[:|»]|lire aussi|à lire|lesen sie auch|mehr dazu|lea también"
    r"|lee también|te puede interesar|leia (?:também|mais)|leggi anche|lees ook|czytaj także"
    r"|читайте также|相关阅读|関連記事|관련기사)",
    re.IGNORECASE,
)
_PROMPT = re.compile(
    r"\W*(?:advertisement\b.{0,40}$|(?:story|article) continues|continue reading|(?:click|tap) (?:here|to)\b"
    r"|(?:sign|log) (?:up|in)\b|subscribe\b|follow (?:us|me|him|her|them|the|@|\w+ on)\b"
    r"|share (?:this|on|via)\b|share$|tweet$|print$|e-?mail$|comments?$|listen$|save$|reply$"
    r"|download (?:the|our)\b|get (?:the|our) (?:latest|app|free|daily|best|top|newsletter)"
    r"|(?:join|like) (?:us|our)\b|we (?:may|might) earn|all rights reserved|©|copyright\b"
    r"|this (?:article|story|post) (?:was |has been |is )?(?:originally |first )?(?:appeared|published|part|produced)"
    r"|skip to\b|(?:support|donate to) (?:our|us)\b|have (?:a|any) (?:tip|question|news)"
    r"|werbung$|anzeige$|publicité$|publicidad$|pubblicità$|advertentie$|reklama?$|реклама$)",
    re.IGNORECASE,
)


def is_heading(text: str) -> bool:
    """Whether a line heads a section that follows the body: "Recent Posts", "Related"."""
    return len(text) <= 80 and _is_heading(text)


@lru_cache(maxsize=1 << 14)
def _is_heading(text: str) -> bool:
    low = text.lower().strip(_STRIP).rstrip("0123456789 (")
    if low in HEADINGS:
        return True
    if text[-1] in ".?!,;" or len(text.split()) > 9:
        return False
    return low.startswith(HEADING_STARTS) or text.startswith("©")


def reason_of(text: str) -> str:
    """The reason for which a paragraph is chrome by what it says, "" if it may be body."""
    return _reason_of(text) if len(text) <= 4 * _BRIEF else _reason(text)


@lru_cache(maxsize=1 << 12)
def _reason_of(text: str) -> str:
    return _reason(text)


def _reason(text: str) -> str:
    features = line_features(text)
    if features[COLUMN["legal"]] >= _LEGAL_TERMS:
        return "notice"
    if len(text) > _BRIEF:
        return ""
    head = text[:HEAD]
    for reason, rule in _RULES:
        if rule(head, features):
            return reason
    return ""


def byline_of(text: str) -> str:
    """The names of a byline ("By Ann Bell and Cy Dent"), "" if the line is none."""
    match = _BYLINE.match(text[:HEAD])
    if match is None or match["rest"].rstrip().endswith((".", "!", "?")) or len(match["rest"]) >= 80:
        return ""
    return match["name"].strip()


def agency_of(text: str) -> str:
    """The agency of a sign-off line ("Agencies", "(Reuters)"), "" if the line is none."""
    match = _AGENCY.fullmatch(text[:HEAD]) if len(text) <= 80 else None
    return match["agency"].strip() if match else ""


def looks_like_name(text: str) -> bool:
    """Whether a line is two to four capitalised words and nothing else."""
    return len(text) <= 50 and re.fullmatch(_NAME, text) is not None


def is_date_line(text: str) -> bool:
    """Whether a brief line holds a date or a relative time and nothing that makes a sentence."""
    if len(text) > 100:
        return False
    features = line_features(text)
    if features[COLUMN["verb"]] or features[COLUMN["sentences"]]:
        return bool(_PUBLISHED.match(text)) and _dated(features)
    return _dated(features) and not (features[COLUMN["final"]] and len(text) > 40)


def _dated(features: tuple[float, ...]) -> bool:
    return bool(features[COLUMN["date"]] or features[COLUMN["relative_time"]])


_RULES = (
    ("date", lambda text, _: is_date_line(text)),
    ("byline", lambda text, _: bool(byline_of(text) or _CREDITED.match(text))),
    ("agency", lambda text, _: bool(agency_of(text))),
    ("related", lambda text, _: _RELATED.match(text) is not None),
    ("caption", lambda text, _: bool(_CAPTION.match(text) or _CREDIT_END.search(text))),
    ("prompt", lambda text, _: _PROMPT.match(text) is not None),
)
