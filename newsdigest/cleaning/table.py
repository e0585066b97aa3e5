"""What is known of lines by themselves, each looked at once however many pages it stands on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from .facts import FACT, FACTS, chance, line_facts
from .features import COLUMN, NAMES, line_features
from .model import Models
from .page import Lines, Page
from .rules import headings, telling
from .sheet import Flags, Vector

# Lines that are remembered at most; then the table starts anew.
_MOST = 1 << 15
# Share of English function words from which on a text is weighed as English.
_ENGLISH_SHARE = 0.2


class LineTable:
    """Lines with their features and facts, which are headings, and which may tell a reason."""

    def __init__(self, models: Models) -> None:
        self.models = models
        self._forget()

    def _forget(self) -> None:
        self._places: dict[str, int] = {}
        self._lines = _room(0)
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
        found, known = line_features(new), self._lines
        known.features[start:end] = found
        known.facts[start:end] = line_facts(found, self.models)
        known.headings[start:end] = headings(new, found)
        known.telling[start:end] = telling(found)

    def page(self, texts: Sequence[str], known: Collection[str] = ()) -> Page:
        """The page of these paragraphs; ``known``: those that the site repeats."""
        found = list(map(self._places.get, texts))
        if None in found:
            self.add(texts)
            found = list(map(self._places.get, texts))
        places = [place for place in found if place is not None]
        rows, lines = np.array(places, np.intp), self._lines
        repeated = np.bincount(rows)[rows] > 1 if len(set(places)) < len(places) else None
        facts = lines.facts[rows]
        return Page(
            texts,
            lines,
            places,
            facts,
            self._chances(facts, repeated),
            lines.headings[rows].nonzero()[0].tolist(),
            lines.telling[rows].nonzero()[0].tolist(),
            repeated,
            known,
            self._reasons,
        )

    def _chances(self, facts: Vector, repeated: Flags | None) -> Vector:
        """How likely each line of a page is body, by the model for the language of the whole."""
        words, function = facts[:, FACT["words"]], facts[:, FACT["function"]]
        english = function.sum() >= _ENGLISH_SHARE * words.sum()
        name, model = (
            ("english", self.models.english) if english else ("neutral", self.models.neutral)
        )
        if repeated is None:
            return facts[:, FACT[f"{name}_chance"]]
        odds = facts[:, FACT[f"{name}_odds"]]
        return chance(odds + model.weights[COLUMN["repeated"]] * repeated)

    def _make_room(self, lines: int) -> None:
        """Doubles the room until it is enough, so that each line is copied but a few times."""
        known = self._lines
        room = len(known.headings)
        if lines <= room:
            return
        more = _room(max(lines, 2 * room) - room)
        self._lines = Lines(
            np.concatenate((known.features, more.features)),
            np.concatenate((known.facts, more.facts)),
            np.concatenate((known.headings, more.headings)),
            np.concatenate((known.telling, more.telling)),
        )


def _room(lines: int) -> Lines:
    flags = np.zeros((2, lines), dtype=bool)
    return Lines(np.zeros((lines, len(NAMES))), np.zeros((lines, len(FACTS))), flags[0], flags[1])
