"""Measures cleaning on labelled pages: text and HTML, quality and speed, beside its peers.

    python -m benchmarks.chrome --data DIR [--json FILE] [--limit N] [--no-peers] [--no-hostile]

DIR holds ``chrome/naeb.jsonl.gz`` and ``chrome/wcxb.jsonl.gz`` (a page a line: text, gold, lines,
host, html) and the pages that ``html`` names. Speeds are CPU time of one core in one run, so read
their ratios.
"""

from __future__ import annotations

import argparse
import gzip
import json
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

from newsdigest.cleaning import read_html
from newsdigest.cleaning.lines import join_lines
from newsdigest.cleaning.look import Looker
from newsdigest.cleaning.model import Models
from newsdigest.cleaning.sitelines import learn_site_lines
from newsdigest.cleaning.stage import clean, clean_text
from newsdigest.records import Article
from newsdigest.settings import CleaningSettings

from .chrome_peers import HTML_PEERS, TEXT_PEERS, available, guarded
from .chrome_score import score, share_lost
from .hostile_pages import HOSTILE
from .learn_chrome import learn, load

Page = dict[str, Any]
SETS = ("naeb", "wcxb")


@dataclass
class Table:
    """The figures of a run, by name, printed as they come."""

    figures: dict[str, dict[str, float]] = field(default_factory=dict)
    quiet: bool = False

    def add(self, name: str, pages: Sequence[Page], got: Sequence[str], speed: float = 0) -> None:
        """One row: what was got of some pages, at a speed in MB/s."""
        pairs = [(page["gold"], text) for page, text in zip(pages, got, strict=True)]
        found = score(pairs)
        row = {**found.to_dict(), "lost": round(share_lost(pairs), 4), "mb_s": round(speed, 2)}
        self.figures[name] = row
        self._print(
            f"{name:<44} F1 {found.f1:.4f}  P {found.precision:.3f}  R {found.recall:.3f}  "
            f"body words dropped {100 * row['lost']:.2f} %  {speed:.2f} MB/s"
        )

    def note(self, name: str, **figures: float) -> None:
        """One row of other figures."""
        self.figures[name] = {key: round(value, 4) for key, value in figures.items()}
        self._print(
            f"{name:<44} " + "  ".join(f"{key} {value:.4g}" for key, value in figures.items())
        )

    def _print(self, line: str) -> None:
        if not self.quiet:
            print(line, flush=True)


def timed(work: Callable[[Any], str], inputs: Sequence[Any]) -> tuple[list[str], float]:
    """The results of a function on inputs, and its speed in MB of input a second of CPU."""
    size = sum(len(one if isinstance(one, bytes) else one.encode()) for one in inputs) / 1e6
    start = process_time()
    results = [work(one) for one in inputs]
    return results, size / max(1e-9, process_time() - start)


def our_cleaner(models: Models) -> Callable[[str], str]:
    """The text stage with models of one's own."""

    def cleaned(text: str) -> str:
        looker = Looker(models=models)
        return join_lines(clean_text(text, CleaningSettings(), looker=looker).lines)

    return cleaned


def shipped(texts: Sequence[str]) -> tuple[list[str], float]:
    """What the public function makes of texts, and its speed in MB of input a second of CPU."""
    articles = [Article(id=str(number), text=text) for number, text in enumerate(texts)]
    start = process_time()
    got = [article.text for article in clean(articles)]
    seconds = process_time() - start
    return got, sum(len(text.encode()) for text in texts) / 1e6 / max(1e-9, seconds)


def wrapped(text: str) -> str:
    """The text hard-wrapped at 72 columns."""
    return "\n".join(textwrap.fill(line, 72) for line in text.split("\n"))


def halves(pages: Sequence[Page]) -> tuple[list[Page], list[Page]]:
    """The pages of every other host, and those of the rest."""
    even = set(sorted({page["host"] for page in pages})[::2])
    return (
        [page for page in pages if page["host"] in even],
        [page for page in pages if page["host"] not in even],
    )


def measure_text(table: Table, sets: dict[str, list[Page]], peers: bool) -> None:
    """Quality and speed of the text stage: elsewhere learned, shipped, clean and wrapped text."""
    naeb, wcxb = sets["naeb"], sets["wcxb"]
    texts = {name: [page["text"] for page in pages] for name, pages in sets.items()}
    if peers:
        for name, cleaner in available(TEXT_PEERS):
            for key, pages in sets.items():
                table.add(f"text {key}: {name}", pages, *timed(cleaner, texts[key]))
    elsewhere = our_cleaner(learn(wcxb))
    got, speed = timed(elsewhere, texts["naeb"])
    table.add("text naeb: learned on wcxb", naeb, got, speed)
    wrapped_got, _ = timed(elsewhere, [wrapped(text) for text in texts["naeb"]])
    table.add("text naeb: the same, wrapped at 72", naeb, wrapped_got)
    table.note(
        "text naeb: kept of unwrapped, wrapped",
        lost=share_lost(list(zip(got, wrapped_got, strict=True))),
    )
    measure_halves(table, naeb, wcxb)
    for key, pages in sets.items():
        table.add(f"text {key}: shipped weights", pages, *shipped(texts[key]))
        clean_already = [page["gold"] for page in pages]
        table.add(f"text {key}: clean already", pages, *shipped(clean_already))


def measure_halves(table: Table, naeb: Sequence[Page], wcxb: Sequence[Page]) -> None:
    """Learned on half of naeb's hosts, measured on the other; with and without the sites' lines."""
    one, other = halves(naeb)
    models = learn([*wcxb, *one])
    texts = [page["text"] for page in other]
    table.add("text naeb: other half of hosts", other, *timed(our_cleaner(models), texts))
    articles = [Article(id=page["id"], text=page["text"], url=page["url"]) for page in other]
    known = learn_site_lines(articles)
    got = [a.text for a in clean(articles, site_lines=known, models=models)]
    table.add("text naeb: the same, with site lines", other, got)


def measure_html(table: Table, data: Path, sets: dict[str, list[Page]], peers: bool) -> None:
    """Quality and speed of the HTML intake, and what its line stage adds to the extractor."""
    for key, pages in sets.items():
        html = [gzip.decompress((data / "chrome" / page["html"]).read_bytes()) for page in pages]
        if peers:
            decoded = [page.decode("utf-8", "replace") for page in html]
            for name, cleaner in available(HTML_PEERS):
                got, speed = timed(partial(guarded, cleaner), decoded)
                table.add(f"html {key}: {name}", pages, got, speed)
        articles: list[Article] = []

        def ours(page: bytes, articles: list[Article] = articles) -> str:
            articles.append(read_html(page))
            return articles[-1].text

        got, speed = timed(ours, html)
        table.add(f"html {key}: extractor alone", pages, [one.original for one in articles])
        table.add(f"html {key}: read_html", pages, got, speed)
        known = learn_site_lines(articles)
        got = [one.text for one in clean(articles, site_lines=known)]
        table.add(f"html {key}: the same, with site lines", pages, got)


def measure_hostile(table: Table, scale: int = 40) -> None:
    """Seconds that hostile pages take at two sizes, one four times the other: about four times."""
    for name, make in HOSTILE.items():
        size = 20_000 * scale // 40 if name != "text node" else 2_000_000
        seconds = []
        for times in (1, 4):
            html = make(size * times)
            start = process_time()
            read_html(html)
            seconds.append(process_time() - start)
        table.note(
            f"hostile: {name}", seconds=seconds[1], growth=seconds[1] / max(seconds[0], 1e-2)
        )


def quality(data: Path) -> dict[str, float]:
    """The figures that the gate holds, by name; higher is better."""
    sets = {name: load(data, name) for name in SETS}
    table = Table(quiet=True)
    measure_text(table, sets, peers=False)
    measure_html(table, data, sets, peers=False)
    rows = table.figures
    figures = {
        "chrome_naeb_learned_elsewhere_f1": rows["text naeb: learned on wcxb"]["f1"],
        "chrome_naeb_other_hosts_f1": rows["text naeb: other half of hosts"]["f1"],
        "chrome_naeb_site_lines_f1": rows["text naeb: the same, with site lines"]["f1"],
        "chrome_naeb_html_site_lines_f1": rows["html naeb: the same, with site lines"]["f1"],
        "chrome_naeb_wrapped_kept": 1 - rows["text naeb: kept of unwrapped, wrapped"]["lost"],
    }
    for name in SETS:
        html, alone = rows[f"html {name}: read_html"], rows[f"html {name}: extractor alone"]
        clean_already = rows[f"text {name}: clean already"]
        figures |= {
            f"chrome_{name}_text_f1": rows[f"text {name}: shipped weights"]["f1"],
            f"chrome_{name}_clean_f1": clean_already["f1"],
            f"chrome_{name}_clean_kept": 1 - clean_already["lost"],
            f"chrome_{name}_html_f1": html["f1"],
            f"chrome_{name}_html_over_extractor": html["f1"] / alone["f1"] if alone["f1"] else 0.0,
        }
    return figures


def main() -> None:
    """Runs what the options ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path, help="file that the figures are written to")
    parser.add_argument("--limit", type=int, help="pages of each set, for a quick look")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--no-hostile", action="store_true")
    options = parser.parse_args()
    sets = {name: load(options.data, name)[: options.limit] for name in SETS}
    table = Table()
    measure_text(table, sets, peers=not options.no_peers)
    measure_html(table, options.data, sets, peers=not options.no_peers)
    if not options.no_hostile:
        measure_hostile(table)
    if options.json:
        options.json.write_text(json.dumps(table.figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
