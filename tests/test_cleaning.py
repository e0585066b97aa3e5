"""What the cleaning of text promises, through its public functions."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsdigest.cleaning import (
    clean,
    clean_article,
    learn_site_lines,
)
from newsdigest.cleaning.features import COLUMN, NAMES, line_features
from newsdigest.cleaning.lines import HEAD
from newsdigest.errors import UsageError
from newsdigest.language.dateprefix import prefix_length
from newsdigest.records import Article
from newsdigest.rendering import render_articles
from newsdigest.settings import CHROME_REASONS, CleaningSettings

SEEDS = Path(__file__).parent.parent / "seeds"
EXPECTED = Path(__file__).parent / "data" / "seeds_expected"

PROSE = (
    "The two ministers agreed on Monday to build a bridge across the river, and said that work "
    "would begin before the end of the year.",
    "Officials told reporters that the bridge would cost about 40 million dollars, most of which "
    "the federal government has promised to pay.",
    "Residents of the town have waited for a bridge since the old one was washed away in a flood "
    "eleven years ago, and many of them came to watch.",
    '"We have heard promises before, but this time there is money on the table," the mayor said '
    "in a speech that was interrupted by applause.",
    "The opposition called the plan an election gift, and asked why the ferry that was promised "
    "two years ago has never been bought.",
)
BODY = "\n\n".join(PROSE)


def cleaned(text: str, **fields: object) -> Article:
    return clean_article(Article(id="a", text=text, **fields))  # type: ignore[arg-type]


def reasons(article: Article) -> set[str]:
    return {part.reason for part in article.removed}


def assert_sound(article: Article) -> None:
    """The rules that hold for every cleaned article."""
    original = article.original
    for part in article.removed:
        assert original[part.start : part.end] == part.text
        assert part.reason in CHROME_REASONS
    starts = [part.start for part in article.removed]
    assert starts == sorted(starts)
    position = 0
    for line in filter(None, article.text.split("\n")):
        assert line == line.strip()
        position = original.index(line, position) + len(line)
    assert "\n\n\n" not in article.text
    assert article.text == article.text.strip()


# --- the sample documents -------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(path.name for path in SEEDS.glob("*.txt")))
def test_the_sample_documents_come_out_exactly(name: str) -> None:
    article = cleaned((SEEDS / name).read_text(encoding="utf-8"))
    assert article.text + "\n" == (EXPECTED / name).read_text(encoding="utf-8")
    assert_sound(article)


def test_the_sample_documents_give_up_their_metadata() -> None:
    found = {
        path.name[:3]: cleaned(path.read_text(encoding="utf-8")) for path in SEEDS.glob("*.txt")
    }
    days = {number: article.published for number, article in found.items()}
    assert days == {
        "000": None,
        "001": date(2023, 6, 5),
        "002": None,
        "003": date(2023, 6, 5),
        "004": date(2025, 2, 7),
    }
    assert found["002"].title == (
        "India Invites US Defence Companies For Co-Development And Co-Production"
    )
    assert found["002"].byline == "Richa Kaushik"
    assert found["004"].agency == "Agencies"
    assert {article.language for article in found.values()} == {"en"}


# --- what is taken --------------------------------------------------------------------------------


def test_text_that_is_clean_already_stays_as_it_is() -> None:
    article = cleaned(BODY)
    assert article.text == BODY
    assert article.removed == ()
    assert article.notes == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Also Read: Minister Opens New Road Along The Coast", "related"),
        ("Photo: Ann Bell/Getty Images", "caption"),
        ("Advertisement", "prompt"),
        ("Sign up for our morning newsletter", "prompt"),
    ],
)
def test_chrome_between_paragraphs_is_taken_with_its_reason(line: str, reason: str) -> None:
    article = cleaned("\n\n".join((*PROSE[:2], line, *PROSE[2:])))
    assert article.text == BODY
    assert reasons(article) <= {reason, "unlike"}


@pytest.mark.parametrize("heading", ["Recent Posts", "Related", "More from World", "Comments"])
def test_a_trailing_section_goes_as_a_whole(heading: str) -> None:
    section = f"{heading}\n\nStorm Closes Schools In The North\n\n4 mins ago\n\nTeams Named For Cup"
    article = cleaned(f"{BODY}\n\n{section}")
    assert article.text == BODY


def test_labels_and_headline_before_the_body_go_and_the_headline_becomes_the_title() -> None:
    article = cleaned(f"World\n\nMinisters Agree To Build Bridge Across River\n\n{BODY}")
    assert article.text == BODY
    assert article.title == "Ministers Agree To Build Bridge Across River"


def test_the_repeated_title_is_taken_wherever_it_stands() -> None:
    title = "Ministers agree to build a bridge"
    article = cleaned(f"{title}\n\n{BODY}\n\n{title}", title=title)
    assert article.text == BODY
    assert reasons(article) == {"headline"}


def test_a_menu_before_and_links_after_the_body_are_outside() -> None:
    menu = "Home\nNews\nSport\nWeather\nSign in\nSubscribe\nVideo\nSearch"
    footer = "About us\nContact\nPrivacy policy\nTerms of use\nCookies\n© 2024 The Post"
    article = cleaned(f"{menu}\n{BODY}\n{footer}")
    assert article.text == BODY


def test_a_dateline_is_read_but_stays() -> None:
    text = "NEW DELHI, June 5 (Reuters) - " + BODY
    article = cleaned(text)
    assert article.text == text
    assert article.agency == "Reuters"


def test_sub_headings_stay() -> None:
    text = (
        f"{PROSE[0]}\n\nWhat it costs\n\n{PROSE[1]}\n\nWho waits for it\n\n{PROSE[2]}\n\n{PROSE[3]}"
    )
    assert cleaned(text).text == text


# --- the shape of the input -----------------------------------------------------------------------


def test_text_wrapped_at_72_columns_loses_nothing() -> None:
    import textwrap

    wrapped = "\n".join(textwrap.fill(paragraph, 72) for paragraph in PROSE)
    assert cleaned(wrapped).text == wrapped
    spaced = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in PROSE)
    assert cleaned(spaced).text == spaced


def test_the_words_of_inline_tags_on_lines_of_their_own_stay() -> None:
    text = (
        "The bridge was promised by the minister of transport,\nAnn Bell\n, who said in a speech "
    )
    text += "on Monday that work would begin this year.\n" + "\n".join(PROSE)
    assert "Ann Bell" in cleaned(text).text


def test_blank_lines_between_kept_lines_become_one_and_none_stays_none() -> None:
    text = f"{PROSE[0]}\n{PROSE[1]}\n\n\n \n{PROSE[2]}\n"
    assert cleaned(text).text == f"{PROSE[0]}\n{PROSE[1]}\n\n{PROSE[2]}"


def test_chinese_counts_by_character() -> None:
    body = "\n".join(
        "印度和美国周一敲定了国防工业合作路线图，旨在加强新德里的国防制造业雄心，并深化两国之间的战略伙伴关系。"
        for _ in range(1)
    )
    other = (
        "两国部长在会谈后发表声明说，双方将共同开发新技术，并促进两国国防初创企业之间的合作与交流。"
    )
    assert cleaned(f"{body}\n{other}").text == f"{body}\n{other}"


# --- metadata -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prefix", "day"),
    [
        ("date 2023-06-05 ", date(2023, 6, 5)),
        ("Published: June 5, 2023\n\n", date(2023, 6, 5)),
        ("date 2024-13-45 ", None),
        ("date 2999-01-01 ", None),
    ],
)
def test_a_date_before_the_text_is_read_and_taken_and_one_that_is_none_is_only_taken(
    prefix: str, day: date | None
) -> None:
    article = cleaned(prefix + BODY)
    assert article.text == BODY
    assert article.published == day
    assert reasons(article) == {"date"}


def test_dates_before_the_text_are_read_in_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(text: str) -> int:
        read.append(text)
        return prefix_length(text)

    monkeypatch.setattr("newsdigest.cleaning.settling.prefix_length", counted)
    article = cleaned("date 2023-06-05   " * 500 + BODY)
    assert article.text == BODY
    assert [part.text for part in article.removed] == ["date 2023-06-05   "] * 500
    assert_sound(article)
    assert sum(map(len, read)) <= HEAD * len(read)
    assert len(read) < 510


def test_what_the_record_says_wins_over_what_the_text_says() -> None:
    article = cleaned("date 2023-06-05 " + BODY, published=date(2022, 1, 1), language="fr")
    assert article.published == date(2022, 1, 1)
    assert article.language == "fr"


def test_a_byline_moves_into_its_field() -> None:
    article = cleaned(f"Ministers Agree To Build Bridge\n\nBy Ann Bell and Cy Dent\n\n{BODY}")
    assert article.text == BODY
    assert article.byline == "Ann Bell and Cy Dent"


# --- settings -------------------------------------------------------------------------------------


def test_a_reason_can_be_turned_off() -> None:
    text = "date 2023-06-05 " + BODY
    (article,) = clean([Article(id="a", text=text)], CleaningSettings(keep=frozenset({"date"})))
    assert article.text == text


def test_users_drop_lines_of_their_own() -> None:
    mine = CleaningSettings(drop_lines=(r"opposition",))
    (article,) = clean([Article(id="a", text=BODY)], mine)
    assert article.text == "\n\n".join(PROSE[:4])
    assert reasons(article) == {"user"}


@pytest.mark.parametrize("wrong", [{"keep": frozenset({"nonsense"})}, {"drop_lines": ("(",)}])
def test_settings_that_mean_nothing_are_refused_with_a_reason(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError, match=r"keep|drop_lines"):
        CleaningSettings(**wrong)  # type: ignore[arg-type]


# --- across documents -----------------------------------------------------------------------------


def _site(name: str, count: int, extra: str) -> list[Article]:
    return [
        Article(
            id=f"{name}{number}",
            text="\n\n".join(f"{line} This is report {name} {number}." for line in PROSE) + extra,
            source=name,
        )
        for number in range(count)
    ]


def test_a_line_of_several_articles_of_one_source_is_the_sites() -> None:
    sign_off = "\n\nThe Daily Post has told the truth about the valley since the year 1887."
    articles = _site("post", 4, sign_off)
    known = learn_site_lines(articles)
    assert sign_off.strip() in known.of(articles[0])
    assert all(sign_off.strip() not in a.text for a in clean(articles, site_lines=known))


def test_a_paragraph_of_several_sources_is_wire_copy_and_no_sites_line() -> None:
    wire = (
        "\n\nThe agency reported from the capital that the parliament had met for the first time."
    )
    articles = _site("post", 3, wire) + _site("mail", 3, wire)
    known = learn_site_lines(articles)
    assert wire.strip() not in known.of(articles[0])


def test_versions_of_one_report_teach_nothing() -> None:
    articles = [Article(id=str(n), text=f"{BODY}\n\nVersion {n}", source="post") for n in range(4)]
    assert not learn_site_lines(articles).of(articles[0])


def _learned(texts: list[str]) -> list[Article]:
    articles = [Article(id=str(n), text=text, source="post") for n, text in enumerate(texts)]
    return list(clean(articles, site_lines=learn_site_lines(articles)))


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_brief_and_its_update_keep_their_text(length: int) -> None:
    notice = "The Daily Post is the newspaper of the valley, and belongs to the people who read it."
    other = "A circus came to the harbour on Friday night with eleven elephants and a brass band."
    texts = ["\n\n".join((*PROSE[:length], notice)), "\n\n".join((*PROSE, notice))]
    for versions in (texts, texts[::-1]):
        alone = _learned(versions)
        assert [article.text for article in alone] == versions
        among = _learned([*versions, f"{other}\n\n{notice}"])
        assert [article.text for article in among[:2]] == [
            text.removesuffix(f"\n\n{notice}") for text in versions
        ]


def test_an_edited_version_keeps_its_text() -> None:
    edited = [line.replace("Monday", "Tuesday").replace("about 40", "nearly 45") for line in PROSE]
    edited[3] = edited[3].replace("said in", "declared in")
    versions = ["\n\n".join(lines) for lines in (PROSE, edited, edited[1:])]
    assert [article.text for article in _learned(versions)] == versions


@pytest.mark.parametrize("length", [90, 280, 400, 2_000])
def test_a_line_of_a_site_is_found_whatever_its_length(length: int) -> None:
    notice = ("Our office on the market square is open to all readers every day, and " * 40)[
        :length
    ]
    bodies = [f"{line} It was report {number}." for number, line in enumerate(PROSE)]
    got = _learned([f"{body}\n\n{notice.strip()}." for body in bodies])
    assert [article.text for article in got] == bodies


def test_paragraphs_that_only_begin_alike_are_no_sites_line() -> None:
    beginning = "Our office on the market square is open to all readers every day, and " * 5
    texts = [f"{line}\n\n{beginning}on day {n} too." for n, line in enumerate(PROSE)]
    assert [article.text for article in _learned(texts)] == texts


def test_what_is_learned_of_sites_does_not_hang_on_the_order_of_articles() -> None:
    notice = "The Daily Post is the newspaper of the valley, and belongs to the people who read it."
    texts = ["\n\n".join((*PROSE[low:high], notice)) for low in range(3) for high in (3, 4, 5)]
    articles = [Article(id=str(n), text=text, source="post") for n, text in enumerate(texts)]
    found = {learn_site_lines(articles[n:] + articles[:n]).of(articles[0]) for n in range(9)}
    found |= {learn_site_lines(articles[::-1]).of(articles[0])}
    assert len(found) == 1


def test_articles_are_looked_at_alone_unless_the_sites_lines_are_given() -> None:
    alone = cleaned(BODY)
    (_, among) = clean([Article(id="b", text="Other. " + BODY), Article(id="a", text=BODY)])
    assert among == alone


# --- rules that always hold -----------------------------------------------------------------------

LINES = st.sampled_from(
    (
        *PROSE, "", " ", "Home", "Recent Posts", "4 mins ago", "Ann Bell", "Agencies",
        "By Ann Bell", "date 2023-06-05", "Published: June 5, 2023", "Also Read: More Of It",
        "Storm Closes Schools In The North", "What it costs", "© 2024 The Post", "Share this",
        "We use cookies and our partners process personal data on this website.",
        "印度和美国周一。",
        "• one", "a,", "and so it went on", "The end of the story is that there is none.",
    )
)  # fmt: skip
TEXTS = st.one_of(st.lists(LINES, max_size=30).map("\n".join), st.text(max_size=300))


@settings(deadline=None, max_examples=200)
@given(text=TEXTS, title=st.sampled_from(("", "What it costs", "Home", PROSE[0])))
@example(text="date 2023-06-05\nWhat it costs", title="What it costs")
@example(text=f"{PROSE[0]}\ndate 2023-06-05", title=PROSE[0])
def test_cleaning_twice_changes_nothing(text: str, title: str) -> None:
    once = cleaned(text, title=title)
    assert_sound(once)
    assert clean_article(once) == once
    assert cleaned(once.text).text == once.text
    assert clean_article(replace(once, cleaned=False, original=once.text)).text == once.text


@settings(deadline=None, max_examples=100)
@given(texts=st.lists(TEXTS, max_size=5))
def test_length_and_order_stay_and_nothing_is_lost_silently(texts: list[str]) -> None:
    articles = [Article(id=str(number), text=text) for number, text in enumerate(texts)]
    result = list(clean(articles))
    assert [article.id for article in result] == [article.id for article in articles]
    for article in result:
        left, position = [], 0
        for removed in article.removed:
            left.append(article.original[position : removed.start])
            position = removed.end
        left.append(article.original[position:])
        assert "\n".join(left).split() == article.text.split()


def test_the_page_can_be_shown_with_what_was_taken_marked() -> None:
    article = clean_article(Article("a", "date 2023-06-05 " + BODY))
    shown = render_articles([article], "txt", show_removed=True)
    assert f"[-date: date 2023-06-05-] {BODY}" in shown


@pytest.mark.parametrize(
    "text",
    [
        "Short news.",
        "Home\nNews\nSport",
        "date 2023-06-05",
        "We use cookies. Read our privacy policy and give your consent.",
    ],
)
def test_a_text_of_which_too_little_would_remain_is_kept_whole_with_a_note(text: str) -> None:
    article = cleaned(text)
    assert article.text == text
    assert article.notes or not article.removed


@pytest.mark.parametrize(
    "text",
    [
        "",
        " " * 1_000_000,
        "a" * 1_000_000,
        "a\n" * 50_000,
        "\n" * 200_000,
        "date 2023-06-05 " * 20_000,
        "Published: June 5, 2023\n" * 20_000,
        "By " + "A " * 100_000,
        "\ud800 lone",
        "(" * 100_000,
        "©" * 100_000,
        BODY * 2_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_no_text_raises(text: str) -> None:
    article = cleaned(text)
    assert len(article.text) <= len(text)
    assert len(article.removed) <= len(text)


@settings(deadline=None, max_examples=100)
@given(lines=st.lists(st.text(min_size=1, max_size=60), max_size=12))
def test_a_line_has_the_same_features_alone_and_among_others(lines: list[str]) -> None:
    lines = [line.strip() for text in lines for line in text.split("\n") if line.strip()]
    together = line_features(lines)
    assert together.shape == (len(lines), len(NAMES))
    for line, features in zip(lines, together, strict=True):
        assert line_features([line])[0].tolist() == features.tolist()


def test_what_is_remembered_of_lines_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [f"Home\n\nNews {n}\n\n{BODY}\n\nRelated\n\nA story {n}" for n in (1, 2, 1)] * 2
    articles = [Article(id=str(number), text=text) for number, text in enumerate(pages)]
    monkeypatch.setattr("newsdigest.cleaning.stage._BATCH", 1)
    remembering = list(clean(articles))
    monkeypatch.setattr("newsdigest.cleaning.table._MOST", 3)
    forgetful = list(clean(articles))
    assert remembering == forgetful == [clean_article(article) for article in articles]


def test_the_features_of_a_line_are_what_their_names_say() -> None:
    lines = [
        "Posted on June 5, 2023 by NASA",
        '"We agree to the terms," they said. And left.',
        "4 mins ago",
        "worldBy Ann | www.example.com",
        "word " * 1_000,
        "我们星期一同意了。",
    ]
    stripped = [line.strip() for line in lines]
    table = {name: line_features(stripped)[:, index].tolist() for name, index in COLUMN.items()}
    assert table["date"] == [1, 0, 0, 0, 0, 0]
    assert table["relative_time"] == [0, 0, 1, 0, 0, 0]
    assert table["opener"] == [1, 0, 0, 0, 0, 0]
    assert table["final"] == [0, 1, 0, 0, 0, 1]
    assert table["sentences"] == [0, 1, 0, 0, 0, 0]
    assert table["quote"] == [0, 1, 0, 0, 0, 0]
    assert table["glued"] == [0, 0, 0, 1, 0, 0]
    assert table["address"] == [0, 0, 0, 1, 0, 0]
    assert table["separators"] == [0, 0, 0, 1, 0, 0]
    assert [round(math.expm1(words)) for words in table["words"]] == [7, 9, 3, 4, 999, 4]
    assert table["upper"][0] == pytest.approx(1 / 7)
    assert table["digits"][2] == pytest.approx(1 / 10)


def test_what_a_site_earns_and_asks_of_its_readers_is_a_notice() -> None:
    line = (
        "When you click through from our site to a shop and buy something, we may earn affiliate "
        "commissions, which help support our work but don't affect what we cover or how, and by "
        "signing up to our newsletter you agree to our terms of use."
    )
    article = cleaned("\n\n".join((*PROSE[:2], line, *PROSE[2:])))
    assert article.text == BODY
    assert reasons(article) == {"notice"}


def test_importing_the_stage_is_light() -> None:
    code = (
        "import sys, newsdigest.cleaning; "
        "print([m for m in ('sklearn', 'scipy', 'nltk', 'sumy', 'numba', 'lxml', 'numpy') "
        "if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


_UNSPACED = {
    "zh": (
        "中国国防部长周一在北京会见了来访的德国国防部长，双方就防务合作交换了意见。",
        "会谈持续了两个小时，双方还讨论了地区安全形势以及海上通道的安全问题。",
        "部长对记者说，两国关系从未像现在这样牢固，今后几年合作将继续扩大。",
        "反对党要求政府向议会说明费用的负担情况，并公布协议的全部内容。",
    ),
    "ja": (
        "日本の首相は月曜日に東京でドイツの首相と会談し、防衛協力について話し合った。",
        "会談は二時間にわたって行われ、半導体の供給網の強化についても意見を交わした。",
        "首相は記者団に対し、両国の関係はこれまでになく強固になったと述べた。",
        "野党は、費用の負担について国会で説明するよう政府に求めている。",
    ),
    "th": (
        "รัฐมนตรีกลาโหมอินเดียพบกับรัฐมนตรีกลาโหมเยอรมนีในวันจันทร์ที่กรุงนิวเดลี",
        "เจ้าหน้าที่กล่าวว่าการประชุมครั้งนี้จะช่วยเสริมสร้างความสัมพันธ์ระหว่างสองประเทศ",
        "ฝ่ายค้านเรียกร้องให้รัฐบาลเปิดเผยรายละเอียดของข้อตกลงต่อสาธารณชน",
    ),
}


@pytest.mark.parametrize("language", _UNSPACED)
@pytest.mark.parametrize("sentences", [1, 2, 4])
def test_a_clean_text_whose_script_has_no_spaces_comes_out_whole(
    language: str, sentences: int
) -> None:
    lines = _UNSPACED[language] * 3
    text = "\n".join("".join(lines[k : k + sentences]) for k in range(0, len(lines), sentences))
    (article,) = clean([Article("a", text)])
    assert (article.text, article.notes) == (text, ())


def test_the_menus_of_a_chinese_page_go() -> None:
    menus, links = "首页\n新闻\n体育\n财经\n登录\n注册", "分享到微信\n热门推荐\n关于我们\n联系我们"
    body = "\n".join("".join(_UNSPACED["zh"][k : k + 2]) for k in (0, 2))
    (article,) = clean([Article("a", f"{menus}\n{body}\n{links}")])
    assert article.text == body


_BRIEF = (
    "The city closed the old bridge on Monday after engineers found cracks in two of its piers.",
    "Buses go another way until the repairs are done, which the mayor said would be in May.",
    "About four thousand cars a day used the bridge, a third of them on the way to the port.",
    "The bridge was built in 1931 and was last repaired in 1987, the city's records show.",
)


@pytest.mark.parametrize("place", [1, 2, 3])
@pytest.mark.parametrize(
    "label",
    ["Advertisement", "Story continues below", "By Ann Smith", "Share", "Subscribe", "3 min read"],
)
def test_a_brief_report_loses_no_paragraph_beside_a_sites_label(label: str, place: int) -> None:
    text = "\n\n".join((*_BRIEF[:place], label, *_BRIEF[place:]))
    (article,) = clean([Article("a", text)])
    assert article.text == "\n\n".join(_BRIEF)


def test_a_brief_report_loses_no_paragraph_among_some_labels() -> None:
    one, two, three, four = _BRIEF
    text = "\n".join(("Share", one, "Advertisement", two, three, "Subscribe", four, "Print"))
    (article,) = clean([Article("a", text)])
    assert article.text.split() == " ".join(_BRIEF).split()


@pytest.mark.parametrize("label", ["Read more", "Share this article", "Trending", "Most Read"])
def test_a_lede_before_a_sections_heading_stays(label: str) -> None:
    text = "\n\n".join((_BRIEF[0], label, *_BRIEF[1:]))
    (article,) = clean([Article("a", text)])
    assert article.text == "\n\n".join(_BRIEF)
