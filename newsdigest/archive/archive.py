"""Archive, the public face: a file that remembers articles and lets events grow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import pipeline
from ..errors import UsageError
from ..records import (
    Added,
    Article,
    Checkup,
    Event,
    Found,
    Progress,
    Report,
    Timeline,
    Update,
    Version,
    logged,
)
from ..settings import DigestSettings, Settings, all_stages
from . import agreed, asking, searching
from .connection import Connection
from .loading import find_event, load_events
from .since import Since

# What makes events and digests is loaded where it is needed: to look something up takes a moment.
if TYPE_CHECKING:
    from ..reading import Sources

_TIMEOUT = 600.0  # seconds that a writer waits for another


class Archive:
    """Articles and events in one SQLite file that grows by batches.

    A context manager. One process writes at a time, others wait; any number read meanwhile, each
    call the state of one moment. An archive is used by the thread that opened it.

    Args:
        path: the file; made if there is none.
        settings: every knob. What counts as a copy and as an event (``duplicates``, ``events``,
            ``archive``) is fixed when the file is made; later it is taken from there.
        create: whether to make a file that is not there.
        timeout: seconds to wait for another process that writes.

    Raises:
        ArchiveError: if the file can't be opened, is none, or is of a newer version.
        UsageError: if settings contradict those that the archive was made with.
    """

    def __init__(
        self,
        path: str | Path,
        settings: Settings | None = None,
        *,
        create: bool = True,
        timeout: float = _TIMEOUT,
    ) -> None:
        self.path = Path(path)
        self._connection = Connection(self.path, create=create, timeout=timeout)
        try:
            self.settings = agreed.agree(self._connection, settings)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        """How many articles there are."""
        with self._connection.reading() as db:
            return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def add(
        self,
        sources: Sources,
        *,
        clean: bool = True,
        strict: bool = False,
        now: datetime | None = None,
        progress: Progress | None = None,
    ) -> Added:
        """Adds a batch: all of it or, whatever happens, nothing.

        An article that is there already changes nothing. One that is there with another text, by
        its id or else its address, becomes a new version; the older ones are kept.

        Args:
            sources: as :func:`newsdigest.digest` takes them.
            clean: whether to take site chrome off first.
            strict: add nothing, if anything could not be read.
            now: when the batch came; the present if None. Never before the batch before it.
            progress: told the name of each stage as it begins.

        Raises:
            ArchiveError: if it can't be written.
            SourceNotFoundError: if a path does not exist.
        """
        from . import sites
        from .settling import close_batch, next_frame, settle

        articles, problems = pipeline.prepare(
            sources,
            clean=clean,
            settings=self.settings,
            progress=progress,
            site_lines=self._site_lines if self.settings.cleaning.learn else None,
        )
        if strict and any(problem.severity == "lost" for problem in problems):
            return Added(None, problems=tuple(problems))
        logged(progress)("adding", len(articles))
        with self._connection.errors(), self._connection.writing() as db:
            frame = next_frame(db, self.settings)
            taken = settle(db, articles, frame)
            if taken.stirred:
                close_batch(db, frame, now)
                if self.settings.cleaning.learn:
                    sites.remember(db, articles)
            stirred = taken.stirred
            events = asking.event_names(db, stirred)
        return Added(
            frame.batch if stirred else None,
            tuple(sorted(article.id for article in taken.new.values())),
            tuple(sorted(article.id for article in taken.corrected.values())),
            taken.unchanged,
            events,
            (*problems, *taken.problems),
            taken.forgotten,
        )

    def events(self, since: Since | None = None) -> list[Event]:
        """The events, the newest first.

        Args:
            since: only those with news of that day or later, by their dates; an event that tells
                none counts by its last article's arrival.

        Raises:
            UsageError: if ``since`` is no point in time.
        """
        with self._reading() as db:
            return load_events(db, asking.events_since(db, since))

    def event(self, name: str) -> Event | None:
        """The event of an id, or of a start that no other has; None if there is none.

        An id that was merged into another event leads to that.

        Raises:
            UsageError: if several ids begin so.
        """
        with self._reading() as db:
            number = find_event(db, name)
            return next(iter(load_events(db, [number])), None) if number is not None else None

    def event_of(self, article: str) -> str:
        """The id of the event of an article; "" if there is no such article.

        Args:
            article: its id, or a start that no other has.

        Raises:
            UsageError: if several ids begin so.
        """
        with self._reading() as db:
            return asking.event_of(db, article)

    def history(self, name: str) -> dict[str, Any]:
        """Where an event comes from: its parent, if it was split off, and what merged into it.

        Raises:
            UsageError: if no event has an id that begins so.
        """
        with self._reading() as db:
            return asking.history(db, name)

    def versions(self, name: str) -> list[Version]:
        """The texts that an article has had, the current one last; empty if there is none.

        Args:
            name: its id, or a start that no other has.

        Raises:
            UsageError: if several ids begin so.
        """
        with self._reading() as db:
            return asking.versions(db, name)

    def digest(
        self,
        since: Since | None = None,
        words: int | None = None,
        *,
        settings: Settings | None = None,
    ) -> Report:
        """The digests of the events, the newest first; see :meth:`events`.

        Args:
            since: as for :meth:`events`.
            words: upper bound of each digest's length; that of the settings if None.
            settings: how digests are made; those of the archive if None.

        Raises:
            UsageError: if ``since`` or a setting means nothing.
        """
        from . import telling

        options = self._options(words, settings)
        with self._reading() as db:
            told = telling.tell(db, asking.events_since(db, since), options)
            (count,) = db.execute("SELECT count(*) FROM articles").fetchone()
        telling.keep(self._connection, told, options)
        return Report(tuple(told.digests), (), count)

    def whats_new(
        self,
        since: Since = "last",
        words: int | None = None,
        *,
        settings: Settings | None = None,
        now: datetime | None = None,
    ) -> list[Update]:
        """The events that have come, grown or been corrected, and only what is new of each.

        Args:
            since: when the archive was looked at last: "last" (before the latest batch that
                brought something), a date or datetime, "yesterday", "12h", or a batch's number.
            words: upper bound of each digest's length; that of the settings if None.
            settings: how digests are made; those of the archive if None.
            now: the present, from which "yesterday" counts.

        Raises:
            UsageError: if ``since`` or a setting means nothing.
        """
        from . import news

        options = self._options(words, settings)
        with self._reading() as db:
            batch = news.batch_before(db, since, now or datetime.now(UTC))
            return list(news.updates(db, batch, options))

    def search(self, query: str, limit: int = 20) -> list[Found]:
        """The articles that have all words of a query, best first.

        Args:
            query: words, "phrases", starts* and -exclusions.
            limit: how many to return.

        Raises:
            UsageError: if there is nothing in it to look for.
        """
        with self._reading() as db:
            return searching.search(db, query, limit)

    def timeline(
        self, name: str, words: int | None = None, *, settings: Settings | None = None
    ) -> Timeline:
        """An event day by day, among the chapters of its story.

        Args:
            name: the id of the event or of one of its articles, or a start that no other id has.
            words: upper bound of each digest's length; that of the settings if None.
            settings: how digests are made; those of the archive if None.

        Raises:
            UsageError: if no event and no article, or several, have an id that begins so.
        """
        from . import news

        options = self._options(words, settings)
        with self._reading() as db:
            event = self.event(name) or self.event(asking.event_of(db, name))
            if event is None:
                raise UsageError(f"no event and no article has an id that begins with {name!r}")
            return news.timeline(db, event, options)

    def forget(self, before: date, *, now: datetime | None = None) -> tuple[str, ...]:
        """Takes out what is older than a day, for good; returns the ids of the articles.

        An article without a date is as old as its arrival. What is forgotten is not taken in
        again: dated articles from before that day are left out from here on.

        Raises:
            UsageError: if ``before`` is no date.
        """
        from . import forgetting
        from .settling import close_batch, next_frame

        if not isinstance(before, date):
            raise UsageError(f"before must be a date, not {before!r}")
        with self._connection.errors(), self._connection.writing() as db:
            frame = next_frame(db, self.settings)
            gone = forgetting.forget(db, before, frame)
            if gone:
                close_batch(db, frame, now)
        if gone:
            with self._connection.errors():
                self._connection.db.execute("VACUUM")
        return gone

    def export(self) -> Iterator[dict[str, Any]]:
        """Every article as a record, ordered by id, with its event; no arrival times.

        The same articles in the same batches give the same records, whenever they came.
        """
        with self._reading() as db:
            yield from asking.records(db)

    def doctor(self, *, full: bool = False, repair: bool = False) -> Checkup:
        """Looks whether everything is as it was written; see :func:`doctor`."""
        from .keeping import doctor

        self.close()
        try:
            return doctor(self.path, full=full, repair=repair)
        finally:
            self._connection = Connection(self.path, create=False, timeout=self._connection.timeout)

    # What follows is inside.

    def _options(self, words: int | None, settings: Settings | None) -> DigestSettings:
        options = all_stages(self.settings if settings is None else settings).digests
        return options if words is None else replace(options, words=words)

    def _reading(self) -> Any:
        return self._connection.reading()

    def _site_lines(self, articles: Sequence[Article]) -> Any:
        from . import sites

        with self._reading() as db:
            return sites.known(db, articles)
