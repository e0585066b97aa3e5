"""Makes dated, clustered, chromed corpora of any size with known truth, one event at a time.

Words follow Zipf's law, the most frequent are English; topics recur, each of many events; an event
has one to thirty reports, each in words of its own about the event's names and things; some reports
stand again on other sites, with small edits; every site has chrome of its own. The memory needed
does not grow with the corpus, and the same size and seed give the same corpus, byte for byte.

    python -m benchmarks.made_news 100000 corpus/ --format jsonl
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from .corpus import vocabulary
from .made_events import SYLLABLES

Array = np.ndarray[Any, Any]
_Item = TypeVar("_Item")

PER_DAY = 3000  # articles of a day, so that a longer stream is not a denser one
PER_FILE = 50_000
_SITES = 300
_TOPIC_EVENTS = 60  # events of a topic
_REPORTS = (1, 2, 3, 4, 5, 6, 8, 12, 20, 30)
_REPORT_ODDS = (0.42, 0.2, 0.13, 0.08, 0.06, 0.04, 0.03, 0.025, 0.01, 0.005)
_COPIED = 0.12  # share of the reports that other sites carry as well
_EDITS = (0.0, 0.0, 0.005, 0.01, 0.02)
_ENGLISH = (
    "the of and to in a that is was for on with as it at by from he be are this have his not but "
    "they which an has had were their one who been its more will after up would when two about all "
    "new people also said there year first over into other time last she can out could three some "
    "only than government city before against no state most between during since being police her "
    "under while told many where them what country did made officials week president minister "
    "public years part because those day still national home through company months called group "
    "now another report world if according both down including million percent plan back then"
).split()
_HEADS = ("National News", "Home / World", "POLITICS", "Business", "Top Stories", "Local")
_PROMPTS = (
    "Share this article", "Subscribe to our newsletter", "Click here to join our channel",
    "Follow us on Facebook and Twitter", "Sign up for breaking news alerts",
    "Download our app for the latest news",
)  # fmt: skip
_NOTICES = (
    "© {year} {site}. All rights reserved.", "Copyright {year} {site}", "Terms of use | Privacy",
    "We use cookies to improve your experience.", "Published by {site} Media Group",
)  # fmt: skip
_AGENCIES = ("(Agencies)", "(Reuters)", "With inputs from PTI", "- Staff Reporter", "ANI")


@dataclass(frozen=True, slots=True)
class Made:
    """An article as a record, its event, and its family: the number of the report it copies."""

    record: dict[str, str]
    event: int
    family: int


def news(size: int, seed: int = 20240607, words: int = 170) -> Iterator[Made]:
    """Yields ``size`` articles, whose bodies have ``words`` words on average."""
    return islice(_stream(size, seed, words), size)


def _stream(size: int, seed: int, words: int) -> Iterator[Made]:
    number, event = 0, 0
    while True:
        for made in _event(event, number, size, seed, words):
            yield made
            number += 1
        event += 1


@dataclass(frozen=True, slots=True)
class _Matter:
    """What an event is about, as it is spelled in its reports, and the day on which it was."""

    topic: list[str]
    names: list[str]
    things: list[str]
    day: date


def _event(event: int, number: int, size: int, seed: int, words: int) -> Iterator[Made]:
    rng = np.random.default_rng([seed, 1, event])
    matter = _matter(event, number, size, seed, rng)
    family = number
    for _ in range(int(rng.choice(_REPORTS, p=_REPORT_ODDS))):
        title, sentences = _report(matter, rng, words)
        day = matter.day + timedelta(days=int(rng.choice((0, 0, 0, 1, 1, 2))))
        site = int(rng.integers(_SITES))
        yield Made(_page(number, title, sentences, day, site, rng), event, family)
        origin, number = family, number + 1
        if rng.random() < _COPIED:
            for _ in range(int(rng.choice((1, 1, 1, 2, 3, 6)))):
                copied = _edited(sentences, float(rng.choice(_EDITS)), rng)
                other = (site + 1 + int(rng.integers(_SITES - 1))) % _SITES
                yield Made(_page(number, title, copied, day, other, rng), event, origin)
                number += 1
        family = number


def _matter(event: int, number: int, size: int, seed: int, rng: np.random.Generator) -> _Matter:
    topics = max(12, size // (3 * _TOPIC_EVENTS))
    topic = np.random.default_rng([seed, 2, int(rng.integers(topics))])
    things = _rare(rng, 14)
    names = [_name(rng) for _ in range(4)] + [_name(topic) for _ in range(6)][: 2 + event % 2]
    day = date(2015, 1, 1) + timedelta(days=number // PER_DAY)
    return _Matter(_rare(topic, 24), names, things, day)


def _rare(rng: np.random.Generator, count: int) -> list[str]:
    """Words that are neither frequent nor unheard of, the frequent ones more often."""
    known = vocabulary()
    ranks = np.exp(rng.uniform(np.log(600), np.log(len(known)), count)).astype(int)
    return [known[rank - 1] for rank in ranks.tolist()]


def _name(rng: np.random.Generator) -> str:
    parts = rng.integers(0, len(SYLLABLES), 5 if rng.random() < 0.5 else 4).tolist()
    return "".join(SYLLABLES[part] for part in parts).capitalize()


@cache
def _draws() -> tuple[Array, Array]:
    """Words to draw from, as often as they should come, and the words themselves."""
    known = [*_ENGLISH, *vocabulary()]
    weights = 1.0 / (np.arange(1, len(known) + 1) + 2.7) ** 1.05
    weights[: len(_ENGLISH)] *= 1.5  # as every second word of English news is one of these
    times = np.maximum(1, weights / weights.sum() * (1 << 21)).astype(int)
    return np.repeat(np.arange(len(known)), times), np.array(known, dtype=object)


def _report(matter: _Matter, rng: np.random.Generator, words: int) -> tuple[str, list[list[str]]]:
    """The title and the sentences, as words, of one report."""
    lengths = rng.integers(11, 26, max(3, round(rng.lognormal(np.log(words / 19), 0.4))))
    numbers, known = _draws()
    common = known[numbers[rng.integers(0, len(numbers), int(lengths.sum()))]].tolist()
    own = matter.names + matter.things
    chosen = rng.integers(0, 1 << 30, (len(lengths), 5)).tolist()
    places = rng.random((len(lengths), 5)).tolist()
    sentences, start = [], 0
    for length, picks, spots in zip(lengths.tolist(), chosen, places, strict=True):
        line = common[start : start + length]
        start += length
        put = [own[pick % len(own)] for pick in picks[:3]]
        put += [matter.topic[pick % len(matter.topic)] for pick in picks[3:]]
        for word, spot in zip(put, spots, strict=True):
            line[int(spot * length)] = word
        line[0] = line[0][:1].upper() + line[0][1:]
        sentences.append(line)
    title = [matter.names[0], *(own[i % len(own)] for i in chosen[0][:3]), common[-1], common[-2]]
    return " ".join(title), sentences


def _edited(sentences: list[list[str]], rate: float, rng: np.random.Generator) -> list[list[str]]:
    """A copy in which a share of the words is another one."""
    numbers, known = _draws()
    copied = [list(line) for line in sentences]
    for line in copied if rate else ():
        for place in np.flatnonzero(rng.random(len(line)) < rate).tolist():
            line[place] = known[numbers[rng.integers(0, len(numbers))]]
    return copied


def _page(
    number: int,
    title: str,
    sentences: list[list[str]],
    day: date,
    site: int,
    rng: np.random.Generator,
) -> dict[str, str]:
    """The record of an article as it is scraped: its paragraphs amid the chrome of its site."""
    name = _site(site)
    paragraphs = [
        " ".join(" ".join(line) + "." for line in group) for group in _grouped(sentences, 3)
    ]
    style = np.random.default_rng([3, site])
    own = style.integers(0, 1 << 30, 8).tolist()
    top = [_HEADS[own[0] % len(_HEADS)]] if own[1] % 2 else []
    top += [title] if own[2] % 3 == 0 else []
    top += [f"By {_name(rng)} {_name(rng)}"] if own[3] % 2 else []
    chance = rng.random()
    if chance < 0.1:
        top = [f"date {day.isoformat()} {paragraphs[0]}"]
        paragraphs = paragraphs[1:]
    if len(paragraphs) > 2 and own[4] % 2:
        link = " ".join(_rare(rng, 6)).capitalize()
        paragraphs.insert(2, f"Also Read: {link}")
    end = [_AGENCIES[own[5] % len(_AGENCIES)]] if own[5] % 3 == 0 else []
    end += [_PROMPTS[own[6] % len(_PROMPTS)]]
    end += [_NOTICES[own[7] % len(_NOTICES)].format(year=day.year, site=name)]
    record = {
        "id": blake2b(b"%d" % number, digest_size=8).hexdigest(),
        "title": title,
        "text": "\n\n".join([*top, *paragraphs, *end]),
        "source": name,
        "url": f"https://www.{name.lower()}.example/{number}",
    }
    return record if chance < 0.15 else record | {"published": day.isoformat()}


@cache
def _site(site: int) -> str:
    return _name(np.random.default_rng([4, site]))


def write(
    size: int, folder: Path, seed: int = 20240607, words: int = 170, format: str = "jsonl"
) -> Path:
    """Writes a corpus to ``folder`` and its truth beside it, as ``FOLDER.truth.npz``.

    The truth holds ``ids``, ``events`` and ``families``, ordered by id. Returns its path.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ids: list[str] = []
    events, families = [], []
    for part, made in enumerate(_grouped(news(size, seed, words), PER_FILE)):
        records = [one.record for one in made]
        _write_file(records, folder / f"news-{part:05d}.{format}")
        ids += [record["id"] for record in records]
        events += [one.event for one in made]
        families += [one.family for one in made]
    order = np.argsort(np.array(ids))
    truth = folder.with_name(f"{folder.name}.truth.npz")
    np.savez(
        truth,
        ids=np.array(ids)[order],
        events=np.array(events)[order],
        families=np.array(families)[order],
    )
    return truth


def _grouped(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    items = iter(items)
    while group := list(islice(items, size)):
        yield group


def _write_file(records: Iterable[dict[str, str]], path: Path) -> None:
    if path.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        names = ("id", "title", "text", "source", "url", "published")
        columns = {name: [record.get(name) for record in records] for name in names}
        pq.write_table(pa.table(columns), path)
        return
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)


def main() -> None:
    """Writes a corpus for any tool to read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", choices=("jsonl", "parquet"), default="jsonl")
    parser.add_argument("--words", type=int, default=170, help="words of a body, on average")
    options = parser.parse_args()
    print(write(options.size, options.folder, words=options.words, format=options.format))


if __name__ == "__main__":
    main()
