"""Digests: the sentences that tell an event, chosen verbatim from its reports."""

from .novelty import summarize_new
from .summarizer import representatives, summarize

__all__ = ["representatives", "summarize", "summarize_new"]
