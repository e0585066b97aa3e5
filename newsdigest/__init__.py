"""newsdigest: a pile of news articles in, one extractive digest per event out.

    import newsdigest as nd

    report = nd.digest("seeds/", words=120)
    print(nd.render(report, "md"))

Importing is cheap: a name is loaded when it is first used, and heavy libraries when a stage runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._version import __version__
from .lazy import loader

if TYPE_CHECKING:
    from .archive import Archive, doctor
    from .configuration import load_settings
    from .duplicates import (
        from_datasketch,
        load_signatures,
        save_signatures,
        shared_passages,
        signatures,
        to_datasketch,
    )
    from .errors import (
        ArchiveError,
        NewsdigestError,
        OutputError,
        RecordError,
        SourceNotFoundError,
        UsageError,
    )
    from .estimators import (
        ChromeStripper,
        EventClusterer,
        ExtractiveSummarizer,
        NearDuplicates,
    )
    from .explaining import explain, explain_event, read_constraints
    from .language.sentences import split_sentences
    from .pipeline import cluster_events, digest, evaluate, summarize
    from .records import (
        Added,
        Agreement,
        Article,
        Chapter,
        Checkup,
        Constraints,
        Difference,
        Digest,
        DuplicateGroup,
        Event,
        EventExplanation,
        Explanation,
        Found,
        Grounds,
        Interval,
        Link,
        Moment,
        Pair,
        Problem,
        Progress,
        Quantity,
        Reading,
        Removed,
        Report,
        Sentence,
        Span,
        Storyline,
        Timeline,
        Update,
        Version,
    )
    from .rendering import Table, render, table
    from .settings import (
        ArchiveSettings,
        CleaningSettings,
        Columns,
        DigestSettings,
        DuplicateSettings,
        EventSettings,
        FetchSettings,
        ReadingSettings,
        RenderingSettings,
        Settings,
    )
    from .stages import (
        clean,
        fetch,
        find_duplicates,
        interval,
        iter_read,
        learn_site_lines,
        read,
        read_html,
        representatives,
        scan_duplicates,
        warmup,
    )

__all__ = [
    "Added",
    "Agreement",
    "Archive",
    "ArchiveError",
    "ArchiveSettings",
    "Article",
    "Chapter",
    "Checkup",
    "ChromeStripper",
    "CleaningSettings",
    "Columns",
    "Constraints",
    "Difference",
    "Digest",
    "DigestSettings",
    "DuplicateGroup",
    "DuplicateSettings",
    "Event",
    "EventClusterer",
    "EventExplanation",
    "EventSettings",
    "Explanation",
    "ExtractiveSummarizer",
    "FetchSettings",
    "Found",
    "Grounds",
    "Interval",
    "Link",
    "Moment",
    "NearDuplicates",
    "NewsdigestError",
    "OutputError",
    "Pair",
    "Problem",
    "Progress",
    "Quantity",
    "Reading",
    "ReadingSettings",
    "RecordError",
    "Removed",
    "RenderingSettings",
    "Report",
    "Sentence",
    "Settings",
    "SourceNotFoundError",
    "Span",
    "Storyline",
    "Table",
    "Timeline",
    "Update",
    "UsageError",
    "Version",
    "__version__",
    "clean",
    "cluster_events",
    "digest",
    "doctor",
    "evaluate",
    "explain",
    "explain_event",
    "fetch",
    "find_duplicates",
    "from_datasketch",
    "interval",
    "iter_read",
    "learn_site_lines",
    "load_settings",
    "load_signatures",
    "read",
    "read_constraints",
    "read_html",
    "render",
    "representatives",
    "save_signatures",
    "scan_duplicates",
    "shared_passages",
    "signatures",
    "split_sentences",
    "summarize",
    "table",
    "to_datasketch",
    "warmup",
]

_HOMES = {
    "archive": "Archive doctor",
    "pipeline": "cluster_events digest evaluate summarize",
    "stages": (
        "clean fetch find_duplicates interval iter_read learn_site_lines read read_html "
        "representatives scan_duplicates warmup"
    ),
    "explaining": "explain explain_event read_constraints",
    "duplicates": (
        "from_datasketch load_signatures save_signatures shared_passages signatures to_datasketch"
    ),
    "estimators": "ChromeStripper EventClusterer ExtractiveSummarizer NearDuplicates",
    "records": (
        "Added Agreement Article Chapter Checkup Constraints Difference Digest DuplicateGroup "
        "Event EventExplanation Explanation Found Grounds Interval Link Moment Pair Problem "
        "Progress Quantity Reading Removed Report Sentence Span Storyline Timeline Update Version"
    ),
    "settings": (
        "ArchiveSettings CleaningSettings Columns DigestSettings DuplicateSettings "
        "EventSettings FetchSettings ReadingSettings RenderingSettings Settings"
    ),
    "errors": (
        "ArchiveError NewsdigestError OutputError RecordError SourceNotFoundError UsageError"
    ),
    "configuration": "load_settings",
    "rendering": "Table render table",
    "language.sentences": "split_sentences",
}
__getattr__ = loader(
    __name__, {name: home for home, names in _HOMES.items() for name in names.split()}
)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
