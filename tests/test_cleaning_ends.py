"""What is promised of the ends of texts: feeds' footers and notes on authors go, sentences stay."""

from __future__ import annotations

from pathlib import Path

import pytest

import newsdigest as nd
from newsdigest.cleaning.endings import ends_sentence
from newsdigest.settings import CleaningSettings

BODY = (
    "The old bridge was closed on Tuesday after engineers found cracks in two of its piers, the "
    "mayor said. The closure will last for at least six weeks, and a ferry will run until then.\n\n"
    "Officials told reporters that the bridge would cost about 40 million dollars to mend."
)


def cleaned(tail: str, byline: str = "") -> nd.Article:
    (article,) = nd.clean([nd.Article("a", BODY + tail, title="Bridge closed", byline=byline)])
    for part in article.removed:
        assert article.original[part.start : part.end] == part.text
    (again,) = nd.clean([nd.Article("a", article.text, title="Bridge closed", byline=byline)])
    assert again.text == article.text
    return article


@pytest.mark.parametrize("space", [" ", "\n\n"])
@pytest.mark.parametrize(
    "footer",
    [
        "The post Bridge closed appeared first on Example Times.",
        "The post “Is the bridge closed?” first appeared on example.com",
        "Der Beitrag Brücke gesperrt erschien zuerst auf Beispielzeitung.",
        "L’article Le pont est fermé est apparu en premier sur Le Journal.",
        "La entrada El puente cerrado se publicó primero en El Diario.",
        "L'articolo Chiuso il ponte proviene da Il Giornale.",
        "O post Ponte fechada apareceu primeiro em O Jornal.",
        "Het bericht Brug gesloten verscheen eerst op De Krant.",
        "Artykuł Most zamknięty pochodzi z serwisu Gazeta.",
        "[…]",
        "[...]",
    ],
)
def test_the_footer_of_a_feed_goes(footer: str, space: str) -> None:
    article = cleaned(space + footer)
    assert article.text == BODY
    assert [(part.text, part.reason) for part in article.removed] == [(footer, "prompt")]


@pytest.mark.parametrize(
    "end",
    [
        " […] Continue reading", " Read more...", " Continue reading →", "… [+1234 chars]",
        " […] Continue reading Bridge closed →", " Weiterlesen", " [...] Lire la suite",
        " Leer más »", " [&hellip;] Read the full story here",
    ],
)  # fmt: skip
def test_what_leads_to_the_rest_goes(end: str) -> None:
    article = cleaned(end)
    assert article.text == BODY
    assert [part.reason for part in article.removed] == ["prompt"]


@pytest.mark.parametrize(
    "end",
    [
        " The ministry asks schools to make children read more.",
        "\n\nThe post from the account of the mayor appeared first on Telegram, officials said.",
        " “It never ends,” she said of the noise …",
        "\n\nThe mayor, Ann Bell, is a former reporter who was elected to the post in 2021.",
        "\n\nAnn Bell is the engineer who found the cracks, and has worked on bridges for years.",
    ],
)
def test_sentences_of_the_article_stay(end: str) -> None:
    assert cleaned(end).text == BODY + end


def test_within_a_text_all_of_it_stays() -> None:
    text = f"{BODY} Continue reading is what she told the class to do.\n\n{BODY}"
    (article,) = nd.clean([nd.Article("a", text)])
    assert article.text == text


@pytest.mark.parametrize(
    "note",
    [
        "Ann Bell is a staff writer at the Post, where she covers the valley.",
        "—Staff writer Ann Bell can be reached at ann.bell@post.example. Follow her on X @annbell.",
        "Contact Ann Bell at abell@post.example.",
        "Ann van der Bell is a reporter for the Post.",
        "Follow her on X, formerly known as Twitter, @annbell, for news of the valley.",
    ],
)
def test_a_note_on_the_author_goes_from_the_end(note: str) -> None:
    article = cleaned(f"\n\n{note}")
    assert article.text == BODY
    assert {part.reason for part in article.removed} == {"byline"}


@pytest.mark.parametrize("final", ".!?。！？।؟۔։။។")
def test_a_sentence_ends_as_its_script_has_it(final: str) -> None:
    assert ends_sentence(f"a{final}")
    assert ends_sentence(f"a{final}”")


def test_who_has_the_byline_may_be_anything() -> None:
    note = "\n\nAnn Bell is professor of bridges at the university of the valley and its dean."
    assert cleaned(note).text == BODY + note
    assert cleaned(note, byline="Ann Bell").text == BODY


def test_a_reporter_of_whom_the_news_is_stays() -> None:
    text = BODY.replace("the mayor said", "Ann Bell said")
    note = "\n\nAnn Bell is a reporter of the Post who has written about the bridge for years."
    (article,) = nd.clean([nd.Article("a", text + note)])
    assert article.text == text + note


def test_the_ends_that_a_user_keeps_stay() -> None:
    tail = " […] Continue reading"
    kept = CleaningSettings(keep=frozenset({"prompt", "related", "outside"}))
    (article,) = nd.clean([nd.Article("a", BODY + tail)], kept)
    assert article.text == BODY + tail


def test_no_footer_of_a_feed_gets_into_a_digest(tmp_path: Path) -> None:
    entry = (
        "&lt;p&gt;The old bridge was closed on Tuesday after engineers found cracks, the mayor "
        "said. It will stay closed for six weeks, and [&amp;#8230;]&lt;/p&gt;&lt;p&gt;The post "
        "&lt;a href='x'&gt;Bridge closed&lt;/a&gt; appeared first on &lt;a&gt;Post&lt;/a&gt;."
        "&lt;/p&gt;"
    )
    (tmp_path / "feed.xml").write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><item><title>Bridge '
        "closed</title><link>https://e.example/1</link><description>"
        f"{entry}</description></item></channel></rss>",
        encoding="utf-8",
    )
    (made,) = nd.digest(tmp_path).digests
    assert "appeared first" not in " ".join(sentence.text for sentence in made.sentences)
    (article,) = made.event.articles
    assert article.text.endswith("six weeks, and […]")


@pytest.mark.parametrize(
    "tail", ["The post " * 40_000, "[…] " * 80_000, "A Bell is a " * 30_000, "\n\n[…]" * 30_000]
)
def test_hostile_ends_end(tail: str) -> None:
    (article,) = nd.clean([nd.Article("a", f"{BODY}\n\n{tail}")])
    assert article.text.startswith(BODY[:100])


@pytest.mark.parametrize(
    "line",
    [
        "This content can also be viewed on the site it originates from.",
        "This article has been reviewed according to the editorial process and policies of the "
        "Institute. Editors have highlighted the following attributes:",
        "We receive compensation when you click on a link to one of the shops that we name here.",
        "The Post may earn a commission from shops if you buy something through one of our links.",
        "New! Sign up for our free email newsletter.",
        "Thank you for subscribing to our newsletter.",
        "Consider becoming a sponsor of the tour of the valley that we plan for this spring.",
        "Don't want to miss a single column?",
        "Want to keep up with breaking news? Subscribe to our email newsletter.",
        "Our newsroom depends on readers like you, who keep our stories free for everyone.",
        "Our only agenda is to publish the truth so you can be an informed participant in it.",
    ],
)
def test_what_a_site_says_of_itself_goes_wherever_it_stands(line: str) -> None:
    first, second = BODY.split("\n\n")
    text = f"{first}\n\n{line}\n\n{second}\n\n{first.replace('bridge', 'tunnel')}"
    (article,) = nd.clean([nd.Article("a", text)])
    assert line not in article.text
    assert article.text.count("\n\n") == 2


@pytest.mark.parametrize(
    "line",
    [
        "The senator said he would consider becoming an independent before the vote in November.",
        "This article of the law has been reviewed by the supreme court of the country twice.",
        "The agency will receive payments from the fund when it has shown what the work costs.",
        "“We want to miss nothing of it,” she said of the concert that the town had waited for.",
        "Thanks for signing up thousands of voters were due to a group of students, he said, "
        "that had gone from door to door.",
        "The company may earn less from purchases in its shops next year, the chairman told them.",
    ],
)
def test_sentences_of_the_news_that_sound_like_it_stay(line: str) -> None:
    first, second = BODY.split("\n\n")
    text = f"{first}\n\n{line}\n\n{second}"
    (article,) = nd.clean([nd.Article("a", text)])
    assert article.text == text
