"""Which paragraphs of a page are its body, and why each of the others is not."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import compress
from operator import itemgetter

import numpy as np

from .boxes import reach
from .bylines import SIGNED, agency_of, looks_like_name
from .facts import Facts, Row, rounded
from .page import Page
from .segmentation import best_run

# Chance of being body above which a line speaks for the body, on a page full of chrome.
_LEVEL = 0.52
# Chance below which a line inside the body is dropped, on such a page.
_UNLIKE = 0.15
# Share of lines that are surely a site's up to which a page is taken for clean, and from which on
# for full of chrome; between the two it is judged the more gently the fewer it has.
_CLEAN_SHARE, _FULL_SHARE = 0.05, 0.12
# Such lines below which sentences are judged more gently: two of them between four sentences
# don't make a page of links.
_FULL_LINES = 8
_GENTLEST = 0.05
# What the heading of a trailing section weighs in the segmentation, in square roots of words.
_HEADING_WEIGHT = 4.0
# Lines without a final in a row from which on they are a list of links, and what that costs.
_LIST_LINES = 9
_LONG_LIST = re.compile(b"\1{%d,}" % _LIST_LINES)
_LIST_COST = 0.3
# Phrases in which a site speaks of itself in one line from which on it is hardly body: on a page
# full of chrome, and on one that has less.
_DISCLOSURES, _MORE_DISCLOSURES = 1, 2
_LEGAL_CHANCE = 0.1
# What a line costs that stands in several articles of the site.
_SITE_COST = 0.5
# Share of prose after a heading below which all that follows is a trailing section.
_TRAILING_PROSE = 0.5
# Words of a trailing section, as a share of those before it, on a page that is not full of chrome.
_TRAILING_SIZE = 0.7
# Chance above which a line is body whatever its first words are.
_SURE = 0.9
# Lines of a block of links, and of the head matter before the first prose.
_BLOCK = 12
_HEAD = 6
_HEADLINE_WORDS = 18
# Lines before and after the body that are told apart.
_NEAR = 15
_is_plain, _is_prose = (itemgetter(Facts._fields.index(name)) for name in ("plain", "prose"))


def judge(page: Page, strictness: float = 1.0) -> list[str]:
    """A reason for each paragraph that is not body, "" for the body's.

    ``strictness``, 0 to 1, bounds how far a page that looks full of chrome is treated as one.
    """
    judging = _Judging(page, strictness)
    judging.find_run()
    judging.close_at_heading()
    judging.drop_inner_chrome()
    judging.trim_head()
    judging.trim_tail()
    judging.drop_lone_caption()
    judging.name_outside()
    return judging.reasons


def is_all_body(texts: Sequence[str], rows: Sequence[Row], known: Collection[str] = ()) -> bool:
    """Whether a page is surely its body as a whole: :func:`judge` would find nothing to take.

    True for most texts that were cleaned before, and found faster. ``rows``: the lines' facts.
    """
    return (
        all(map(_is_plain, rows))
        and _is_prose(rows[0])
        and len(texts[-1]) > SIGNED
        and not (known and any(text in known for text in texts))
    )


class _Judging:
    """The reasons of one page while they are found, step by step."""

    def __init__(self, page: Page, strictness: float) -> None:
        self.page = page
        self.facts = page.facts
        self.strictness = min(_strictness(page.facts), strictness)
        self.site = [text in page.known for text in page.texts] if page.known else None
        self.chances = _chances(page, self.strictness, self.site)
        self.reasons = ["outside"] * len(page.texts)
        self.low = self.high = 0

    def find_run(self) -> None:
        """The body is the run of paragraphs that scores highest, less the boxes within it."""
        level = _LEVEL * self.strictness
        of_prose = min(level, _LEVEL * max(_GENTLEST, sum(self.facts.surely) / _FULL_LINES))
        sized = zip(self.facts.size, self.chances, self.facts.prose, strict=True)
        scores = [size * (chance - (of_prose if prose else level)) for size, chance, prose in sized]
        for heading in self.page.headings:
            scores[heading] = -_HEADING_WEIGHT
        run = best_run(scores)
        if run == (0, 0):
            return
        (self.low, self.high), boxes = reach(run, scores, self.chances, self.facts)
        self.reasons[self.low : self.high] = [""] * (self.high - self.low)
        for start, end in boxes:
            self._name(start, end, "unlike")

    def close_at_heading(self) -> None:
        """Ends the body at the heading of a trailing section; within it drops blocks of links."""
        for heading in _within(self.page.headings, self.low, self.high):
            if self._is_trailing(heading):
                self.high = heading
                self.reasons[heading:] = ["related"] * (len(self.reasons) - heading)
                return
            for index in range(heading, min(heading + _BLOCK, self.high)):
                if self.facts.prose[index]:
                    break
                self.reasons[index] = "related"

    def drop_inner_chrome(self) -> None:
        """Drops from the body what says that it is chrome, or looks nothing like body."""
        chances, telling, site = self.chances, self.facts.telling, self.site
        unlike = _UNLIKE * self.strictness
        for index in range(self.low, self.high):
            listed = site is not None and site[index]
            if self.reasons[index] or not (telling[index] or chances[index] < unlike or listed):
                continue
            if listed:
                self.reasons[index] = "site"
            elif chances[index] < _SURE:
                self.reasons[index] = self.page.reason(index)
            if not self.reasons[index] and chances[index] < unlike:
                self.reasons[index] = "unlike"

    def trim_head(self) -> None:
        """Drops labels and headline before the first prose, if they are few."""
        head: list[int] = []
        for index in self._kept():
            if self.facts.prose[index]:
                for label in head[:-1]:
                    self.reasons[label] = "section"
                for headline in head[-1:]:
                    self.reasons[headline] = "headline"
                return
            if len(head) == _HEAD or self._speaks(index):
                return
            head.append(index)

    def trim_tail(self) -> None:
        """Drops names, agencies and labels after the last prose."""
        for index in reversed(self._kept()):
            text = self.page.texts[index]
            if agency_of(text):
                self.reasons[index] = "agency"
            elif looks_like_name(text):
                self.reasons[index] = "byline"
            else:
                return

    def drop_lone_caption(self) -> None:
        """Drops a proper name on a line of its own that the paragraph beside it repeats.

        A sub-heading is seldom alone, and the text seldom repeats it with its capitals.
        """
        named = self.facts.named
        names = [i for i in range(self.low, self.high) if named[i] and not self.reasons[i]]
        if len(names) != 1:
            return
        kept, index = self._kept(), names[0]
        place = kept.index(index)
        if not 0 < place < len(kept) - 1:
            return
        text = self.page.texts[index]
        beside = (self.page.texts[kept[place - 1]], self.page.texts[kept[place + 1]])
        if looks_like_name(text) and any(text in paragraph for paragraph in beside):
            self.reasons[index] = "caption"

    def name_outside(self) -> None:
        """Tells of the lines beside the body what they are, and of a section after it as well."""
        size = len(self.reasons)
        self._name(max(0, self.low - _NEAR), self.low)
        end = min(size, self.high + _NEAR)
        for heading in _within(self.page.headings, self.high, end)[:1]:
            self.reasons[heading:] = ["related"] * (size - heading)
            end = heading
        self._name(self.high, end)

    def _name(self, start: int, end: int, otherwise: str = "outside") -> None:
        for index in range(start, end):
            self.reasons[index] = self.page.reason(index) or otherwise

    def _is_trailing(self, heading: int) -> bool:
        """Whether what follows a heading in the body has little prose, and isn't the most."""
        all_words = np.array(self.facts.words)
        after = all_words[heading : self.high]
        words, prose = after.sum(), (after * self.facts.prose[heading : self.high]).sum()
        before = all_words[self.low : heading].sum()
        if self.strictness < 1 and words > _TRAILING_SIZE * before:
            return False
        return bool(prose <= _TRAILING_PROSE * words)

    def _kept(self) -> list[int]:
        return [index for index in range(self.low, self.high) if not self.reasons[index]]

    def _speaks(self, index: int) -> bool:
        """Whether a brief paragraph is a sentence, a salutation or an announcement."""
        return bool(
            self.facts.final[index]
            or self.page.texts[index][-1] in ":,;"
            or self.facts.words[index] > _HEADLINE_WORDS
        )


def _within(indices: Sequence[int], start: int, end: int) -> list[int]:
    """Those of some ascending indices that lie from ``start`` to ``end``."""
    return [index for index in indices if start <= index < end]


def _strictness(facts: Facts) -> float:
    """1 for a page full of menus and lists of links, ``_GENTLEST`` for one that is clean."""
    if not facts.surely:
        return 1.0
    share = sum(facts.surely) / len(facts.surely)
    return min(max((share - _CLEAN_SHARE) / (_FULL_SHARE - _CLEAN_SHARE), _GENTLEST), 1.0)


def _chances(page: Page, strictness: float, site: Sequence[bool] | None) -> Sequence[float]:
    """The chances of the paragraphs, less what it costs to stand where they do, rounded."""
    chances, changed = list(page.chances), set[int]()
    if strictness > _GENTLEST:  # lists in a clean text are the article's own
        for listed in _long_lists(page.facts.loose):
            for index in listed:
                chances[index] -= _LIST_COST
            changed.update(listed)
    most = _DISCLOSURES if strictness == 1 else _MORE_DISCLOSURES
    disclosures = page.facts.disclosures
    if max(disclosures, default=0) >= most:
        for index, disclosed in enumerate(disclosures):
            if disclosed >= most:
                chances[index] = min(chances[index], _LEGAL_CHANCE)
                changed.add(index)
    for index in compress(range(len(chances)), site or ()):
        chances[index] -= _SITE_COST
        changed.add(index)
    if not changed:
        return page.rounded
    found = list(page.rounded)
    for index in changed:
        found[index] = rounded(max(chances[index], 0.0))
    return found


def _long_lists(loose: Sequence[bool]) -> list[range]:
    """The long runs of paragraphs without a final, as lists of links are."""
    return [range(*run.span()) for run in _LONG_LIST.finditer(bytes(loose))]
