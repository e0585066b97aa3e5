"""The line model: how likely each line belongs to the body, by learned weights of its features."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from .features import NAMES
from .sheet import Vector


@dataclass(frozen=True, slots=True)
class LineModel:
    """A logistic model of a line: ``weights`` a feature, of shape (features,), and its ``bias``."""

    weights: Vector
    bias: float

    def log_odds(self, features: Vector) -> Vector:
        """The log odds of being body, shape (lines,), of features of shape (lines, features)."""
        return features @ self.weights + self.bias

    @classmethod
    def from_dict(cls, record: Mapping[str, object]) -> LineModel:
        """Reads a model as :meth:`to_dict` writes it."""
        weights = record["weights"]
        bias = record["bias"]
        assert isinstance(weights, dict) and isinstance(bias, int | float)
        return cls(np.array([float(weights.get(name, 0.0)) for name in NAMES]), float(bias))

    def to_dict(self) -> dict[str, object]:
        """The model as it stands in the weights file."""
        weights = {name: round(float(w), 4) for name, w in zip(NAMES, self.weights, strict=True)}
        return {
            "weights": {name: w for name, w in weights.items() if w},
            "bias": round(self.bias, 4),
        }


@dataclass(frozen=True, slots=True)
class Models:
    """The model for English, which knows its function words, and the one for all languages."""

    english: LineModel
    neutral: LineModel


@cache
def shipped_models() -> Models:
    """The models whose weights ship with the package."""
    text = files(__package__).joinpath("data/weights.json").read_text(encoding="utf-8")
    record = json.loads(text)
    return Models(LineModel.from_dict(record["english"]), LineModel.from_dict(record["neutral"]))
