"""When the kernels last changed, so that nothing older of theirs is ever run from a cache."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def kernels_changed() -> float:
    """The time of the latest change to the kernels or to what defines their values."""
    sources = [*(_HERE / "kernels").glob("*.py"), _HERE / "hashing.py", _HERE / "canonical.py"]
    return max(path.stat().st_mtime for path in sources)
