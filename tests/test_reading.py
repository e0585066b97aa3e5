"""Reading: every form of article becomes the same record, with its date, title and id."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

import newsdigest as nd

TEXT = (
    "The harbour bridge was closed on Tuesday after engineers found cracks in two of its piers. "
    "Traffic will be led over the northern crossing until the repairs are done, the city said."
)


def only(path: Path) -> nd.Article:
    reading = nd.read(path)
    assert not reading.problems, reading.problems
    (article,) = reading.articles
    return article


def test_a_text_file_is_an_article_with_the_name_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "bridge.txt").write_text(TEXT)
    assert only(tmp_path).id == "below/bridge"
    assert only(tmp_path).path == "below/bridge.txt"
    assert only(tmp_path / "below" / "bridge.txt").id == "bridge"


def test_a_markdown_file_gives_its_front_matter_and_loses_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "bridge.md"
    path.write_text(
        '---\ntitle: "Bridge closed"\ndate: 2023-06-05\ntags: [a, b]\n---\n'
        "# Closed\n\nThe **harbour** [bridge](https://example.org/x) was *closed*.\n"
        "![a photo](x.png)\n"
    )
    article = only(path)
    assert article.title == "Bridge closed"
    assert article.published == date(2023, 6, 5)
    assert article.text.split("\n")[:3] == ["Closed", "", "The harbour bridge was closed."]
    assert "photo" not in article.text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_gives_an_article_a_row(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / ("rows.tsv" if delimiter == "\t" else "rows.csv")
    rows = [["ID", "Headline", "Date", "Body"], ["7", "Bridge closed", "2023-06-05", f'"{TEXT}"'],
            ["8", "Quoted", "", '"He said ""no"", twice,\nand left with his papers."']]  # fmt: skip
    path.write_text("\n".join(delimiter.join(row) for row in rows))
    first, second = nd.read(path).articles
    assert (first.id, first.title, first.text) == ("7", "Bridge closed", TEXT)
    assert first.published == date(2023, 6, 5)
    assert second.text == 'He said "no", twice,\nand left with his papers.'


def test_a_row_without_text_is_told_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f"id,text\na,{json.dumps(TEXT)}\nb,\n")
    reading = nd.read(path)
    assert [article.id for article in reading.articles] == ["a"]
    assert [(p.path, p.line, p.reason) for p in reading.problems] == [
        ("rows.csv", 3, "record without text")
    ]


@pytest.mark.parametrize("shape", ["list", "one", "wrapped", "lines", "lines with breaks"])
def test_json_comes_in_every_shape(tmp_path: Path, shape: str) -> None:
    record = {"id": "a", "text": TEXT, "date": "2023-06-05T10:00:00"}
    shapes = {
        "list": json.dumps([record]),
        "one": json.dumps(record),
        "wrapped": json.dumps({"status": "ok", "articles": [record]}),
        "lines": json.dumps(record) + "\n" + json.dumps(record | {"id": "b"}),
        "lines with breaks": "\n" + json.dumps(record) + "\r\n\r\n",
    }
    path = tmp_path / ("a.jsonl" if "breaks" in shape else "a.json")
    path.write_text(shapes[shape])
    article = nd.read(path).articles[0]
    assert (article.id, article.text) == ("a", TEXT)
    assert article.published == datetime(2023, 6, 5, 10)


def test_records_without_ids_are_named_by_file_and_content_not_by_line(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"{TEXT} {number}"}) for number in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    forward = {article.id for article in nd.read(tmp_path).articles}
    (tmp_path / "a.jsonl").write_text("\n".join(reversed(lines)))
    assert {article.id for article in nd.read(tmp_path).articles} == forward
    assert len(forward) == 3
    assert all(name.startswith("a~") for name in forward)


def test_a_page_gives_its_text_without_scripts_and_menus(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<html><head><title>Bridge closed</title><script>var x = 'never';</script>"
        "<meta property='article:published_time' content='2023-06-05T08:00:00Z'></head>"
        f"<body><nav><a href='/'>Home</a></nav><article><p>{TEXT}</p>"
        f"<p>{TEXT.replace('Tuesday', 'Friday')}</p></article><footer>All rights</footer></body>"
    )
    article = only(path)
    assert "Bridge closed" in article.title
    assert article.day == date(2023, 6, 5)
    assert "harbour bridge was closed on Tuesday" in article.text
    assert not any(part in article.text for part in ("never", "Home", "All rights", "<"))
    assert article.cleaned


def test_articles_and_records_are_taken_as_they_are() -> None:
    article = nd.Article("a", TEXT)
    reading = nd.read([article, {"id": "b", "body": TEXT + " More."}, {"title": "no text"}])
    assert [one.id for one in reading.articles] == ["a", "b"]
    assert reading.articles[0] is article
    assert [(p.path, p.severity) for p in reading.problems] == [("record 3", "lost")]


def test_a_missing_path_is_an_error_that_says_so() -> None:
    with pytest.raises(nd.SourceNotFoundError, match="no such file or folder: nowhere"):
        nd.read("nowhere")
    with pytest.raises(FileNotFoundError):
        nd.digest(["nowhere"])


def test_articles_stream(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({"id": i, "text": TEXT}) for i in "xyz"))
    stream = nd.iter_read(tmp_path)
    first = next(stream)
    assert isinstance(first, nd.Article)
    assert first.id == "x"
    assert len(list(stream)) == 2


def test_two_folders_with_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"{TEXT} {name}.")
    reading = nd.read([tmp_path / "one", tmp_path / "two"])
    assert len({article.id for article in reading.articles}) == 2
    assert [problem.severity for problem in reading.problems] == ["note"]


def test_what_a_user_wants_dropped_goes_from_pages_too(tmp_path: Path) -> None:
    other = "Officials told reporters that the repairs would cost about 40 million dollars in all."
    page = "".join(f"<p>{part}</p>" for part in (TEXT, other, TEXT.replace("Tuesday", "Friday")))
    (tmp_path / "page.html").write_text(f"<html><body><article>{page}</article></body></html>")
    settings = nd.Settings(cleaning=nd.CleaningSettings(drop_lines=("^Officials told",)))
    (whole,) = nd.digest(tmp_path).digests
    (dropped,) = nd.digest(tmp_path, settings=settings).digests
    assert other in whole.event.articles[0].text
    assert other not in dropped.event.articles[0].text
