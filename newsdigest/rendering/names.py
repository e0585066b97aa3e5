"""The names of the formats and the file suffixes that stand for them."""

from typing import Literal, get_args

Format = Literal["md", "txt", "json", "jsonl", "html"]
#: The formats of what is no report, and has no page to be shown on.
TextFormat = Literal["md", "txt", "json", "jsonl"]
#: The formats by name, the default of reports first.
FORMATS: tuple[Format, ...] = get_args(Format)
TEXT_FORMATS: tuple[TextFormat, ...] = get_args(TextFormat)
BY_SUFFIX: dict[str, Format] = {
    ".md": "md",
    ".markdown": "md",
    ".txt": "txt",
    ".json": "json",
    ".jsonl": "jsonl",
    ".html": "html",
    ".htm": "html",
}
