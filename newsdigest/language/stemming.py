"""Loads nltk's Snowball stemmers, and in a process of newsdigest's own nothing beside them.

Importing any part of nltk also loads scikit-learn and scipy.stats, for its classifiers and its
measures of collocations: more than half of the time that the digest of a few articles takes. Where
they are not installed nltk does without. So at the command line, and in the processes that a corpus
is shared among, nltk doesn't find them. In a program of somebody else it does: what that program
wants of nltk must be there.
"""

from __future__ import annotations

import sys
from typing import Any, cast

_UNUSED = ("sklearn", "scipy.stats")

_own = False


def own_process() -> None:
    """Says that this process runs newsdigest alone, and no program that uses it."""
    global _own
    _own = True


def snowball(name: str) -> Any:
    """nltk's Snowball stemmer of a language, by its English name (Porter 2001)."""
    modules = cast("dict[str, Any]", sys.modules)
    alone = _own and "nltk" not in modules
    hidden = [module for module in _UNUSED if alone and module not in modules]
    modules.update(dict.fromkeys(hidden))  # what is None there can't be imported
    try:
        from nltk.stem.snowball import SnowballStemmer
    finally:
        for module in hidden:
            del modules[module]
    return SnowballStemmer(name)
