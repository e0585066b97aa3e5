"""Digests: verbatim, within budget, never empty, never the same thing twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsdigest as nd
from newsdigest.settings import METHODS, Method

SENTENCE = st.lists(
    st.sampled_from("bridge closed city mayor said river U.S. Dr. 12 2,200 (now) “we”".split()),
    min_size=1, max_size=30,
).map(lambda words: " ".join(words).capitalize())  # fmt: skip
TEXTS = st.lists(SENTENCE, min_size=1, max_size=12).flatmap(
    lambda parts: st.sampled_from([". ", ".\n", "\n\n", "! "]).map(
        lambda end: end.join(parts) + end
    )
)


@given(
    st.lists(TEXTS, min_size=1, max_size=4), st.integers(1, 80), st.sampled_from(METHODS)
)  # fmt: skip
def test_every_digest_is_verbatim_within_budget_and_not_empty(
    texts: list[str], words: int, method: Method
) -> None:
    articles = [nd.Article(f"{i}", text, language="en") for i, text in enumerate(texts)]
    digest = nd.summarize(articles, words, method)
    by_id = {article.id: article for article in articles}
    assert 0 < digest.words <= words
    for sentence in digest.sentences:
        assert sentence.text == by_id[sentence.article_id].text[sentence.start : sentence.end]
        assert sentence.article_id not in sentence.also_in
        assert set(sentence.also_in) <= by_id.keys()
    said = [" ".join(sentence.text.lower().split()) for sentence in digest.sentences]
    assert len(set(said)) == len(said)
    assert digest.headline


@pytest.mark.parametrize(
    "text",
    ["Bridge closed", "no sentence end here at all and it goes on", "大桥已经关闭，车辆必须绕行。",
     "هل هذا صحيح؟ نعم.", "- one\n- two\n- three", "Q: Why?\nA: Because."],
)  # fmt: skip
def test_an_event_with_text_never_gets_an_empty_digest(text: str) -> None:
    digest = nd.summarize([nd.Article("a", text)], words=120)
    assert digest.sentences
    assert digest.headline


def test_a_budget_below_every_sentence_cuts_the_lead_and_says_so() -> None:
    text = "The harbour bridge was closed on Tuesday after engineers found cracks."
    digest = nd.summarize([nd.Article("a", text)], words=4)
    (sentence,) = digest.sentences
    assert sentence.text == "The harbour bridge was"
    assert sentence.cut
    assert "The harbour bridge was …" in nd.render(nd.Report((digest,)), "txt")


def test_copies_have_no_voice() -> None:
    copied = (
        "The harbour bridge was closed on Tuesday after engineers found cracks in its piers. " * 2
    )
    copied += "A wholly different thing was said by the mayor about the schools of the town."
    other = (
        "Officials opened a new school near the river on Wednesday, and parents were glad of it."
    )
    articles = [nd.Article(f"wire{i}", copied) for i in range(5)] + [nd.Article("own", other)]
    digest = nd.summarize(articles, words=200)
    assert len(digest.event.reports) == 2
    assert not [s for s in digest.sentences if s.also_in]


def test_representatives_are_sentences_of_the_event_best_first(seeds: list[nd.Article]) -> None:
    (event,) = [event for event in nd.cluster_events(seeds) if len(event) == 3]
    texts = {article.id: article.text for article in event}
    best = nd.representatives(event, k=10)
    assert len(best) == 10
    assert nd.representatives(event, k=3) == best[:3]
    assert nd.representatives(event, k=0) == []
    for sentence in best:
        assert sentence.text == texts[sentence.article_id][sentence.start : sentence.end]


def test_the_title_that_the_reports_agree_on_is_the_headline() -> None:
    titles = ["Harbour bridge closed", "Bridge in harbour closed for repairs", "Traffic chaos"]
    text = "The harbour bridge was closed on Tuesday after engineers found cracks in it, {}."
    articles = [nd.Article(f"{i}", text.format(i), title=t) for i, t in enumerate(titles)]
    assert nd.summarize(articles).headline == "Harbour bridge closed"


def test_saved_reports_are_what_render_gives(report: nd.Report, tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "out.md"
    report.save(path)
    assert path.read_text("utf-8") == nd.render(report, "md")
    report.save(path, "json")
    assert path.read_text("utf-8") == nd.render(report, "json")
    with pytest.raises(nd.UsageError, match="no format"):
        nd.render(report, "docx")
    with pytest.raises(nd.UsageError, match="no format has the suffix"):
        report.save(path.with_suffix(".docx"))
