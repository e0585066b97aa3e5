"""What is remembered of feeds between two runs, in one small file beside what was fetched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..errors import UsageError
from ..language.slugs import slug

#: Hidden, so that a folder of articles is read without it.
STATE_NAME = ".newsdigest-feeds.json"


@dataclass(frozen=True, slots=True)
class FeedState:
    """What a server said of a feed: its version, and when it may be asked again."""

    etag: str = ""
    modified: str = ""
    not_before: float = 0.0


@dataclass
class State:
    """The feeds that were fetched into a folder, by address."""

    feeds: dict[str, FeedState] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> State:
        """The state that a file holds; none if there is no file.

        Raises:
            UsageError: if the file is no such state.
        """
        try:
            found: Any = json.loads(path.read_bytes())
            return cls({url: FeedState(**_typed(one)) for url, one in found["feeds"].items()})
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
            raise UsageError(
                f"{path}: not what `newsdigest fetch` keeps; remove it to start anew"
            ) from error

    def dumped(self) -> str:
        """The state as JSON."""
        feeds = {url: asdict(one) for url, one in sorted(self.feeds.items())}
        return json.dumps({"newsdigest": 1, "feeds": feeds}, indent=1) + "\n"


def _typed(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "etag": str(one["etag"]),
        "modified": str(one["modified"]),
        "not_before": float(one["not_before"]),
    }


def state_file(folder: Path) -> Path:
    """Where a folder's state is kept."""
    return folder / STATE_NAME


def feed_file(folder: Path, url: str) -> Path:
    """The file of a feed's articles: its host as a slug, and a hash of its address."""
    mark = blake2b(url.encode("utf-8", "replace"), digest_size=4).hexdigest()
    return folder / f"{slug(urlsplit(url).hostname or '') or 'feed'}-{mark}.jsonl"
