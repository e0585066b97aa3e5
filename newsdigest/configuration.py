"""Settings from ``newsdigest.toml`` or ``[tool.newsdigest]``, each with where it came from."""

from __future__ import annotations

import difflib
import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from .errors import UsageError, system_reason
from .settings import Settings

#: What a folder's own settings are called, and where else they may stand.
FILE_NAME = "newsdigest.toml"
PROJECT_FILE = "pyproject.toml"
#: Names a file of settings, in place of one that is looked for.
VARIABLE = "NEWSDIGEST_CONFIG"
_MAX_BYTES = 1_000_000
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Configuration:
    """Settings, and for each that is not the default the file or option that it is from.

    ``origins`` has dotted names, such as "digests.words".
    """

    settings: Settings = field(default_factory=Settings)
    origins: Mapping[str, str] = field(default_factory=dict)

    def over(self, settings: Settings, origin: str) -> Configuration:
        """These settings with others over them: what differs is from ``origin``."""
        before = {name: value for name, value, _ in self.entries()}
        after = Configuration(settings).entries()
        changed = {name: origin for name, value, _ in after if value != before[name]}
        return Configuration(settings, {**self.origins, **changed})

    def entries(self) -> Iterator[tuple[str, Any, str]]:
        """Each setting by its dotted name, with its value and its origin."""
        for name, value in _leaves(self.settings, ""):
            yield name, value, self.origins.get(name, DEFAULT)

    def to_toml(self) -> str:
        """All settings as a file that can be read again, each with its origin as a remark."""
        lines: list[str] = []
        section = None
        for name, value, origin in self.entries():
            table, _, key = name.rpartition(".")
            if table != section:
                lines += ([""] if lines else []) + [f"[{table}]"]
                section = table
            shown = _toml(value)
            # TOML has no word for "none": the setting stands there as a remark.
            assigned = f"{key} = {shown}" if shown else f"# {key} is not set"
            lines.append(f"{assigned}  # {origin}")
        return "\n".join(lines) + "\n"

    def to_dict(self) -> dict[str, Any]:
        """Each setting by its dotted name: value and origin, as JSON."""
        return {
            name: {"value": _plain(value), "from": origin} for name, value, origin in self.entries()
        }


def load_settings(path: Path | str | None = None, base: Settings | None = None) -> Settings:
    """The settings that a file gives, over ``base``.

    Args:
        path: a ``newsdigest.toml``, or a ``pyproject.toml`` with ``[tool.newsdigest]``; None looks
            for one as the command line does: in this folder, then in those above it.
        base: the settings that the file's stand over; the defaults if None.

    Raises:
        UsageError: if the file can't be read, or says something that is no setting.
    """
    return load_configuration(path, base).settings


def load_configuration(
    path: Path | str | None = None, base: Settings | None = None
) -> Configuration:
    """Like :func:`load_settings`, with where each setting came from."""
    found = Path(path) if path is not None else find_configuration()
    start = Configuration(base or Settings())
    if found is None:
        return start
    table = _table(found)
    if not isinstance(table, dict):
        raise UsageError(f"{found}: [tool.newsdigest] is no table")
    settings = _applied(start.settings, table, "", found)
    return start.over(settings, str(found))


def find_configuration() -> Path | None:
    """The file that the environment names, else the nearest one here or in a folder above."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    try:
        here = Path.cwd()
    except OSError:  # a folder that was deleted under our feet
        return None
    for folder in (here, *here.parents):
        if (own := folder / FILE_NAME).is_file():
            return own
        project = folder / PROJECT_FILE
        if project.is_file() and _names_us(project):
            return project
    return None


def _names_us(project: Path) -> bool:
    try:
        return bool(_table(project))
    except UsageError:  # somebody else's file, and their business
        return False


def _table(path: Path) -> Any:
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
        if len(data) > _MAX_BYTES:
            raise UsageError(f"{path}: too long for a file of settings")
        table = tomllib.loads(data.decode())
    except OSError as error:
        raise UsageError(f"can't read the settings in {path}: {system_reason(error)}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8, which TOML is written in") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: not valid TOML: {error}") from error
    if path.name == PROJECT_FILE:
        tool = table.get("tool")
        return tool.get("newsdigest", {}) if isinstance(tool, dict) else {}
    return table


def _applied(settings: Any, table: Mapping[str, Any], prefix: str, path: Path) -> Any:
    """A dataclass of settings with what a table says."""
    known = {one.name for one in fields(settings)}
    hints = get_type_hints(type(settings))
    values = {}
    for key, value in table.items():
        name = f"{prefix}{key}"
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"; did you mean {prefix}{near[0]}?" if near else ""
            raise UsageError(f"{path}: no setting {name}{hint}")
        old = getattr(settings, key)
        if is_dataclass(old):
            if not isinstance(value, dict):
                raise UsageError(f"{path}: {name} is a table of settings, not {value!r}")
            values[key] = _applied(old, value, f"{name}.", path)
        else:
            values[key] = _value(value, hints[key], name, path)
    try:
        return replace(settings, **values)
    except UsageError as error:
        raise UsageError(f"{path}: {prefix}{error}") from error


def _value(value: Any, hint: Any, name: str, path: Path) -> Any:
    """A value of TOML as the type of the setting; numbers and choices the settings check."""
    if get_origin(hint) in (frozenset, tuple):
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise UsageError(f"{path}: {name} is a list of strings, not {value!r}")
        if Path in get_args(hint):
            value = [path.parent / one for one in value]
        return get_origin(hint)(value)
    if hint in (bool, str) and not isinstance(value, hint):
        kind = "true or false" if hint is bool else "a string"
        raise UsageError(f"{path}: {name} is {kind}, not {value!r}")
    return value


def _leaves(settings: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    nested = []
    for one in fields(settings):
        value = getattr(settings, one.name)
        if is_dataclass(value):
            nested.append((value, f"{prefix}{one.name}."))
        else:
            yield f"{prefix}{one.name}", value
    for value, name in nested:  # in TOML, a table's own keys come before the tables in it
        yield from _leaves(value, name)


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset | tuple):
        values = [str(one) for one in value]
        return sorted(values) if isinstance(value, frozenset) else values
    return value


def _toml(value: Any) -> str:
    """A value as TOML writes it; "" for None."""
    value = _plain(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # A JSON string is a TOML string, but for the one control character that JSON lets stand.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return "" if value is None else repr(value)
