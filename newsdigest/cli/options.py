"""The arguments and options that commands share, each declared once."""

from __future__ import annotations

from functools import reduce
from pathlib import Path
from typing import Annotated, Any

import typer

from .. import settings
from ..rendering import names
from ..settings import Settings

#: What stands in the help where nothing is set.
DEFAULTS = Settings()


def setting(name: str, *names: str, **details: Any) -> Any:
    """An option that stands over a setting (dotted name), whose default it shows."""
    value = reduce(getattr, name.split("."), DEFAULTS)
    return typer.Option(*names, show_default=str(value) if value else False, **details)


_FORMAT = typer.Option(
    "--format", "-f", help="How to write the result; else as the suffix of --output says."
)

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCES",
        help="Files, folders, archives or patterns such as 'news/**/*.html', or - for standard "
        "input.",
        show_default=False,
    ),
]
FormatOption = Annotated[
    names.Format | None,
    _FORMAT,
]


def _unless_standard(output: Path | None) -> Path | None:
    """As for sources, "-" is the standard stream."""
    return None if output == Path("-") else output


Open = Annotated[bool, typer.Option("--open", help="Open the page in the browser (--output).")]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to this file instead of standard output.",
        callback=_unless_standard,
    ),
]
ListFormatOption = Annotated[
    names.ListFormat | None,
    _FORMAT,
]
TextFormatOption = Annotated[
    names.TextFormat | None,
    _FORMAT,
]
RecordFormatOption = Annotated[
    names.RecordFormat | None,
    _FORMAT,
]
Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Settings; else newsdigest.toml or [tool.newsdigest] here or above.",
    ),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Say nothing but what was lost and what went wrong.")
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Log the stages.")]
TextColumn = Annotated[
    str | None, typer.Option("--text", metavar="COLUMN", help="The column that holds the text.")
]
TitleColumn = Annotated[
    str | None, typer.Option("--title", metavar="COLUMN", help="The column that holds the title.")
]
DateColumn = Annotated[
    str | None,
    typer.Option("--date", metavar="COLUMN", help="The column that holds the date of publication."),
]
SourceColumn = Annotated[
    str | None,
    typer.Option("--source", metavar="COLUMN", help="The column that holds who published it."),
]
UrlColumn = Annotated[
    str | None, typer.Option("--url", metavar="COLUMN", help="The column that holds the address.")
]
IdColumn = Annotated[
    str | None, typer.Option("--id", metavar="COLUMN", help="The column that holds the id.")
]
Words = Annotated[
    int | None,
    setting(
        "digests.words",
        "--words",
        "-w",
        min=1,
        metavar="N",
        help="Longest digest, in words; a bound that is given lifts those that are not.",
    ),
]
Sentences = Annotated[
    int | None,
    setting(
        "digests.sentences",
        "--sentences",
        min=1,
        metavar="N",
        help="Longest digest, in sentences.",
    ),
]
Characters = Annotated[
    int | None,
    setting(
        "digests.characters",
        "--characters",
        min=1,
        metavar="N",
        help="Longest digest, in characters.",
    ),
]
Recency = Annotated[
    float | None,
    setting(
        "digests.recency",
        "--recency",
        min=0.01,
        metavar="DAYS",
        help="Halve a report's weight for each so many days that it is older than the newest.",
    ),
]
Method = Annotated[
    settings.Method | None,
    setting("digests.method", "--method", help="How sentences are chosen."),
]
Top = Annotated[
    int | None,
    setting(
        "digests.top",
        "--top",
        min=1,
        metavar="N",
        help="Only the first N events, the newest first.",
    ),
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
    int | None,
    setting(
        "digests.min_articles",
        "--min-articles",
        min=1,
        metavar="N",
        help="Only events of at least N articles.",
    ),
]
NoClean = Annotated[
    bool,
    typer.Option(
        "--no-clean",
        help="Leave site chrome in the articles; of a web page, all that the extractor finds.",
    ),
]
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
NoText = Annotated[
    bool, typer.Option("--no-text", help="Leave the articles' texts out of JSON and HTML.")
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Give no result (exit 1) if any input was lost.")
]
Threshold = Annotated[
    float | None,
    setting(
        "duplicates.threshold",
        "--threshold",
        min=0.01,
        max=1.0,
        metavar="SHARE",
        help="Jaccard similarity from which on two articles are near-duplicates.",
    ),
]
Linkage = Annotated[
    settings.Linkage | None,
    setting(
        "duplicates.linkage",
        "--linkage",
        help="Every copy near the kept article, or chains of copies.",
    ),
]
Engine = Annotated[
    settings.Engine | None,
    setting(
        "duplicates.engine",
        "--engine",
        help="What computes signatures; fast and numpy give the same result.",
    ),
]
ExplainPlan = Annotated[
    bool, typer.Option("--explain", help="Say how pairs were looked for, and which just missed.")
]
Drop = Annotated[
    bool,
    typer.Option("--drop", help="Write the articles without copies, as JSON Lines."),
]
