"""The house stands as drawn: arrows point one way, import is cheap, the public face is complete."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import newsdigest as nd

from .conftest import ROOT

PACKAGE = ROOT / "newsdigest"
STAGES = ("reading", "cleaning", "duplicates", "events", "digests", "rendering")
GROUND = {"records", "settings", "errors", "language", "lazy", "_version"}
# Which rooms each room may know.
MAY_KNOW: dict[str, set[str]] = {
    "_version": set(),
    "lazy": set(),
    "errors": set(),
    "language": {"errors"},
    "settings": {"errors"},
    "configuration": {"errors", "settings"},
    "fetching": GROUND,
    "compiling": set(),
    "records": {"errors", "language", "_version"},
    **dict.fromkeys(STAGES, GROUND),
    # Only these two have loops to compile.
    "duplicates": {*GROUND, "compiling"},
    "events": {*GROUND, "compiling"},
    "gathering": {*GROUND, "fetching", "reading", "rendering"},
    "stages": {*GROUND, *STAGES, "gathering"},
    "pipeline": {*GROUND, *STAGES, "stages"},
    "explaining": {*GROUND, *STAGES, "stages"},
    # Beside the pipeline: it runs the stages over what it has stored, in the pipeline's order.
    "archive": {*GROUND, *STAGES, "pipeline"},
    "estimators": {*GROUND, "pipeline", "stages", "duplicates", "events"},
    "distributed": {*GROUND, *STAGES, "pipeline", "stages"},
    "cli": {
        *GROUND,
        "archive",
        "configuration",
        "distributed",
        "duplicates",
        "explaining",
        "pipeline",
        "reading",
        "rendering",
        "stages",
    },
    "__init__": {
        "archive",
        "configuration",
        "duplicates",
        "errors",
        "estimators",
        "explaining",
        "language",
        "lazy",
        "pipeline",
        "records",
        "rendering",
        "settings",
        "stages",
        "_version",
    },
    "__main__": {"cli"},
}
HEAVY = (
    "sklearn",
    "scipy",
    "numpy",
    "nltk",
    "sumy",
    "numba",
    "lxml",
    "datasketch",
    "rich",
    "jinja2",
    "pyarrow",
    "feedparser",
    "zstandard",
    "warcio",
    "urllib3",
    "email.mime",
)


def modules() -> Iterator[tuple[Path, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def rooms_imported(path: Path) -> Iterator[str]:
    """The rooms of the package that a module imports, at its top or within a function."""
    package = ["newsdigest", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        base = package[: len(package) - node.level + 1]
        full = [*base, *(node.module.split(".") if node.module else [])]
        if len(full) > 1:
            yield full[1]
        else:
            yield from (alias.name for alias in node.names)


def test_arrows_point_one_way() -> None:
    for path, room in modules():
        for known in set(rooms_imported(path)) - {room}:
            # Report.save and its table render, for the convenience of whoever holds a report.
            if path.name == "report.py" and known == "rendering":
                continue
            assert known in MAY_KNOW[room], f"{path.relative_to(ROOT)} knows {known}"


def test_every_file_says_what_it_is_about() -> None:
    for path, _ in modules():
        assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path


def test_the_public_names_are_all_there_and_no_others() -> None:
    assert sorted(nd.__all__) == nd.__all__
    for name in nd.__all__:
        assert getattr(nd, name) is not None
    public = {name for name in dir(nd) if not name.startswith("_")} - set(nd.__all__)
    loaded = {room for _, room in modules()} | {"annotations", "loader", "TYPE_CHECKING"}
    assert public <= loaded


def test_no_module_bears_the_name_of_a_public_function() -> None:
    rooms = {room for _, room in modules()}
    assert not rooms & set(nd.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        nd.nonsense  # noqa: B018  # type: ignore[attr-defined]


@pytest.mark.parametrize("call", ["import newsdigest", "help"])
def test_import_and_help_load_nothing_heavy(call: str) -> None:
    code = "import newsdigest" if call != "help" else HELP
    listing = f"{code}\nimport sys; print(*sorted(m.split('.')[0] for m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", listing], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not loaded & set(HEAVY)


HELP = """
from newsdigest.cli import main
try:
    main(["--help"])
except SystemExit as exit:
    assert exit.code == 0
"""


def test_a_digest_at_the_command_line_loads_nothing_that_only_others_of_nltk_use() -> None:
    code = HELP.replace('"--help"', '"digest", "seeds/", "--format", "json"')
    listing = f"{code}\nimport sys; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", listing], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = set(done.stderr.split())
    assert "nltk.stem.snowball" in loaded
    assert not loaded & {"sklearn", "scipy.stats", "pandas"}


@pytest.mark.parametrize(
    "call", ["export", "show 004", "search zeppelin", "doctor", "forget --before=2000-01-01"]
)
def test_asking_an_archive_loads_nothing_that_makes_digests(tmp_path: Path, call: str) -> None:
    path = tmp_path / "news.db"
    (article,) = (ROOT / "seeds").glob("004*")
    with nd.Archive(path) as archive:
        archive.add([ROOT / "seeds"])
    command, *more = call.replace("004", article.stem).split()
    given = ", ".join(f'"{one}"' for one in (command, path, *more))
    code = HELP.replace('"--help"', given)
    listing = f"{code}\nimport sys; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", listing], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = set(done.stderr.split())
    assert "newsdigest.archive.connection" in loaded
    assert not loaded & {"nltk", "scipy", "sklearn", "newsdigest.digests"}


def test_nltk_is_whole_in_a_program_that_imports_newsdigest() -> None:
    code = (
        "import newsdigest as nd; nd.digest('seeds/')\n"
        "import scipy.stats, sklearn.feature_extraction as features\n"
        "from nltk.metrics.association import fisher_exact\n"
        "from nltk.classify.scikitlearn import DictVectorizer\n"
        "assert fisher_exact is scipy.stats.fisher_exact\n"
        "assert DictVectorizer is features.DictVectorizer"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_errors_say_what_they_are_and_pickle() -> None:
    import pickle

    from newsdigest import errors

    for name, kind in vars(errors).items():
        if isinstance(kind, type) and issubclass(kind, Exception):
            assert issubclass(kind, nd.NewsdigestError), name
            assert str(pickle.loads(pickle.dumps(kind("why")))) == "why"
            assert name in str(errors.__doc__)
