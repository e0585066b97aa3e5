"""What an archive holds does not depend on how the articles came: the laws of docs/archive.md."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import newsdigest as nd
from newsdigest.archive import Archive
from newsdigest.archive import settling as inside

from .archive_stories import reports

FEW = settings(max_examples=8)


@contextmanager
def new_archive(**options: int) -> Iterator[Archive]:
    with tempfile.TemporaryDirectory() as folder:
        made = nd.Settings(archive=nd.ArchiveSettings(**options))
        with Archive(Path(folder) / "news.db", made) as archive:
            yield archive


def cut(articles: Sequence[nd.Article], chance: Random) -> Iterator[list[nd.Article]]:
    """The articles in any order and in batches of any size."""
    rest = list(articles)
    chance.shuffle(rest)
    while rest:
        size = chance.choice((1, 2, 5, 12, 30))
        yield rest[:size]
        rest = rest[size:]


def variants(chance: Random) -> list[nd.Article]:
    """Few texts in many variants, so that keys are crowded: edited, cut short, copied, joined."""
    words = [f"w{number}" for number in range(chance.choice((30, 300, 3000)))]
    bases = [
        chance.choices(words, k=chance.choice((30, 80, 150))) for _ in range(chance.choice((1, 3)))
    ]
    made = {}
    for _ in range(chance.choice((12, 45))):
        text = list(chance.choice(bases))
        kind = chance.choice(("copy", "cut", "edit", "edit"))
        if kind == "cut":
            text = text[: chance.randint(20, len(text))]
        if kind == "edit":
            for _ in range(chance.choice((1, 3, 8))):
                text[chance.randrange(len(text))] = chance.choice(words)
        if chance.random() < 0.15:
            bases.append(text)
        name = f"{chance.randrange(10**6):06d}"
        day = date(2024, 1, 1) + timedelta(days=chance.randrange(30))
        made[name] = nd.Article(name, " ".join(text), published=day, language="en", cleaned=True)
    return list(made.values())


def groups_of(events: Sequence[nd.Event]) -> list[Any]:
    return _told(group for event in events for group in event.groups)


def _told(groups: Any) -> list[Any]:
    return sorted(
        (g.kept.id, sorted(c.id for c in g.copies), sorted((p.a, p.b, p.jaccard) for p in g.pairs))
        for g in groups
    )


def partition(events: Sequence[nd.Event]) -> set[frozenset[str]]:
    return {frozenset(article.id for article in event) for event in events}


def dated(events: Sequence[nd.Event]) -> set[Any]:
    return {(frozenset(a.id for a in e), e.earliest, e.latest) for e in events}


@FEW
@given(st.integers(0, 10**9))
def test_near_duplicates_are_those_of_one_run_over_everything(seed: int) -> None:
    chance = Random(seed)
    have: dict[str, nd.Article] = {}
    with new_archive(whole=0, nearest=0, similar=0) as archive:
        for batch in cut(variants(chance), chance):
            if have and chance.random() < 0.5:  # a correction
                old = chance.choice(sorted(have.values(), key=lambda a: a.id))
                text = f"{old.text} corrected{chance.random()}"
                batch = [*batch, nd.Article(old.id, text, published=old.published, cleaned=True)]
            archive.add(batch, clean=False)
            have |= {article.id: article for article in batch}
            assert groups_of(archive.events()) == _told(nd.find_duplicates(have.values()))
        day = date(2024, 1, chance.randint(2, 28))
        archive.forget(day)
        left = [article for article in have.values() if (article.day or date.max) >= day]
        assert groups_of(archive.events()) == _told(nd.find_duplicates(left))


@FEW
@given(st.integers(0, 10**9))
def test_a_small_archive_has_the_events_of_one_batch(seed: int) -> None:
    chance = Random(seed)
    articles = reports(events=chance.choice((2, 6)), each=chance.choice((2, 4)), seed=seed)
    with new_archive() as archive:
        for batch in cut(articles, chance):
            archive.add(batch, clean=False)
        at_once = nd.cluster_events(articles)
        assert partition(archive.events()) == partition(at_once)
        days = {(frozenset(a.id for a in e), e.earliest, e.latest) for e in at_once}
        assert {
            (frozenset(a.id for a in e), e.earliest, e.latest) for e in archive.events()
        } == days


@FEW
@given(st.integers(0, 10**9))
def test_a_neighbourhood_has_the_events_of_one_batch_and_the_rest_stays(seed: int) -> None:
    chance = Random(seed)
    old = reports(events=4, each=3, seed=seed)
    articles = [
        nd.Article(f"{year}-{a.id}", a.text, published=a.published.replace(year=year))  # type: ignore[union-attr]
        for year in (2021, 2022, 2023)
        for a in reports(events=4, each=3, seed=seed + year)
    ] + old
    clustered: list[set[int]] = []
    original = inside.cluster

    def noted(db: Any, numbers: Any, changed: Any, frame: Any) -> Any:
        clustered.append(set(numbers))
        return original(db, numbers, changed, frame)

    with new_archive(whole=0, nearest=8, similar=1) as archive:
        inside.cluster = noted
        try:
            for batch in cut(articles, chance):
                before = {event.id: event for event in archive.events()}
                archive.add(batch, clean=False)
                with archive._reading() as db:
                    rows = db.execute("SELECT n, id FROM articles").fetchall()
                near = {name for n, name in rows if n in clustered[-1]}
                after = archive.events()
                inner = [event for event in after if {a.id for a in event} <= near]
                by_id = {article.id: article for event in inner for article in event}
                assert set(by_id) == near  # whole events only
                assert partition(inner) == partition(nd.cluster_events(by_id.values()))
                for event in after:
                    if event not in inner:
                        assert [a.id for a in before[event.id]] == [a.id for a in event]
        finally:
            inside.cluster = original


@FEW
@given(st.integers(0, 10**9))
def test_what_was_added_already_changes_nothing(seed: int) -> None:
    chance = Random(seed)
    articles = reports(seed=seed)
    with new_archive() as archive:
        parts = list(cut(articles, chance))
        for batch in parts:
            archive.add(batch, clean=False)
        state = (list(archive.export()), archive.events())
        for batch in [*parts, articles]:
            added = archive.add(batch, clean=False)
            assert (added.batch, added.unchanged) == (None, len(batch))
        assert (list(archive.export()), archive.events()) == state


@FEW
@given(st.integers(0, 10**9))
def test_an_event_that_grows_keeps_its_id_and_every_id_leads_somewhere(seed: int) -> None:
    chance = Random(seed)
    known: set[str] = set()
    with new_archive() as archive:
        for batch in cut(reports(events=4, each=4, seed=seed), chance):
            before = {event.id: event for event in archive.events()}
            archive.add(batch, clean=False)
            now = archive.events()
            known |= {event.id for event in now}
            for event in now:
                grown = {a.id for a in event} - {a.id for a in batch}
                for name, old in before.items():
                    if grown == {a.id for a in old}:
                        assert event.id == name
            for name in known:
                found = archive.event(name)
                assert found is None or found in now


def test_a_merge_keeps_the_older_event_and_a_split_names_its_parent(tmp_path: Path) -> None:
    """What 001 and 003 have in common with 000 is seen only once the third of them is there."""
    bridging = nd.clean(nd.read(Path(__file__).parent.parent / "seeds").articles)
    by = {article.id[:3]: article for article in bridging}
    with Archive(tmp_path / "news.db") as archive:
        archive.add([by["000"], by["002"]])
        (together,) = archive.events()  # two texts of one topic, and nothing to compare with
        archive.add([by["001"], by["003"]])
        meeting, other = sorted(archive.events(), key=len, reverse=True)
        assert {a.id[:3] for a in meeting} == {"000", "001", "003"}
        histories = [archive.history(event.id) for event in (meeting, other)]
        assert {event.id for event in (meeting, other)} >= {together.id}
        assert [history["parent"] for history in histories if history["parent"]] == [together.id]
    with Archive(tmp_path / "other.db") as archive:
        first = nd.Article("a", "The bridge over the river Kwai was closed by the city on Monday.")
        far = nd.Article("b", "Entirely different words about cooking onions in cheap oil at home.")
        archive.add([first], clean=False)
        archive.add([far], clean=False)
        older, younger = (
            archive.event(e.id) for e in sorted(archive.events(), key=lambda e: e.articles[0].id)
        )
        assert older is not None
        assert younger is not None
        same = nd.Article("b", first.text + " It stays closed.")
        archive.add([same], clean=False)
        (merged,) = archive.events()
        assert merged.id == older.id
        assert archive.event(younger.id) == merged
        assert archive.history(merged.id)["merged"] == [younger.id]
