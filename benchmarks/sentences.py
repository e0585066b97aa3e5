"""Measures the sentence splitter: boundary F1 and sentences a CPU second, beside other splitters.

::

    python -m benchmarks.sentences --data DATA

DATA holds ``*.LANGUAGE.txt.gz`` files of one sentence a line. Lines without final punctuation are
left out, the others joined thirty at a time. A peer that is not installed (``pip install pysbd
syntok sentencex blingfire``), or has no data (punkt), is left out with a message.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import newsdigest as nd

_FINAL = re.compile(r"[.!?…。！？।][\"'”’)\]]*$")
_JOINED = 30  # sentences a text
Split = Callable[[str], Sequence[str]]


def texts(path: Path) -> Iterator[list[str]]:
    """The sentences of a file, those of one text together."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        whole = [line.strip() for line in lines if _FINAL.search(line.strip())]
    for start in range(0, len(whole), _JOINED):
        yield whole[start : start + _JOINED]


def ends(sentences: Sequence[str]) -> list[int]:
    """Where sentences end, in characters that are no space."""
    found, position = [], 0
    for sentence in sentences:
        position += len("".join(sentence.split()))
        found.append(position)
    return found


def score(split: Split, gold: Sequence[Sequence[str]], between: str) -> tuple[float, float]:
    """Boundary F1 in per cent, and sentences a CPU second."""
    right = made = true = sentences = 0
    spent = 0.0
    for expected in gold:
        text = between.join(expected)
        start = time.process_time()
        got = split(text)
        spent += time.process_time() - start
        last = ends(expected)[-1]
        want, have = set(ends(expected)[:-1]), {end for end in ends(got) if end < last}
        right, made, true = right + len(want & have), made + len(have), true + len(want)
        sentences += len(got)
    return 200 * right / max(1, made + true), sentences / max(1e-9, spent)


def ours(language: str) -> Split:
    """The product's splitter."""
    return lambda text: [text[a:b] for a, b in nd.split_sentences(text, language)]


def _punkt(language: str) -> Split:
    from nltk.tokenize import PunktTokenizer

    names = {"en": "english", "de": "german", "es": "spanish", "fr": "french", "ru": "russian"}
    tokenize: Split = PunktTokenizer(names[language]).tokenize
    return tokenize


def _trained(language: str) -> Split:
    """Punkt's algorithm without data of its own: no abbreviation is known to it."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    if language != "en":
        raise KeyError(language)
    tokenize: Split = PunktSentenceTokenizer().tokenize
    return tokenize


def _pysbd(language: str) -> Split:
    import pysbd

    return pysbd.Segmenter(language=language, clean=False).segment  # type: ignore[no-any-return]


def _syntok(language: str) -> Split:
    from syntok import segmenter

    if language not in ("en", "de", "es"):
        raise KeyError(language)
    return lambda text: [
        "".join(token.spacing + token.value for token in sentence)
        for paragraph in segmenter.process(text)
        for sentence in paragraph
    ]


def _sentencex(language: str) -> Split:
    import sentencex

    return lambda text: list(sentencex.segment(language, text))


def _blingfire(language: str) -> Split:
    import blingfire

    return lambda text: blingfire.text_to_sentences(text).split("\n")


PEERS: dict[str, Callable[[str], Split]] = {
    "newsdigest": ours,
    "punkt": _punkt,
    "punkt, no data": _trained,
    "pysbd": _pysbd,
    "syntok": _syntok,
    "sentencex": _sentencex,
    "blingfire": _blingfire,
}


def main() -> None:
    """Prints a line for each splitter and language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of sentence files")
    parser.add_argument("--limit", type=int, help="only so many texts of each file")
    arguments = parser.parse_args()
    for path in sorted(arguments.data.glob("*.txt.gz")):
        language = path.name.split(".")[-3]
        gold = list(texts(path))[: arguments.limit]
        for name, make in PEERS.items():
            try:
                f1, speed = score(make(language), gold, "" if language in ("zh", "ja") else " ")
            except (ImportError, LookupError, ValueError) as error:
                reason = " ".join(str(error).split())[:60]
                print(f"left out: {name} for {language} ({reason})", file=sys.stderr)
                continue
            print(f"{language}  {name:16s} F1 {f1:6.2f}  {speed:9,.0f} sentences/s", flush=True)


if __name__ == "__main__":
    main()
