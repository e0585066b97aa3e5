"""Writes docs/cli.md from the command line itself, so that the two never differ.

::

    python -m tools.cli_docs docs/cli.md
"""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args, get_type_hints

from typer.models import ArgumentInfo, OptionInfo

from newsdigest.cli import bundles
from newsdigest.cli.groups import app

# Options that are the same wherever they are: told once, and named by each command that has them.
_SHARED = [
    *(field.name for field in fields(bundles.Reading)),
    *("output", "strict"),
    *(field.name for field in fields(bundles.Running)),
]

HEAD = """# The command line

Written by `make docs` from the commands themselves.

Results go to standard output (or, with `--output`, to a file that is written at once or not at
all), progress and problems to standard error. Sources are files, folders, patterns such as
`'news/**/*.html'` or `-` for standard input; a folder is read with everything below it but hidden
files, and a file that is meant twice is read once ([forms.md](forms.md) lists what is read). The
format is told by `--format`, else by the suffix of `--output`, else it is Markdown for `digest`,
JSON Lines for `export`, `fetch` and `dedup --drop`, and plain text for the others. A result may lie
in a folder that is read: it is no article of it, and the next run writes it anew; over an article
nothing is written.

## Options of newsdigest itself

| option | meaning |
|---|---|
| `--version` | Show the version. |
| `--install-completion` | Set up the completion of the shell that runs this. |
| `--show-completion` | Print what `--install-completion` would set up. |
| `--help`, `-h` | Show the commands; of a command, its options. |

## Options that many commands have

A command that takes some of these names them at its end.

| option | meaning |
|---|---|
"""

TAIL = """
## Exit codes

| code | meaning |
|---|---|
| 0 | all was read |
| 1 | nothing could be read or written; or something was lost, and `--strict` |
| 2 | wrong usage: an option, a path or a format that does not exist |
| 3 | a result, but something was lost |
| 130 | interrupted; a file that was to be written is as it was |
| 70 | a bug of ours: one line says where the log is |

## Problems

Each is one line on standard error, and an entry of `problems` in the JSON documents of `digest`
and `add`:

```text
newsdigest: lines.jsonl:3: not valid JSON: expecting value at column 1
newsdigest: note: photos: 12 files with the suffix .jpg left out: not a format that is read
```

A `note` is about something that was read with a reservation; everything else was lost. A record of
more than 5,000,000 bytes is no article and is reported as lost.
"""


def page() -> str:
    """The whole page."""
    shared: dict[str, str] = {}
    commands = "".join("".join(_command(one, shared)) for one in app.registered_commands)
    return HEAD + "".join(shared[name] for name in _SHARED) + commands + TAIL


def _command(command: Any, shared: dict[str, str]) -> Iterator[str]:
    """The section of a command; what it says of shared options is kept for their own."""
    function = command.callback
    name = command.name or function.__name__.replace("_", "-")
    yield f"\n## newsdigest {name}\n\n{function.__doc__}\n\n"
    yield f"```sh\n{command.epilog.removeprefix('Example: ')}\n```\n"
    rows, also = [], []
    hints = get_type_hints(function, include_extras=True)
    for name, parameter in inspect.signature(function).parameters.items():
        kind, option = get_args(hints[name])
        if isinstance(option, ArgumentInfo):
            rows.append(f"| {option.metavar} | {option.help} | required |\n")
        elif name in _SHARED:
            also.append(f"`{option.default}`")
            shared[name] = f"| {_names(option)} | {option.help} |\n"
        else:
            shown = option.show_default
            default = f"`{shown}`" if isinstance(shown, str) else _default(parameter.default)
            rows.append(f"| {_names(option)} | {option.help}{_choices(kind)} | {default} |\n")
    if rows:
        yield "\n| option | meaning | default |\n|---|---|---|\n" + "".join(rows)
    if also:
        yield f"\nAlso {', '.join(also)}.\n"


def _names(option: OptionInfo) -> str:
    # In Annotated, typer keeps the first name where a default would stand.
    return ", ".join(f"`{one}`" for one in (option.default, *(option.param_decls or ())))


def _choices(kind: Any) -> str:
    options = [one for part in get_args(kind) or () for one in get_args(part) or (part,)]
    names = ", ".join(f"`{one}`" for one in options if isinstance(one, str))
    return f" One of {names}." if names else ""


def _default(value: Any) -> str:
    if value is inspect.Parameter.empty:
        return "required"
    return "" if value is None or value is False or value == 0 else f"`{value}`"


def main() -> None:
    """Writes the page to the file that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path)
    parser.parse_args().output.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
