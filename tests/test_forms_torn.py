"""Torn compressed files: all that stands whole before the tear is read, and the tear is told."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

import newsdigest as nd

from . import forms

_WORDS = "bridge harbour mayor lorry council vote night town year close open river ferry".split()


def _records(count: int) -> list[dict[str, str]]:
    chance = random.Random(7)  # words by chance: what repeats itself packs into a block
    return [
        {"id": f"n{number}", "text": " ".join(chance.choices(_WORDS, k=150)) + "."}
        for number in range(count)
    ]


RECORDS = _records(150)
PACK: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "xz": lzma.compress,
    "zst": forms.zstd,
    "bz2": lambda data: bz2.compress(data, 1),  # blocks of 100 kB: what is in a whole one is had
}
UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "gz": lambda data: zlib.decompressobj(31).decompress(data),
    "xz": lambda data: lzma.LZMADecompressor().decompress(data),
    "bz2": lambda data: bz2.BZ2Decompressor().decompress(data),
}


def written(form: str, records: list[dict[str, str]] = RECORDS) -> bytes:
    """The records as a file of the form."""
    if form == "jsonl":
        return forms.lines(records)
    if form == "json":
        return json.dumps(records).replace("}, {", "},\n{").encode()
    if form == "csv":
        table = io.StringIO()
        rows = csv.DictWriter(table, ["id", "text"], lineterminator="\n")
        rows.writeheader()
        rows.writerows(records)
        return table.getvalue().encode()
    return json.dumps({"status": "ok", "articles": records}).encode()


def zstd_unpacked(data: bytes) -> bytes:
    import zstandard

    return zstandard.ZstdDecompressor().decompressobj().decompress(data)


@pytest.mark.parametrize("packing", PACK)
@pytest.mark.parametrize("form", ["jsonl", "json", "csv"])
def test_every_record_that_can_be_unpacked_before_a_tear_is_read(
    form: str, packing: str, tmp_path: Path
) -> None:
    whole = PACK[packing](written(form))
    torn = whole[: len(whole) * 98 // 100]
    had = UNPACK.get(packing, zstd_unpacked)(torn)
    (tmp_path / f"a.{form}.{packing}").write_bytes(torn)
    reading = nd.read(tmp_path)
    expected = had.count(b"\n") - (form == "csv")
    assert expected > 50
    assert [article.id for article in reading.articles] == [f"n{n}" for n in range(expected)]
    assert [article.text for article in reading.articles] == [
        record["text"] for record in RECORDS[:expected]
    ]
    (problem,) = reading.problems
    assert problem.severity == "lost"
    assert "end in the middle" in problem.reason


def test_a_torn_list_of_a_long_document_is_read_up_to_the_tear(tmp_path: Path) -> None:
    records = _records(2_500)  # more than is decoded at once
    for form in ("csv", "json", "wrapped"):
        whole = gzip.compress(written(form, records))
        torn = whole[: len(whole) * 98 // 100]
        had = zlib.decompressobj(31).decompress(torn)
        path = tmp_path / f"{form}.{'csv' if form == 'csv' else 'json'}.gz"
        path.write_bytes(torn)
        reading = nd.read(path)
        whole_records = had.count(b"\n") - 1 if form == "csv" else had.count(b'."}')
        assert len(had) > 1 << 20
        assert whole_records - 1 <= len(reading.articles) <= whole_records
        assert [problem.reason for problem in reading.problems] == [
            "the compressed data end in the middle"
        ]


def test_a_torn_member_of_an_archive_is_read_up_to_the_tear(tmp_path: Path) -> None:
    torn = gzip.compress(written("jsonl"))[:-300]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.jsonl.gz", torn)
    had = zlib.decompressobj(31).decompress(torn)
    reading = nd.read(tmp_path / "a.zip")
    assert len(reading.articles) == had.count(b"\n") > 100
    assert len(reading.problems) == 1


@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz", "a.eml.gz", "a.txt.xz"])
def test_half_a_document_is_no_article(name: str, tmp_path: Path) -> None:
    text = f"Subject: x\n\n<p>{RECORDS[0]['text']}</p>\n<p>{RECORDS[1]['text']}</p>".encode()
    (tmp_path / name).write_bytes(PACK[name[-2:]](text)[:-30])
    reading = nd.read(tmp_path)
    assert not reading.articles
    assert "end in the middle" in reading.problems[0].reason


def test_the_last_record_before_damage_is_read(tmp_path: Path) -> None:
    first = gzip.compress(forms.lines(RECORDS[:3]))
    (tmp_path / "a.jsonl.gz").write_bytes(first + b"\x1f\x8b and no more of it")
    reading = nd.read(tmp_path)
    assert [article.id for article in reading.articles] == ["n0", "n1", "n2"]
    assert len(reading.problems) == 1
