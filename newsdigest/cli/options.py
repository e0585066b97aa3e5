"""The arguments and options that commands share, each declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .. import settings
from ..rendering import names
from ..settings import DigestSettings, DuplicateSettings

#: Where the defaults of options come from.
DIGEST = DigestSettings()
DUPLICATES = DuplicateSettings()

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
Pair = Annotated[
    tuple[str, str],
    typer.Option(
        "--pair", metavar="A B", help="Two article ids; a unique start of each is enough."
    ),
]
