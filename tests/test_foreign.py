"""News in other languages: what an editor sees whose readers write without spaces or capitals."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsdigest as nd
from newsdigest.language.calendars import solar_hijri
from newsdigest.language.datelines import dateline_agency, dateline_end
from newsdigest.language.dates import parse_date
from newsdigest.language.words import beginning, length

CHINESE = (
    "四川泸定发生5.8级地震 暂无人员伤亡报告\n2024-03-12 09:15:22 来源：新华网 作者：李明\n"
    "字号：大 中 小\n分享到：微信 微博\n"
    "新华社成都3月12日电（记者 李明）据中国地震台网测定，3月"
    "12日8时03分，四川甘孜州泸定县发生5.8级地震，"
    "震源深度10公里。成都、雅安等地有明显震感。\n"
    "截至9时，暂未接到人员伤亡和房屋倒塌报告。泸定县应急管理局局长王强表示：“我们已派出6支救援队赶赴震中。”\n"
    "甘孜州消防救援支队出动120名消防员、25辆消防车前往灾区。铁路部门对成昆线部分列车采取了限速措施。\n"
    "【责任编辑：张华】"
)
KOREAN = (
    "해운대 38층 아파트 불…12명 연기 흡입\n기사입력 2024-05-20 08:22\n"
    "[부산=연합뉴스] 김민수 기자 = 20일 오전 4시 30분께 부"
    "산 해운대구의 한 38층 아파트 15층에서 불이 나 "
    "주민 200여 명이 긴급 대피했다. 부산소방본부에 따르면 이 불"
    "로 주민 12명이 연기를 마셔 병원으로 옮겨졌다.\n"
    "소방당국은 소방차 45대와 인력 150명을 투입해 1시간 20분 만에 불을 껐다."
)
THAI = (
    "เมื่อวันที่ 5 ตุลาคม 2567 เกิดเหตุน้ำท่วมฉับพลันในจังหวัดเชียงใหม่ หลังแม่น้ำปิงเอ่อล้นตลิ่ง ทำให้มีผู้เสียชีวิต 3 ราย\n"
    "นายนิรัตน์ ผู้ว่าราชการจังหวัดเชียงใหม่ กล่าวว่า ระดับน้ำในแม่น้ำปิ"
    "งสูงสุดในรอบ 50 ปี พร้อมสั่งการให้ทุกหน่วยงานช่วยเหลือ\n"
    "คณะกรรมการนโยบายการเงิน (กนง.) ธนาคารแห่งประเทศไทย มีมติ 5 ต่อ 2 ให้ลดอัตราดอกเบี้ยนโยบายร้อยละ 0.25 ต่อปี"
)


def cleaned(text: str, language: str = "") -> nd.Article:
    return nd.clean([nd.Article(id="a", text=text, language=language)])[0]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (CHINESE, "四川泸定发生5.8级地震 暂无人员伤亡报告"),
        (KOREAN, "해운대 38층 아파트 불…12명 연기 흡입"),
    ],
)
def test_a_headline_is_found_where_words_are_inflected_or_not_set_apart(
    text: str, title: str
) -> None:
    assert cleaned(text).title == title


@pytest.mark.parametrize("words", [10, 25, 40, 60])
def test_a_bound_in_words_bounds_a_digest_in_chinese_as_well(words: int) -> None:
    reports = [nd.Article(id=name, text=CHINESE) for name in "ab"]
    digest = nd.summarize(nd.clean(reports), words=words)
    assert 0 < digest.words <= words
    assert (
        len("".join(sentence.text for sentence in digest.sentences)) <= 3 * words
    )  # digits and marks are no words


def test_thai_prose_stands_in_its_digest_though_no_mark_ends_it() -> None:
    digest = nd.summarize([nd.Article(id="a", text=THAI, language="th")], words=80)
    assert [sentence.text for sentence in digest.sentences][:2] == THAI.split("\n")[:2]


def test_a_thai_line_that_tells_its_page_s_day_is_no_sentence_of_its_digest() -> None:
    told = "เผยแพร่: 5 ต.ค. 2567 10:30 ปรับปรุง: 5 ต.ค. 2567 12:15 โดย: ผู้จัดการออนไลน์"
    article = nd.Article(id="a", text=f"{told}\n{THAI}", language="th")
    digest = nd.summarize([article], words=80)
    assert told not in [sentence.text for sentence in digest.sentences]
    article = nd.Article(id="a", text=f"5 ตุลาคม 2567 - 18:20 น.\n{THAI}", language="th")
    assert "18:20" not in nd.summarize([article], words=80).headline


def test_a_cut_keeps_the_marks_of_its_last_character() -> None:
    text = "น้ำท่วมเชียงใหม่ครั้งใหญ่ที่สุดในรอบห้าสิบปีและน้ำยังคงสูงขึ้น" * 3
    (sentence,) = nd.summarize([nd.Article(id="a", text=text, language="th")], words=3).sentences
    assert sentence.cut
    assert text[sentence.end] not in "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e48\u0e49"
    assert length(sentence.text) <= 3


@given(st.text(alphabet="中国 a.\nกิ่bC。", max_size=80), st.integers(1, 30), st.integers(1, 60))
def test_the_beginning_of_a_text_is_within_its_bounds(text: str, words: int, most: int) -> None:
    end = beginning(text, words, most)
    assert end <= most
    assert length(text[:end]) <= words
    assert end == 0 or not text[end - 1].isspace()


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("คณะกรรมการ (กนง.) ธนาคารแห่งประเทศไทย มีมติลดดอกเบี้ย", "th", 1),
        ("กนง. มีมติลดดอกเบี้ย ทั้งนี้ นายสักกะภพ กล่าวว่าเศรษฐกิจดี", "th", 2),
        ("Θα ακολουθήσουν ισχυρότεροι; Οι σεισμολόγοι δεν το αποκλείουν.", "el", 2),
        ("Δήλωσε ο υπουργός κ. Βασίλης Κικίλιας. Ήταν 5 χλμ. βόρεια; όχι.", "el", 2),
        ("وأضاف د. محمد أن الأمر بسيط. هل ستتبعها هزات؟ ربما.", "ar", 3),
        ("「揺れました。」と話した。市は避難を呼びかけた。", "ja", 2),
        ("Der Rat beschloss in Frankfurt a. M. eine Senkung. Es war die erste.", "de", 2),
        ("Prezes wystąpi o godz. 15 w czwartek. Tak podał gen. bryg. Jan Nowak.", "pl", 2),
        ("Dr. Ir. Hadi Wijaya mengatakan. Warga diminta menjauh.", "id", 2),
        ("ሰላም ነው። ደህና።", "am", 2),
        ("គាត់ទៅ។ បាទ។", "km", 2),
    ],
)
def test_sentences_end_as_their_language_ends_them(
    text: str, language: str, sentences: int
) -> None:
    assert len(nd.split_sentences(text, language)) == sentences


def test_japanese_and_hebrew_quotations_are_told_whole() -> None:
    text = (
        "市内の避難所で暮らす鈴木花子さんは「また大きな揺れ"
        "が来た。もう限界です」と不安そうに話した。"
    )
    (sentence,) = nd.summarize([nd.Article(id="a", text=text, language="ja")], words=60).sentences
    assert sentence.text == text
    text = 'מד"א דיווח כי שלושה עשר בני אדם נפגעו קל. ארה"ב הציעה לישראל סיוע בכיבוי האש.'
    found = nd.summarize([nd.Article(id="a", text=text, language="he")], words=60).sentences
    assert len(found) == 2
    text = 'כך נכתב הבוקר ב"הארץ". הדברים פורסמו גם באתר של העיתון ובכל ערוצי הטלוויזיה.'
    found = nd.summarize([nd.Article(id="a", text=text, language="he")], words=60).sentences
    assert found[-1].text.startswith("הדברים")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5 ต.ค. 2567 10:30", date(2024, 10, 5)),
        ("๕ ตุลาคม ๒๕๖๗", date(2024, 10, 5)),
        ("25/10/2567", date(2024, 10, 25)),
        ("۲۹ خرداد ۱۴۰۳", date(2024, 6, 18)),
        ("30 اسفند 1403", date(2025, 3, 20)),
        ("٥ يونيو ٢٠٢٤", date(2024, 6, 5)),
        ("10 Φεβρουαρίου 2025", date(2025, 2, 10)),
        ("29 Aprili 2024", date(2024, 4, 29)),
        ("30 באפריל 2025", date(2025, 4, 30)),
    ],
)
def test_dates_of_other_digits_months_and_calendars_are_days(text: str, day: date) -> None:
    found = parse_date(text)
    assert found is not None
    assert (found.year, found.month, found.day) == (day.year, day.month, day.day)


@pytest.mark.parametrize("text", ["30 اسفند 1404", "32 خرداد 1403", "5 May 2567", "٠٥/١١/٢٠١٣"])
def test_what_is_no_day_of_its_calendar_is_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_the_days_of_the_solar_hijri_calendar_follow_each_other() -> None:
    days = [
        found
        for year in range(1380, 1420)
        for month in range(1, 13)
        for day in range(1, 32)
        if (found := solar_hijri(year, month, day))
    ]
    assert all((later - earlier).days == 1 for earlier, later in pairwise(days))
    assert solar_hijri(1404, 1, 1) == date(2025, 3, 21)


@pytest.mark.parametrize(
    ("line", "body", "day"),
    [
        (
            "Thứ bảy, 7/9/2024, 20:15 (GMT+7)",
            "Bão số 3 đổ bộ vào Quảng Ninh và Hải Phòng chiều"
            " nay với sức gió mạnh nhất, làm 4 người "
            "chết. Sân bay Nội Bài đóng cửa từ 10h đến 19h, và các chuyến bay bị hủy.",
            date(2024, 9, 7),
        ),
        (
            "Published: 7/9/2024",
            "The storm made landfall in the north on that afternoon with the strongest winds, and "
            "four people were killed. The airport was closed from ten until seven in the evening.",
            None,
        ),
        (
            "Publié le 6 août 2025 à 08h15, mis à jour le 8 août 2025 à 10h40",
            "Un incendie d'une ampleur exceptionnelle a parc"
            "ouru 16 000 hectares dans l'Aude depuis "
            "mardi, a annoncé la préfecture. Le feu n'est toujours pas fixé, a déclaré le préfet.",
            date(2025, 8, 6),
        ),
    ],
)
def test_a_page_tells_its_day_as_its_language_writes_it(
    line: str, body: str, day: date | None
) -> None:
    article = cleaned(f"{line}\n{body}\n{body.upper()}"[: -len(body) - 1])
    assert article.published == day


FRENCH = (
    "Un incendie d'une ampleur exceptionnelle a parcouru 16 000 hectares dans l'Aude depuis mardi, "
    "a annoncé la préfecture. Le feu n'est toujours pas fixé, a déclaré le préfet du département."
)
RUSSIAN = (
    "В жилом доме в Казани в понедельник утром взорвался газ, сообщили в управлении МЧС. Пять "
    "человек доставлены в больницу, ещё двести жителей эвакуированы, добавили спасатели."
)


@pytest.mark.parametrize(
    ("line", "body", "names"),
    [
        ("Par Ann Bell et Cy de Boer", FRENCH, "Ann Bell et Cy de Boer"),
        ("Auteur : Ann Bell", FRENCH, "Ann Bell"),
        ("Автор: Анна Белова", RUSSIAN, "Анна Белова"),
        ("Par La Culture", FRENCH, ""),
        ("Par ailleurs", FRENCH, ""),
        ("记者 王明、李芳", CHINESE.splitlines()[4] * 2, "王明、李芳"),
        ("김민수 기자", KOREAN.splitlines()[3] * 2, "김민수"),
    ],
)
def test_a_byline_in_the_words_of_its_language_moves_into_its_field(
    line: str, body: str, names: str
) -> None:
    assert cleaned(f"{line}\n\n{body}").byline == names


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("新华社成都3月12日电（记者 李明）", ""),
        ("中新网北京3月12日电 ", ""),
        ("本报讯（记者 王五）", ""),
        ("(서울=연합뉴스) 박지훈 기자 = ", ""),
        ("[부산=연합뉴스] 김민수 기자 = ", ""),
        ("الرباط (رويترز) - ", "رويترز"),
    ],
)
def test_datelines_without_capitals_are_told_by_their_agency(dateline: str, agency: str) -> None:
    text = dateline + "据中国地震台网测定，四川发生地震。"
    assert dateline_end(text) == len(dateline)
    assert dateline_agency(text) == agency


@pytest.mark.parametrize(
    "text", ["[단독] 검찰이 그를", "（央视新闻客户端）", "محمد (السعيد) قال إنه"]
)
def test_brackets_alone_make_no_dateline(text: str) -> None:
    assert dateline_end(text) == 0
