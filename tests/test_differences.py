"""Where reports differ: what is a quantity, what is another, and what is only said otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsdigest as nd
from newsdigest.language.quantities import amounts


def read(text: str) -> list[tuple[str, str, str]]:
    return [(amount.kind, amount.unit, amount.shown) for amount in amounts(text)]


@pytest.mark.parametrize(
    ("text", "kind", "unit", "shown"),
    [
        ("They bought 18 high-altitude, long-endurance armed drones.", "count", "drones", "18"),
        ("valued between $1.5 billion to $2 billion", "money", "USD", "USD 1.5–2 billion"),
        ("about $1.5 to 2 billion", "money", "USD", "about USD 1.5–2 billion"),
        ("for over USD 3 billion from", "money", "USD", "over USD 3 billion"),
        ("a Rs 2,200 crore scam", "money", "INR", "INR 22 billion"),
        ("It cost 5 million euros.", "money", "EUR", "EUR 5 million"),
        ("Nearly 2,800 people were killed", "count", "killed", "nearly 2,800"),
        ("killing at least 12 people and", "count", "killed", "at least 12"),
        ("No fewer than five people died.", "count", "killed", "at least 5"),
        ("not less than 40 people came", "count", "people", "at least 40"),
        ("no more than 40 people came", "count", "people", "at most 40"),
        ("more than 40 people came", "count", "people", "over 40"),
        ("just over 40 people came", "count", "people", "just over 40"),
        ("fewer than 40 people came", "count", "people", "under 40"),
        ("the death toll rose to 1,204.", "count", "killed", "1,204"),
        ("twenty-three people were injured", "count", "injured", "23"),
        ("some 5\u00a0million people fled", "count", "people", "about 5 million"),
        ("two dozen soldiers marched", "count", "soldiers", "24"),
        ("“Twelve people were killed,” he said.", "count", "killed", "12"),
        ('"Twelve people were killed," he said.', "count", "killed", "12"),
        ("The police (twelve officers) came.", "count", "officers", "12"),
        ("Of the crew—twelve people—all drowned.", "count", "people", "12"),
        ("rose by 5.2 percent", "percent", "%", "5.2%"),
        ("by 2 percentage points", "percent", "points", "2 points"),
        ("10-15 people came", "count", "people", "10–15"),
        ("Frank Macomber, 65, was found", "age", "Macomber", "65"),
        ("66-year-old Frank Macomber was", "age", "Macomber", "66"),
        ("She is due in court on Oct. 18.", "day", "day", "Oct 18"),
        ("The fire broke out at 10:30 p.m. on", "time", "time", "10:30 p.m."),
        ("robbers took 275 pounds of gold", "measure", "pounds", "275"),
        ("a fine of 3 million pounds", "money", "GBP", "GBP 3 million"),
        ("the cold has topped 40 degrees", "measure", "degrees", "over 40"),
    ],
)
def test_a_quantity_is_read_with_what_it_counts(
    text: str, kind: str, unit: str, shown: str
) -> None:
    assert read(text) == [(kind, unit, shown)]


@pytest.mark.parametrize(
    "text",
    ["The F414 engine and the C-130 flew.", "They won 3-0.", "It happened in 2023.", "the 5th man",
     "the two journalists", "four of five charges", "one of them", "see section 4.2", "No. 10",
     "350 flights at O'Hare and more than 150 at Midway", "guilty of three additional counts",
     "a federal officer and three local officers", "killing two people and then a third",
     "serving 25 years to life", "19 Kids & Counting", "One hundred and three male patients",
     "1 112 835 patients", "killed five foreign staff", "a fully laden 737 aircraft",
     "with eight laps to go", "said in its 2 p.m. advisory", "worth $100,00 a year",
     "10,0000 people", "1,00,00 people", ""],
)  # fmt: skip
def test_what_only_looks_like_a_quantity_is_none(text: str) -> None:
    assert read(text) == []


@given(st.text(alphabet="0123456789,.-–$€% ABCabckm()/:'\"“”\n", max_size=80))
def test_any_text_can_be_read_for_quantities(text: str) -> None:
    for amount in amounts(text):
        assert amount.low <= amount.high
        assert 0 <= amount.start < amount.end <= len(text)


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("nearly 2,800 people", "2,812 people", False),
        ("about 300 people", "312 people", False),
        ("$1.5 billion", "$1.48 billion", False),
        ("5 percent", "5.2 percent", False),
        ("more than 100 people", "112 people", False),
        ("at least 12 people", "14 people", False),
        ("at least 59 people", "59 people", False),
        ("more than 59 people", "59 people", False),
        ("at least 59 people", "58 people", True),
        ("more than 59 people", "at least 59 people", False),
        ("at most 59 people", "59 people", False),
        ("no more than 59 people", "61 people", True),
        ("$100,000", "$1,00,000", False),
        ("up to 50 people", "45 people", False),
        ("18 people", "30 people", True),
        ("12 people", "14 people", True),
        ("over $3 billion", "$1.5 to 2 billion", True),
        ("nearly 2,800 people", "3,100 people", True),
        ("20 dead, including the three gunmen", "17 dead", False),
        ("14 dead, including the bomber", "13 dead", False),
        ("14 dead, including the bomber", "12 dead", True),
        ("100 km north", "98 km north", False),
        ("60 miles south", "62 miles south", False),
        ("three years and 10 months", "nearly four years", False),
        ("up to 50 years", "15 years", False),
        ("as many as 50 people", "15 people", True),
    ],
)
def test_only_values_that_cannot_be_equal_differ(one: str, other: str, differ: bool) -> None:
    a, b = amounts(one)[0], amounts(other)[0]
    assert a.differs(b) is b.differs(a) is differ


FERRY = (
    "The harbour ferry sank off the northern coast on Tuesday and {} passengers were rescued. "
    "The captain of the vessel told the coast guard that the engine room had caught fire."
)


def reports(
    *figures: str, days: tuple[int, ...] = (), sources: tuple[str, ...] = ()
) -> list[nd.Article]:
    rest = ("Families waited at the pier all night.", "A local fisherman raised the alarm first.")
    return [
        nd.Article(
            f"{number}",
            f"{FERRY.format(figure)} {rest[number % 2]} Report number {number} was filed later.",
            language="en",
            published=date(2024, 5, days[number]) if days else None,
            source=sources[number] if sources else "",
        )
        for number, figure in enumerate(figures)
    ]


def differing(
    *figures: str, days: tuple[int, ...] = (), sources: tuple[str, ...] = ()
) -> tuple[nd.Difference, ...]:
    # No copies: each has a voice.
    event = nd.Event("e", tuple(reports(*figures, days=days, sources=sources)))
    from newsdigest.digests import summarize

    return summarize(event).differences


def test_reports_that_differ_are_cited_side_by_side() -> None:
    (difference,) = differing("48", "61")
    assert difference.what == "passengers"
    assert not difference.update
    assert [s.quantity for s in difference.statements] == ["48", "61"]
    assert [s.sentence.article_id for s in difference.statements] == ["0", "1"]
    for stated in difference.statements:
        assert stated.quantity in stated.sentence.text


@pytest.mark.parametrize("quoted", ['"{}," he said.', "“{},” he said.", "({}.)", "—{}."])
def test_a_number_in_words_is_read_behind_any_mark(quoted: str) -> None:
    from newsdigest.digests import summarize

    texts = [
        quoted.format(f"{number} people were killed when the bus fell into the river on Sunday")
        for number in ("Twelve", "Nineteen")
    ]
    articles = tuple(nd.Article(str(n), text, language="en") for n, text in enumerate(texts))
    (difference,) = summarize(nd.Event("e", articles)).differences
    assert [statement.quantity for statement in difference.statements] == ["12", "19"]


def test_an_approximation_is_no_difference() -> None:
    assert not differing("nearly 50", "48")
    assert not differing("48", "48")


def test_a_report_that_gives_both_figures_speaks_of_two_things() -> None:
    assert not differing("48", "61 of them, while 48")


def test_who_else_gives_a_figure_is_told() -> None:
    (difference,) = differing("48", "61", "48")
    assert [s.sentence.also_in for s in difference.statements] == [("2",), ()]


def test_a_later_figure_of_one_source_is_an_update_in_order_of_time() -> None:
    (difference,) = differing("61", "48", days=(3, 1), sources=("The Post", "The Post"))
    assert difference.update
    assert [(s.quantity, s.day) for s in difference.statements] == [
        ("48", date(2024, 5, 1)),
        ("61", date(2024, 5, 3)),
    ]
    (same_day,) = differing("61", "48", days=(3, 3), sources=("The Post", "The Post"))
    assert not same_day.update
    three = differing("61", "48", "61", days=(3, 1, 4), sources=("The Times", "The Post", "post"))
    assert not three[0].update
    three = differing("61", "48", "61", days=(3, 1, 4), sources=("Times", "The Post", "The Post"))
    assert three[0].update


def test_figures_of_two_sources_on_two_days_differ_and_are_told_with_their_days() -> None:
    (difference,) = differing("61", "48", days=(3, 1), sources=("The Times", "The Post"))
    assert not difference.update
    assert [(s.quantity, s.day) for s in difference.statements] == [
        ("48", date(2024, 5, 1)),
        ("61", date(2024, 5, 3)),
    ]


@pytest.mark.parametrize(("first", "later", "grown"), [("12", "19", True), ("19", "12", False)])
def test_a_toll_is_updated_by_whoever_gives_a_higher_one_later(
    first: str, later: str, grown: bool
) -> None:
    text = "{} people were killed when the bus fell into the river by the town on Sunday."
    articles = [
        nd.Article(str(day), text.format(n), published=date(2024, 5, day), source=f"Paper {day}")
        for day, n in ((1, first), (2, later))
    ]
    from newsdigest.digests import summarize

    (difference,) = summarize(nd.Event("e", tuple(articles))).differences
    assert difference.update is grown
    assert [statement.quantity for statement in difference.statements] == [first, later]


def test_the_seeds_differ_in_drones_and_money(report: nd.Report) -> None:
    (digest,) = [one for one in report if len(one.event) == 3]
    found = {
        frozenset((s.quantity, s.sentence.article_id[:3]) for s in difference.statements)
        for difference in digest.differences
    }
    assert frozenset({("18", "000"), ("30", "001")}) in found
    assert frozenset({("USD 1.5–2 billion", "000"), ("over USD 3 billion", "001")}) in found
    texts = {article.id: article.text for article in digest.event}
    for difference in digest.differences:
        for stated in difference.statements:
            one = stated.sentence
            assert one.text == texts[one.article_id][one.start : one.end]


def test_differences_are_shown_in_every_format(report: nd.Report) -> None:
    for form in ("md", "txt"):
        shown = nd.render(report, form)
        assert "Reports differ: drones" in shown
        assert "- 18" in shown
    assert '"what": "drones"' in nd.render(report, "json")
    changed = nd.Report(
        (
            nd.Digest(
                nd.Event("e", ()), "x", (), differing("61", "48", days=(3, 1), sources=("P", "P"))
            ),
        )
    )
    assert "Changed over time: passengers" in nd.render(changed, "txt")
    assert "48, 1 May 2024" in nd.render(changed, "txt")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The mayor was to be arraigned July 2 on a charge of theft in the county court.",
            "The mayor's case on a charge of theft in the county court was continued to July 6.",
        ),
        (
            "Canada imposed new import tariffs in July on $60 billion of American steel goods.",
            "New import tariffs were imposed in July on $34 billion of Canadian steel goods.",
        ),
        (
            "The white delivery truck stopped abruptly three metres away from the hotel entrance.",
            "“The white delivery truck stopped and we were five metres away from the hotel.”",
        ),
        (
            "The family paid a federal tax rate of 35 percent and gave 10 percent of its income.",
            "The family paid a federal tax rate of 35 percent, or 45 percent of income in all.",
        ),
        (
            "Japan promised a new fund of one billion yen ($8.84 million) for surviving victims.",
            "Tokyo has promised surviving victims a new fund of 1bn yen ($8.3 million) from Japan.",
        ),
        (
            "Her diet of three eggs a day, two of them raw, made the oldest woman in Italy famous.",
            "The oldest woman in Italy was famed for a diet of two raw eggs a day, said her niece.",
        ),
        (
            "The Dow Jones index of leading shares rose by 328 points before trading on Monday.",
            "The Dow Jones index of leading shares rose by 371 points in trading on Monday.",
        ),
        (
            "The jury sentenced the driver to nine years in prison for kidnapping his former wife.",
            "The driver was jailed for kidnapping his former wife of ten years, the jury was told.",
        ),
        (
            "Anna Dent, 52, a nurse of the town, was found dead in the house by the river.",
            "Frank Dent, 50, was found in the house by the river, dead like the nurse of the town.",
        ),
    ],
)
def test_figures_of_two_things_are_no_difference(one: str, other: str) -> None:
    rest = "A neighbour of long standing told of quiet evenings."
    articles = [
        nd.Article(str(n), f"{s} {rest}", language="en") for n, s in enumerate((one, other))
    ]
    from newsdigest.digests import summarize

    assert not summarize(nd.Event("e", tuple(articles))).differences


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        (
            "Gunmen opened fire at an upscale Nairobi mall on Saturday, killing at least 39.",
            "An official told of at least 22 dead after gunmen stormed the upscale Nairobi mall.",
            "people killed",
        ),
        (
            "In four days the new shops made $3 million in sales and $500,000 in tax revenue.",
            "The dispensaries made about $3 million in sales and $1 million in tax revenues.",
            "amount (sales … tax revenue)",
        ),
        (
            "The hackers exposed names and birth dates of 143 million people, the agency admitted.",
            "The agency now says hackers exposed the names and birth dates of 150 million people.",
            "people",
        ),
        (
            "The new pump is the right size for 70 per cent of men and 25 per cent of women.",
            "The size of the new pump fits 86 percent of men but only some 20 percent of women.",
            "share (pump … size … men)",
        ),
        (
            "Our guide said the secret military base is about 125 miles northwest of Las Vegas.",
            "The secret base of the military lies in the desert, 90 miles north of Las Vegas.",
            "miles (secret military base)",
        ),
        (
            "The ad, due to air in Miami, West Palm Beach and Fort Myers, costs $1 million.",
            "They have reserved $500,000 of airtime in Fort Myers, West Palm Beach and Miami.",
            "amount (West Palm Beach and Fort Myers)",
        ),
        (
            "The bodies found on Tuesday near the creek were those of 13-year-olds Liberty Dent "
            "and Abigail Hall. Liberty Dent, 14, had been missing for a day near the creek.",
            'Police named one of the bodies found near the creek as Liberty "Libby" Dent, 14, who '
            "had been missing since Monday.",
            "age of Dent",
        ),
    ],
)
def test_sentences_that_tell_of_the_same_differ_in_their_figures(
    one: str, other: str, what: str
) -> None:
    rest = ("Nobody else was asked about it at first.", "Rain fell on the whole town all evening.")
    articles = [
        nd.Article(str(n), f"{s} {rest[n]}", language="en") for n, s in enumerate((one, other))
    ]
    from newsdigest.digests import summarize

    (difference,) = summarize(nd.Event("e", tuple(articles))).differences
    assert difference.what == what


def test_sentences_that_are_read_only_if_another_is_like_them_hide_no_difference(
    seeds: list[nd.Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    events = nd.cluster_events(nd.clean(seeds))
    found = [nd.summarize(event).differences for event in events]
    assert any(found)
    monkeypatch.setattr("newsdigest.digests.differences._MOST_COMPARED", 0)
    assert [nd.summarize(event).differences for event in events] == found


def test_a_list_of_thousands_of_figures_hides_no_difference_and_is_not_compared_line_by_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from newsdigest.digests import summarize

    looked: list[int] = []

    class Counting(Counter[int]):
        def __init__(self, places: Iterable[int] = ()) -> None:
            places = list(places)
            looked.append(len(places))
            super().__init__(places)

    monkeypatch.setattr("newsdigest.digests.differences.Counter", Counting)
    lines = "\n".join(f"Lot {n} of silver coins was sold." for n in range(2000))
    toll = "At least {} people were killed when a bus fell into the river near the old town."
    texts = (
        f"{toll.format(12)}\n{lines}",
        f"{toll.format(19)}\nOnly 3 silver coins were sold.",
    )
    articles = tuple(nd.Article(str(n), text, language="en") for n, text in enumerate(texts))
    (difference,) = summarize(nd.Event("e", articles)).differences
    assert difference.what == "people killed"
    assert sum(looked) < 100 * 2000


@pytest.mark.parametrize(
    ("text", "differ"),
    [
        (
            "Jobless claims fell for the week ended May {}, data of the Labor Department said.",
            False,
        ),
        ("Data of the Labor Department on jobless claims will be published on May {}.", True),
    ],
)
def test_two_weeks_that_figures_are_of_are_no_difference(text: str, differ: bool) -> None:
    from newsdigest.digests import summarize

    articles = tuple(nd.Article(day, text.format(day), language="en") for day in ("8", "15"))
    assert bool(summarize(nd.Event("e", articles)).differences) is differ
