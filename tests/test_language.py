"""Sentences, words and languages: offsets that hold, and no script left out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsdigest as nd
from newsdigest.language.datelines import dateline_end
from newsdigest.language.dates import parse_date, why_no_date
from newsdigest.language.identify import identify
from newsdigest.language.splitting import split
from newsdigest.language.words import stemmer, stems, words, words_within


def sentences(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in nd.split_sentences(text, language)]


@given(
    st.text(
        alphabet=st.sampled_from("ab Z.!?\n\r\"”')(1,中。")
        | st.characters(exclude_categories=["Cs"])
    )
)
def test_every_character_but_white_space_is_in_exactly_one_sentence(text: str) -> None:
    spans = nd.split_sentences(text)
    assert all(start < end for start, end in spans)
    assert spans == sorted(spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


@pytest.mark.parametrize(
    "text",
    [
        "Lt. Gen. A. K. Singh met Mr. Smith of the U.S. team on Feb. 13. | They spoke for an hour.",
        "The deal is worth $1.5 billion to $2 billion. | It covers Rs. 2,200 crore.",
        "“We will act now.” | She left at 5 p.m. on Friday. | Nobody followed.",
        "He works at Acme Inc. in Delhi. | The company denied it.",
        "Is it true? | Yes! | It is… | The end.",
        "She took vitamin C. | The doctor agreed.",
        "It was No. 5 on the list, e.g. the best. | See Fig. 3 for more.",
        "The U.S. Army said so. | Washington, D.C. | is a city." .replace(" | is", " is"),
        "(It was late.) | He slept.",
    ],
)  # fmt: skip
def test_a_full_stop_is_not_always_the_end(text: str) -> None:
    parts = text.split(" | ")
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("会议于周一举行。双方讨论了合作。", "zh", 2),
        ("बैठक सोमवार को हुई। दोनों पक्षों ने बात की।", "hi", 2),
        ("Das Treffen fand z.B. am Montag statt. Die Minister sprachen lange.", "de", 2),
        ("¿Es verdad? Sí, dijo el Sr. Pérez.", "es", 2),
        ("هل هذا صحيح؟ نعم.", "ar", 2),
    ],
)
def test_other_scripts_have_ends_of_their_own(text: str, language: str, count: int) -> None:
    assert len(sentences(text, language)) == count


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Prozess beginnt am 3. Oktober in Berlin. | Er dauert bis zum 24. Dezember."),
        ("de", "Im XVIII. Jahrhundert gab es keine 2. Bundesliga. | Wilhelm II. Kaiser."),
        ("de", "Er ist 35. | Seine Frau ist 33. | Sie kamen im Jahr 2023. | Der Rest kam 2024."),
        ("de", "Das Tor fiel in der 89. Minute, am 3. 10. 2013. | Er war 5. | Einer ging."),
        ("da", "Margrethe II. Danmarks dronning kom den 16. April. | Hun er 83. | Det var det."),
        ("cs", "Hraje se 1. FC Slovácko. | Je mu 35. | Ten zápas skončil."),
        ("hu", "Ferenc József I. Miklós az 5. Kerületben élt. | Most 35. | Ez minden."),
        ("tr", "Bakan 12. Yargı Paketi için konuştu. | Oyuncu 35. | Bu kadar."),
        ("en", "He is 35. | Police said so. | She is 33. | Nobody knew."),
        ("en", "Five propositions: 1. Consider the facts. | 2. Think. | 3. Act."),
        ("en", "The toll so far: 12. | The army said so."),
        ("en", "He was flown to Redeemer-St. John's in mid-Oct. 2013. | It was GTA-V. | He left."),
        ("ru", "Он осужден по ч. 2 ст. 205 УК РФ и по п. 3 ст. 109. | Суд дал 5 лет."),
        ("ru", "Ущерб — 30 млн руб. | Об этом сообщил г. Иванов в 2017 г. | Он из г. Москвы."),
        ("uk", "Він засуджений за ч. 2 ст. 205 КК. | Суд дав 5 років."),
        ("vi", "Ông ở TP. Hồ Chí Minh với PGS.TS. Nguyễn An và ThS. Lê Bình. | GS. Trần đã đi."),
        ("vi", "Bà đã đến TP. | Theo ông, bà đã đi."),
        ("hi", "डॉ. सिंह आए। | प्रो. चावला भी आए।"),
        ("fr", "C'est du vol. | Et voir vol. 2 de M. Modiano. | Ça suffit."),
        ("es", "Nació en el año 25 a. C. para su familia. | Murió pobre, etc. | Nosotros no."),
    ],
)  # fmt: skip
def test_a_number_or_an_abbreviation_ends_a_sentence_as_its_language_has_it(
    language: str, text: str
) -> None:
    parts = text.split(" | ")
    assert sentences(" ".join(parts), language) == parts


def test_a_hard_wrapped_paragraph_is_one_and_separate_lines_are_many() -> None:
    wrapped = (
        "The harbour bridge was closed on Tuesday after engineers found cracks\n"
        "in two of its piers. Traffic will be led over the northern crossing\n"
        "until the repairs are done, the city said."
    )
    assert len(sentences(wrapped)) == 2
    assert sentences("Bridge closed\nCity in chaos\nMayor resigns") == [
        "Bridge closed", "City in chaos", "Mayor resigns",
    ]  # fmt: skip


def test_words_keep_the_marks_of_every_script() -> None:
    assert words("हिन्दी में समाचार") == ["हिन्दी", "में", "समाचार"]
    assert words("the U.S.-India deal isn’t off") == ["the", "u.s", "india", "deal", "isn't", "off"]
    assert words("中国人民") == ["中国", "国人", "人民"]
    assert stems("The ministers were discussing India’s engines", "en") == [
        "minist", "discuss", "india", "engin",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bridge was closed and the traffic has to go over the other one for now.", "en"),
        ("Die Brücke wurde gesperrt, und der Verkehr muss nun über die andere fahren.", "de"),
        (
            "Le pont a été fermé et la circulation doit passer par un autre pont pour le moment.",
            "fr",
        ),
        ("El puente fue cerrado y el tráfico tiene que pasar por otro, dijo el alcalde.", "es"),
        (
            "Il ponte è stato chiuso e il traffico deve passare per un altro, ha detto il sindaco.",
            "it",
        ),
        (
            "De brug is gesloten en het verkeer moet over de andere, zei de burgemeester.",
            "nl",
        ),
        (
            "A ponte foi fechada e o trânsito tem de passar por outra, disse o presidente.",
            "pt",
        ),
        ("Мост был закрыт, и движение идёт по другому мосту.", "ru"),
        ("大桥已经关闭，车辆必须绕行，直到维修工作完成为止。", "zh"),
        ("12345 67890", ""),
    ],
)
def test_a_text_tells_its_language(text: str, language: str) -> None:
    assert identify(text) == language


def test_a_menu_before_the_text_does_not_hide_its_language() -> None:
    menu = "Scores Schedule Standings Odds Draft " * 20
    text = "The ministers said that it was the end of the road for them. " * 30
    assert identify(menu + text) == "en"


def test_what_a_page_declares_is_believed_only_where_its_words_do_not_say_otherwise() -> None:
    german = "Die Brücke wurde gesperrt, und der Verkehr muss nun über die andere fahren."
    assert identify(german, "en") == "de"
    assert identify("Sold for 12,000: house by the lake, three bedrooms.", "en") == "en"
    assert identify("Мост был закрыт, и движение идёт по другому мосту.", "en") == "ru"
    assert identify("12345", "fr") == "fr"


@given(st.from_regex(r"[a-z0-9]['a-z0-9]{0,9}", fullmatch=True))
def test_words_that_need_no_stemmer_are_what_it_would_make_of_them(word: str) -> None:
    from nltk.stem.snowball import SnowballStemmer

    assert stemmer("en")(word) == SnowballStemmer("english").stem(word)


@given(
    st.text(
        alphabet=st.sampled_from("abAZ1_'’&.- ,\n“”—İ中é")
        | st.characters(exclude_categories=["Cs"])
    ),
    st.lists(st.integers(0, 30), max_size=6).map(sorted),
)
def test_the_words_of_parts_are_those_of_each_part(text: str, cuts: list[int]) -> None:
    spans = list(pairwise(cuts))
    assert words_within(text, spans) == [words(text[start:end]) for start, end in spans]


@given(st.lists(st.text(st.sampled_from("ab1_'&.- ’‘“é\u0301北ß\n\u0130\x11"), max_size=40)))
def test_texts_are_split_at_once_to_the_words_that_each_has(texts: list[str]) -> None:
    texts.append(f"long {'a' * 64} {'a' * 65} {'b' * 16} {'a' * 65} a")
    found: list[list[str]] = []
    for different, places, lengths in split(texts):
        tokens = [different[place] for place in places.tolist()]
        assert list(dict.fromkeys(tokens)) == different
        for length in lengths.tolist():
            found.append(tokens[:length])
            del tokens[:length]
    assert found == [words(text) for text in texts]


def test_long_texts_are_split_some_at_a_time() -> None:
    parts = list(split(["one two " * 200_000, "two three " * 200_000, "", "one"]))
    assert [lengths.tolist() for _, _, lengths in parts] == [[400_000], [400_000], [0, 1]]
    assert [different for different, _, _ in parts] == [["one", "two"], ["two", "three"], ["one"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("23/10/2013 02:53", datetime(2013, 10, 23, 2, 53)),
        ("23/10/2013", date(2013, 10, 23)),
        ("23-10-2013", date(2013, 10, 23)),
        ("05/05/2013", date(2013, 5, 5)),
        ("10/23/2013 2:53 PM", datetime(2013, 10, 23, 14, 53)),
        ("10/23/2013 12:05 a.m.", datetime(2013, 10, 23, 0, 5)),
        ("24.10.2013 08:00", datetime(2013, 10, 24, 8)),
        ("5.11.2013", date(2013, 11, 5)),
        ("5. 11. 2013", date(2013, 11, 5)),
        ("Mittwoch, 23. Oktober 2013, 14.53 Uhr", datetime(2013, 10, 23, 14, 53)),
        ("23 de octubre de 2013", date(2013, 10, 23)),
        ("mercredi 23 octobre 2013 à 14h30", datetime(2013, 10, 23, 14, 30)),
        ("1er août 2013", date(2013, 8, 1)),
        ("23 октября 2013 г., 14:53", datetime(2013, 10, 23, 14, 53)),
        ("23 października 2013", date(2013, 10, 23)),
        ("23 Ekim 2013", date(2013, 10, 23)),
        ("23-Oct-2013", date(2013, 10, 23)),
        ("Thứ tư, 23/10/2013, 14:53 (GMT+7)", "2013-10-23T14:53:00+07:00"),
        ("ngày 23 tháng 10 năm 2013", date(2013, 10, 23)),
        ("2013年10月23日 14时30分", datetime(2013, 10, 23, 14, 30)),
        ("2013년 10월 23일", date(2013, 10, 23)),
        ("2013. 10. 23.", date(2013, 10, 23)),
        ("Oct 23, 2013 2:53 PM", datetime(2013, 10, 23, 14, 53)),
        ("Oct 23, 2013 2:53 PM UTC", "2013-10-23T14:53:00+00:00"),
        ("Oct 23, 2013 2:53 PM EST", date(2013, 10, 23)),
        ("2013/10/23 02:53", datetime(2013, 10, 23, 2, 53)),
        ("2013/10/23 02:53 +0530", "2013-10-23T02:53:00+05:30"),
    ],
)
def test_dates_are_read_as_most_countries_write_them(
    text: str, found: date | datetime | str
) -> None:
    expected = datetime.fromisoformat(found) if isinstance(found, str) else found
    assert parse_date(text) == expected
    assert type(parse_date(text)) is type(expected)
    assert parse_date(f"{text} to 4") is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("05/11/2013", "could be 5 November or 11 May 2013"),
        ("1-2-2013 10:30", "could be 1 February or 2 January 2013"),
        ("13/13/2013", "is not a date"),
        ("31/02/2013", "is not a date"),
        ("31.02.2013", "is not a date"),
        ("23/10/13", "is not a date"),
        ("23 listopada 2013", "is not a date"),
        ("23 Foober 2013", "is not a date"),
        ("Rs 23/10/2013", "is not a date"),
        ("23/10-2013", "is not a date"),
        ("05/11/2999", "is not a date"),
    ],
)
def test_what_is_no_day_or_could_be_two_is_no_date_and_says_why(text: str, why: str) -> None:
    assert parse_date(text) is None
    assert why_no_date(text) == why


@given(st.dates(date(1800, 1, 1), date(2100, 12, 31)), st.times(), st.booleans())
def test_a_written_day_is_that_day_with_and_without_its_time(
    day: date, clock: time, timed: bool
) -> None:
    moment = datetime.combine(day, clock.replace(second=0, microsecond=0))
    expected = moment if timed else day
    for form in ("%d.%m.%Y", "%B %d, %Y", "%d %b %Y", "%Y/%m/%d", "%Y年%m月%d日", "%Y. %m. %d."):
        assert parse_date(moment.strftime(form + (" %H:%M" if timed else ""))) == expected
    for form in ("%d/%m/%Y", "%m-%d-%Y"):
        found = parse_date(moment.strftime(form + (" %I:%M %p" if timed else "")))
        assert found == (expected if day.day > 12 or day.day == day.month else None)


@given(st.text(st.sampled_from("0123459 ./-:,年月日agmdeoctGMT+()ß\u0130"), max_size=80))
def test_no_text_stops_the_reading_of_dates(text: str) -> None:
    found = parse_date(text)
    assert found is None or why_no_date(text) == "is not a date"


@pytest.mark.parametrize(
    ("digits", "moment"),
    [
        ("2023060512", datetime(2023, 6, 5, 12)),
        ("202306051230", datetime(2023, 6, 5, 12, 30)),
        ("20230605123015", datetime(2023, 6, 5, 12, 30, 15)),
        ("20230605", date(2023, 6, 5)),
        ("2023060577", None),
        ("202306051299", None),
        ("20231305123015", None),
        ("1685966400", datetime(2023, 6, 5, 12, tzinfo=UTC)),
        ("1685966400000", datetime(2023, 6, 5, 12, tzinfo=UTC)),
        ("1801123112", datetime(2027, 1, 28, 7, 58, 32, tzinfo=UTC)),
        ("985966400000", datetime(2001, 3, 30, 15, 33, 20, tzinfo=UTC)),
        ("20230605123", None),
    ],
)
def test_digits_that_begin_with_a_day_are_no_seconds_since_1970(
    digits: str, moment: date | None
) -> None:
    assert parse_date(digits) == moment
    if len(digits) > 8:
        assert parse_date(int(digits)) == moment == parse_date(float(digits))


@given(st.one_of(st.integers(), st.floats(), st.text("0123456789.-TZ:+ ٣", max_size=20)))
def test_any_number_is_a_date_within_range_or_none(value: float | str) -> None:
    found = parse_date(value)
    assert found is None or 1800 <= found.year <= 2100


@pytest.mark.parametrize(
    "text",
    [
        "NEW DELHI, June 5 (Reuters) - |India agreed.",
        "RAMALLAH, West Bank — |An Israeli court said so.",
        "OFER PRISON, West Bank (Reuters) - |Israel indicted a girl.",
        "PALM COAST, Fla. - |A woman was arrested.",
        "MONDAY, July 2 (HealthDay News) -- |Whether it lasts is unknown.",
        "ST. PETERSBURG, Russia — |“We will act,” he said.",
        "WASHINGTON/LONDON (Reuters) - |The dollar fell.",
        "MOSCOW: |Russia's space experts say so.",
        "(Reuters) - |Arizona won.",
        "(CNN) |Scores of people fled.",
        "(CNN) -- |Cliven Bundy spoke.",
        "Washington (CNN)|President Trump spoke.",
        "BERLIN (dpa) - |Der Minister kam.",
        "Berlin (dpa) - |Der Minister kam.",
        "MADRID, 5 jun. (EFE).- |El ministro vino.",
        "МОСКВА, 5 июня (Рейтер) - |Министр приехал.",
        "NEW YORK, May 3, 2013 /PRNewswire/ -- |Acme said so.",
        "WASHINGTON ― |Democrats spoke.",
        "United Nations – |The Security Council met.",
        "New Delhi, June 5 - |The talks ended.",
        "-- |In between tears, she spoke.",
        "|Manchester United – The club of the year – won.",
        "|London-based Barclays fell.",
        "|Washington – a strange place – is empty.",
        "|WASHINGTON: the man and the myth",
        "|NATO - an alliance of thirty-two",
        "|The National Institute of Health (NIH) Director said so.",
        "|Republican National Committee (RNC) Chairman Priebus spoke.",
        "|Sen. Marco Rubio (R-Fla.) on Sunday spoke.",
        "|President Trump — The man of the year — spoke.",
        "|He said: We go.",
        "|BLITZER: What next?\nTRUMP: We go.",
        "|-- a list",
        "|",
    ],
)
def test_a_dateline_ends_where_its_sentence_begins(text: str) -> None:
    dateline, rest = text.split("|")
    assert dateline_end(dateline + rest) == len(dateline)
    assert dateline_end(f"Photo\n{dateline}{rest}", 6) == len(dateline) + 6


def test_within_a_text_a_lone_dash_and_a_colon_are_no_datelines() -> None:
    assert dateline_end("Photo\nMOSCOW: Russia", 6, opening=False) == 6
    assert dateline_end("Photo\n- Russia", 6, opening=False) == 6
    assert dateline_end("Photo\nMOSCOW - Russia", 6, opening=False) == 15


@given(st.text(st.sampled_from("AB.'’ ,()-–—/:5ab\n“é"), max_size=400), st.integers(0, 20))
def test_a_dateline_is_within_its_text(text: str, start: int) -> None:
    start = min(start, len(text))
    end = dateline_end(text, start)
    assert start <= end <= len(text)
    assert end == start or text[end].isupper() or text[end] in "“'’"
