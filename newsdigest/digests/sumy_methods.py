"""Summarizers of sumy as selectable methods, over our sentences and words.

sumy's own tokenizers want data that has to be downloaded; here it gets a document whose sentences
and words are ours, de-duplicated, and gives back a ranking.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .candidates import Candidate
from .coverage import repeats

# LexRank compares every two sentences; the settings' "candidates" may ask for more than it bears.
_LARGEST = 1000


class _Tokenizer:
    """Hands sumy the words that were found before."""

    def __init__(self, sentences: Sequence[Candidate]) -> None:
        self._tokens = {_key(sentence): sentence.tokens for sentence in sentences}

    def to_words(self, text: str) -> tuple[str, ...]:
        return self._tokens[text]


def lexrank(sentences: Sequence[Candidate], budget: int) -> list[Candidate]:
    """The sentences by LexRank (Erkan and Radev 2004), best first, without repeats, in budget."""
    from sumy.summarizers.lex_rank import LexRankSummarizer

    distinct = list({_key(sentence): sentence for sentence in reversed(sentences)}.values())[::-1]
    chosen: list[Candidate] = []
    for sentence in _ranked(LexRankSummarizer(), distinct[:_LARGEST]):
        room = budget - sum(one.words for one in chosen)
        if sentence.words <= room and not repeats(sentence, chosen):
            chosen.append(sentence)
    return chosen


def _ranked(summarizer: Any, sentences: Sequence[Candidate]) -> list[Candidate]:
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from threadpoolctl import threadpool_limits

    tokenizer = _Tokenizer(sentences)
    document = ObjectDocumentModel(
        [Paragraph([Sentence(_key(sentence), tokenizer) for sentence in sentences])]
    )
    ranked: list[str] = []

    def take_all(infos: list[Any]) -> list[Any]:
        """sumy lets a function choose from its sentences, which it hands over best first."""
        ranked.extend(str(info.sentence) for info in infos)
        return infos

    with threadpool_limits(1):  # the last bits of a score, and so a tie, depend on the threads
        summarizer(document, take_all)
    by_key = {_key(sentence): sentence for sentence in sentences}
    return [by_key[text] for text in ranked]


def _key(sentence: Candidate) -> str:
    return " ".join(sentence.text.split())
