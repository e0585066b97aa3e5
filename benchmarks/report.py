"""How large the HTML report is, how fast it is made, opened, scrolled and searched.

python -m benchmarks.report --events 300 2000

Chromium is that of the system. Opening is told as wall time to the load event and as CPU time of
the browser's page process, which a busy machine changes less.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import newsdigest as nd
from benchmarks.made_report import made_report

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_SCROLL = """async () => {
  const start = performance.now();
  for (let frame = 0; frame < 60; frame += 1) {
    scrollBy(0, 800);
    await new Promise(requestAnimationFrame);
  }
  return (performance.now() - start) / 60;
}"""


def measure(events: int, rounds: int) -> dict[str, float]:
    """The figures of a page of so many events, each the best of the rounds."""
    report = made_report(events)
    nd.render(report, "html")
    started = time.process_time()
    page = nd.render(report, "html")
    figures = {"megabytes": len(page.encode()) / 1e6, "render_cpu_s": time.process_time() - started}
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        return figures
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        path.write_text(page, "utf-8")
        seen = [_opened(path, program) for _ in range(rounds)]
    return figures | {name: min(one[name] for one in seen) for name in seen[0]}


def _opened(path: Path, program: str) -> dict[str, float]:
    with _page(program) as page:
        before, started = _cpu(), time.perf_counter()
        page.goto(path.as_uri())
        wall, cpu = time.perf_counter() - started, _cpu() - before
        frame = page.evaluate(_SCROLL)
        started = time.perf_counter()
        page.fill("#q", "ferry strike")
        page.locator("#found", has_text=" of ").wait_for()
        search = time.perf_counter() - started
    return {"open_s": wall, "open_cpu_s": cpu, "scroll_ms_a_frame": frame, "search_s": search}


@contextmanager
def _page(program: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, headless=True, args=list(FLAGS)
        )
        yield browser.new_page(viewport={"width": 1280, "height": 900})
        browser.close()


def _cpu() -> float:
    """CPU seconds of Chromium's page processes, as Linux tells them."""
    total = 0.0
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"--type=renderer" in path.read_bytes():
                fields = (path.parent / "stat").read_text().rsplit(")", 1)[1].split()
                total += (int(fields[11]) + int(fields[12])) / 100
        except OSError:
            continue  # it has ended meanwhile
    return total


def main() -> None:
    """Prints the figures as a table, or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=[300, 2000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found = {str(events): measure(events, chosen.rounds) for events in chosen.events}
    if chosen.json:
        print(json.dumps(found))
        return
    for events, figures in found.items():
        told = ", ".join(f"{name} {value:.2f}" for name, value in figures.items())
        print(f"{events} events: {told}")


if __name__ == "__main__":
    main()
