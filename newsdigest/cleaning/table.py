"""What is known of lines by themselves, each looked at once however many pages it stands on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from .features import COLUMN, NAMES, line_features
from .page import Page
from .rules import headings, telling
from .sheet import Flags, Vector

# Lines that are remembered at most; then the table starts anew.
_MOST = 1 << 15


class LineTable:
    """The features of lines, which of them head a trailing section and which may tell a reason."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._places: dict[str, int] = {}
        self._features: Vector = np.zeros((0, len(NAMES)))
        self._headings: Flags = np.zeros(0, dtype=bool)
        self._telling: Flags = np.zeros(0, dtype=bool)
        self._reasons: dict[str, str] = {}

    def add(self, lines: Iterable[str]) -> None:
        """Looks at these lines, unless they are known."""
        wanted = dict.fromkeys(lines)
        new = [line for line in wanted if line not in self._places]
        if not new:
            return
        if self._places and len(self._places) + len(new) > _MOST:
            self._forget()
            new = list(wanted)
        start, end = len(self._places), len(self._places) + len(new)
        self._make_room(end)
        self._places.update(zip(new, range(start, end), strict=True))
        found = line_features(new)
        self._features[start:end] = found
        self._headings[start:end] = headings(new, found)
        self._telling[start:end] = telling(found)

    def page(self, lines: Sequence[str], known: Collection[str] = ()) -> Page:
        """The page of these lines; ``known``: those that the site repeats."""
        places = list(map(self._places.get, lines))
        if None in places:
            self.add(lines)
            places = list(map(self._places.get, lines))
        rows = np.array(places, np.intp)
        features = self._features[rows]
        features[:, COLUMN["repeated"]] = np.bincount(rows, minlength=1)[rows] > 1
        return Page(
            lines, features, self._headings[rows], self._telling[rows], known, self._reasons
        )

    def _make_room(self, lines: int) -> None:
        """Doubles the room until it is enough, so that each line is copied but a few times."""
        room = len(self._headings)
        if lines <= room:
            return
        more = max(lines, 2 * room) - room
        self._features = np.concatenate((self._features, np.zeros((more, len(NAMES)))))
        self._headings = np.concatenate((self._headings, np.zeros(more, dtype=bool)))
        self._telling = np.concatenate((self._telling, np.zeros(more, dtype=bool)))
