"""What of a page is taken for site chrome."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import UsageError
from .checks import whole

#: Why a part of a page is removed; ``docs/cleaning.md`` explains each.
CHROME_REASONS = (
    "date", "headline", "section", "byline", "agency", "caption", "related", "prompt", "notice",
    "outside", "unlike", "site", "user",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CleaningSettings:
    """What of a page is taken for site chrome.

    Attributes:
        keep: reasons (see ``docs/cleaning.md``) for which nothing is removed.
        drop_lines: regular expressions; a line in whose first 300 characters one is found is
            removed, whatever else it looks like.
        learn: whether lines that several articles of one site share count against themselves;
            what one article becomes then depends on the others.
        max_html_bytes: bytes of HTML above which a page is read as plain text.
        max_html_depth: nested elements above which it is.
        max_html_attributes: attributes of one tag above which it is.
        max_html_tags: tags above which it is.
    """

    keep: frozenset[str] = frozenset()
    drop_lines: tuple[str, ...] = ()
    learn: bool = False
    max_html_bytes: int = 10_000_000
    max_html_depth: int = 256
    max_html_attributes: int = 500
    max_html_tags: int = 20_000

    def __post_init__(self) -> None:
        for name in ("keep", "drop_lines"):
            if isinstance(value := getattr(self, name), str):  # each letter would count by itself
                raise UsageError(f"{name} takes several; put {value!r} into a list")
        # Lists will do; a frozen record can be hashed.
        object.__setattr__(self, "keep", frozenset(self.keep))
        object.__setattr__(self, "drop_lines", tuple(self.drop_lines))
        for reason in sorted(self.keep):
            if reason not in CHROME_REASONS:
                raise UsageError(f"keep: no reason {reason!r}; one of {', '.join(CHROME_REASONS)}")
        for pattern in self.drop_lines:
            try:
                re.compile(pattern)
            except re.error as error:
                raise UsageError(
                    f"drop_lines: {pattern!r} is no regular expression: {error}"
                ) from error
        for name in ("max_html_bytes", "max_html_depth", "max_html_attributes", "max_html_tags"):
            whole(self, name, 1)
