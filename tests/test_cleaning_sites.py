"""What cleaning makes of pages of many kinds of sites, in several languages."""

from __future__ import annotations

from datetime import date

import pytest

import newsdigest as nd
from newsdigest.cleaning import clean_article


def _cleaned(*lines: str) -> nd.Article:
    return clean_article(nd.Article(id="a", text="\n".join(lines)))


BOXED = (
    "Politics",
    "Senate passes farm bill after marathon debate",
    "By Dana Kim",
    "12:14 AM EDT, June 8, 2024",
    "The Senate approved a five-year farm bill early Saturday, ending a debate of 19 hours.",
    "The vote was 61-38.",
    "Sign up for the Politics Weekly newsletter.",
    "Your guide to the campaign, delivered to your inbox.",
    "Enter email address",
    "By providing your email, you agree to our privacy policy.",
    "Farm groups praised the bill. Environmental groups did not.",
    '"It is a gift to the biggest growers," said Lena Ortiz of the Prairie Fund.',
    "Story continues below advertisement",
    "The House has yet to act.",
    "Copyright 2024 The Example Press. All rights reserved.",
)


def test_the_first_sentences_stay_before_a_newsletter_box() -> None:
    text = _cleaned(*BOXED).text
    assert text.startswith("The Senate approved")
    assert "yet to act" in text
    assert "Sign up" not in text and "email address" not in text


@pytest.mark.parametrize(
    ("sentences", "chrome"),
    [
        (
            [
                "6月5日上午,宜昌市新建的清江大桥提前三个月正式通车。",
                "大桥全长1.2公里,双向四车道。",
                "据介绍,该项目总投资3.6亿元。",
            ],
            "首页 国内 国际 财经 字号: 打印|分享到: 微信 相关阅读 宜昌高铁站扩建工程启动 热门推荐",
        ),
        (
            [
                "حذر وزير الإعلام المغربي، اليوم الخميس، من تزايد تيارات التطرف في العالم العربي.",
                "ودعا الوزير دول المنطقة إلى توخي الحذر.",
                "وأضاف: «لا بد من العمل معا».",
            ],
            "الرئيسية أخبار رياضة شارك|تابعنا التعليقات الرئيسية",
        ),
        (
            [
                "पटना में आगामी लोकसभा चुनाव को लेकर पुलिस विशेष अभियान चला रही है।",
                "पुलिस ने पिछले 24 घंटे में 57 आरोपियों को गिरफ्तार किया है।",
                "उन्होंने लोगों से सहयोग की अपील की।",
            ],
            "होम देश खेल ई-पेपर शेयर|विज्ञापन ट्रेंडिंग शेयर",
        ),
    ],
    ids=["zh", "ar", "hi"],
)
def test_menus_go_in_other_scripts_and_sentences_stay(sentences: list[str], chrome: str) -> None:
    before, _, after = chrome.partition("|")
    article = _cleaned(*before.split(), *sentences, *after.split())
    assert article.text.split("\n") == sentences


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Stand: 26.03.2024 10:33 Uhr", date(2024, 3, 26)),
        ("Publié le 15/01/2024 à 08h12", date(2024, 1, 15)),
        ("12 diciembre 2020 - 11:25", date(2020, 12, 12)),
        ("25 августа 2022, 09:00", date(2022, 8, 25)),
        ("Thứ sáu, 22/4/2023 - 08:15", date(2023, 4, 22)),
        ("الخميس 13 مارس 2014 - 04:25 م", date(2014, 3, 13)),
        ("8 मार्च 2024", date(2024, 3, 8)),
    ],
)
def test_a_page_tells_its_day_in_its_own_language(line: str, day: date) -> None:
    article = _cleaned(
        "Home", "Sign in", "Two die in fire near Rosny", line, *BOXED[4:6], *BOXED[10:12]
    )
    assert article.published == day
    assert line not in article.text


def test_a_day_that_could_be_two_is_none() -> None:
    article = _cleaned("Home", "Two die in fire near Rosny", "05/11/2013", *BOXED[4:6])
    assert article.published is None


def test_the_date_beside_the_body_counts_and_not_that_of_the_visit() -> None:
    article = _cleaned(
        "Monday, November 17, 2025",
        "Home",
        "Sign in",
        "Council delays vote on paid parking",
        "November 15, 2025",
        *BOXED[4:6],
        *BOXED[10:12],
    )
    assert article.published == date(2025, 11, 15)


@pytest.mark.parametrize("label", ["Related Topics", "Also Read", "Privacy Policy"])
def test_a_label_behind_the_body_is_no_byline(label: str) -> None:
    article = _cleaned("Home", "Sign in", *BOXED[4:6], *BOXED[10:12], label, "Isle of Mull")
    assert article.byline != label
