"""The stems of words as numbers that all events share, so that each word is looked up but once."""

from __future__ import annotations

from threading import Lock

from ..language.codes import language_code
from ..language.words import stemmer, stop_words

_MOST_WORDS = 300_000  # that one vocabulary remembers; then a new one begins


class Vocabulary:
    """Stems by number, and each word's code: twice its stem's number, one more if it counts.

    A word counts if it is no stop word. ``names`` has the stem of each number; which word gets
    which depends on what was read before, so no result may depend on their order.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._languages: dict[str, _Codes] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return sum(map(len, list(self._languages.values())))

    def codes(self, language: str) -> _Codes:
        """The codes of a language's words (ISO 639-1)."""
        language = language_code(language)
        known = self._languages.get(language)
        return known or self._languages.setdefault(language, _Codes(self, language))

    def number(self, stem: str) -> int:
        """The number of a stem."""
        with self._lock:  # threads may meet a word at the same time
            found = self._numbers.setdefault(stem, len(self.names))
            if found == len(self.names):
                self.names.append(stem)
        return found

    def codes_of(self, stems: frozenset[str]) -> frozenset[int]:
        """The codes that words of some stems have, as far as there were any."""
        numbers = [self._numbers[stem] for stem in stems if stem in self._numbers]
        return frozenset(2 * number + counts for number in numbers for counts in (0, 1))


class _Codes(dict[str, int]):
    """The code of each word of a language, found out when it is first asked for."""

    def __init__(self, vocabulary: Vocabulary, language: str) -> None:
        self._vocabulary = vocabulary
        self._stem = stemmer(language)
        self._stop = stop_words(language)

    def __missing__(self, word: str) -> int:
        self[word] = found = 2 * self._vocabulary.number(self._stem(word)) + (
            word not in self._stop
        )
        return found


_latest = [Vocabulary()]


def vocabulary() -> Vocabulary:
    """The vocabulary for another event; what holds an older one may go on with it."""
    if len(_latest[0]) > _MOST_WORDS:
        _latest[0] = Vocabulary()
    return _latest[0]
