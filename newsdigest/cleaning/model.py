"""The line model: how likely each line belongs to the body, by learned weights of its features."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from .features import COLUMN, NAMES, line_features
from .segmentation import Vector

# Share of English function words from which on a text is weighed as English.
_ENGLISH_SHARE = 0.2


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


class FeatureTable:
    """The features of a page's lines, each computed once however often the page is looked at."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._rows = np.zeros((0, len(NAMES)))

    def rows(self, lines: Sequence[str]) -> Vector:
        """The features of these lines, shape (lines, features)."""
        new = [line for line in dict.fromkeys(lines) if line not in self._known]
        self._known.update(
            zip(new, range(len(self._known), len(self._known) + len(new)), strict=True)
        )
        rows = np.array([line_features(line) for line in new], dtype=np.float64)
        self._rows = np.concatenate((self._rows, rows.reshape(len(new), len(NAMES))))
        matrix = self._rows[[self._known[line] for line in lines]]
        times = Counter(lines)
        matrix[:, COLUMN["repeated"]] = [times[line] > 1 for line in lines]
        return matrix


def body_chances(features: Vector, models: Models) -> Vector:
    """The probability, 0 to 1, of each line to be body, shape (lines,)."""
    words = np.expm1(features[:, COLUMN["words"]])
    english = float(words @ features[:, COLUMN["function_share"]])
    model = models.english if english >= _ENGLISH_SHARE * words.sum() else models.neutral
    return 1 / (1 + np.exp(-model.log_odds(features)))
