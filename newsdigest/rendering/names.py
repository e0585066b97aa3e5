"""The names of the formats and the file suffixes that stand for them."""

from typing import Literal, get_args

Format = Literal["md", "txt", "json", "jsonl", "csv", "atom", "jsonfeed", "eml", "html"]
#: The formats of lists: of articles, groups and events.
ListFormat = Literal["md", "txt", "json", "jsonl", "csv"]
#: The formats of what is told: an explanation, a measurement.
TextFormat = Literal["md", "txt", "json", "jsonl"]
#: The format of records that can be read again.
RecordFormat = Literal["jsonl"]
#: The formats by name, the default of reports first.
FORMATS: tuple[Format, ...] = get_args(Format)
LIST_FORMATS: tuple[ListFormat, ...] = get_args(ListFormat)
TEXT_FORMATS: tuple[TextFormat, ...] = get_args(TextFormat)
RECORD_FORMATS: tuple[RecordFormat, ...] = get_args(RecordFormat)
BY_SUFFIX: dict[str, Format] = {
    ".md": "md",
    ".markdown": "md",
    ".txt": "txt",
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".atom": "atom",
    ".jsonfeed": "jsonfeed",
    ".eml": "eml",
    ".html": "html",
    ".htm": "html",
}
