"""What stands between the sentences of a report: captions, links, notes, and quotes of nobody."""

from __future__ import annotations

import pytest

import newsdigest as nd
from newsdigest.digests import commonness

from .test_openings import DEEP, LEAD, event, told

SPOKEN = "“The pumps had failed an hour before we could launch the boat,” said Ida Berg, its cook."
GOES_ON = "“Nobody had looked after the pumps of the old ferry since the owner sold its yard.”"


@pytest.mark.parametrize(
    "aside",
    [
        "In this Feb. 11, 2017, file photo, the ferry lies in the northern harbour with its crew.",
        "FILE - In this image released by the coast guard, sailors stand on the sinking ferry.",
        "Harbour master Ida Berg, left, and rescuer Tom Ross speak of the twelve sailors.",
        "Harbour master Ida Berg (L) speaks of the twelve sailors of the sunken northern ferry.",
        "Relatives of the sailors wait for the ferry in the harbour, Tuesday, May 7, 2024.",
        "Image caption The twelve sailors of the ferry were pulled ashore at the northern coast.",
        "Photos: The ferry and its twelve sailors before it sank off the northern coast.",
        "Related What Do Twelve Rescued Sailors of the Sunken Ferry Say of Its Owner?",
        "\\- Stream on the harbour's channel how twelve sailors of the ferry were pulled out.",
        "Watch live on our page how the twelve sailors of the sunken ferry come ashore.",
        "Send us your pictures of the sunken ferry and of the twelve sailors of the coast.",
        "Correction: An earlier version of this report gave eleven sailors of the sunken ferry.",
        "Lesen Sie auch: Wie zwölf Seeleute vor der Küste von der Fähre gerettet wurden.",
    ],
)
def test_captions_links_and_notes_are_no_sentences_of_a_report(aside: str) -> None:
    assert told(f"{aside}\n\n{LEAD}", DEEP) == [LEAD, DEEP]
    assert told(f"{aside}\n\n{LEAD}") == [LEAD]
    assert nd.summarize(event(aside)).sentences  # better than nothing


@pytest.mark.parametrize(
    "sentence",
    [
        "Image makers of the harbour left the ferry before the twelve sailors were pulled out.",
        "Related diseases of the twelve sailors are rare in the towns of the northern coast.",
        "More than twelve sailors were on the ferry that sank off the northern coast on Tuesday.",
        "In this harbour twelve sailors were pulled from the sunken ferry by their rescuers.",
        "Twelve sailors were pulled from the ferry off the northern coast on May 7, 2024.",
        "Gov. Ida Berg (R) thanked the rescuers of the sunken ferry for their work that night.",
        "The ferry, right behind the northern lighthouse, sank before rescuers had come near it.",
    ],
)
def test_sentences_that_only_look_like_captions_are_told(sentence: str) -> None:
    assert told(sentence) == [sentence]
    assert sentence in told(sentence, DEEP)


@pytest.mark.parametrize("quotes", ["“”", "''", "‘’"])
@pytest.mark.parametrize("words", [36, 40])
def test_a_sentence_that_is_all_quoted_stands_behind_the_one_that_says_who_speaks(
    words: int, quotes: str
) -> None:
    spoken, goes_on = (text.translate(str.maketrans("“”", quotes)) for text in (SPOKEN, GOES_ON))
    # Two reports have the quotation, so that it weighs most.
    sentences = told(f"{LEAD}\n\n{spoken}\n\n{goes_on}", f"{DEEP}\n\n{goes_on}", words=words)
    assert sentences[sentences.index(goes_on) - 1] in (spoken, DEEP)


def test_a_quotation_without_a_sentence_before_it_is_told_where_there_is_room() -> None:
    assert GOES_ON in told(LEAD, GOES_ON)


@pytest.mark.parametrize("opening", ["It’s", "That's", "“There’s", "They’ll see:", "Hence"])
def test_an_opening_leans_whatever_is_joined_to_it(opening: str) -> None:
    sentence = f"{opening} a boiler that burst before the crew reached the only lifeboat aboard."
    assert told(sentence, LEAD)[0] == LEAD


def test_reports_without_titles_are_headed_by_the_lead_that_they_agree_on() -> None:
    aside = "April is here, and this is the time that many visitors come to the northern coast."
    other = "Twelve sailors were pulled from a sunken ferry on Tuesday off the northern coast."
    headline = nd.summarize(event(aside, LEAD, other)).headline
    assert headline.startswith(("Rescuers pulled twelve", "Twelve sailors"))


def test_no_question_is_a_headline_where_a_report_has_a_statement() -> None:
    asked = "Did the owner of the ferry know that its boiler and pumps were in need of repair?"
    assert nd.summarize(event(asked, LEAD)).headline.startswith("Rescuers pulled")


def test_a_headline_leaves_no_bracket_open() -> None:
    lead = (
        "Rescuers of the northern coast guard (based in the harbour of Eastmouth, as it was) "
        "pulled twelve sailors from the sunken ferry on Tuesday night."
    )
    headline = nd.summarize(event(lead)).headline
    assert headline.count("(") == headline.count(")") or headline.endswith("…")


def common(reports: int, languages: tuple[str, ...] = ("en",)) -> dict[str, float]:
    from newsdigest.digests.candidates import all_sentences

    terms = all_sentences([nd.Article("a", "Officials said people drained the lagoon.")])[0].terms
    kept = commonness.told_by(terms.counted, terms.vocabulary, languages, reports)
    stems = [terms.vocabulary.names[number] for number in terms.counted.stems.tolist()]
    return dict(zip(stems, kept.tolist() if kept is not None else [1.0] * 9, strict=False))


def test_words_of_general_news_tell_the_less_the_more_reports_have_them() -> None:
    assert set(common(2).values()) == {1.0}
    few, many = common(4), common(40)
    assert few["lagoon"] == many["lagoon"] == 1.0
    assert many["peopl"] < few["peopl"] < 1.0
    assert set(common(40, ("vi",)).values()) == {1.0}
