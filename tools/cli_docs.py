"""Writes docs/cli.md from the command line itself, so that the two never differ.

::

    python -m tools.cli_docs docs/cli.md
"""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

from typer.models import OptionInfo

from newsdigest.cli.groups import app

HEAD = """# The command line

Written by `make docs` from the commands themselves.

Results go to standard output (or, with `--output`, to a file that is written at once or not at
all), progress and problems to standard error. Sources are files, folders, patterns such as
`'news/**/*.html'` or `-` for standard input; a folder is read with everything below it but hidden
files, and a file that is meant twice is read once ([forms.md](forms.md) lists what is read). The
format is told by `--format`, else by the suffix of `--output`. A result may lie in a folder that is
read: it is no article of it, and the next run writes it anew; over an article nothing is written.

## Options of newsdigest itself

| option | meaning |
|---|---|
| `--version` | Show the version. |
| `--install-completion` | Set up the completion of the shell that runs this. |
| `--show-completion` | Print what `--install-completion` would set up. |
| `--help` | Show the commands; of a command, its options. |
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

Each is one line on standard error, and an entry of `problems` in the JSON output:

```text
newsdigest: lines.jsonl:3: not valid JSON: expecting value at column 1
newsdigest: note: photos: 12 files with the suffix .jpg left out: not a format that is read
```

A `note` is about something that was read with a reservation; everything else was lost. A record of
more than 5,000,000 bytes is no article and is reported as lost.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(map("".join, map(_command, app.registered_commands))) + TAIL


def _command(command: Any) -> Iterator[str]:
    function = command.callback
    name = command.name or function.__name__.replace("_", "-")
    yield f"\n## newsdigest {name}\n\n{function.__doc__}\n\n"
    example = command.epilog.removeprefix("Example: ")
    yield f"```sh\n{example}\n```\n\n| option | meaning | default |\n|---|---|---|\n"
    hints = get_type_hints(function, include_extras=True)
    for name, parameter in inspect.signature(function).parameters.items():
        kind, option = get_args(hints[name])
        if isinstance(option, OptionInfo):
            # In Annotated, typer keeps the first name where a default would stand.
            names = ", ".join(f"`{one}`" for one in (option.default, *(option.param_decls or ())))
            shown = option.show_default
            default = f"`{shown}`" if isinstance(shown, str) else _default(parameter.default)
            yield f"| {names} | {option.help}{_choices(kind)} | {default} |\n"


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
