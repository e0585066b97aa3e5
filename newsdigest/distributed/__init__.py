"""The same stages on both cores, on all cores, or on many machines: from disk to disk, in parts.

The names are looked up when they are used: importing this package loads no dependency.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .publishing import Corpus
    from .run import digest_corpus

__all__ = ["Corpus", "digest_corpus"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ..errors import UsageError

    try:
        from . import publishing, run
    except ImportError as error:
        if error.name != "pyarrow":
            raise
        raise UsageError(
            "a corpus in parts needs pyarrow: pip install 'newsdigest[corpus]'"
        ) from error
    return getattr(publishing if name == "Corpus" else run, name)
