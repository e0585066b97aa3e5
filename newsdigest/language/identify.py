"""Which language a text is written in: by its function words, else by a trained model.

Where there is too little text for either, what its page declares is all that is known.
"""

from __future__ import annotations

from collections import Counter
from operator import itemgetter

# Characters that tell the language: more make it slower, hardly surer.
_ENOUGH = 600
# Characters that are read where these don't, before a model is asked.
_MORE = 20_000
# Fewer letters than this tell no language; nearly all texts have them in few characters.
_LEAST, _FEW = 20, 60
# Words of which most sentences of a language have several. A text that has enough of them needs no
# model, whose loading takes longer than the cleaning of a hundred articles.
_FUNCTION_WORDS = {
    "en": """the of and to in that is was for with on as by at from said has have it are this you
    will not he his they be or but your who were its an our can about i we my me she her
    their there what more than when so if just like into over how been out all up new would
    them then don't it's""",
    "de": """der die das und den von zu mit sich des auf für ist im dem nicht ein eine einer einen
    als auch es werden aus er hat dass sie nach bei sind wird noch wie um am über""",
    "fr": """le la les de des du et en un une que qui est pour dans par pas plus au aux sur ce cette
    il elle sont avec son ses été ont mais nous vous leur""",
    "es": """el la los las de del y en un una que es por con para se su sus al lo como más pero
    fue han este esta sobre entre desde ha no""",
    "pt": """o a os as de do da dos das e em no na um uma que é por com para se ao não mais como foi
    pela pelo são está sua seu também""",
    "it": """il lo la gli le di del della dei delle e in un una che è per con si non sono come più
    nel nella anche alla al da questo ha""",
    "nl": """de het een van en in is dat op te zijn voor met die niet aan er om ook als door naar
    bij wordt maar uit nog werd heeft""",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _FUNCTION_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)
# Share of a text's words that must be its language's, their least number, and how many times those
# of the language that comes second.
_SHARE, _WORDS, _TIMES = 0.14, 5, 1.6
# A list of links has a lesser share of them, but so many different ones, and so many times as many
# as of any other language, in no language but its own.
_DIFFERENT, _FAR_AHEAD = 24, 4


def identify(text: str, declared: str = "") -> str:
    """The ISO 639-1 code of a text's language, ``declared`` if there is too little of it to tell.

    What its page declares is believed as well where the words say so too, if weakly.
    """
    head = text[:_ENOUGH]
    if sum(map(str.isalpha, head[:_FEW])) < _LEAST and sum(map(str.isalpha, head)) < _LEAST:
        return declared
    best, sure, alone = _by_words(head)
    if sure or (declared and declared == best and alone):
        return best
    if len(text) > _ENOUGH:  # a menu comes before the text
        best, sure, _ = _by_words(text[:_MORE])
        if sure:
            return best
    from py3langid import classify

    return str(classify(head)[0])


def _by_words(text: str) -> tuple[str, bool, bool]:
    """The language that a text has most function words of, whether surely, and whether alone."""
    words = text.lower().split()
    counts: dict[str, int] = {}
    # Most words are of no list, or of the same few lists: these are counted first.
    for languages, times in Counter(map(_LANGUAGES_OF.get, words)).items():
        for language in languages or ():
            counts[language] = counts.get(language, 0) + times
    ranked = sorted(counts.items(), key=itemgetter(1), reverse=True)
    (best, most), (_, second) = [*ranked, ("", 0), ("", 0)][:2]
    sure = most >= max(_WORDS, _SHARE * len(words), _TIMES * second)
    if not sure and most >= max(_DIFFERENT, _FAR_AHEAD * second):
        different = sum(best in _LANGUAGES_OF.get(word, ()) for word in set(words))
        sure = different >= _DIFFERENT
    return best, sure, most > second
