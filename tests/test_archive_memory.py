"""What an archive knows of what it told, made, was given and forgot, when more comes."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

import newsdigest as nd
from newsdigest.archive import Archive, remembering
from newsdigest.archive.rows import pack

REPORT = " ".join(
    [
        "The old bridge in Riverton was closed on Monday after cracks were found in a pillar.",
        "Engineers of the county had noticed the damage during a routine inspection last week.",
        "Mayor Ellen Brandt told reporters that nobody had been in danger at any time.",
        "Buses to the northern suburbs now take a detour of eleven kilometres through Marsfield.",
        "Shopkeepers along the river fear that their customers will stay away until spring.",
        "The bridge was built in 1931 and carries about nine thousand vehicles every day.",
        "A ferry for pedestrians and cyclists will run every twenty minutes from Wednesday.",
        "The county has set aside four million crowns for the repair of its oldest bridges.",
        "Opposition leaders said that warnings about the pillar had been ignored for years.",
    ]
)
NEWS = "A second pillar shows similar cracks, the public works office admitted on Tuesday evening."
MORE = (
    NEWS,
    "Divers will examine the foundations of both pillars from Thursday on, weather permitting.",
    "The railway offers free rides between Riverton and Marsfield until the end of November.",
    "Two schools on the northern bank begin their lessons half an hour later than usual.",
)


@pytest.mark.parametrize(("day", "more"), [(6, MORE[:1]), (7, MORE)])
def test_of_a_report_that_takes_the_place_of_a_known_one_only_what_it_adds_is_new(
    day: int, more: tuple[str, ...], tmp_path: Path
) -> None:
    with Archive(tmp_path / "news.db") as archive:
        archive.add([nd.Article("known", REPORT, published=date(2024, 5, 6))])
        longer = " ".join((REPORT, *more))
        archive.add([nd.Article("longer", longer, published=date(2024, 5, day))])
        (update,) = archive.whats_new()
        (group,) = update.event.groups
        assert (group.kept.id, [copy.id for copy in group.copies]) == ("longer", ["known"])
        assert (update.kind, update.digest.text) == ("grown", " ".join(more))
        *_, last = archive.timeline(update.event.id).moments
        if day == 7:
            assert (last.day, last.digest.text) == (date(2024, 5, 7), " ".join(more))


def test_a_remembered_digest_is_the_one_that_was_made(tmp_path: Path) -> None:
    shared = "The river rose above its banks near the old town of Riverton on Sunday evening."
    first, *others = REPORT.split(". ")
    texts = [f"{first}. {shared}", f"{shared} {'. '.join(others)}", f"{' '.join(MORE)} {shared}"]
    articles = [nd.Article(f"{n}", t, published=date(2024, 5, 6)) for n, t in enumerate(texts)]
    with Archive(tmp_path / "news.db") as archive:
        archive.add(articles)
        made, remembered = archive.digest(), archive.digest()
        assert any(s.echoes for digest in made.digests for s in digest.sentences)
        assert remembered == made
        assert nd.render(remembered, "html") == nd.render(made, "html")


def test_every_field_of_a_digest_is_remembered(tmp_path: Path) -> None:
    span = nd.Span("a", 3, 9)
    sentence = nd.Sentence("A bridge.", "a", 1, 10, ("b", "c"), cut=True, echoes=(span,))
    quantity = nd.Quantity("9,000", sentence, date(2024, 5, 6))
    difference = nd.Difference("vehicles", (quantity, quantity), update=True)
    with Archive(tmp_path / "news.db") as archive:
        archive.add([nd.Article("a", REPORT)])
        (event,) = archive.events()
        digest = nd.Digest(event, "A headline", (sentence,), (difference,), ("note",), ((span,),))
        for record in (span, sentence, quantity, difference, digest):
            for one in fields(record):
                assert getattr(record, one.name) not in (one.default, None, (), ""), one.name
        db, settings = archive._connection.db, nd.DigestSettings()
        ((number, changed),) = db.execute("SELECT n, changed FROM events")
        remembering.remember(db, {number: (changed, digest)}, settings)
        assert remembering.recall(db, number, event, settings) == digest


def test_a_digest_that_was_kept_with_other_fields_is_made_again(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as archive:
        archive.add([nd.Article("a", REPORT)])
        made, db = archive.digest(), archive._connection.db
        db.execute(
            "UPDATE digests SET recipe = replace(recipe, ?, '')", (f"{remembering._SHAPE} ",)
        )
        db.execute("UPDATE digests SET body = ?", (pack({"headline": "", "sentences": []}),))
        db.execute("UPDATE digests SET seal = seal(event, recipe, body)")
        assert archive.digest() == made


def test_of_two_texts_of_one_batch_the_later_one_is_the_current_one_in_any_time_zone(
    tmp_path: Path,
) -> None:
    url = "https://news.example/bridge"
    west = timezone(-timedelta(hours=5))
    times = [
        None,
        datetime(2023, 6, 5, 23, 59),  # naive is UTC
        date(2023, 6, 6),
        datetime(2023, 6, 6, 1, tzinfo=UTC),
        datetime(2023, 6, 5, 23, tzinfo=west),  # 04:00 on the 6th
    ]
    texts = REPORT.split(". ")
    articles = [
        nd.Article(f"{9 - n}", texts[n], published=time, url=url) for n, time in enumerate(times)
    ]
    for number, batch in enumerate((articles, articles[::-1])):
        with Archive(tmp_path / f"{number}.db") as archive:
            (name,) = archive.add(batch).articles
            assert [v.article.text for v in archive.versions(name)] == texts[: len(times)]


def test_what_was_forgotten_is_not_taken_in_after_a_lesser_forgetting(tmp_path: Path) -> None:
    article = nd.Article("a", REPORT, published=date(2023, 3, 1))
    with Archive(tmp_path / "news.db") as archive:
        archive.add([article])
        assert archive.forget(date(2023, 6, 1)) == ("a",)
        assert archive.forget(date(2023, 1, 1)) == ()
        added = archive.add([article])
        assert (added.articles, len(archive)) == ((), 0)
        (problem,) = added.problems
        assert "the archive forgot what is before 2023-06-01" in problem.reason


def test_of_the_lines_of_sites_only_those_stay_that_an_article_has(tmp_path: Path) -> None:
    path, days = tmp_path / "news.db", (date(2023, 3, 1), date(2024, 5, 6))
    settings = nd.Settings(cleaning=nd.CleaningSettings(learn=True))
    old, both, gone = (f"Get the {name} on your phone every morning" for name in ("A", "B", "C"))
    sentences = [one.rstrip(".") for one in (*REPORT.split(". "), *MORE)]
    lines: dict[str, list[tuple[date, *tuple[str, ...]]]] = {
        "Gazette": [(days[0], old, both), (days[0], old, both), (days[1], both)],
        "Herald": [(days[0], gone), (days[0], gone)],
    }
    with Archive(path, settings) as archive:
        for site, all_ in lines.items():
            for number, (day, *own) in enumerate(all_):
                text = "\n\n".join((f"{sentences.pop()}. {sentences.pop()}.", *own))
                name = f"{site}-{number}"
                archive.add([nd.Article(name, text, source=site, published=day)], clean=False)
        told = "SELECT line FROM site_lines ORDER BY line"
        db = archive._connection.db
        assert [line for (line,) in db.execute(told)] == [old, both, gone]
        assert len(archive.forget(date(2024, 1, 1))) == 4
        assert [line for (line,) in archive._connection.db.execute(told)] == [both]
        assert archive.doctor(full=True).sound
    content = path.read_bytes()
    assert not [line for line in (old, gone) if line.encode() in content]
