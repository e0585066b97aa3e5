"""The summarizers of sumy as selectable methods, over our sentences and words.

sumy's own tokenizers want data that has to be downloaded; here it gets a document whose sentences
and words are ours, each sentence once, and gives back a ranking, from which the best are taken that
fit the budget and repeat nothing. Most of its methods compare every two sentences or worse, so each
has a largest number that it is given.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from .budget import Budget
from .candidates import Candidate
from .repeats import repeats

#: For each method its module and class in sumy, and the most sentences that it is given: about as
#: many as it ranks in two seconds.
METHODS: dict[str, tuple[str, str, int]] = {
    "lexrank": ("lex_rank", "LexRankSummarizer", 250),
    "textrank": ("text_rank", "TextRankSummarizer", 250),
    "lsa": ("lsa", "LsaSummarizer", 300),
    "luhn": ("luhn", "LuhnSummarizer", 400),
    "kl": ("kl", "KLSummarizer", 80),
    "sumbasic": ("sum_basic", "SumBasicSummarizer", 400),
    "reduction": ("reduction", "ReductionSummarizer", 250),
}


def largest(method: str) -> int | None:
    """The most sentences that a method is given; None for one that is not of sumy."""
    return METHODS[method][2] if method in METHODS else None


def selector(method: str) -> Callable[[Sequence[Candidate], Budget], list[Candidate]]:
    """The function that chooses sentences by a method of sumy."""

    def select(sentences: Sequence[Candidate], budget: Budget) -> list[Candidate]:
        distinct = _distinct(sentences)
        chosen: list[Candidate] = []
        for sentence in _ranked(method, distinct):
            if budget.allows([*chosen, sentence]) and not repeats(sentence, chosen):
                chosen.append(sentence)
        return chosen

    return select


class _Tokenizer:
    """Hands sumy the words that were found before, without stop words."""

    def __init__(self, sentences: Sequence[Candidate]) -> None:
        self._tokens = {
            _key(one): tuple(token for token in one.tokens if token in one.content)
            for one in sentences
        }

    def to_words(self, text: str) -> tuple[str, ...]:
        return self._tokens[text]


def _ranked(method: str, sentences: Sequence[Candidate]) -> list[Candidate]:
    """The sentences, best first; those without a word of content come last."""
    told = [sentence for sentence in sentences if sentence.content]
    untold = [sentence for sentence in sentences if not sentence.content]
    return [*(_by_sumy(method, told) if len(told) > 1 else told), *untold]


def _by_sumy(method: str, sentences: Sequence[Candidate]) -> list[Candidate]:
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from threadpoolctl import threadpool_limits

    module, name, _ = METHODS[method]
    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), name)()
    tokenizer = _Tokenizer(sentences)
    document = ObjectDocumentModel(
        [Paragraph([Sentence(_key(sentence), tokenizer) for sentence in sentences])]
    )
    ranked: list[tuple[float, int]] = []

    def take_all(infos: list[Any]) -> list[Any]:
        """sumy lets a function choose from its sentences, which it hands over with ratings."""
        ranked.extend((-round(float(info.rating), 6), info.order) for info in infos)
        return infos

    # The last bits of a score, and so a tie, depend on the number of threads.
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # LSA warns of few words; the result is still a ranking
        summarizer(document, take_all)
    return [sentences[order] for _, order in sorted(ranked)]


def _distinct(sentences: Sequence[Candidate]) -> list[Candidate]:
    """The sentences, those of the same words only once: sumy would take them for twice as true."""
    return list({_key(sentence): sentence for sentence in reversed(sentences)}.values())[::-1]


def _key(sentence: Candidate) -> str:
    return " ".join(sentence.text.split())
