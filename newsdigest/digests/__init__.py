"""Digests: the sentences that tell an event, chosen verbatim from its reports."""

from .summarizer import representatives, summarize

__all__ = ["representatives", "summarize"]
