"""Finds the files that the given paths mean: each once, under the path below its source."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from glob import glob
from pathlib import Path

from ..errors import SourceNotFoundError, system_reason
from ..language.phrases import count
from ..records import Problem
from .kinds import KINDS
from .packed import split_name

_LONGEST_NAME = 120  # characters of a path that a message repeats
_PATTERN = frozenset("*?[")
_LONGEST_PATTERN = 1_000  # characters
_KINDS = (
    (stat.S_ISFIFO, "a named pipe; pipe its text to '-' instead"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: where it lies, its path below the source that it was found in, its bytes.

    ``alone`` is true for a file that was given by name.
    """

    file: Path
    path: str
    size: int = 0
    alone: bool = False


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
        for found in _walk(source, seen) if os.path.lexists(source) else _matching(source):
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
    if name.startswith(("http:/", "https:/")):
        return f"an address is read by `newsdigest fetch` alone: {name[:_LONGEST_NAME]}"
    if len(name) <= _LONGEST_NAME:
        return f"no such file or folder: {name}"
    return f"no such file or folder: {name[:_LONGEST_NAME]}… (a text goes in as {{'text': ...}})"


def is_pattern(source: str | Path) -> bool:
    """Whether a path that does not exist may be a pattern of paths."""
    name = str(source)
    return bool(_PATTERN & set(name)) and ":/" not in name and len(name) <= _LONGEST_PATTERN


def _matching(pattern: Path) -> Iterator[Input | Problem]:
    """The files that a pattern such as ``news/**/*.html`` means, in a folder of any depth.

    Raises:
        SourceNotFoundError: if it is no pattern, or none match.
    """
    fixed = next((n for n, part in enumerate(pattern.parts) if _PATTERN & set(part)), None)
    if fixed is None or not is_pattern(pattern):
        raise SourceNotFoundError(not_found(pattern))
    folder = Path(*pattern.parts[:fixed])
    # As a shell does it: hidden files only where the pattern says so.
    names = str(Path(*pattern.parts[fixed:]))
    found = sorted(glob(names, root_dir=folder, recursive=True))  # noqa: PTH207  # Path.glob raises
    files = [name for name in found if not os.path.isdir(folder / name)]  # noqa: PTH112  # as below
    if not files:
        raise SourceNotFoundError(f"no file matches {pattern}")
    yield from (_check(folder / name, display(Path(name).as_posix())) for name in files)


def _walk(source: Path, exclude: Collection[str]) -> Iterator[Input | Problem]:
    if not os.path.isdir(source):  # noqa: PTH112  # Path.is_dir raises where this says no
        file = _check(source, display(source.name))
        yield replace(file, alone=True) if isinstance(file, Input) else file
        return
    skipped: Counter[str] = Counter()
    found = 0
    for one in _below(source):
        if isinstance(one, Input) and (suffix := _unread(one.file.name)):
            skipped[suffix] += os.path.realpath(one.file) not in exclude
            continue
        found += 1
        yield one
    name = display(source.name or str(source))
    yield from not_read(name, +skipped)
    if not found:
        yield Problem(name, None, "a folder without articles")


def not_read(path: str, skipped: Mapping[str, int]) -> Iterator[Problem]:
    """A note for each suffix of files that were left out, by how many there are of it."""
    for suffix, number in sorted(skipped.items()):
        what = f"{count(number, 'file')} with the suffix {suffix} left out"
        yield Problem(path, None, f"{what}: not a format that is read", "note")


def _unread(name: str) -> str:
    """The suffix of a file that is of no format that is read, else ""."""
    _, suffix, compression = split_name(name)
    known = suffix in KINDS or (suffix == ".zip" and not compression)
    return "" if known else suffix


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
        about = file.stat()
    except OSError as error:
        return Problem(path, None, _os_reason(error))
    if not stat.S_ISREG(about.st_mode):
        for is_kind, kind in _KINDS:
            if is_kind(about.st_mode):
                return Problem(path, None, f"not a file but {kind}")
    return Input(file, path, about.st_size)


def _relative(path: Path, source: Path) -> str:
    return display(path.relative_to(source).as_posix())


def display(name: str) -> str:
    """A file name that can be printed: bytes that are no UTF-8 become a replacement character."""
    return os.fsencode(name).decode("utf-8", "replace")


def _os_reason(error: OSError) -> str:
    return f"can't be read: {system_reason(error)}"
