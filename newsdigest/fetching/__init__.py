"""Fetching: feeds over HTTP, asked for courteously, with what is known of them kept in a file."""

from .client import Answer, BusyError, Client, FetchError, refusal
from .state import FeedState, State, feed_file, state_file

__all__ = [
    "Answer",
    "BusyError",
    "Client",
    "FeedState",
    "FetchError",
    "State",
    "feed_file",
    "refusal",
    "state_file",
]
