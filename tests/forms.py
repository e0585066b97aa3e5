"""Twelve articles, and every form in which they may reach the program."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import Any

import newsdigest as nd

Record = dict[str, str]

_EVENTS = {
    "bridge": (
        "The harbour bridge of Aldmouth was closed on Tuesday after engineers found cracks in two "
        "of its piers.|The mayor said that the repairs of the bridge will take until the autumn.",
        "Engineers who found cracks in two piers have closed the harbour bridge of Aldmouth.|"
        "Until the autumn traffic will be led over the northern crossing, the mayor said.",
        "Aldmouth has closed its harbour bridge because two piers have cracks.|The northern "
        "crossing will carry the traffic while engineers repair the piers of the bridge.",
    ),
    "election": (
        "Voters in Carrowby elected Helen Marsh president of the council by a narrow margin.|"
        "Marsh won 51 per cent of the votes, the electoral commission of Carrowby announced.",
        "Helen Marsh won the council election in Carrowby with 51 per cent of the votes.|Her rival "
        "Tom Pike conceded defeat before the electoral commission announced the margin.",
        "The electoral commission announced that Helen Marsh is president of Carrowby's council.|"
        "Tom Pike, her rival in the election, conceded that the votes had gone to Marsh.",
    ),
    "volcano": (
        "Mount Keld erupted on the island of Sorrel and sent ash nine kilometres into the sky.|"
        "Villages below the volcano were evacuated, the geological service said of the eruption.",
        "An eruption of Mount Keld covered villages on the island of Sorrel with volcanic ash.|"
        "The geological service evacuated the slopes of the volcano before the eruption.",
        "Ash from the volcano Mount Keld rose nine kilometres above the island of Sorrel.|"
        "People of the villages on its slopes were evacuated ahead of the eruption.",
    ),
    "chess": (
        "Irina Volkova won the world chess championship in Lund after a final of fourteen games.|"
        "The grandmaster beat the champion Anders Holm with a rook sacrifice in the last game.",
        "Grandmaster Irina Volkova beat Anders Holm in Lund and is world chess champion.|A rook "
        "sacrifice in the fourteenth game decided the championship final, the players said.",
        "Anders Holm lost the world chess championship to Irina Volkova in Lund.|Volkova's rook "
        "sacrifice in the last of fourteen games surprised the champion, he told reporters.",
    ),
}  # fmt: skip

#: The twelve: four events, three reports of each.
ARTICLES: list[Record] = [
    {
        "id": f"{name}-{number}",
        "text": text.replace("|", "\n\n"),
        "title": f"{text.split('|')[0][:50].rsplit(' ', 1)[0]}",
        "published": f"2024-0{month}-0{number + 3}",
        "source": f"The {('Post', 'Echo', 'Mail')[number]}",
        "url": f"https://{name}.example/{number}",
    }
    for month, (name, texts) in enumerate(_EVENTS.items(), start=2)
    for number, text in enumerate(texts)
]
#: The same with nothing but id and text, for forms that carry no more.
BARE: list[Record] = [{"id": one["id"], "text": one["text"]} for one in ARTICLES]

Form = Callable[[Path, list[Record]], Any]


def _write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def lines(records: list[Record]) -> bytes:
    """The records as JSON Lines."""
    return "".join(json.dumps(one) + "\n" for one in records).encode()


def _csv(records: list[Record], delimiter: str = ",", **names: str) -> str:
    import csv

    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter)
    writer.writerow([names.get(name, name) for name in records[0]])
    writer.writerows([list(one.values()) for one in records])
    return written.getvalue()


def _texts(path: Path, records: list[Record], packed: str = "") -> Path:
    pack: dict[str, Callable[[bytes], bytes]] = {
        "": bytes, ".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstd,
    }  # fmt: skip
    for one in records:
        _write(path / f"{one['id']}.txt{packed}", pack[packed](one["text"].encode()))
    return path


def zstd(data: bytes) -> bytes:
    """Data in zstd."""
    import zstandard

    return zstandard.ZstdCompressor().compress(data)


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    """A zip archive of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def paragraphs(text: str) -> str:
    """A text as HTML."""
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))


def rss(records: list[Record]) -> str:
    """The records as an RSS feed."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{one['id']}</guid>"
        + (f"<title>{escape(one['title'])}</title>" if "title" in one else "")
        + (f"<link>{one['url']}</link>" if "url" in one else "")
        + (f"<source url='x'>{one['source']}</source>" if "source" in one else "")
        + (f"<dc:date>{one['published']}</dc:date>" if "published" in one else "")
        + f"<description>{escape(paragraphs(one['text']))}</description></item>"
        for one in records
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel>{items}</channel></rss>"
    )


def atom(records: list[Record]) -> str:
    """The records as an Atom feed."""
    entries = "".join(
        f"<entry><id>{one['id']}</id>"
        + (f"<title>{escape(one['title'])}</title>" if "title" in one else "")
        + (f"<link href='{one['url']}'/>" if "url" in one else "")
        + (f"<source><title>{one['source']}</title></source>" if "source" in one else "")
        + (f"<published>{one['published']}</published>" if "published" in one else "")
        + f"<content type='html'>{escape(paragraphs(one['text']))}</content></entry>"
        for one in records
    )
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'


def json_feed(records: list[Record]) -> str:
    """The records as a JSON Feed."""
    items = [
        {"id": one["id"], "content_html": paragraphs(one["text"])}
        | ({"title": one["title"], "url": one["url"]} if "url" in one else {})
        | ({"date_published": one["published"]} if "published" in one else {})
        for one in records
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "", "items": items})


def mails(path: Path, records: list[Record]) -> Path:
    """A folder with a mail for each record, the text in both parts."""
    for one in records:
        message = EmailMessage()
        message["To"] = "reader@example.org"
        for header, name in (("Subject", "title"), ("Date", "published"), ("From", "source")):
            if name in one:
                message[header] = (
                    f'"{one[name]}" <a@example.org>' if name == "source" else one[name]
                )
        message.set_content(one["text"])
        message.add_alternative(f"<html><body>{paragraphs(one['text'])}</body></html>", "html")
        _write(path / f"{one['id']}.eml", message.as_bytes())
    return path


def warc(path: Path, records: list[Record], kind: str) -> Path:
    """A web archive, compressed, of pages ("response") or texts ("conversion")."""
    written = b""
    for number, one in enumerate(records):
        page = f"<html><body><article>{paragraphs(one['text'])}</article></body></html>".encode()
        content, about = one["text"].encode(), "text/plain"
        if kind == "response":
            content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
            about = "application/http; msgtype=response"
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2024-05-05T05:05:05Z\r\n"
            f"WARC-Target-URI: https://news.example/{one['id']}\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
            f"Content-Type: {about}\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        written += gzip.compress(head.encode() + content + b"\r\n\r\n")
    return _write(path, written)


def arrow_table(records: list[Record]) -> Any:
    """The records as an Arrow table."""
    import pyarrow as pa

    return pa.Table.from_pylist(records)


def parquet(path: Path, records: list[Record]) -> Path:
    """The records as a Parquet file."""
    import pyarrow.parquet as pq

    pq.write_table(arrow_table(records), path)
    return path


def arrow_file(path: Path, records: list[Record]) -> Path:
    """The records as an Arrow file."""
    import pyarrow as pa

    table = arrow_table(records)
    with pa.ipc.new_file(str(path), table.schema) as writer:
        writer.write_table(table)
    return path


def polars_frame(records: list[Record]) -> Any:
    """The records as a polars data frame."""
    import polars

    return polars.DataFrame(records)


def pandas_frame(records: list[Record]) -> Any:
    """The records as a pandas data frame."""
    import pandas

    return pandas.DataFrame(records)


def _renamed(records: list[Record], **names: str) -> list[dict[str, Any]]:
    return [{names.get(key, key): value for key, value in one.items()} for one in records]


def _opml(path: Path, records: list[Record]) -> Path:
    _write(path / "feeds" / "all.rss", rss(records))
    body = '<opml version="2.0"><body><outline text="x" xmlUrl="feeds/all.rss"/></body></opml>'
    return _write(path / "feeds.opml", body)


#: Forms that carry an id, a title, a date, a source and an address.
RICH: dict[str, Form] = {
    "records": lambda _, r: list(r),
    "articles": lambda _, r: [nd.Article.from_dict(one) for one in r],
    "json list": lambda p, r: _write(p / "a.json", json.dumps(r)),
    "json wrapped": lambda p, r: _write(p / "a.json", json.dumps({"status": "ok", "articles": r})),
    "json lines": lambda p, r: _write(p / "a.jsonl", lines(r)),
    "json lines, gzip": lambda p, r: _write(p / "a.jsonl.gz", gzip.compress(lines(r))),
    "json lines, zstd": lambda p, r: _write(p / "a.jsonl.zst", zstd(lines(r))),
    "json lines, bzip2": lambda p, r: _write(p / "a.jsonl.bz2", bz2.compress(lines(r))),
    "json lines, UTF-16": lambda p, r: _write(p / "a.jsonl", lines(r).decode().encode("utf-16")),
    "csv": lambda p, r: _write(p / "a.csv", _csv(r)),
    "csv, other names": lambda p, r: _write(
        p / "a.csv", _csv(r, ";", text="Full Text", title="Headline", published="Published At")
    ),
    "tsv": lambda p, r: _write(p / "a.tsv", _csv(r, "\t")),
    "parquet": lambda p, r: parquet(p / "a.parquet", r),
    "arrow": lambda p, r: arrow_file(p / "a.arrow", r),
    "arrow table": lambda _, r: arrow_table(r),
    "polars": lambda _, r: polars_frame(r),
    "pandas": lambda _, r: pandas_frame(r),
    "rss": lambda p, r: _write(p / "a.rss", rss(r)),
    "atom": lambda p, r: _write(p / "a.xml", atom(r)),
    "opml": _opml,
    "zip of json": lambda p, r: zipped(p / "a.zip", {"deep/a.jsonl": lines(r)}),
    "trafilatura": lambda p, r: _write(
        p / "a.jsonl",
        lines(_renamed(r, published="date", url="source", source="source-hostname")),
    ),
    "newspaper4k": lambda p, r: _write(
        p / "a.json", json.dumps(_renamed(r, published="publish_date", source="meta_site_name"))
    ),
    "news-please": lambda p, r: _write(
        p / "a.jsonl",
        lines(_renamed(r, text="maintext", published="date_publish", source="source_domain")),
    ),
    "Fundus": lambda p, r: _write(
        p / "a.json",
        json.dumps(
            [
                {key: one[key] for key in ("id", "title", "url")}
                | {"publishing_date": one["published"], "publisher": {"name": one["source"]}}
                | {
                    "body": {
                        "sections": [{"headline": [], "paragraphs": one["text"].split("\n\n")}]
                    }
                }
                for one in r
            ]
        ),
    ),
}
#: Forms that carry a text, and some of them a name.
POOR: dict[str, Form] = {
    "texts": lambda p, r: _texts(p / "in", r),
    "texts, gzip": lambda p, r: _texts(p / "in", r, ".gz"),
    "texts, bzip2": lambda p, r: _texts(p / "in", r, ".bz2"),
    "texts, xz": lambda p, r: _texts(p / "in", r, ".xz"),
    "texts, zstd": lambda p, r: _texts(p / "in", r, ".zst"),
    "pattern": lambda p, r: str(_texts(p / "in" / "deep", r).parent / "**" / "*.txt"),
    "markdown": lambda p, r: [_write(p / f"{one['id']}.md", one["text"]) for one in r],
    "pages": lambda p, r: [
        _write(p / f"{one['id']}.html", f"<article>{paragraphs(one['text'])}</article>")
        for one in r
    ],
    "zip": lambda p, r: zipped(p / "a.zip", {f"{o['id']}.txt": o["text"].encode() for o in r}),
    "json feed": lambda p, r: _write(p / "feed.json", json_feed(r)),
    "mails": lambda p, r: mails(p / "in", r),
    "warc": lambda p, r: warc(p / "a.warc.gz", r, "response"),
    "wet": lambda p, r: warc(p / "a.warc.wet.gz", r, "conversion"),
}
