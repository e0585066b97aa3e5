"""Lines that go whatever they look like: the title, and those that a user names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .lines import HEAD, Line


class Ruling:
    """Which lines go whatever they look like: the title, and the user's to drop."""

    def __init__(self, heading: str, patterns: Sequence[re.Pattern[str]]) -> None:
        self.heading = heading
        self.patterns = patterns
        # Hardly any line but the title has its longest word.
        self._word = max(heading.split(), key=len, default="")

    def may_apply(self, lines: Iterable[Line]) -> bool:
        """Whether any of these lines can go."""
        if self.patterns or not self._word:
            return bool(self.patterns or self.heading)
        return any(self._word in line.text.lower() for line in lines if len(line.text) <= HEAD)

    def reason(self, text: str) -> str:
        """Why a line goes, "" if it stays."""
        if self.heading and len(text) <= HEAD and self._is_title(text):
            return "headline"
        return "user" if any(pattern.search(text[:HEAD]) for pattern in self.patterns) else ""

    def _is_title(self, text: str) -> bool:
        return self._word in text.lower() and normal_title(text) == self.heading


def normal_title(title: str) -> str:
    """A title as it is compared: in lower case, without the marks around it."""
    return " ".join(title.lower().split()).strip(" .|-–—")
