"""Finds the files that the given paths mean: each once, under the path below its source."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import SourceNotFoundError
from ..records import Problem

#: Suffixes that are read from a folder; a file given by name is read whatever its suffix.
SUFFIXES = frozenset((".txt", ".text", ".md", ".jsonl", ".ndjson", ".json", ".csv", ".tsv",
                      ".html", ".htm", ".xhtml", ""))  # fmt: skip
_LONGEST_NAME = 120  # characters of a path that a message repeats
_KINDS = (
    (stat.S_ISFIFO, "a named pipe; pipe its text to '-' instead"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: where it lies, and its path below the source that it was found in."""

    file: Path
    path: str

    @property
    def id(self) -> str:
        """The path without its suffix; "stdin" for standard input."""
        if self.path == "-":
            return "stdin"
        return self.path.removesuffix(Path(self.path).suffix)


def find_inputs(
    sources: Iterable[Path], exclude: Collection[Path] = ()
) -> tuple[list[Input], list[Problem]]:
    """Lists the files that the sources mean, ordered by path, and what could not be listed.

    A file that is meant twice is listed once, under the widest source. ``exclude`` names files
    that are no input, such as the one that the result goes to.

    Raises:
        SourceNotFoundError: if a source does not exist.
    """
    inputs: dict[str, Input] = {}
    problems: dict[tuple[str, str], Problem] = {}
    seen = {os.path.realpath(path) for path in exclude}
    # The widest source first: it names the file, whatever the order of the arguments.
    for source in sorted(set(sources), key=_width):
        if not os.path.lexists(source):
            raise SourceNotFoundError(not_found(source))
        for found in _walk(source):
            if isinstance(found, Problem):
                problems.setdefault((found.path, found.reason), found)
            elif (real := os.path.realpath(found.file)) not in seen:
                seen.add(real)
                inputs[real] = found
    ordered = sorted(inputs.values(), key=lambda one: (one.path, str(one.file)))
    return ordered, [problems[key] for key in sorted(problems)]


def _width(source: Path) -> tuple[int, str]:
    real = os.path.realpath(source)
    return (len(Path(real).parts), real)


def not_found(source: str | Path) -> str:
    """What to say of a path that does not exist; it may be a text, given by mistake."""
    name = str(source)
    if len(name) <= _LONGEST_NAME:
        return f"no such file or folder: {name}"
    return f"no such file or folder: {name[:_LONGEST_NAME]}… (a text goes in as {{'text': ...}})"


def _walk(source: Path) -> Iterator[Input | Problem]:
    if not os.path.isdir(source):  # noqa: PTH112  # Path.is_dir raises where this says no
        yield _check(source, display(source.name))
        return
    skipped: Counter[str] = Counter()
    found = 0
    for one in _below(source):
        if isinstance(one, Input) and one.file.suffix.lower() not in SUFFIXES:
            skipped[one.file.suffix.lower()] += 1
            continue
        found += 1
        yield one
    name = display(source.name or str(source))
    for suffix, count in sorted(skipped.items()):
        what = f"{count:,} file{'s' if count > 1 else ''} with the suffix {suffix} left out"
        yield Problem(name, None, f"{what}: not a format that is read", "note")
    if not found:
        yield Problem(name, None, "a folder without articles")


def _below(source: Path) -> Iterator[Input | Problem]:
    """The files below a folder; hidden ones are left out, linked folders are followed once."""
    visited = {os.path.realpath(source)}
    stack = [source]
    while stack:
        folder = stack.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Problem(_relative(folder, source), None, _os_reason(error))
            continue
        for entry in entries:
            path = Path(entry.path)
            if entry.name.startswith("."):
                continue
            if not os.path.isdir(path):  # noqa: PTH112  # as above
                yield _check(path, _relative(path, source))
            elif (real := os.path.realpath(path)) in visited:
                reason = "a link to a folder that is read already; not followed"
                yield Problem(_relative(path, source), None, reason, "note")
            else:
                visited.add(real)
                stack.append(path)


def _check(file: Path, path: str) -> Input | Problem:
    """A regular file is an input; anything else would hang or never end, and is a problem."""
    try:
        mode = file.stat().st_mode
    except OSError as error:
        return Problem(path, None, _os_reason(error))
    for is_kind, kind in _KINDS:
        if is_kind(mode):
            return Problem(path, None, f"not a file but {kind}")
    return Input(file, path)


def _relative(path: Path, source: Path) -> str:
    return display(path.relative_to(source).as_posix())


def display(name: str) -> str:
    """A file name that can be printed: bytes that are no UTF-8 become a replacement character."""
    return os.fsencode(name).decode("utf-8", "replace")


def _os_reason(error: OSError) -> str:
    return f"can't be read: {(error.strerror or type(error).__name__).lower()}"
