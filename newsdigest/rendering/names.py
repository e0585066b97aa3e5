"""The names of the formats and the file suffixes that stand for them."""

from typing import Literal, get_args

Format = Literal["md", "txt", "json", "jsonl"]
#: What a report can be written as besides: forms that show digests and nothing else.
ReportFormat = Literal["md", "txt", "json", "jsonl", "html"]
#: The formats by name, the default of reports first.
FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)
RECORD_FORMATS: tuple[Format, ...] = get_args(Format)
BY_SUFFIX: dict[str, ReportFormat] = {
    ".md": "md",
    ".markdown": "md",
    ".txt": "txt",
    ".json": "json",
    ".jsonl": "jsonl",
    ".html": "html",
    ".htm": "html",
}
