"""Reads one article from a text or Markdown file."""

from __future__ import annotations

import re
from typing import Any

# A YAML front matter as static site generators write it, and the keys that an article knows.
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.{0,5000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"^(title|date|author|url|source|lang|language|id):[ \t]*(.{1,300}?)[ \t]*$",
                    re.MULTILINE | re.IGNORECASE)  # fmt: skip
_MARKS = (
    (re.compile(r"!\[[^\[\]\n]{0,300}\]\([^)\n]{0,500}\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,300})\]\([^)\n]{0,500}\)"), r"\1"),
    (re.compile(r"^#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^\n*_]{1,300})(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^\n*]{1,300}?)(?<=\S)\*(?![\w*])"), r"\1"),
)


def plain_record(text: str) -> dict[str, Any]:
    """The record of a text file: its text is the file."""
    return {"text": text}


def markdown_record(text: str) -> dict[str, Any]:
    """The record of a Markdown file: text without marks, and what its front matter tells."""
    record: dict[str, Any] = {}
    if front := _FRONT.match(text):
        for key, value in _ENTRY.findall(front[1]):
            record[key.lower()] = value.strip("\"'")
        text = text[front.end() :]
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return record | {"text": text}
