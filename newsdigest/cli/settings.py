"""The command that shows the settings."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from ..rendering import data
from .app import command
from .bundles import Running
from .job import configured, start_logging
from .results import put

ConfigFormat = Annotated[
    Literal["toml", "json"],
    typer.Option("--format", "-f", help="As a newsdigest.toml, or as JSON."),
]


@command("newsdigest config > newsdigest.toml")
def config(running: Running, format: ConfigFormat = "toml") -> None:
    """Print every setting that is in force, and where it is from."""
    start_logging(running)
    found = configured(running)
    put(found.to_toml() if format == "toml" else data.document(found.to_dict()), None)
