"""How a quantity is shown: normalised, short, the same however a report writes it."""

from __future__ import annotations

from .amount import Kind

_NAMES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))


def shown(kind: Kind, unit: str, low: float, high: float) -> str:
    """A quantity from ``low`` to ``high`` with its unit, as a reader is shown it."""
    if kind == "percent":
        tail = "%" if unit == "%" else " points"
        return f"{_plain(low)}{tail}" if low == high else f"{_plain(low)}–{_plain(high)}{tail}"
    if kind == "money":
        return f"{unit} {_range(low, high)}"
    return _range(low, high)


def _range(low: float, high: float) -> str:
    if low == high:
        return _scaled(low)
    scales = [scale for scale, _ in _NAMES if high >= scale and low >= scale / 10]
    scale = scales[0] if scales else 1.0
    name = dict(_NAMES).get(scale, "")
    return f"{_plain(low / scale)}–{_plain(high / scale)}{name}"


def _scaled(value: float) -> str:
    for scale, name in _NAMES:
        if value >= scale:
            return _plain(value / scale) + name
    return _plain(value)


def _plain(value: float) -> str:
    return f"{value:,.3f}".rstrip("0").rstrip(".")
