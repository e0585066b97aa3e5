"""Which language a tag names: "en", "EN_gb", "eng" and "English" are one."""

from __future__ import annotations

import re
from functools import lru_cache

#: Languages with stop words, stemmers or other lists of their own, by their ISO 639-1 codes.
LANGUAGES = {
    "ar": "arabic", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "fi": "finnish", "fr": "french", "he": "hebrew", "hu": "hungarian",
    "it": "italian", "ja": "japanese", "ko": "korean", "nl": "dutch", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sk": "slovak",
    "sv": "swedish", "th": "thai", "uk": "ukrainian", "zh": "chinese",
}  # fmt: skip
# Codes of ISO 639-2 and -3, and older ones; "und", "mul" and "zxx" are of no language.
_OTHERS = (
    "ara:ar ces:cs cze:cs dan:da deu:de ger:de ell:el gre:el eng:en spa:es fin:fi fra:fr fre:fr "
    "heb:he iw:he hun:hu ita:it jpn:ja kor:ko nld:nl dut:nl nor:no nob:no nno:no nb:no nn:no "
    "pol:pl por:pt ron:ro rum:ro rus:ru slk:sk slo:sk swe:sv tha:th ukr:uk zho:zh chi:zh cmn:zh "
    "hin:hi tur:tr vie:vi ind:id in:id und: mul: zxx:"
)
_CODES = {name: code for code, name in LANGUAGES.items()}
_CODES |= dict(pair.split(":") for pair in _OTHERS.split())
_SUBTAG = re.compile(r"\s*([A-Za-z]{2,12})(?![^\W_-])")


@lru_cache(maxsize=1024)
def language_code(tag: str) -> str:
    """The ISO 639 code of the language that a tag names (BCP 47), "" if it names none.

    Region and script are left out: they part no language from itself.
    """
    match = _SUBTAG.match(tag)
    name = match[1].lower() if match else ""
    return _CODES.get(name, name if len(name) <= 3 else "")
