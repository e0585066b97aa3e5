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


@pytest.mark.parametrize(
    ("lead", "headline"),
    [
        (
            "India and the United States have finalized a roadmap for defence cooperation, aiming "
            "to strengthen the country's ambitions, the government said.",
            "India and the United States have finalized a roadmap for defence cooperation",
        ),
        (
            "As it tries to punish Moscow for its part in the war, the president said again "
            "and again that its sanctions have begun to work.",
            "As it tries to punish Moscow for its part in the war, the president said again …",
        ),
        (
            "As the storm came, the city closed the old bridge over the river on Monday, which "
            "costs the port a third of its traffic.",
            "As the storm came, the city closed the old bridge over the river on Monday",
        ),
    ],
)
def test_a_lead_without_a_title_is_cut_where_it_can_stand(lead: str, headline: str) -> None:
    assert nd.summarize([nd.Article("a", lead, language="en")]).headline == headline


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


def test_every_budget_is_kept() -> None:
    text = " ".join(
        f"The {noun} of the harbour town was closed for {number} days by order of the mayor."
        for number, noun in enumerate(["bridge", "school", "market", "station", "museum"], start=3)
    )
    other = "The mayor of the harbour town ordered the bridge and the school to be closed at once."
    event = nd.Event("e", (nd.Article("a", text), nd.Article("b", other)))
    for method in METHODS:
        for bounds in ({"sentences": 2}, {"characters": 200}, {"sentences": 3, "characters": 90}):
            options = nd.DigestSettings(
                words=None,
                method=method,
                sentences=bounds.get("sentences"),
                characters=bounds.get("characters"),
            )
            digest = nd.summarize(event, settings=nd.Settings(digests=options))
            assert digest.sentences
            assert len(digest.sentences) <= bounds.get("sentences", 99)
            assert len(digest.text) <= bounds.get("characters", 9999)


@given(st.integers(1, 60))
def test_a_bound_in_characters_cuts_the_lead_and_says_so(characters: int) -> None:
    text = "The harbour bridge was closed on Tuesday after engineers found cracks in its piers."
    options = nd.DigestSettings(words=None, characters=characters)
    digest = nd.summarize([nd.Article("a", text)], settings=nd.Settings(digests=options))
    (sentence,) = digest.sentences
    assert 0 < len(sentence.text) <= characters
    assert text.startswith(sentence.text)
    assert sentence.cut


def test_settings_that_mean_nothing_are_refused() -> None:
    with pytest.raises(nd.UsageError, match="needs a bound"):
        nd.DigestSettings(words=None)
    with pytest.raises(nd.UsageError, match="recency is for the method coverage"):
        nd.DigestSettings(recency=2, method="kl")


def test_a_lone_report_is_told_by_its_lead() -> None:
    text = "The bridge was closed on Tuesday. Engineers had found cracks in its northern piers.\n"
    text += "Repairs are to take two weeks.\n" + "Ferries run at night for a fee. " * 500
    digest = nd.summarize([nd.Article("a", text)], words=15)
    assert [s.text.split()[0] for s in digest.sentences] == ["The", "Engineers"]


def test_a_running_story_can_favour_the_newest_reports() -> None:
    from datetime import date

    old = "The river rose by a metre in the old town and the lower bridge was closed to traffic."
    new = "Soldiers filled sandbags by night while the water fell and the upper bridge reopened."
    articles = [
        nd.Article(f"{n}", text, published=date(2024, 5, 1 + day), language="en")
        for n, (text, day) in enumerate([(old, 0), (old + " Nobody was hurt there.", 0), (new, 9)])
    ]
    event = nd.Event("e", tuple(articles))

    def first(recency: float | None) -> str:
        options = nd.DigestSettings(words=20, recency=recency)
        return nd.summarize(event, settings=nd.Settings(digests=options)).sentences[0].article_id

    assert first(None) in ("0", "1")
    assert first(1.0) == "2"


def test_a_dateline_is_left_out_of_its_sentence() -> None:
    text = (
        "NEW DELHI, June 5 (Reuters) - India and the United States agreed on a roadmap on Monday."
    )
    (sentence,) = nd.summarize([nd.Article("a", text, language="en")]).sentences
    assert sentence.text.startswith("India and the United States")
    assert sentence.text == text[sentence.start : sentence.end]


@pytest.mark.parametrize(
    "dateline",
    ["PALM COAST, Fla. - ", "(CNN) ", "MOSCOW: ", "RAMALLAH, West Bank (AP) — ", "Photo\nROME — "],
)
def test_a_sentence_begins_behind_its_dateline_however_it_is_split(dateline: str) -> None:
    sentence = "The harbour bridge was closed on Monday after engineers found cracks."
    text = (
        f"{dateline}{sentence} Traffic goes over the northern crossing until the piers are mended."
    )
    (first,) = nd.summarize([nd.Article("a", text, language="en")], words=12).sentences
    assert first.text == sentence == text[first.start : first.end]


@pytest.mark.parametrize("end", ["...", "…", " […]", " [...]", "...”", " […]\nThe post was first."])
def test_a_sentence_that_a_feed_has_cut_is_told_only_where_there_is_nothing_else(end: str) -> None:
    whole = "The mayor asked drivers to use the ferry until further notice."
    cut = "Engineers who found cracks in the harbour bridge on Monday said that the bridge will be"
    digest = nd.summarize([nd.Article("a", f"{whole} {cut}{end}", language="en")])
    assert digest.sentences[0].text == whole
    assert cut not in digest.text
    alone = nd.summarize([nd.Article("a", f"{cut}{end}".split("\n")[0], language="en")])
    assert alone.text.startswith(cut)


def test_a_wall_among_uncleaned_reports_tells_nothing() -> None:
    wall = (
        "We recognise you are attempting to access this website from a country belonging to the "
        "European Economic Area and therefore access cannot be granted at this time."
    )
    news = "The mayor closed the harbour bridge on Monday after engineers found cracks in it."
    reports = [nd.Article("a", wall, language="en"), nd.Article("b", news, language="en")]
    assert nd.summarize(reports).text == news
    assert nd.summarize(reports[:1]).text == wall


def test_an_ellipsis_within_an_article_cuts_nothing() -> None:
    pause = "The harbour bridge was closed on Monday and the traffic jam lasted for hours..."
    text = f"{pause} Then the ferry came."
    digest = nd.summarize([nd.Article("a", text, language="en")], words=15)
    assert pause in digest.text


def test_the_splitter_can_be_a_punkt_model_of_the_users() -> None:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    punkt = PunktSentenceTokenizer("The treaty was signed. It holds. The ministers left. They met.")
    options = nd.DigestSettings(splitter=lambda text, _: punkt.span_tokenize(text))
    text = "Engineers found cracks in the bridge. The mayor asked drivers to use the ferry."
    digest = nd.summarize([nd.Article("a", text)], settings=nd.Settings(digests=options))
    assert [s.text for s in digest.sentences] == [text[a:b] for a, b in punkt.span_tokenize(text)]
    whole = nd.DigestSettings(splitter=lambda text, _: [(0, len(text)), (0, 0)])
    digest = nd.summarize([nd.Article("a", text)], settings=nd.Settings(digests=whole))
    assert digest.text == text


def test_a_method_that_cannot_rank_every_sentence_says_so() -> None:
    topics = "bridge school market station museum river harbour church library theatre".split()
    texts = [
        " ".join(
            f"The {topics[n % 10]} number {n} of town {k} was inspected by {n * k} engineers today."
            for n in range(60)
        )
        for k in range(2)
    ]
    articles = [nd.Article(f"{k}", text, language="en") for k, text in enumerate(texts)]
    digest = nd.summarize(nd.Event("e", tuple(articles)), words=60, method="kl")
    (note,) = digest.notes
    assert "kl compares too much to rank 120 sentences" in note
    assert digest.sentences


BAD = {
    "one sentence": "The bridge was closed on Tuesday after engineers found cracks in it.",
    "a headline only": "Bridge closed",
    "no sentence ends": "the bridge was closed\nthe mayor came\nnobody was hurt and all went home",
    "no full stop": "word " * 20_000,
    "Chinese": "大桥周二关闭。工程师发现裂缝。市长说修理需要两周。" * 3,
    "Arabic": "أغلق الجسر يوم الثلاثاء. قال العمدة إن الإصلاح سيستغرق أسبوعين؟ نعم.",
    "a list": "- milk\n- eggs\n- bread\n1. one\n2. two",
    "a table": "Year | Sales | Profit\n2020 | 1,000 | 10\n2021 | 2,000 | 20\n",
    "a poem": "The sea is calm tonight,\nThe tide is full,\n\nthe moon lies fair\nBy night;",
    "a transcript": "Q: Why was it closed?\nA: Because of cracks.\nQ: For how long?\nA: Two weeks.",
    "full stops": "." * 5000,
    "quotes": "“" * 3000 + " said he.",
    "numbers": "1 " * 5000 + "12 people. 13 people. 14% of $5 million. " * 200,
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("times", [1, 3])
def test_a_text_of_any_kind_gets_a_digest_within_budget(kind: str, times: int) -> None:
    other = nd.Article("other", "The town was quiet. Its mayor spoke of repairs to the old bridge.")
    articles = [nd.Article(f"{n}", BAD[kind]) for n in range(times)] + [other] * (times > 1)
    for words in (1, 9, 80):
        digest = nd.summarize(nd.Event("e", tuple(articles)), words=words)
        assert 0 < digest.words <= words
        texts = {article.id: article.text for article in articles}
        for sentence in digest.sentences:
            assert sentence.text == texts[sentence.article_id][sentence.start : sentence.end]


def test_fifty_identical_reports_are_told_once_with_all_their_names() -> None:
    text = "The bridge was closed on Tuesday after engineers found cracks in its northern piers."
    articles = [nd.Article(f"{n:02d}", text, language="en") for n in range(50)]
    (sentence,) = nd.summarize(nd.Event("e", tuple(articles))).sentences
    assert len(sentence.also_in) == 49


def test_ten_thousand_sentences_are_no_obstacle() -> None:
    words = "bridge mayor river school market police court union storm harbour ship crew".split()
    lines = [
        f"The {words[n % 12]} of district {n} met the {words[n * 7 % 11]} about case {n % 997}."
        for n in range(10_000)
    ]
    articles = [nd.Article(f"{k}", "\n".join(lines[k::20]), language="en") for k in range(20)]
    digest = nd.summarize(nd.Event("e", tuple(articles)), words=100)
    assert 80 <= digest.words <= 100


def test_the_estimator_is_one_of_scikit_learns() -> None:
    from sklearn.base import clone
    from sklearn.pipeline import make_pipeline

    summarizer = nd.ExtractiveSummarizer(words=12, method="tfidf")
    assert clone(summarizer).get_params() == summarizer.get_params()
    text = "The bridge was closed on Tuesday. Engineers had found cracks in it. Nobody was hurt."
    events = [
        [text, nd.Article("a", text + " The mayor came.")],
        text,
        nd.Event("e", (nd.Article("b", text),)),
    ]
    told = make_pipeline(summarizer).fit(events).transform(events)
    assert len(told) == 3
    assert all(0 < len(one.split()) <= 12 for one in told)
    with pytest.raises(nd.UsageError, match="words must be"):
        nd.ExtractiveSummarizer(words=0).fit([])
