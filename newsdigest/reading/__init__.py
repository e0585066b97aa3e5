"""Reading: from files, folders, standard input and records to Articles and Problems."""

from .parts import FromHtml
from .reader import Source, Sources, iter_read, read, read_feed, read_opml

__all__ = ["FromHtml", "Source", "Sources", "iter_read", "read", "read_feed", "read_opml"]
