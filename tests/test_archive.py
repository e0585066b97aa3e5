"""An archive remembers: what is new, what was corrected, what is looked for or forgotten."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import newsdigest as nd
from newsdigest.archive import Archive

from .conftest import SEEDS, Newsdigest

CHAPTERS = (("000", "001", "003"), ("002",), ("004",))


@pytest.fixture
def story(tmp_path: Path, seeds: list[nd.Article]) -> Path:
    """The sample documents, added in the order of their dates."""
    path = tmp_path / "news.db"
    by = {article.id[:3]: article for article in seeds}
    with Archive(path) as archive:
        for day, names in enumerate(CHAPTERS, 1):
            archive.add([by[name] for name in names], now=datetime(2025, 3, day, tzinfo=UTC))
    return path


def test_each_batch_of_the_story_is_a_chapter(story: Path) -> None:
    with Archive(story) as archive:
        for batch, names in enumerate(CHAPTERS, 1):
            told = [u for u in archive.whats_new(batch - 1) if u.articles[0][:3] in names]
            assert [update.kind for update in told] == ["new"]
            assert {name[:3] for name in told[0].articles} == set(names)
        (last,) = archive.whats_new()
        assert last.event.storyline is not None
        chapters = [chapter.event_id for chapter in last.event.storyline.chapters]
        assert [{a.id[:3] for a in archive.event(name) or ()} for name in chapters] == [
            set(names) for names in CHAPTERS
        ]
        assert chapters[-1] == last.event.id


def test_the_events_are_those_of_one_batch(story: Path, seeds: list[nd.Article]) -> None:
    with Archive(story) as archive:
        stored, at_once = archive.events(), nd.cluster_events(seeds)
        assert [event.articles for event in stored] == [event.articles for event in at_once]
        # Links are those of when an event changed last.
        assert [bool(event.links) for event in stored] == [bool(e.links) for e in at_once]
        assert archive.digest(words=60).digests == tuple(
            nd.summarize(event, words=60) for event in stored
        )
        assert archive.digest(words=60) == archive.digest(words=60)  # from what was remembered


def test_a_grown_event_tells_only_what_its_new_articles_say(tmp_path: Path) -> None:
    told = "The old bridge in Riverton was closed on Monday after cracks were found in a pillar."
    new = "Engineers expect that repairing the pillar will take the whole of the coming autumn."
    with Archive(tmp_path / "news.db") as archive:
        archive.add([nd.Article("a", told, published=date(2024, 5, 6))])
        name = archive.events()[0].id
        archive.add([nd.Article("b", f"{told} {new}", published=date(2024, 5, 7))])
        (update,) = archive.whats_new()
        assert (update.kind, update.event.id, update.articles) == ("grown", name, ("b",))
        assert [sentence.text for sentence in update.digest.sentences] == [new]
        days = [(moment.day, moment.digest.text) for moment in archive.timeline(name)]
        assert days == [(date(2024, 5, 6), told), (date(2024, 5, 7), new)]


def test_a_corrected_article_is_a_new_version_that_its_digest_follows(tmp_path: Path) -> None:
    url = "https://news.example/bridge"
    wrong = "The old bridge in Riverton was closed on Monday, and nobody knows for how long."
    right = "The old bridge in Riverton will be opened again on Thursday, the mayor told reporters."
    with Archive(tmp_path / "news.db") as archive:
        archive.add([nd.Article("a", wrong, url=url)])
        assert archive.digest().digests[0].text == wrong
        added = archive.add([nd.Article("other-id", right, url=url)])
        assert (added.articles, added.corrected) == ((), ("a",))
        assert [problem.severity for problem in added.problems] == ["note"]
        assert archive.digest().digests[0].text == right
        assert [v.article.text for v in archive.versions("a")] == [wrong, right]
        (update,) = archive.whats_new()
        assert (update.kind, update.digest.text) == ("corrected", right)
        assert archive.search("thursday")
        assert not archive.search("nobody")
        # A feed that repeats the old text does not bring it back.
        assert archive.add([nd.Article("a", wrong, url=url)]).unchanged == 1
        assert archive.digest().digests[0].text == right


def test_search_finds_words_phrases_and_starts_and_nothing_breaks_it(
    story: Path, seeds: list[nd.Article]
) -> None:
    with Archive(story) as archive:

        def found(query: str) -> set[str]:
            return {one.article.id[:3] for one in archive.search(query)}

        assert found("roadmap minister") >= {"000", "001", "003"}
        phrase = "defence industrial cooperation"
        with_phrase = {a.id[:3] for a in seeds if phrase in a.text.lower().replace("-", "_")}
        assert found(f'"{phrase}"') == with_phrase
        assert found("hegseth") == {"004"}
        assert found("road* -hegseth") == found("roadmap") - {"004"}
        assert found("zzzz") == set()
        for hostile in ('" OR 1 --', "a AND (", "NEAR(a b)", "x:y *", "'; DROP TABLE articles"):
            archive.search(f"india {hostile}")
        for nothing in ("", '""', "-minister", "!!"):
            with pytest.raises(nd.UsageError, match="nothing to look for"):
                archive.search(nothing)
        one = archive.search("hegseth")[0]
        assert one.article.text[one.start : one.end] == one.passage
        assert "Hegseth" in one.passage


def test_search_reads_other_scripts(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as archive:
        archive.add([{"id": "zh", "text": "东京的大桥因裂缝关闭。"}])
        archive.add([{"id": "hi", "text": "पुल सोमवार को बंद किया गया।"}])
        assert [one.article.id for one in archive.search("大桥")] == ["zh"]
        assert [one.article.id for one in archive.search("सोमवार")] == ["hi"]


def test_what_is_forgotten_is_gone_from_the_file(story: Path, seeds: list[nd.Article]) -> None:
    secret = next(a for a in seeds if a.id.startswith("004"))
    with Archive(story) as archive:
        gone = archive.forget(date(2024, 1, 1), now=datetime(2025, 3, 9, tzinfo=UTC))
        assert [name[:3] for name in gone] == ["001", "003"]
        assert {a.id[:3] for e in archive.events() for a in e} == {"000", "002", "004"}
        assert archive.doctor(full=True).sound
        added = archive.add(seeds)
        assert added.batch is None
        assert sum("forgot" in str(problem) for problem in added.problems) == 2
        archive.forget(date(2100, 1, 1))
        assert archive.events() == []
        assert archive.doctor(full=True).sound
    assert secret.id.encode() not in story.read_bytes()


def test_what_is_exported_can_be_added_again(story: Path, tmp_path: Path) -> None:
    with Archive(story) as archive:
        records = list(archive.export())
        assert len(records) == 5
        assert not any("time" in key or "batch" in key for record in records for key in record)
        with Archive(tmp_path / "again.db") as again:
            again.add(records)
            assert [set(e.articles) for e in again.events()] == [
                set(e.articles) for e in archive.events()
            ]


def test_a_sites_lines_are_learned_over_batches(tmp_path: Path) -> None:
    line = "Get the Riverton Gazette on your phone every single morning"
    bodies = [
        "The old bridge in Riverton was closed on Monday after cracks were found in a pillar. "
        "Engineers expect that repairing it takes until autumn, the city council said.",
        "The council of Riverton voted on Tuesday for a new school near the station. "
        "Parents had asked for it for more than ten years, the mayor told reporters.",
        "A storm took the roofs off eleven houses in Riverton on Friday night. "
        "Nobody was hurt, but the fire brigade was busy until the early morning.",
    ]
    settings = nd.Settings(cleaning=nd.CleaningSettings(learn=True))
    with Archive(tmp_path / "news.db", settings) as archive:
        for number, body in enumerate(bodies):
            text = f"{body}\n\n{line}"
            archive.add([nd.Article(str(number), text, source="Riverton Gazette")])
        first, *_, last = (archive.versions(name)[0].article for name in "012")
        assert line in first.text  # nothing was known of the site
        assert line not in last.text


def test_an_update_that_comes_in_a_later_batch_keeps_the_text_of_its_brief(tmp_path: Path) -> None:
    brief = (
        "The old bridge in Riverton was closed on Monday after cracks were found in a pillar.\n\n"
        "Engineers expect that repairing it takes until autumn, the city council said on Monday."
    )
    update = (
        f"{brief}\n\nA ferry will take people across the river from Thursday on, she said.\n\n"
        "Shops on the far bank fear for their trade, and asked the city for help on Tuesday."
    )
    settings = nd.Settings(cleaning=nd.CleaningSettings(learn=True))
    with Archive(tmp_path / "news.db", settings) as archive:
        for number, text in enumerate((brief, update, brief)):
            archive.add([nd.Article(str(number), text, source="Riverton Gazette")])
        texts = [archive.versions(name)[0].article.text for name in "012"]
        assert texts == [brief, update, brief]


def test_settings_are_fixed_when_the_archive_is_made(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    made = nd.Settings(duplicates=nd.DuplicateSettings(threshold=0.7))
    with Archive(path, made) as archive:
        assert archive.settings.duplicates.threshold == 0.7
    with Archive(path) as archive:
        assert archive.settings.duplicates.threshold == 0.7
    other = nd.Settings(duplicates=nd.DuplicateSettings(threshold=0.6))
    with pytest.raises(nd.UsageError, match=r"threshold 0\.7, not 0\.6"):
        Archive(path, other)
    with pytest.raises(nd.UsageError, match="datasketch"):
        Archive(path, nd.Settings(duplicates=nd.DuplicateSettings(engine="datasketch")))


def test_since_reads_what_people_write(story: Path) -> None:
    with Archive(story) as archive:
        now = datetime(2025, 3, 3, 12, tzinfo=UTC)

        def new(since: object) -> set[str]:
            told = archive.whats_new(since, now=now)  # type: ignore[arg-type]
            return {name[:3] for update in told for name in update.articles}

        assert new("last") == new("today") == new("12h") == new(date(2025, 3, 3)) == {"004"}
        assert new("yesterday") == new("2025-03-02") == {"002", "004"}
        assert len(new("1w")) == 5
        for wrong in ("soon", "2025-13-01", "9999999w"):
            with pytest.raises(nd.UsageError, match="since takes"):
                archive.whats_new(wrong)
        assert [e.latest for e in archive.events("2024-01-01") if e.latest] == [date(2025, 2, 7)]


def test_the_commands_of_an_archive(
    newsdigest: Newsdigest, here: Newsdigest, tmp_path: Path
) -> None:
    path = tmp_path / "news.db"
    ran = newsdigest("add", path, SEEDS)
    assert (ran.code, ran.out, ran.err) == (0, "5 new articles; in 3 events\n", "")
    again = here("add", path, SEEDS).out
    assert again == "0 new articles, 5 known already; nothing changed\n"
    report = json.loads(here("digest", path, "--format", "json").out)
    assert len(report["digests"]) == 3
    assert len(json.loads(here("whats-new", path, "--format", "json").out)["updates"]) == 3
    shown = here("show", path, report["digests"][0]["event_id"][:6], "--format", "md")
    assert report["digests"][0]["headline"][:20] in shown.out
    assert "event" in here("search", path, "hegseth").out
    lines = here("export", path).out.splitlines()
    assert [json.loads(line)["id"][:3] for line in lines] == ["000", "001", "002", "003", "004"]
    assert here("doctor", path, "--full").out == "5 articles, 5 of them read: sound\n"
    assert here("forget", path, "--before", "2024-01-01").out == "2 articles forgotten\n"


def test_whats_new_and_timelines_say_where_what_they_cite_comes_from(
    here: Newsdigest, tmp_path: Path
) -> None:
    path = tmp_path / "news.db"
    rows = [
        ("a", "The harbour ferry sank on Tuesday off the northern coast in a heavy storm.", "Post"),
        ("b", "The harbour ferry sank off the northern coast and twelve men drowned.", "Gazette"),
    ]
    with Archive(path) as archive:
        archive.add(
            [
                nd.Article(name, f"{text} The coast guard said so.", f"Ferry {name}", source=source,
                           published=date(2024, 5, 7))
                for name, text, source in rows
            ]
        )  # fmt: skip
        (event,) = archive.events()
    for told in (here("whats-new", path).out, here("timeline", path, event.id).out):
        _, sources = told.split("Sources:\n")
        cited = {line.strip(" []") for line in told.splitlines() if line.startswith("    [")}
        for name, _, source in rows:
            if name in ", ".join(cited) or "New:" in told:
                assert f"- {name}: Ferry {name}, {source}, 7 May 2024" in sources
    assert f"· event {event.id}" in here("show", path, "a").out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("whats-new", "{}/none.db"), 2, "no such file"),
        (("add", "{}/none/news.db", SEEDS), 1, "there is no folder"),
        (("add", "{}", SEEDS), 1, "it is a folder"),
        (("digest", SEEDS, "--since", "yesterday"), 2, "--since is for an archive"),
        (("digest", "{}/news.db", SEEDS), 2, "is an archive"),
        (("digest", "{}/news.db", "--window", "3"), 2, "have no say"),
        (("timeline", "{}/news.db", "zzz"), 2, "no event"),
        (("show", "{}/news.db", "zzz"), 2, "no event and no article"),
        (("forget", "{}/news.db", "--before", "soon"), 2, "takes a date"),
        (("search", "{}/news.db", "!"), 2, "nothing to look for"),
        (("export", "{}/news.db", "--format", "md"), 2, "'md' is not one of 'jsonl'"),
        (("whats-new", SEEDS / "002_ee63bdb051441ea7.txt"), 1, "not an archive"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_in_a_line(
    arguments: tuple[object, ...], code: int, said: str, story: Path, here: Newsdigest
) -> None:
    ran = here(*(str(one).replace("{}", str(story.parent)) for one in arguments))
    assert (ran.code, len(ran.lines)) == (code, 1), ran.err
    assert said in ran.err


def test_a_batch_of_which_something_is_lost_is_told_and_strict_adds_nothing(
    here: Newsdigest, tmp_path: Path
) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text(
        '{"id": "a", "text": "The bridge was closed on Monday by the city."}\n{nonsense\n'
    )
    strict = here("add", tmp_path / "news.db", lines, "--strict")
    assert strict.code == 1
    with Archive(tmp_path / "news.db") as archive:
        assert len(archive) == 0
    assert here("add", tmp_path / "news.db", lines).code == 3
    with Archive(tmp_path / "news.db") as archive:
        assert len(archive) == 1


@pytest.mark.parametrize("command", ["cluster", "dedup", "explain"])
def test_where_an_archive_is_no_source_what_reads_it_is_named(
    newsdigest: Newsdigest, tmp_path: Path, command: str
) -> None:
    archive = tmp_path / "news.db"
    assert newsdigest("add", archive, SEEDS).code == 0
    more = ("--event", "001") if command == "explain" else ()
    ran = newsdigest(command, archive, *more)
    assert ran.code == 2
    assert "news.db is an archive: 'digest', 'timeline' and 'show' tell its events" in ran.err


@pytest.mark.parametrize("strict", [(), ("--strict",)])
@pytest.mark.parametrize("text", ["", "{nonsense\n"])
def test_what_brings_nothing_leaves_no_new_archive(
    here: Newsdigest, tmp_path: Path, text: str, strict: tuple[str, ...]
) -> None:
    sources = tmp_path / "news"
    sources.mkdir()
    if text:
        (sources / "lines.jsonl").write_text(text)
    assert here("add", tmp_path / "news.db", sources, *strict).code == 1
    assert list(tmp_path.iterdir()) == [sources]


def test_an_archive_in_the_folder_that_it_is_made_of_is_nothing_to_tell_of(
    here: Newsdigest, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("The bridge was closed on Monday by the city council.")
    for told in ("1 new article; in 1 event", "0 new articles, 1 known already; nothing changed"):
        ran = here("add", tmp_path / "news.db", tmp_path)
        assert (ran.code, ran.out, ran.err) == (0, f"{told}\n", "")


def test_what_was_forgotten_is_read_and_left_out_which_is_no_failure(
    here: Newsdigest, story: Path, seeds: list[nd.Article]
) -> None:
    with Archive(story) as archive:
        archive.forget(date(2030, 1, 1))
        added = archive.add([a for a in seeds if a.published])
        assert (added.forgotten, added.read, added.batch) == (3, 3, None)
    assert here("digest", story).out == "No events.\n"
    ran = here("add", story, SEEDS / "001_7a4ef78954896015.txt")
    told = "0 new articles, 1 of what was forgotten; nothing changed\n"
    assert (ran.code, ran.out) == (0, told)


def test_forgetting_hides_nothing_that_is_new(story: Path) -> None:
    with Archive(story) as archive:
        before = [update.articles for update in archive.whats_new()]
        archive.forget(date(2024, 1, 1))
        assert [update.articles for update in archive.whats_new()] == before


def test_a_timeline_is_found_by_an_article_of_its_event(story: Path) -> None:
    with Archive(story) as archive:
        event = archive.event_of("001")
        assert event
        assert archive.timeline("001").event.id == event


def test_an_archive_that_is_closed_or_another_threads_says_so(story: Path) -> None:
    archive = Archive(story)
    with ThreadPoolExecutor() as pool:
        for ask in (lambda: archive.add(SEEDS), lambda: archive.search("bridge"), archive.close):
            with pytest.raises(nd.ArchiveError, match="opened by another thread; open the"):
                pool.submit(ask).result()
    archive.close()
    archive.close()
    with pytest.raises(nd.ArchiveError, match="closed already; open the archive anew"):
        len(archive)
    with pytest.raises(nd.ArchiveError, match="closed already"):
        archive.add([{"text": "The bridge was closed on Monday."}])


def test_the_log_tells_when_the_archive_is_written_to(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", "newsdigest"), Archive(tmp_path / "news.db") as archive:
        archive.add([{"text": "The bridge was closed on Monday."}])
    assert caplog.messages[-1] == "adding 1"
