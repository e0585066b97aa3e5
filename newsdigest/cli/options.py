"""The arguments and options that commands share, each declared once."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from .. import settings
from ..errors import UsageError
from ..rendering import names
from ..settings import DigestSettings, DuplicateSettings, EventSettings

#: Where the defaults of options come from.
DIGEST = DigestSettings()
DUPLICATES = DuplicateSettings()
EVENTS = EventSettings()

_BETWEEN = "\0"  # stands in no argument of a process

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCES...",
        help="Files or folders of articles (.txt .md .html .json .jsonl .csv), or - for standard "
        "input.",
        show_default=False,
    ),
]
FormatOption = Annotated[
    names.Format | None,
    typer.Option(
        "--format", "-f", help="How to write the result; else as the suffix of --output says."
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to this file instead of standard output."
    ),
]
Words = Annotated[int, typer.Option("--words", "-w", min=1, help="Longest digest, in words.")]
Method = Annotated[settings.Method, typer.Option("--method", help="How sentences are chosen.")]
Top = Annotated[
    int | None, typer.Option("--top", min=1, help="Only the first N events, the newest first.")
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="WHEN",
        help="Of an archive, only events with news of that day or later: yesterday, 3d, a date.",
    ),
]
MinArticles = Annotated[
    int, typer.Option("--min-articles", min=1, help="Only events of at least N articles.")
]
NoClean = Annotated[bool, typer.Option("--no-clean", help="Leave site chrome in the articles.")]
NoLearn = Annotated[
    bool,
    typer.Option("--no-learn", help="Don't learn from lines that a site's articles share."),
]
ShowRemoved = Annotated[
    bool,
    typer.Option("--show-removed", help="Show the pages with what was taken marked, and why."),
]
Keep = Annotated[
    list[str] | None,
    typer.Option("--keep", metavar="REASON", help="Remove nothing for this reason (repeatable)."),
]
DropLine = Annotated[
    list[str] | None,
    typer.Option("--drop-line", metavar="REGEX", help="Remove lines that match (repeatable)."),
]
Patterns = Annotated[
    Path | None,
    typer.Option("--patterns", metavar="FILE", help="Remove lines that match a line of this file."),
]
NoText = Annotated[bool, typer.Option("--no-text", help="Leave the articles' texts out of JSON.")]
Strict = Annotated[
    bool, typer.Option("--strict", help="Give no result (exit 1) if any input was lost.")
]
Threshold = Annotated[
    float,
    typer.Option(
        "--threshold",
        min=0.01,
        max=1.0,
        help="Jaccard similarity from which on two articles are near-duplicates.",
    ),
]
Linkage = Annotated[
    settings.Linkage,
    typer.Option("--linkage", help="Every copy near the kept article, or chains of copies."),
]
Engine = Annotated[
    settings.Engine,
    typer.Option("--engine", help="What computes signatures; the result is the same."),
]
ExplainPlan = Annotated[
    bool, typer.Option("--explain", help="Say how pairs were looked for, and which just missed.")
]
Drop = Annotated[
    bool,
    typer.Option("--drop", help="Write the articles without copies, as JSON Lines."),
]


class PairsCommand(TyperCommand):
    """A command whose ``--same`` and ``--different`` take two values each time.

    Typer knows options that are repeated and options that take two values, but none that is both:
    so the two values become one before it sees them, and :func:`pairs` parts them again.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Joins the two values of each such option."""
        joined: list[str] = []
        rest = iter(args)
        for argument in rest:
            joined.append(argument)
            if argument in ("--same", "--different"):
                values = list(islice(rest, 2))
                if len(values) < 2:
                    raise UsageError(f"option {argument!r} takes two article ids")
                joined.append(_BETWEEN.join(values))
        return super().parse_args(ctx, joined)


def pairs(values: list[str] | None) -> tuple[tuple[str, str], ...]:
    """The pairs of ids of an option of a :class:`PairsCommand`."""
    parted = (value.partition(_BETWEEN) for value in values or ())
    return tuple((a, b) for a, _, b in parted)


Same = Annotated[
    list[str] | None,
    typer.Option(
        "--same", metavar="A B", help="These two articles are one event (ids or their starts)."
    ),
]
Different = Annotated[
    list[str] | None,
    typer.Option("--different", metavar="A B", help="These two articles are never one event."),
]
Granularity = Annotated[
    settings.Granularity,
    typer.Option("--granularity", help="Group by happening, or by story whatever the time."),
]
Window = Annotated[
    int | None,
    typer.Option(
        "--window", min=0, metavar="DAYS", help="Compare no articles further apart: for streams."
    ),
]
Gold = Annotated[
    str,
    typer.Argument(
        metavar="GOLD.jsonl",
        help='Articles, one JSON object a line, each with its event in the field "cluster".',
        show_default=False,
    ),
]
Pair = Annotated[
    tuple[str, str],
    typer.Option(
        "--pair", metavar="A B", help="Two article ids; a unique start of each is enough."
    ),
]
