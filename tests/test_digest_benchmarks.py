"""The benchmarks of digests and of the splitter stay alive: each is run on a tiny input."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import newsdigest as nd
from benchmarks.digest_peers import PEERS
from benchmarks.digests import Tokenizer, interval, speed
from benchmarks.sentences import ours, score
from newsdigest.digests.candidates import all_sentences, worth_telling


def test_every_peer_keeps_the_budget_and_repeats_nothing(seeds: list[nd.Article]) -> None:
    sentences = worth_telling(all_sentences(seeds[:3]))[:40]
    for name, choose in PEERS.items():
        chosen = choose(sentences, 90)
        assert chosen, name
        assert sum(sentence.words for sentence in chosen) <= 90, name
        assert len({sentence.text for sentence in chosen}) == len(chosen), name


def test_the_splitter_is_scored_by_its_boundaries() -> None:
    gold = [["He met Dr. Smith.", "They spoke.", "It rained."]]
    assert score(ours("en"), gold, " ")[0] == 100.0
    assert score(lambda text: [text], gold, " ")[0] == 0.0


def test_rouge_tokens_keep_every_script() -> None:
    assert Tokenizer("en").tokenize("The running dogs") == ["the", "run", "dog"]
    assert Tokenizer("ru").tokenize("Мост закрыт") == ["мост", "закрыт"]


def test_an_interval_is_narrow_where_all_values_are_alike() -> None:
    import numpy as np

    assert interval(np.full(50, 3.0)) == 0.0
    assert interval(np.arange(50.0)) > 1.0


def test_speed_is_measured_on_any_set(
    tmp_path: Path, seeds: list[nd.Article], capsys: pytest.CaptureFixture[str]
) -> None:
    event = {"articles": [{"text": a.text} for a in seeds], "summary": "x", "lang": "en"}
    path = tmp_path / "multi_news_full.dev.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(event).encode()))
    speed(tmp_path, events=2)
    assert "2 events of 10 reports" in capsys.readouterr().out
