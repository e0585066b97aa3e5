"""What a site serves in an article's place: a corpus' walls and errors are no news."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsdigest import Article, CleaningSettings, clean, digest

WALLS = (
    "Access Denied\n\nYou don't have permission to access this page.\nReference #18.2",
    "To continue, please click the box below to let us know you're not a robot.\n"
    "Why did this happen?\nPlease make sure your browser supports JavaScript and cookies and that "
    "you are not blocking them.\nFor inquiries related to this message please contact support.",
    "We recognise you are attempting to access this website from a country belonging to the "
    "European Economic Area and therefore access cannot be granted at this time. For any issues, "
    "contact web@example.com.",
    "Page not found\n\nSorry, the page you are looking for could not be found. It may have been "
    "moved or deleted.\n\nTry searching for it or return to the homepage.",
    "Checking your browser before accessing example.com.\nThis process is automatic. Your browser "
    "will redirect shortly.\nPlease allow up to 5 seconds.\nRay ID: 55aa",
    "You have reached your limit of free articles.\nSubscribe to continue reading.\nAlready a "
    "subscriber? Log in",
    "Rating is available when the video has been rented.\n\nThis feature is not available right "
    "now. Please try again later.",
    "503 Service Temporarily Unavailable\nnginx",
    "Bitte aktivieren Sie JavaScript in Ihrem Browser, um diese Seite zu sehen.",
    "La page que vous recherchez est introuvable.\nElle a peut-être été déplacée ou supprimée.",
    "External links are provided for reference purposes. The Courier is not responsible for the "
    "content of external Internet sites.",
    "请启用JavaScript后继续访问。",
)
NEWS = (
    "The city closed the old bridge on Monday after engineers found cracks in two of its piers.",
    "Buses go another way until the repairs are done, which the mayor said would be in May.",
    "About four thousand cars a day used the bridge, a third of them on the way to the port.",
)


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_or_an_error_is_no_article(wall: str) -> None:
    (article,) = clean([Article("a", wall)])
    assert article.text == ""
    assert {part.reason for part in article.removed} == {"notice"}
    assert list(clean([article])) == [article]


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_can_be_kept(wall: str) -> None:
    kept = CleaningSettings(keep=frozenset({"notice"}))
    (article,) = clean([Article("a", wall)], kept)
    assert article.text


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_below_a_report_costs_it_nothing(wall: str) -> None:
    (article,) = clean([Article("a", "\n\n".join((*NEWS, wall)))])
    assert all(line in article.text for line in NEWS)


@pytest.mark.parametrize(
    "line",
    [
        "Please turn on JavaScript. Media requires JavaScript to play.",
        "Media playback is unsupported on your device",
        "The interactive transcript could not be loaded.",
        "Your browser does not support iframes.",
    ],
)
def test_a_players_words_go_from_between_paragraphs(line: str) -> None:
    (article,) = clean([Article("a", "\n\n".join((NEWS[0], line, *NEWS[1:])))])
    assert article.text == "\n\n".join(NEWS)


@pytest.mark.parametrize(
    "news",
    [
        "Access to the site was denied to inspectors for a third day, the agency said on Tuesday. "
        "Its head called on the government to let them in before the board meets next week.",
        "The page that the ministry took down on Friday is back, with other figures. "
        "It may have been removed by mistake, a spokesman said, and an inquiry has begun.",
        "Subscribe to the theory or not, prices fell for a fourth month in October. "
        "Economists at two banks had expected a rise, and the currency lost half a percent.",
        "This video has been removed from evidence, the judge ruled. "
        "The defence had argued that police filmed it without a warrant in the summer of 2022.",
        "We and our partners in the alliance will answer, the minister said in Riga on Sunday. "
        "She announced that two more ships would join the patrols before the end of the month.",
    ],
)
def test_news_that_sounds_like_a_wall_is_news(news: str) -> None:
    (article,) = clean([Article("a", news)])
    assert article.text == news


@pytest.mark.parametrize(
    "headline",
    [
        "500 evacuated as storm hits the coast",
        "404 arrested in raids on the port, police say.",
        "Access denied to inspectors for a third day",
        "If you are looking for work, this city is hiring, its mayor says.",
        "Due to EU sanctions, exports of the country fell by a third in March.",
        "Copyright law is to be changed before the summer, the minister said.",
        "Go back to school, prime minister tells the young in a speech on Monday.",
        "Sign up for health insurance begins on Monday in eleven states.",
        "Our engineers are leaving, warns the head of the railway.",
    ],
)
def test_a_headline_that_begins_like_a_wall_is_no_wall(headline: str) -> None:
    (article,) = clean([Article("a", headline)])
    assert article.text == headline


def test_walls_are_told_by_path_and_make_no_event(tmp_path: Path) -> None:
    for number, wall in enumerate(WALLS):
        (tmp_path / f"wall-{number:02}.txt").write_text(wall, encoding="utf-8")
    (tmp_path / "news.txt").write_text("\n\n".join(NEWS), encoding="utf-8")
    result = digest(tmp_path)
    assert [article.id for told in result.digests for article in told.event.articles] == ["news"]
    told = {problem.path: problem.reason for problem in result.problems}
    assert sorted(told) == [f"wall-{number:02}.txt" for number in range(len(WALLS))]
    assert set(told.values()) == {"no article in it, only site chrome"}


def test_a_scraped_record_of_a_wall_is_told_too(tmp_path: Path) -> None:
    rows = [{"id": "wall", "text": WALLS[0]}, {"id": "news", "text": "\n".join(NEWS)}]
    path = tmp_path / "scraped.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    result = digest(path)
    assert [article.id for told in result.digests for article in told.event.articles] == ["news"]
    (problem,) = result.problems
    assert (problem.path, problem.severity) == ("scraped.jsonl", "lost")
    assert "wall" in problem.reason
