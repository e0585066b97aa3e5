"""How long a digest may be: in words, and, where that is asked for, in sentences or characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..settings import DigestSettings
from .candidates import Candidate


@dataclass(frozen=True, slots=True)
class Budget:
    """Upper bounds, all of which a digest keeps; None bounds nothing.

    Words are what ``str.split()`` yields; characters are those of the sentences with one space
    between each two, as ``Digest.text`` joins them.
    """

    words: int | None = None
    sentences: int | None = None
    characters: int | None = None

    @classmethod
    def of(cls, settings: DigestSettings) -> Budget:
        """The bounds that a digest with these settings keeps."""
        return cls(settings.words, settings.sentences, settings.characters)

    def allows(self, chosen: Sequence[Candidate]) -> bool:
        """Whether sentences together are within every bound."""
        return (
            (self.words is None or sum(s.words for s in chosen) <= self.words)
            and (self.sentences is None or sum(s.count for s in chosen) <= self.sentences)
            and (
                self.characters is None
                or sum(s.end - s.start + 1 for s in chosen) - 1 <= self.characters
            )
        )

    def without(self, chosen: Iterable[Candidate]) -> Budget:
        """What is left when sentences are taken."""
        taken = list(chosen)
        return Budget(
            None if self.words is None else self.words - sum(s.words for s in taken),
            None if self.sentences is None else self.sentences - sum(s.count for s in taken),
            None
            if self.characters is None
            else self.characters - sum(s.end - s.start + 1 for s in taken),
        )

    def fits(self, sentence: Candidate) -> bool:
        """Whether one more sentence fits into what is left."""
        return (
            (self.words is None or sentence.words <= self.words)
            and (self.sentences is None or sentence.count <= self.sentences)
            and (self.characters is None or sentence.end - sentence.start <= self.characters)
        )

    @property
    def room(self) -> float:
        """About how many words fit, for deciding how widely to draw on the reports."""
        bounds = [
            self.words,
            None if self.sentences is None else 25 * self.sentences,
            None if self.characters is None else self.characters / 6,
        ]
        return min((bound for bound in bounds if bound is not None), default=0.0)
