"""What a setting may be: each check raises a UsageError that names it, its bounds and its value."""

from __future__ import annotations

import math

from ..errors import UsageError


def whole(settings: object, name: str, least: int, most: float = math.inf) -> None:
    """A whole number within bounds, which both are allowed."""
    value = getattr(settings, name)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        bounds = f"of at least {least}" if most == math.inf else f"from {least} to {most}"
        raise UsageError(f"{name} must be a whole number {bounds}, not {value!r}")


def number(settings: object, name: str, least: float, most: float) -> None:
    """A number within bounds, which both are allowed."""
    value = getattr(settings, name)
    if not isinstance(value, int | float) or not least <= value <= most:
        bounds = f"of at least {least}" if most == math.inf else f"from {least} to {most}"
        raise UsageError(f"{name} must be a number {bounds}, not {value!r}")


def share(settings: object, *names: str) -> None:
    """Shares of something: above 0 and up to 1."""
    for name in names:
        number(settings, name, 0.0, 1.0)
        if getattr(settings, name) == 0:
            raise UsageError(f"{name} must be above 0")


def one_of(settings: object, name: str, allowed: tuple[str, ...]) -> None:
    """One of some words."""
    value = getattr(settings, name)
    if value not in allowed:
        raise UsageError(f"{name} must be {' or '.join(allowed)}, not {value!r}")
