"""Lines that go whatever they look like: the title, and those that a user names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lines import HEAD


class Ruling:
    """Which lines go whatever they look like: the title, and the user's to drop."""

    def __init__(self, heading: str, patterns: Sequence[re.Pattern[str]]) -> None:
        self.heading = heading
        self.patterns = patterns
        # Hardly any line but the title has its longest word.
        self._word = max(heading.split(), key=len, default="")

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
