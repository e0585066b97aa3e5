"""Learns the weights of the line model from labelled pages and writes them as JSON.

    python -m benchmarks.learn_chrome --data DIR [--sets wcxb naeb] [--hosts even] [--out FILE]

Each page is a record with ``lines`` (text, label body or chrome). A page counts by the square root
of its lines, a line by the logarithm of its words. Pages are weighed whole, as scraped.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from newsdigest.cleaning.features import COLUMN, ENGLISH, NAMES, UNLEARNED, line_features
from newsdigest.cleaning.model import LineModel, Models

from . import sets

WEIGHTS = Path(__file__).parent.parent / "newsdigest" / "cleaning" / "data" / "weights.json"
ABOUT = (
    "Weights of the line model, learned by benchmarks/learn_chrome.py from the evaluation pages of "
    "newspaper4k (https://github.com/AndyTheFactory/newspaper4k, Apache-2.0) and from WCXB "
    "(CC BY 4.0); they contain no text of either."
)


def load(data: Path, name: str) -> list[dict[str, Any]]:
    """The records of one set of pages."""
    return sets.records(data / "chrome" / f"{name}.jsonl.gz")


def examples(records: Iterable[dict[str, Any]]) -> tuple[Any, Any, Any]:
    """Features, labels and sample weights of all lines of all pages."""
    rows, labels, weights = [], [], []
    for record in records:
        lines = [line for line in record["lines"] if line["text"].strip()]
        texts = [line["text"].strip() for line in lines]
        features = page_features(texts)
        rows.append(features)
        labels.append(np.array([line["label"] == "body" for line in lines]))
        weights.append((0.5 + features[:, COLUMN["words"]]) / max(1, len(lines)) ** 0.5)
    return np.concatenate(rows), np.concatenate(labels), np.concatenate(weights)


def page_features(paragraphs: Sequence[str]) -> Any:
    """The features of the paragraphs of a page, which stand on it once or more."""
    features, times = line_features(paragraphs), Counter(paragraphs)
    features[:, COLUMN["repeated"]] = [times[paragraph] > 1 for paragraph in paragraphs]
    return features


def fit(features: Any, labels: Any, weights: Any, *, without: Iterable[str] = ()) -> LineModel:
    """A logistic model of the features, some of them left out."""
    features = features.copy()
    features[:, [COLUMN[name] for name in (*without, *UNLEARNED)]] = 0.0
    scaler = StandardScaler().fit(features)
    # Body and chrome weigh the same in all, or the level of the chances would be the data set's.
    weights = np.where(labels, weights / weights[labels].sum(), weights / weights[~labels].sum())
    weights *= len(labels)
    model = LogisticRegression(max_iter=500)
    model.fit(scaler.transform(features), labels, sample_weight=weights)
    coefficients = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - coefficients @ scaler.mean_)
    assert len(coefficients) == len(NAMES)
    return LineModel(coefficients, bias)


def learn(records: Iterable[dict[str, Any]]) -> Models:
    """The English and the language-neutral model of labelled pages."""
    features, labels, weights = examples(records)
    return Models(fit(features, labels, weights), fit(features, labels, weights, without=ENGLISH))


def main() -> None:
    """Learns from the sets named and writes the weights file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", nargs="+", default=["naeb", "wcxb"])
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    models = learn(record for name in options.sets for record in load(options.data, name))
    weights = {
        "about": ABOUT,
        "english": models.english.to_dict(),
        "neutral": models.neutral.to_dict(),
    }
    options.out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
