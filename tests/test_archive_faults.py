"""Whatever happens, an archive opens, says what is lost, and the same input makes it whole."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

import newsdigest as nd
from newsdigest.archive import Archive, doctor

from . import archive_kills as kills
from .archive_stories import add, batches, contents, reports
from .conftest import ROOT, Newsdigest

CONTEXT = multiprocessing.get_context("forkserver")
# With what a batch is settled by, so that no child has to load it.
CONTEXT.set_forkserver_preload(
    ["tests.archive_kills", "newsdigest.archive.settling", "nltk.stem.snowball"]
)


def forked(work: Callable[..., None], *arguments: object) -> int | None:
    """Runs a function in a process of its own; returns its exit code, below 0 for a signal."""
    process = CONTEXT.Process(target=work, args=arguments)
    process.start()
    process.join(120)
    return process.exitcode


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with two of the three batches; never changed by a test."""
    path = tmp_path_factory.mktemp("begun") / "news.db"
    add(path, 0, 1)
    return path


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with all three batches, as it ends if nothing happens."""
    path = tmp_path_factory.mktemp("done") / "news.db"
    add(path, 0, 1, 2)
    return path


@pytest.fixture(scope="module")
def before(begun: Path) -> list[dict[str, object]]:
    return contents(begun)


@pytest.fixture(scope="module")
def after(done: Path) -> list[dict[str, object]]:
    return contents(done)


@pytest.fixture
def archive(begun: Path, tmp_path: Path) -> Path:
    """A copy of the archive that is begun, to do things to."""
    return Path(shutil.copy(begun, tmp_path / "news.db"))


def fresh(source: Path, target: Path) -> Path:
    for old in target.parent.glob(f"{target.name}*"):
        old.unlink()
    return Path(shutil.copy(source, target))


def test_killed_at_any_statement_a_batch_is_in_whole_or_not_at_all(
    begun: Path, archive: Path, tmp_path: Path, before: object, after: object
) -> None:
    assert forked(kills.count_statements, archive, 2, tmp_path / "count") == 0
    statements = int((tmp_path / "count").read_text())
    assert statements > 100
    points = sorted({round(place * (statements - 1) / 39) for place in range(40)})
    for point in points:
        fresh(begun, archive)
        assert forked(kills.die_at_statement, archive, 2, point) == -signal.SIGKILL
        assert contents(archive) in (before, after), point
        assert doctor(archive, full=True).sound, point
        add(archive, 2)
        assert contents(archive) == after, point


def test_killed_in_any_write_a_batch_is_in_whole_or_not_at_all(
    begun: Path, done: Path, archive: Path, before: object, after: object
) -> None:
    killed = 0
    # Up to the size that the file has in the end; the log is shorter.
    last_byte = done.stat().st_size
    for last in range(4096, last_byte, last_byte // 25):
        fresh(begun, archive)
        code = forked(kills.die_at_byte, archive, 2, last)
        if code == 0:
            break
        assert code == -signal.SIGXFSZ
        killed += 1
        assert contents(archive) in (before, after), last
        assert doctor(archive, full=True).sound, last
        add(archive, 2)
        assert contents(archive) == after, last
    assert killed >= 20


def test_killed_while_it_is_made_an_archive_is_made_the_next_time(
    tmp_path: Path, before: object
) -> None:
    for point in (0, 5, 10, 40, 80):
        path = tmp_path / f"{point}.db"
        assert forked(kills.die_at_statement, path, 0, point) == -signal.SIGKILL
        add(path, 0, 1)
        assert contents(path) == before
        assert doctor(path).sound


def test_a_log_that_is_deleted_costs_at_most_its_batch(archive: Path, after: object) -> None:
    code = forked(kills.die_before, archive, 2, "PRAGMA wal_checkpoint")
    assert code == -signal.SIGKILL
    log = archive.with_name("news.db-wal")
    assert log.stat().st_size
    log.unlink()
    assert doctor(archive, full=True).sound
    add(archive, 2)
    assert contents(archive) == after


def test_after_a_batch_there_is_nothing_in_the_log(archive: Path, after: object) -> None:
    with Archive(archive) as held:  # another process that keeps the log from being removed
        len(held)
        add(archive, 2)
        log = archive.with_name("news.db-wal")
        assert not log.exists() or not log.stat().st_size


def test_a_disk_that_is_full_loses_nothing(
    begun: Path, archive: Path, tmp_path: Path, before: object, after: object
) -> None:
    told = tmp_path / "told"
    refused = 0
    for last in (20_000, 60_000, begun.stat().st_size):
        fresh(begun, archive)
        assert forked(kills.fail_at_byte, archive, 2, last, told) == 0
        said = told.read_text()
        refused += said != "done"
        assert said == "done" or "disk full" in said or "no space" in said
        assert contents(archive) == (after if said == "done" else before)
        assert doctor(archive, full=True).sound
        add(archive, 2)
        assert contents(archive) == after
    assert refused


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of half a megabyte; only root may have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("may not mount a file system here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_small_disk_that_is_full_loses_nothing(
    begun: Path, small_disk: Path, newsdigest: Newsdigest, before: object, after: object
) -> None:
    path = Path(shutil.copy(begun, small_disk / "news.db"))
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="space"):
        while True:
            file.write(b"\0" * 4096)
    with pytest.raises(nd.ArchiveError, match=r"no space|disk full"):
        add(path, 2)
    told = newsdigest("add", path, ROOT / "seeds")
    assert (told.code, len(told.lines)) == (1, 1)
    filler.unlink()
    assert contents(path) == before
    assert doctor(path, full=True).sound
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    add(path, 2)
    assert contents(path) == after


def test_an_archive_that_may_only_be_read_is_read(
    archive: Path, before: object, newsdigest: Newsdigest
) -> None:
    folder = archive.parent
    mounts = [["mount", "--bind", folder, folder], ["mount", "-o", "remount,ro,bind", folder]]
    root = os.geteuid() == 0  # whom permissions don't stop
    if root:
        if any(subprocess.run([*map(str, m)], capture_output=True).returncode for m in mounts):
            pytest.skip("may not mount a file system here")
    else:
        archive.chmod(0o400)
        folder.chmod(0o500)
    try:
        assert contents(archive) == before
        with Archive(archive) as held:
            assert held.digest(words=30).digests
            with pytest.raises(nd.ArchiveError, match="can't be opened or written"):
                held.add(batches()[2])
        assert doctor(archive).sound
        ran = newsdigest("add", archive, ROOT / "seeds")
        assert (ran.code, len(ran.lines)) == (1, 1)
    finally:
        if root:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        else:
            folder.chmod(0o700)


def test_two_writers_wait_for_each_other(archive: Path, before: list[object]) -> None:
    writers = [CONTEXT.Process(target=write_some, args=(archive, number)) for number in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
        assert writer.exitcode == 0
    with Archive(archive) as held:
        assert len(held) == len(before) + 2 * 3 * 3
        members = [article.id for event in held.events() for article in event]
        assert len(members) == len(set(members)) == len(held)
    assert doctor(archive, full=True).sound


def write_some(path: Path, writer: int) -> None:
    for number in range(3):
        made = reports(events=1, seed=100 + 10 * writer + number)
        with Archive(path) as held:
            held.add([nd.Article(f"{writer}-{number}-{a.id}", a.text) for a in made], clean=False)


def test_a_writer_that_may_not_wait_says_who_is_in_the_way(archive: Path) -> None:
    other = sqlite3.connect(archive, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Archive(archive, timeout=0.1) as held:
        assert len(held)  # readers don't mind
        with pytest.raises(nd.ArchiveError, match="another process is writing"):
            held.add(batches()[2])
    other.execute("ROLLBACK")
    other.close()


def test_a_reader_sees_the_old_state_or_the_new_one(
    archive: Path, before: object, after: object
) -> None:
    writer = CONTEXT.Process(target=add, args=(archive, 2))
    writer.start()
    seen: list[object] = []
    while writer.is_alive() or not seen:
        seen.append(contents(archive))
    writer.join(120)
    assert all(state in (before, after) for state in seen)
    assert contents(archive) == after


def test_an_older_archive_is_brought_up_to_date(
    archive: Path, before: object, after: object
) -> None:
    older = sqlite3.connect(archive)
    older.executescript("DROP TABLE search; DROP TABLE digests; PRAGMA user_version = 1;")
    older.close()
    assert contents(archive) == before
    with Archive(archive) as held:
        word = held.events()[0].articles[0].text.split()[0]
        assert held.search(word)
        assert held.digest(words=30) == held.digest(words=30)
    assert doctor(archive, full=True).sound
    add(archive, 2)
    assert contents(archive) == after


def test_a_newer_archive_is_left_alone(archive: Path) -> None:
    newer = sqlite3.connect(archive)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    held = archive.read_bytes()
    for call in (lambda: Archive(archive), lambda: doctor(archive, repair=True)):
        with pytest.raises(nd.ArchiveError, match="newer version"):
            call()
    assert archive.read_bytes() == held


@pytest.mark.parametrize("content", [b"", b"not a database at all, but a text", None])
def test_what_is_no_archive_is_not_touched(
    content: bytes | None, tmp_path: Path, before: object
) -> None:
    path = tmp_path / "other.db"
    if content is None:
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE theirs (a)")
        other.close()
        content = path.read_bytes()
    path.write_bytes(content)
    if not content:  # an empty file is as good as none
        add(path, 0, 1)
        assert contents(path) == before
        return
    with pytest.raises(nd.ArchiveError):
        add(path, 0)
    if not content.startswith(b"SQLite"):
        with pytest.raises(nd.ArchiveError, match="nothing tells that it was an archive"):
            doctor(path, repair=True)
    assert path.read_bytes() == content


def ids(records: object) -> set[str]:
    return {record["id"] for record in cast(list[dict[str, str]], records)}


def mended(path: Path, after: object) -> None:
    """After damage: the doctor is content or says what is lost, and all can be had back."""
    found = doctor(path, full=True)
    if found.sound:
        assert contents(path) == after
        return
    assert all(str(problem) for problem in found.problems)
    told = doctor(path, full=True, repair=True)
    assert told.repaired
    gone = ids(after) - ids(contents(path))
    assert bool(gone) == bool(told.lost)
    assert len(gone) == len(told.lost) or told.lost[0].path == "all that it held"
    assert list(path.parent.glob("*.damaged-*"))
    assert doctor(path, full=True).sound
    add(path, 0, 1, 2)
    assert doctor(path, full=True).sound
    assert contents(path) == after


def test_a_flipped_byte_is_found_and_mended(done: Path, tmp_path: Path, after: object) -> None:
    chance = random.Random(17)
    whole = done.read_bytes()
    # The header, and places all over the file.
    places = [3, 17, 20, 30, 100, *(chance.randrange(len(whole)) for _ in range(35))]
    for place in places:
        for old in tmp_path.iterdir():
            old.unlink()
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chance.randrange(8)
        path = tmp_path / "news.db"
        path.write_bytes(damaged)
        mended(path, after)


def test_a_flipped_byte_in_a_text_is_told_by_its_article(
    done: Path, tmp_path: Path, newsdigest: Newsdigest
) -> None:
    path = Path(shutil.copy(done, tmp_path / "news.db"))
    db = sqlite3.connect(path)
    n, body = db.execute("SELECT n, body FROM texts ORDER BY n DESC LIMIT 1").fetchone()
    (name,) = db.execute("SELECT id FROM articles WHERE n = ?", (n,)).fetchone()
    db.execute("UPDATE texts SET body = ? WHERE n = ?", (body[:-3] + b"xyz", n))
    db.commit()
    db.close()
    (problem,) = doctor(path).problems
    assert problem.severity == "lost"
    assert name in problem.reason
    with Archive(path) as held, pytest.raises(nd.ArchiveError, match="doctor"):
        held.events()
    ran = newsdigest("doctor", path, "--repair")
    assert ran.code == 3
    assert f"newsdigest: {name}: could not be had back" in ran.err
    assert newsdigest("doctor", path).code == 0


def test_a_truncated_file_is_found_and_mended(done: Path, tmp_path: Path, after: object) -> None:
    whole = done.read_bytes()
    for share in (0.02, 0.3, 0.5, 0.7, 0.95):
        for old in tmp_path.iterdir():
            old.unlink()
        path = tmp_path / "news.db"
        path.write_bytes(whole[: int(len(whole) * share)])
        mended(path, after)


def test_a_clock_that_goes_backwards_changes_nothing(tmp_path: Path, after: object) -> None:
    path = tmp_path / "news.db"
    now = datetime(2024, 3, 20, tzinfo=UTC)
    with Archive(path) as held:
        for number, batch in enumerate(batches()):
            held.add(batch, clean=False, now=now - timedelta(days=100 * number))
        assert held.whats_new("last")
        assert not held.whats_new(now + timedelta(hours=1))
        times = [version.added for version in held.versions("0-0")]
        assert times == sorted(times)
    assert contents(path) == after
    assert doctor(path, full=True).sound


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_batch_is_not_in_and_can_be_added_again(
    sent: signal.Signals, archive: Path, tmp_path: Path, before: list[object]
) -> None:
    lines = tmp_path / "more.jsonl"
    text = "".join(
        f'{{"id": "more-{a.id}", "text": "{a.text}", "date": "2024-03-05"}}\n'
        for a in reports(events=20, seed=9)
    )
    lines.write_text(text)
    command = [sys.executable, "-m", "newsdigest", "add", str(archive), str(lines)]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    log = archive.with_name("news.db-wal")
    while running.poll() is None and not log.exists():
        time.sleep(0.01)
    time.sleep(0.1)
    running.send_signal(sent)
    _, said = running.communicate(timeout=60)
    assert "Traceback" not in said
    # By the signal itself, where it comes while the interpreter ends: a shell says 130 then, too.
    assert running.returncode in (0, -sent, 130 if sent is signal.SIGINT else -sent)
    with Archive(archive) as held:
        assert len(held) in (len(before), len(before) + 60)
    assert doctor(archive, full=True).sound
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with Archive(archive) as held:
        assert len(held) == len(before) + 60
