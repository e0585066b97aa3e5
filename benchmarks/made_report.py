"""Makes reports of any size with everything that a page can show, in sentences that can be read.

The events are made up, and so are their figures: what is real is the shape of a corpus (a few
events that many report, many that one reports, copies, stories that go on, reports that differ,
pages with chrome, texts from right to left and in Chinese).
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import newsdigest as nd

_DATA = json.loads((Path(__file__).parent / "data" / "made_report.json").read_text("utf-8"))
_PLACES: list[str] = _DATA["places"]
_SOURCES: list[str] = _DATA["sources"]
_CHROME: list[tuple[str, str]] = [(reason, line) for reason, line in _DATA["chrome"]]
_FOREIGN: list[tuple[str, str, str]] = [
    (code, title, text) for code, title, text in _DATA["foreign"]
]


@dataclass(frozen=True)
class _Topic:
    headlines: tuple[str, ...]
    what: str
    sentences: tuple[str, ...]


_TOPICS = [
    _Topic(tuple(one["headlines"]), one["what"], tuple(one["sentences"])) for one in _DATA["topics"]
]


def made_report(events: int, *, words: int = 350, seed: int = 11) -> nd.Report:
    """A report of so many events, its articles about so many words long."""
    chance = random.Random(seed)
    digests = [_digest(chance, number, words) for number in range(events)]
    digests = _with_storylines(chance, digests)
    digests.sort(key=lambda d: (d.event.latest or date.min, len(d.event.reports)), reverse=True)
    problems = (
        nd.Problem("feeds/monday.jsonl", 17, "not valid JSON"),
        nd.Problem("pages/empty.html", None, "no article in it, only site chrome"),
        nd.Problem("pages/old.txt", None, "kept whole: too little would remain", "note"),
    )
    total = sum(len(digest.event.articles) for digest in digests)
    return nd.Report(tuple(digests), problems, total)


def _digest(chance: random.Random, number: int, words: int) -> nd.Digest:
    day = date(2024, 3, 1) + timedelta(days=int(abs(chance.gauss(0, 0.33)) * 60) % 90)
    if number % 29 == 28:
        return _foreign(chance, number, day)
    topic, place = chance.choice(_TOPICS), chance.choice(_PLACES)
    size = 9 if number == 0 else chance.choice((1, 1, 1, 1, 1, 1, 2, 2, 3, 4))
    figures = [chance.randrange(12, 400)] * size
    if size > 1 and chance.random() < 0.4:
        figures[-1] += chance.randrange(3, 60)
    reports = [
        _article(chance, topic, place, figures[i], f"{number:04d}-{i}", day, words)
        for i in range(size)
    ]
    groups = tuple(_copies(chance, report) for report in reports if chance.random() < 0.15)
    event = _event(chance, reports, groups)
    return nd.Digest(
        event,
        reports[0].title,
        _sentences(reports, topic),
        _differences(reports, topic, figures),
        passages=_passages(reports),
    )


def _article(
    chance: random.Random, topic: _Topic, place: str, n: int, name: str, day: date, words: int
) -> nd.Article:
    body = [line.format(place=place, n=n) for line in topic.sentences]
    opening, rest = body[:2], body[2:]
    chance.shuffle(rest)
    paragraphs = [" ".join(opening), *rest]
    filler = [
        line.format(place=chance.choice(_PLACES), n=n) for t in _TOPICS for line in t.sentences
    ]
    length = sum(len(p.split()) for p in paragraphs)
    while length < words:
        paragraphs.append(" ".join(chance.sample(filler, 3)))
        length += len(paragraphs[-1].split())
    text = "\n\n".join(paragraphs)
    removed, original = [], text
    for reason, line in chance.sample(_CHROME, chance.randint(0, 4)):
        removed.append(nd.Removed(len(original) + 2, len(original) + 2 + len(line), line, reason))
        original = f"{original}\n\n{line}"
    source = chance.choice(_SOURCES)
    address = "https://" + source.lower().replace(" ", "-").replace("the-", "") + ".example/" + name
    return nd.Article(
        name,
        text,
        chance.choice(topic.headlines).format(place=place),
        day + timedelta(days=chance.choice((0, 0, 0, 1))),
        source,
        address,
        "en",
        path=f"{name}.txt",
        original=original,
        removed=tuple(removed),
        cleaned=True,
    )


def _copies(chance: random.Random, kept: nd.Article) -> nd.DuplicateGroup:
    copies = tuple(
        replace(kept, id=f"{kept.id}c{n}", source=source, url=f"https://{n}.example/{kept.id}")
        for n, source in enumerate(chance.sample(_SOURCES, chance.randint(1, 4)))
    )
    pairs = tuple(nd.Pair(kept.id, copy.id, 0.93, 0.99) for copy in copies)
    return nd.DuplicateGroup(kept, copies, pairs)


def _event(
    chance: random.Random, reports: list[nd.Article], groups: tuple[nd.DuplicateGroup, ...]
) -> nd.Event:
    articles = [*reports, *(copy for group in groups for copy in group.copies)]
    articles.sort(key=lambda article: (article.day or date.max, article.id))
    days = [article.day for article in articles if article.day]
    terms = (("bridge", 0.09), ("council", 0.07), ("engineer", 0.05))
    links = tuple(
        nd.Link(a.id, b.id, round(chance.uniform(0.3, 0.6), 6), ("1 day apart",), 0.5, 1, terms)
        for a, b in pairwise(reports)
    )
    times = tuple((a.id, nd.interval(a)) for a in reports)
    average = sum(link.score for link in links) / max(1, len(links))
    name = blake2b(reports[0].id.encode(), digest_size=6).hexdigest()
    grounds = nd.Grounds(average, 0.2, times)
    return nd.Event(
        name, tuple(articles), groups, links, min(days, default=None), max(days, default=None),
        grounds=grounds,
    )  # fmt: skip


def _sentences(reports: list[nd.Article], topic: _Topic) -> tuple[nd.Sentence, ...]:
    found = []
    for place, line in enumerate(topic.sentences[:5]):
        article = reports[place % len(reports)]
        start, end = _span(article, line)
        echoes = tuple(
            nd.Span(other.id, *_span(other, line)) for other in reports if other is not article
        )[: place % 3]
        also = tuple(echo.article_id for echo in echoes)
        text = article.text[start:end]
        found.append(nd.Sentence(text, article.id, start, end, also, echoes=echoes))
    return tuple(found)


def _span(article: nd.Article, line: str) -> tuple[int, int]:
    """Where a sentence stands in an article, told by its longest part that is the same in all."""
    part = max(line.replace("{n}", "{place}").split("{place}"), key=len)
    middle = article.text.index(part)
    start = max(
        article.text.rfind(". ", 0, middle + 1) + 2, article.text.rfind("\n", 0, middle) + 1
    )
    if article.text.rfind(". ", 0, middle + 1) < 0:
        start = article.text.rfind("\n", 0, middle) + 1
    return start, article.text.index(".", middle) + 1


def _differences(
    reports: list[nd.Article], topic: _Topic, figures: list[int]
) -> tuple[nd.Difference, ...]:
    if len(set(figures)) < 2:
        return ()
    statements = []
    for article, figure in ((reports[0], figures[0]), (reports[-1], figures[-1])):
        start, end = _span(article, topic.sentences[1])
        said = nd.Sentence(article.text[start:end], article.id, start, end)
        statements.append(nd.Quantity(str(figure), said))
    return (nd.Difference(topic.what, tuple(statements)),)


def _passages(reports: list[nd.Article]) -> tuple[tuple[nd.Span, ...], ...]:
    if len(reports) < 2:
        return ()
    line = reports[0].text.split("\n\n")[0].split(". ")[0]
    return (tuple(nd.Span(a.id, a.text.index(line), len(line) + 1) for a in reports),)


def _foreign(chance: random.Random, number: int, day: date) -> nd.Digest:
    language, title, text = chance.choice(_FOREIGN)
    article = nd.Article(f"{number:04d}-f", text, title, day, "Northern Wire", "", language)
    spans = nd.split_sentences(text, language)
    sentences = tuple(nd.Sentence(text[a:b], article.id, a, b) for a, b in spans)
    return nd.Digest(_event(chance, [article], ()), title, sentences)


def _with_storylines(chance: random.Random, digests: list[nd.Digest]) -> list[nd.Digest]:
    """Every twelfth event begins a story of two to six chapters."""
    found = list(digests)
    free = [i for i, digest in enumerate(found) if digest.event.latest]
    chance.shuffle(free)
    for number in range(len(found) // 12):
        length = 3 if number else 6
        members, free = free[:length], free[length:]
        if len(members) < 2:
            break
        members.sort(key=lambda i: (found[i].event.earliest or date.min, found[i].event.id))
        chapters = tuple(
            nd.Chapter(
                found[i].event.id, found[i].event.earliest, found[i].event.latest,
                "2 days after the one before, alike by 0.41: harbour, council, rosters"
                if i != members[0] else "the first reports",
            )
            for i in members
        )  # fmt: skip
        story = nd.Storyline(f"{number:012x}", chapters)
        for i in members:
            event = replace(found[i].event, storyline=story)
            found[i] = replace(found[i], event=event)
    return found
