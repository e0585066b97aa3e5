"""Turns articles into columns of numbers: each text is split once, each word is stemmed once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from ..language.identify import identify
from ..language.splitting import split
from ..language.words import stem_of
from ..records import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

#: Articles that are turned to numbers at a time; bounds the memory, never changes a result.
CHUNK = 2000


class Numbers(dict[str, int]):
    """Numbers words in the order in which they are first looked up."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


@dataclass(slots=True)
class _Lexicon:
    """The words of one language, the column of each word's stem (-1: none), and how often it is."""

    language: str
    numbers: Numbers = field(default_factory=Numbers)
    columns: list[int] = field(default_factory=list)

    def numbered(self, texts: Sequence[str]) -> tuple[Ints, Ints]:
        """The words of texts as numbers, one text behind the other, and how many each has."""
        import numpy as np

        tokens, lengths = [], []
        for found, places, counts in split(texts):
            numbers = np.fromiter(map(self.numbers.__getitem__, found), np.int32, len(found))
            tokens.append(numbers[places])
            lengths.append(counts)
        return np.concatenate(tokens), np.concatenate(lengths)

    def stem_new_words(self, stem_columns: Numbers) -> None:
        for word in islice(self.numbers, len(self.columns), None):
            stem = stem_of(word, self.language)
            self.columns.append(-1 if stem is None else stem_columns[stem])


@dataclass(frozen=True, slots=True)
class TokenChunk:
    """The stems of some articles' titles and texts as columns, one article after the other.

    ``titles`` and ``bodies`` hold the columns, ``title_lengths`` and ``body_lengths`` how many of
    them belong to each article.
    """

    titles: Ints
    title_lengths: Ints
    bodies: Ints
    body_lengths: Ints


class Vocabulary:
    """The stems of a batch, numbered as columns, with the languages of its articles.

    A stem has one column whatever the language, so that names meet across languages.
    """

    def __init__(self) -> None:
        self.languages: list[str] = []
        self._stems = Numbers()
        self._lexicons: dict[str, _Lexicon] = {}

    def __len__(self) -> int:
        return len(self._stems)

    def column(self, stem: str) -> int | None:
        """The column of a stem, None if no article has it."""
        return self._stems.get(stem)

    def stems(self) -> list[str]:
        """The stem of each column."""
        return list(self._stems)

    def first_words(self) -> dict[str, dict[int, str]]:
        """Of each language, in the order of their first articles, each column's first word."""
        found: dict[str, dict[int, str]] = {}
        for language, lexicon in self._lexicons.items():
            first = found[language] = {}
            for word, column in zip(lexicon.numbers, lexicon.columns, strict=False):
                if column >= 0:
                    first.setdefault(column, word.removesuffix("'s"))
        return found

    def chunks(self, articles: Sequence[Article]) -> Iterator[TokenChunk]:
        """Reads articles, some thousand at a time; the vocabulary grows as they come."""
        for start in range(0, len(articles), CHUNK):
            yield self._chunk(articles[start : start + CHUNK])

    def spellings(self) -> list[str]:
        """Each column's stem as a reader knows it: the batch's first word that has it."""
        return spelled(self.first_words(), len(self))

    def _chunk(self, articles: Sequence[Article]) -> TokenChunk:
        import numpy as np

        languages = [article.language or identify(article.text) for article in articles]
        self.languages += languages
        found = {
            name: self._numbered(name, articles, languages) for name in dict.fromkeys(languages)
        }
        for name in sorted(found):
            self._lexicons[name].stem_new_words(self._stems)
        tables = {name: np.array(self._lexicons[name].columns, np.int32) for name in found}
        columns = np.concatenate([tables[name][tokens] for name, (tokens, _) in found.items()])
        texts = np.concatenate([texts for _, texts in found.values()])
        kept = np.flatnonzero(columns >= 0)
        if len(found) > 1:  # back in the order of the articles
            kept = kept[np.argsort(texts[kept], kind="stable")]
        columns, texts = columns[kept], texts[kept]
        lengths = np.bincount(texts, minlength=2 * len(articles)).astype(np.int32)
        title = texts % 2 == 0
        return TokenChunk(columns[title], lengths[::2], columns[~title], lengths[1::2])

    def _numbered(
        self, language: str, articles: Sequence[Article], languages: Sequence[str]
    ) -> tuple[Ints, Ints]:
        """The words of a language's articles, and the text of each: 2 k is the title of the k-th.

        The title of an article comes before its text.
        """
        import numpy as np

        own = [k for k, name in enumerate(languages) if name == language]
        texts = [text for k in own for text in (articles[k].title, articles[k].text)]
        lexicon = self._lexicons.setdefault(language, _Lexicon(language))
        tokens, lengths = lexicon.numbered(texts)
        numbers = np.array([(2 * k, 2 * k + 1) for k in own], np.int32).ravel()
        return tokens, np.repeat(numbers, lengths)


def spelled(words: Mapping[str, Mapping[int, str]], width: int) -> list[str]:
    """Each column as the first language that has it first spells it."""
    written = [""] * width
    for first in words.values():
        for column, word in first.items():
            written[column] = written[column] or word
    return written
