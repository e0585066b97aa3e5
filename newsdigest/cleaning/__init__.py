"""Cleaning: takes site chrome off articles and says what was taken and why."""

from .cleaner import clean, clean_article
from .html import read_html

__all__ = ["clean", "clean_article", "read_html"]
