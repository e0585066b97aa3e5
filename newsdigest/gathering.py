"""From feeds on the web to a folder of articles: what is fetched is read, and kept with the old."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from .errors import OutputError, SourceNotFoundError, system_reason
from .fetching import (
    BusyError,
    Client,
    FeedState,
    FetchError,
    State,
    feed_file,
    refusal,
    state_file,
)
from .reading import iter_read, read_feed, read_opml
from .records import Article, Problem, Progress, Reading, counted
from .rendering import render_articles, write
from .settings import ReadingSettings, Settings


def gather(
    feeds: str | Path | Iterable[str | Path],
    folder: str | Path | None,
    settings: Settings,
    tell: Progress,
) -> Reading:
    """Fetches each feed once; see :func:`newsdigest.fetch`."""
    several = [feeds] if isinstance(feeds, str | Path) else feeds
    addresses = list(dict.fromkeys(_addresses(several, settings.reading)))
    keeper = _Keeper(Path(folder)) if folder is not None else None
    client = Client(settings.fetch)
    articles: list[Article] = []
    problems: list[Problem] = []
    for address in counted(addresses, tell, "fetching", len(addresses)):
        for found in _feed(address, client, keeper, settings.reading):
            if isinstance(found, Article):
                articles.append(found)
            else:
                problems.append(found)
    return Reading(articles, problems)


def _addresses(feeds: Iterable[str | Path], settings: ReadingSettings) -> Iterator[str]:
    for feed in feeds:
        if "://" in str(feed):
            yield str(feed)
            continue
        try:
            with Path(feed).open("rb") as stream:
                yield from read_opml(stream.read(settings.max_document_bytes))
        except OSError as error:
            raise SourceNotFoundError(f"neither an address nor a list of feeds: {feed}") from error


def _feed(
    address: str, client: Client, keeper: _Keeper | None, settings: ReadingSettings
) -> Iterator[Article | Problem]:
    """The articles of a feed that are new, and what went wrong."""
    if why := refusal(address):
        yield Problem(address, None, why)
        return
    known = keeper.state.feeds.get(address, FeedState()) if keeper else FeedState()
    try:
        answer = client.fetch(address, known)
    except FetchError as error:
        if isinstance(error, BusyError) and keeper:
            keeper.remember(address, FeedState(known.etag, known.modified, error.until))
        yield Problem(address, None, str(error))
        return
    if answer.moved_to:
        yield Problem(address, None, f"has moved for good to {answer.moved_to}", "note")
    found = list(read_feed(answer.data, address, settings)) if answer.data is not None else []
    articles = [one for one in found if isinstance(one, Article)]
    problems = [one for one in found if isinstance(one, Problem)]
    if keeper:
        articles, damage = keeper.keep(address, articles)
        yield from damage
    yield from articles
    yield from problems
    # What could not be read is asked for anew: it may have been torn on the way.
    if keeper and not any(problem.severity == "lost" for problem in problems):
        keeper.remember(address, answer.state)


class _Keeper:
    """The folder in which articles and what is known of feeds are kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"can't make the folder {folder}: {system_reason(error)}") from error
        self.state = State.load(state_file(folder))

    def remember(self, address: str, state: FeedState) -> None:
        """Keeps what a server said."""
        if self.state.feeds.get(address) != state:
            self.state.feeds[address] = state
            write(state_file(self._folder), self.state.dumped())

    def keep(self, address: str, articles: list[Article]) -> tuple[list[Article], list[Problem]]:
        """Keeps the articles of a feed beside its old ones.

        Given are those that are new or changed, and what of the old ones is lost.
        """
        file = feed_file(self._folder, address)
        kept, damage = _kept(file)
        old = {article.id: article for article in kept}
        new = [a for a in articles if a.id not in old or not _same(old[a.id], a)]
        if new:
            if damage:
                _set_aside(file)
            every = old | {article.id: article for article in new}
            # Where an article lies is told by whoever reads it.
            ordered = [replace(every[name], path="") for name in sorted(every)]
            write(file, render_articles(ordered, "jsonl"))
        return new, damage


def _same(one: Article, other: Article) -> bool:
    return one.fingerprint() == other.fingerprint()


def _kept(file: Path) -> tuple[list[Article], list[Problem]]:
    """The articles of a feed's file, and what of it is lost."""
    if not file.exists():
        return [], []
    found = list(iter_read(file, lambda _html, _url: Article("", "")))
    articles = [one for one in found if isinstance(one, Article)]
    lost = [one for one in found if isinstance(one, Problem) and one.severity == "lost"]
    return articles, lost


def _set_aside(file: Path) -> None:
    """Adds a damaged file to one beside it: what can't be read is not in the file's next state."""
    try:
        with file.with_name(f"{file.name}.damaged").open("ab") as aside:
            aside.write(file.read_bytes())
    except OSError as error:
        raise OutputError(f"can't set {file} aside: {system_reason(error)}") from error
