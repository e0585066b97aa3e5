"""Mailboxes, and texts that were read in a wrong encoding before they came here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsdigest as nd
from newsdigest.language.hosts import host_of
from newsdigest.language.mojibake import unscrambled

MAILBOX = """From a@example.org Mon Jun  5 10:00:00 2023
From: Ann <a@example.org>
Subject: Bridge closed
Date: Mon, 5 Jun 2023 10:00:00 +0000

The bridge was closed on Tuesday.
>From there it went on.

From c@example.org Tue Jun  6 11:00:00 2023
From: Cy <c@example.org>
Subject: Bridge open

The bridge was opened again.
"""


def test_each_mail_of_a_mailbox_is_an_article(tmp_path: Path) -> None:
    path = tmp_path / "news.mbox"
    path.write_text(MAILBOX)
    reading = nd.read(path)
    assert [article.title for article in reading.articles] == ["Bridge closed", "Bridge open"]
    assert reading.articles[0].text.endswith("\nFrom there it went on.\n\n")
    assert reading.problems == []


def test_what_is_no_mailbox_is_lost_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "news.mbox"
    path.write_text("\nJust a text.\n")
    (problem,) = nd.read(path).problems
    assert (problem.severity, problem.line) == ("lost", 2)
    assert "not a mailbox" in problem.reason


def test_a_headless_mail_is_lost_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "news.mbox"
    path.write_text("From x\nno header\n\n" + MAILBOX)
    reading = nd.read(path)
    assert len(reading.articles) == 2
    assert [(problem.line, problem.severity) for problem in reading.problems] == [(1, "lost")]


def test_utf8_that_was_read_as_windows_1252_is_put_right_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("She said it wonâ€™t do, in a CafÃ©.\n", encoding="utf-8")
    reading = nd.read(path)
    assert reading.articles[0].text == "She said it won’t do, in a Café.\n"
    assert "Windows-1252" in reading.problems[0].reason


@pytest.mark.parametrize("text", ["SÃO PAULO é", "CafÃ© – and a café", "Â", "a “café’”…"])
def test_a_text_that_is_not_wholly_such_keeps_its_letters(text: str) -> None:
    assert unscrambled(text) == text


def test_marks_are_put_right_where_the_text_is_not_wholly_such() -> None:
    assert unscrambled(
        "It wonâ€™t do – said GÃ©rard, a guÃ©rillero of 1959 â\x80\x94 in a café."
    ) == ("It won’t do – said GÃ©rard, a guÃ©rillero of 1959 — in a café.")


@given(st.text(st.characters(codec="cp1252"), min_size=1))
def test_what_was_read_wrongly_is_what_was_meant(text: str) -> None:
    wrong = "".join(
        chr(byte) if byte in b"\x81\x8d\x8f\x90\x9d" else bytes([byte]).decode("cp1252")
        for byte in text.encode()
    )
    if unscrambled(text) == text:  # else it could be meant either way
        assert unscrambled(wrong) == text


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.org:80/a", "example.org"),
        ("http://[", ""),
        ("", ""),
        ("example.org/a", ""),
    ],
)
def test_the_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host


def test_a_day_is_read_with_the_months_of_arabic_and_hindi() -> None:
    for written in ("13 مارس 2014", "13 मार्च 2014"):
        article = nd.Article.from_dict({"id": "a", "text": "x", "published": written})
        assert article.published == date(2014, 3, 13)
