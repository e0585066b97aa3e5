"""JSON and JSON Lines, for programs: one document, or one record a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .safe import json_text


def document(value: Any) -> str:
    """A value as indented JSON with a final newline."""
    return json_text(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def record(value: Any, format: str) -> str:
    """One record: in JSON Lines a line, in JSON the document."""
    return lines([value]) if format == "jsonl" else document(value)


def lines(records: Iterable[Any]) -> str:
    """Each record as one line of JSON."""
    return "".join(json_text(json.dumps(one, ensure_ascii=False)) + "\n" for one in records)
