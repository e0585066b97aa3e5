"""The names of the engines, for whoever only has to offer them."""

from __future__ import annotations

from typing import Literal, get_args

EngineName = Literal["local", "daft", "ray"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)
