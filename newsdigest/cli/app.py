"""The application that the commands are registered in, and what every command has in common."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Annotated, Any, get_type_hints

import typer
from typer.core import TyperCommand, TyperGroup

from .._version import __version__


class Commands(TyperGroup):
    """The commands, each listed with all of its sentence, on as many lines as it takes."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Writes the list of commands into the help."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, one.get_short_help_str(limit=200)) for name, one in found if one]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


app = typer.Typer(
    name="newsdigest",
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turns a pile of news articles into one digest per event.",
    epilog="Example: newsdigest digest seeds/ --words 80",
    no_args_is_help=False,
    rich_markup_mode=None,  # plain help: nothing to load, nothing to colour in a pipe
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsdigest {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Turns a pile of news articles into one digest per event."""


def command(
    example: str, cls: type[TyperCommand] | None = None, group: typer.Typer = app
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Registers a function as a command, with an example that its help ends with.

    A parameter whose type is a dataclass of options (``bundles.py``) becomes those options.
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        group.command(cls=cls, epilog=f"Example: {example}")(unbundled(function))
        return function

    return register


def unbundled(function: Callable[..., None]) -> Callable[..., None]:
    """The function with the fields of each dataclass among its parameters in its place."""
    bundles: dict[str, type[Any]] = {}
    parameters: list[inspect.Parameter] = []
    hints = get_type_hints(function, include_extras=True)
    for name, parameter in inspect.signature(function).parameters.items():
        kind = hints[name]
        if not is_dataclass(kind):
            parameters.append(_parameter(name, kind, parameter.default))
            continue
        bundles[name] = kind  # type: ignore[assignment]
        inner = get_type_hints(kind, include_extras=True)
        parameters += [_parameter(one.name, inner[one.name], one.default) for one in fields(kind)]

    def call(**values: Any) -> None:
        for name, kind in bundles.items():
            values[name] = kind(**{one.name: values.pop(one.name) for one in fields(kind)})
        function(**values)

    call.__name__, call.__doc__ = function.__name__, function.__doc__
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {one.name: one.annotation for one in parameters}
    return call


def _parameter(name: str, kind: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
