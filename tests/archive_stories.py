"""A little news in three batches, for the tests of the archive: what is added, and how it ends."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import newsdigest as nd
from newsdigest.archive import Archive

_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ra se to vu wa xe yo za bri cla dre".split()


def reports(events: int = 3, each: int = 3, seed: int = 5) -> list[nd.Article]:
    """Reports of made-up events, some of them near-copies, dated within ten days."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(1500)]
    made: list[nd.Article] = []
    for event in range(events):
        day = date(2024, 3, 1) + timedelta(days=chance.randrange(10))
        own = chance.sample(words, 12)
        for report in range(each):
            lines = [
                " ".join([*chance.choices(words, k=7), *chance.sample(own, 4)]).capitalize() + "."
                for _ in range(5)
            ]
            url = f"https://news.example/{event}/{report}"
            text = " ".join(lines)
            if report and report == each - 1:
                text = made[-1].text.replace(".", " indeed.", 1)
            made.append(
                nd.Article(
                    f"{event}-{report}", text, published=day, url=url, language="en", cleaned=True
                )
            )
    return made


def batches() -> list[list[nd.Article]]:
    """Three batches; the last corrects an article of the first."""
    made = reports()
    corrected = nd.Article(
        made[0].id,
        made[0].text + " A correction was added to the report afterwards by its editors.",
        published=made[0].published,
        url=made[0].url,
        language="en",
        cleaned=True,
    )
    return [made[0:9:3], made[1:9:3], [*made[2:9:3], corrected]]


def add(path: Path, *which: int) -> None:
    """Adds batches by number to the archive at a path."""
    with Archive(path) as archive:
        for number in which:
            archive.add(batches()[number], clean=False)


def contents(path: Path) -> list[dict[str, object]]:
    """What an archive holds, without what tells when it came."""
    with Archive(path, create=False) as archive:
        return list(archive.export())
