"""Full-text search by FTS5: what is indexed of an article, and what a user's query means.

The index holds which words an article has, not where, which keeps it small; phrases are looked for
in the texts of the articles that have all of their words.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..errors import UsageError
from ..language.sentences import split_sentences
from ..language.words import stems, words
from ..records import Article, Found
from .rows import load_articles, unpack_article

#: The index; all splitting into words is ours, so a word of ours is one token.
SEARCH = """CREATE VIRTUAL TABLE search USING fts5(
  words, content='', columnsize=0, detail=none,
  tokenize="porter unicode61 remove_diacritics 2 categories 'L* M* N* Co Pc' tokenchars '''&.-'"
)"""

_PART = re.compile(r'(-?)"([^"]*)"|(-?)(\S+)')
_READ = 300  # latest matches that are read and ranked
_LONGEST = 200  # characters of a query that are quoted back


@dataclass(frozen=True, slots=True)
class Query:
    """Words that an article has to have, phrases among them, starts of words, and what it may not.

    Each phrase is a sequence of words; a word is a phrase of one.
    """

    phrases: tuple[tuple[str, ...], ...]
    starts: tuple[str, ...] = ()
    without: tuple[tuple[str, ...], ...] = ()

    @property
    def match(self) -> str:
        """The query for FTS5: every word in quotes, so that nothing in it is an operator."""
        wanted = [f'"{word}"' for phrase in self.phrases for word in phrase]
        wanted += [f'"{start}" *' for start in self.starts]
        match = " AND ".join(wanted)
        for phrase in self.without:
            if len(phrase) == 1:
                match = f'({match}) NOT "{phrase[0]}"'
        return match

    def holds(self, article: Article) -> bool:
        """Whether an article that has the words has the phrases, and not those it may not have."""
        texts = (_spaced(article.title), _spaced(article.text))

        def has(phrase: tuple[str, ...]) -> bool:
            return any(f" {' '.join(phrase)} " in text for text in texts)

        return all(has(phrase) for phrase in self.phrases if len(phrase) > 1) and not any(
            has(phrase) for phrase in self.without if len(phrase) > 1
        )


def parse(query: str) -> Query:
    """A query as its user writes it: words, "phrases", starts* and -exclusions.

    Raises:
        UsageError: if there is nothing in it to look for.
    """
    phrases, starts, without = [], [], []
    for minus, phrase, other_minus, word in _PART.findall(query):
        found = tuple(words(phrase or word))
        if not found:
            continue
        if minus or other_minus:
            without.append(found)
        elif word.endswith("*") and len(found) == 1:
            starts.append(found[0])
        else:
            phrases.append(found)
    if not phrases and not starts:
        raise UsageError(f"nothing to look for in {query[:_LONGEST]!r}")
    return Query(tuple(phrases), tuple(starts), tuple(without))


def search(db: sqlite3.Connection, text: str, limit: int) -> list[Found]:
    """The articles that match, best first: by title, by how much of them is about it, by time.

    Raises:
        UsageError: if there is nothing to look for.
    """
    query = parse(text)
    rows = db.execute(
        "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC", (query.match,)
    )
    matches: list[tuple[int, Article]] = []
    while len(matches) < _READ and (some := rows.fetchmany(_READ)):
        articles = load_articles(db, [n for (n,) in some])
        matches += [(n, one) for n, one in sorted(articles.items()) if query.holds(one)]
    wanted = {word for phrase in query.phrases for word in phrase} | set(query.starts)
    ranked = sorted(matches, key=lambda match: _rank(match[1], wanted))[:limit]
    return [_found(db, n, article, wanted) for n, article in ranked]


def add(db: sqlite3.Connection, number: int, article: Article) -> None:
    """Puts an article into the index."""
    db.execute("INSERT INTO search (rowid, words) VALUES (?, ?)", (number, _words(article)))


def remove(db: sqlite3.Connection, number: int, article: Article) -> None:
    """Takes an article, as it was put in, out of the index."""
    db.execute(
        "INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)",
        (number, _words(article)),
    )


def index_all(db: sqlite3.Connection) -> None:
    """Puts every article into an empty index."""
    for number, body in db.execute("SELECT n, body FROM texts ORDER BY n"):
        add(db, number, unpack_article(body))


def fits(db: sqlite3.Connection, articles: Mapping[int, Article], *, whole: bool) -> bool:
    """Whether the index holds the words of articles; with ``whole``, also that it holds no more."""
    _vocabulary(db, "main")
    fresh = sqlite3.connect(":memory:")
    try:
        fresh.execute(SEARCH)
        for number, article in articles.items():
            add(fresh, number, article)
        _vocabulary(fresh, "main")
        instances = "SELECT term, doc FROM temp.vocabulary"
        expected = set(fresh.execute(instances))
        if whole:
            return expected == set(db.execute(instances))
        some = sorted(expected)[:: max(1, len(expected) // 1000)]
        query = "SELECT 1 FROM temp.vocabulary WHERE term = ? AND doc = ?"
        return all(db.execute(query, pair).fetchone() for pair in some)
    finally:
        fresh.close()
        db.execute("DROP TABLE temp.vocabulary")


def _vocabulary(db: sqlite3.Connection, schema: str) -> None:
    db.execute(f"CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab({schema}, search, instance)")


def _words(article: Article) -> str:
    return " ".join(dict.fromkeys(words(f"{article.title}\n{article.text}")))


def _spaced(text: str) -> str:
    return f" {' '.join(words(text))} "


def _rank(article: Article, wanted: set[str]) -> tuple[float, int, str]:
    told = {stem for word in wanted for stem in stems(word, article.language or "en")}
    title = stems(article.title, article.language or "en")
    text = stems(article.text, article.language or "en")
    share = sum(stem in told for stem in text) / (len(text) + 20)
    score = share + sum(stem in told for stem in title) / (len(title) + 5)
    return (-round(score, 6), -(article.day.toordinal() if article.day else 0), article.id)


def _found(db: sqlite3.Connection, number: int, article: Article, wanted: set[str]) -> Found:
    start, end = max(_sentences(article, wanted), default=(0, 0, 0, 0))[2:]
    query = "SELECT e.id FROM articles a JOIN events e ON e.n = a.event WHERE a.n = ?"
    (event,) = db.execute(query, (number,)).fetchone() or ("",)
    return Found(article, event, article.text[start:end], start, end)


def _sentences(article: Article, wanted: Sequence[str] | set[str]) -> Iterator[tuple[int, ...]]:
    """Each sentence's rank, then its span: most of the words, else the earliest."""
    language = article.language or "en"
    told = {stem for word in wanted for stem in stems(word, language)}
    for start, end in split_sentences(article.text, language):
        yield len(told & set(stems(article.text[start:end], language))), -start, start, end
