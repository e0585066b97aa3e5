"""Runs the command line and turns whatever happens into one clear line and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from typing import Any

import typer

from .._version import __version__
from ..errors import ArchiveError, NewsdigestError, OutputError
from ..language.stemming import own_process
from .exits import ALL_READ, BUG, INTERRUPTED, NOTHING_READ, WRONG_USAGE
from .groups import app

# Wrong options and arguments. Typer brings its own click, whose classes have no public name but as
# the parent of this one.
_WrongCall: type[Exception] = typer.BadParameter.__mro__[1]


def run(arguments: Sequence[str] | None = None) -> None:
    """Runs a command and exits with its code."""
    own_process()
    code = _run(arguments)
    with contextlib.suppress(BrokenPipeError, ValueError, AttributeError):
        sys.stdout.flush()  # None, where it was closed before the start
    sys.exit(code)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code: object = app(args=arguments, prog_name="newsdigest", standalone_mode=False)
    except _WrongCall as error:
        return _complain(_usage_line(error), WRONG_USAGE)
    except (ArchiveError, OutputError) as error:
        return _complain(str(error), NOTHING_READ)
    except NewsdigestError as error:
        return _complain(str(error), WRONG_USAGE)
    except (KeyboardInterrupt, typer.Abort):
        return _complain("interrupted", INTERRUPTED)
    except BrokenPipeError:
        return _close_quietly()
    except Exception:
        return _complain(_log_bug(), BUG)
    if code == INTERRUPTED:  # newer typers turn Ctrl-C into a code
        return _complain("interrupted", INTERRUPTED)
    return code if isinstance(code, int) else ALL_READ


def _usage_line(error: Any) -> str:
    message = " ".join(error.format_message().split()).rstrip(".")
    message = message.replace("Value error, ", "").replace("Input should be ", "must be ")
    command = error.ctx.command_path if error.ctx else "newsdigest"
    return f"{message[:1].lower()}{message[1:]}; see '{command} --help'"


def _complain(line: str, code: int) -> int:
    with contextlib.suppress(OSError):  # standard error may be full, or have no reader
        typer.echo(f"newsdigest: {line}", err=True)
    return code


def _close_quietly() -> int:
    """The reader of the output has had enough (``| head``); that is no failure."""
    # Python would complain at exit when it flushes what nobody reads any more.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _log_bug() -> str:
    """Keeps the traceback of an unforeseen error in a file and says where."""
    error = sys.exc_info()[1]
    told = f"a bug in newsdigest {__version__} ({type(error).__name__})"
    try:
        handle, path = tempfile.mkstemp(prefix="newsdigest-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as log:
            log.write(traceback.format_exc())
    except OSError:
        return f"{told}; no log could be written"
    return f"{told}; please report it with the log {path}"
