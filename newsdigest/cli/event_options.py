"""The options that say which articles are one event: pairs of them, thresholds, windows."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from .. import settings
from ..errors import UsageError
from .options import DEFAULTS, setting

_BETWEEN = "\0"  # stands in no argument of a process


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
    settings.Granularity | None,
    setting(
        "events.granularity",
        "--granularity",
        help="Group by happening, or by story whatever the time.",
    ),
]
EventThreshold = Annotated[
    float | None,
    typer.Option(
        "--event-threshold",
        min=0.0,
        max=1.0,
        metavar="SHARE",
        show_default=f"{DEFAULTS.events.small_threshold} of few articles, "
        f"falling to {DEFAULTS.events.threshold} of many",
        help="Average similarity from which on groups of articles are one event, in any batch.",
    ),
]
Window = Annotated[
    int | None,
    setting(
        "events.window",
        "--window",
        min=0,
        metavar="DAYS",
        help="Compare no articles further apart: for streams.",
    ),
]
Gold = Annotated[
    str,
    typer.Argument(
        metavar="GOLD.jsonl",
        help='Articles, one JSON object a line, each with its event in "cluster"; or - for a pipe.',
        show_default=False,
    ),
]
ConstraintsFile = Annotated[
    Path | None,
    typer.Option(
        "--constraints",
        metavar="FILE",
        help='Lines "same A B" and "different A B": as --same and --different.',
    ),
]
OneEvent = Annotated[
    str | None,
    typer.Option(
        "--event", metavar="ID", help="An event, by its id or by that of one of its articles."
    ),
]
Pair = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--pair", metavar="A B", help="Two article ids; a unique start of each is enough."
    ),
]
