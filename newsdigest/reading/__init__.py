"""Reading: from files, folders, standard input and records to Articles and Problems."""

from .reader import FromHtml, Source, iter_read, read

__all__ = ["FromHtml", "Source", "iter_read", "read"]
