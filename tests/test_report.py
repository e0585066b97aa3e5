"""The page of a report, read in a real Chromium: what it shows, what works, what must not be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from markupsafe import escape
from playwright.sync_api import Browser, Page, expect

import newsdigest as nd
from benchmarks.made_report import made_report
from newsdigest.rendering.html.assembling import extent_of
from newsdigest.rendering.html.texts import Extent
from newsdigest.rendering.html.timescale import scale, telling
from newsdigest.rendering.html.wording import days, language_tag
from newsdigest.rendering.safe import link, readable

from .browser import Opened, axe, chromium, opened
from .conftest import SEEDS, Newsdigest
from .hostile import hostile_report

ROADMAP, INVITATION, FRAMEWORK = "e-24e1c4e5e190", "e-401ecb663e14", "e-cca280d45ff9"
MEGABYTE = 1_000_000
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def seeds_page(report: nd.Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "seeds.html"
    report.save(path)
    return path


@pytest.fixture(scope="module")
def made() -> nd.Report:
    return made_report(30, words=120)


@pytest.fixture(scope="module")
def made_page(made: nd.Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "made.html"
    made.save(path)
    return path


@pytest.fixture
def seeds_open(browser: Browser, seeds_page: Path) -> Iterator[Opened]:
    with opened(browser, seeds_page) as found:
        yield found


@pytest.fixture
def made_open(browser: Browser, made_page: Path) -> Iterator[Opened]:
    with opened(browser, made_page) as found:
        yield found


def cited(report: nd.Report) -> Iterator[tuple[str, str]]:
    """Each sentence that a digest cites, and where: the text, and the text in the other reports."""
    for digest in report.digests:
        texts = {article.id: article.text for article in digest.event.articles}
        for sentence in digest.sentences:
            yield sentence.text, sentence.text
            for span in sentence.echoes:
                yield sentence.text, texts[span.article_id][span.start : span.end]


def line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("scripts", [True, False])
def test_every_citation_opens_its_very_sentence_marked_in_its_article(
    browser: Browser, seeds_page: Path, report: nd.Report, scripts: bool
) -> None:
    with opened(browser, seeds_page, scripts=scripts) as found:
        page = found.page
        followed = 0
        for said, stands in cited(report):
            paragraph = page.locator(".digest p", has_text=line(said)).first
            links = paragraph.locator(".cites a")
            shown = []
            for number in range(links.count()):
                links.nth(number).click()
                target = page.locator(":target")
                expect(target).to_be_visible()
                expect(target).to_be_in_viewport()
                assert target.evaluate("e => e.localName") == "mark"
                assert target.locator("xpath=ancestor::details[@open]").count() == 1
                shown.append(line(target.inner_text()))
            assert any(line(stands) in text for text in shown), (stands, shown)
            followed += 1
        assert followed >= 15
        assert found.misdeeds() == []


def test_a_marked_sentence_leads_back_to_the_digest_that_cites_it(seeds_open: Opened) -> None:
    page = seeds_open.page
    page.locator(f"#{ROADMAP} .digest .cites a").first.click()
    page.locator("mark:target + .back").click()
    expect(page.locator(":target")).to_have_id(f"{ROADMAP}-d1")
    expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_timeline_has_the_three_chapters_of_the_story(
    browser: Browser, seeds_page: Path, scripts: bool
) -> None:
    with opened(browser, seeds_page, scripts=scripts) as found:
        chapters = found.page.locator("#stories .storyline li")
        expect(chapters).to_have_count(3)
        assert [li.locator(".when").text_content() for li in chapters.all()] == [
            "5 June 2023", "not before 1 November 2023", "7 February 2025",
        ]  # fmt: skip
        hrefs = [li.locator("a").get_attribute("href") for li in chapters.all()]
        assert hrefs == [f"#{ROADMAP}", f"#{INVITATION}", f"#{FRAMEWORK}"]
        own = found.page.locator(f"#{INVITATION} .story li")
        expect(own).to_have_count(3)
        assert own.nth(1).get_attribute("aria-current") == "true"
        assert "after chapter 1" in (chapters.nth(1).text_content() or "")


def test_the_map_leads_to_every_event_and_threads_the_story(seeds_open: Opened) -> None:
    drawn = seeds_open.page.locator(".map svg.wide")
    hrefs = drawn.locator(".lane a:has(circle)").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    assert sorted(hrefs) == sorted(f"#{name}" for name in (ROADMAP, INVITATION, FRAMEWORK))
    xs = drawn.locator(".lane circle").evaluate_all("all => all.map(c => c.cx.baseVal.value)")
    assert xs == sorted(xs)
    assert drawn.locator(".thread").count() == 1
    assert drawn.locator("circle.loose").count() == 1  # only a bound of its time is known


def test_the_weightiest_event_leads_and_single_reports_stand_in_brief(made_open: Opened) -> None:
    sizes = [int(n) for n in made_open.page.locator(".event").evaluate_all(
        "all => all.map(e => e.dataset.n)"
    )]  # fmt: skip
    assert sizes == sorted(sizes, reverse=True)
    assert made_open.page.locator(".event").first.get_attribute("class") == "event lead"
    assert made_open.page.locator(".brief").count() == sizes.count(1)


def test_search_finds_words_in_digests_and_reports(seeds_open: Opened) -> None:
    page = seeds_open.page
    page.fill("#q", "Hegseth")
    expect(page.locator("#found")).to_have_text("1 of 3 events")
    expect(page.locator(f"#{FRAMEWORK}")).to_be_visible()
    expect(page.locator(f"#{ROADMAP}")).to_be_hidden()
    page.fill("#q", "xyzzy")
    expect(page.locator("#found")).to_have_text("0 of 3 events")
    page.locator("#all").click()
    expect(page.locator("#found")).to_have_text("3 events")
    assert seeds_open.misdeeds() == []


def test_search_takes_no_heed_of_accents_and_case(browser: Browser, tmp_path: Path) -> None:
    texts = ("The café in Malmö burned down on Monday night.", "Voters chose a mayor on Sunday.")
    articles = [nd.Article(str(n), text) for n, text in enumerate(texts)]
    nd.Report(tuple(nd.summarize([a]) for a in articles)).save(tmp_path / "x.html")
    with opened(browser, tmp_path / "x.html") as found:
        found.page.fill("#q", "CAFE malmo")
        expect(found.page.locator("#found")).to_have_text("1 of 2 events")


def test_filters_by_source_date_and_size(made: nd.Report, made_open: Opened) -> None:
    page = made_open.page

    def shown() -> set[str]:
        return set(
            page.locator(".event:not([hidden])").evaluate_all(
                "all => all.map(e => e.id.replace('e-', ''))"
            )
        )

    page.select_option("#by", label=page.locator("#by option").nth(1).inner_text())
    name = page.locator("#by option").nth(1).inner_text().rsplit(" (", 1)[0]
    events = [digest.event for digest in made.digests]
    assert shown() == {e.id for e in events if name in {a.source for a in e.articles}}
    page.locator("#clear").click()
    expect(page.locator("#found")).to_have_text("30 events")
    page.fill("#since", "2024-03-10")
    page.fill("#until", "2024-03-15")
    first, last = date(2024, 3, 10), date(2024, 3, 15)
    assert shown() == {
        e.id for e in events if e.latest and e.earliest and e.latest >= first and e.earliest <= last
    }
    page.locator("#clear").click()
    page.select_option("#size", "3")
    expect(page.locator("#clear")).to_be_visible()
    assert shown() == {e.id for e in events if len(e.reports) >= 3}
    bright = page.locator(".map svg.wide a:not(.off):has(circle)").evaluate_all(
        "all => all.map(a => a.getAttribute('href').replace('#e-', ''))"
    )
    assert set(bright) == shown()
    assert made_open.misdeeds() == []


def test_events_are_ordered_by_weight_or_by_time(made_open: Opened) -> None:
    page = made_open.page

    def ids() -> list[str]:
        found: list[str] = page.locator(".event").evaluate_all("all => all.map(e => e.id)")
        return found

    before = ids()
    page.select_option("#order", "newest")
    assert sorted(ids()) == sorted(before)
    last = page.locator(".event").evaluate_all("all => all.map(e => e.dataset.t)")
    assert last == sorted(last, reverse=True)
    page.select_option("#order", "weight")
    assert ids() == before


def test_a_link_to_an_event_that_is_filtered_out_shows_it(seeds_open: Opened) -> None:
    page = seeds_open.page
    page.fill("#q", "Hegseth")
    expect(page.locator(f"#{ROADMAP}")).to_be_hidden()
    page.locator(f"#stories a[href='#{ROADMAP}']").click()
    expect(page.locator(f"#{ROADMAP}")).to_be_in_viewport()


def test_the_keyboard_reaches_everything(seeds_open: Opened) -> None:
    page = seeds_open.page
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("joke")  # letters are letters in a field
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("")
    page.locator("#q").blur()
    page.keyboard.press("j")
    expect(page.locator(f"#{ROADMAP} h3 a")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator(f"#{ROADMAP} h3 a")).to_be_focused()
    page.keyboard.press("o")
    expect(page.locator(f"#{ROADMAP} details.source[open]")).to_have_count(3)
    page.locator("#shortcuts").uncheck()
    page.locator("#shortcuts").blur()
    page.keyboard.press("o")
    expect(page.locator(f"#{ROADMAP} details.source[open]")).to_have_count(3)


def test_without_scripts_everything_is_there_to_read(browser: Browser, made_page: Path) -> None:
    with opened(browser, made_page, scripts=False) as found:
        page = found.page
        expect(page.locator(".tools")).to_be_hidden()
        expect(page.locator("#theme")).to_be_hidden()
        assert page.locator(".event:visible").count() == 30
        source = page.locator("details.source").first
        expect(source.locator(".text")).to_be_hidden()
        source.locator("summary").first.click()
        expect(source.locator(".text")).to_be_visible()
        page.locator("#dates a").first.click()
        expect(page.locator(".event:target")).to_be_in_viewport()


def test_reports_that_differ_stand_side_by_side_each_with_its_source(
    made: nd.Report, made_open: Opened
) -> None:
    digest = next(digest for digest in made.digests if digest.differences)
    box = made_open.page.locator(f"#e-{digest.event.id} .conflict")
    said = digest.differences[0].statements
    figures = box.locator(".figure").all_inner_texts()
    assert figures == [one.quantity for one in said]
    left, right = (side.bounding_box() for side in box.locator(".side").all())
    assert left and right
    assert left["y"] == right["y"]
    assert left["x"] < right["x"]
    for side, one in zip(box.locator(".side").all(), said, strict=True):
        assert side.locator("b").inner_text() == one.quantity
        side.locator(".cites a").first.click()
        assert one.sentence.text in made_open.page.locator(":target").inner_text()


def test_copies_are_folded_under_the_report_that_is_kept(
    made: nd.Report, made_open: Opened
) -> None:
    digest = next(digest for digest in made.digests if digest.event.groups)
    group = digest.event.groups[0]
    event = made_open.page.locator(f"#e-{digest.event.id}")
    assert event.locator("details.source").count() == len(digest.event.reports)
    own = event.locator(".sources > li", has=made_open.page.locator(".copies")).first
    assert own.locator(".source .who").first.inner_text() == group.kept.source
    expect(own.locator(".copies li").first).to_be_hidden()
    own.locator(".copies summary").click()
    assert own.locator(".copies .who").all_inner_texts() == [c.source for c in group.copies]
    assert own.locator(".copies small").first.inner_text() == "93% the same"


def test_what_was_taken_off_a_page_is_told_with_the_reason(seeds_open: Opened) -> None:
    event = seeds_open.page.locator(f"#{INVITATION}")
    event.locator(".source > summary").click()
    event.locator(".taken > summary").click()
    told = event.locator(".taken").inner_text()
    assert "24 parts" in told
    assert "Recent Posts" in told
    assert "other stories" in told
    assert "caption or picture credit" in told


def test_why_the_reports_are_one_event_is_told(report: nd.Report, seeds_open: Opened) -> None:
    (event,) = (digest.event for digest in report.digests if len(digest.event) == 3)
    assert event.grounds is not None
    score, least = f"score {event.grounds.average:.2f}", f"{event.grounds.threshold:.2f} makes one"
    box = seeds_open.page.locator(f"#{ROADMAP} .why")
    box.locator("summary").click()
    told = box.inner_text()
    for part in (score, least, "roadmap", "word for word"):
        assert part.lower() in told.lower(), told
    assert "5 June 2023 published 2023-06-05" in line(told)
    assert "not before 1 January 2020" in told
    assert box.locator(".ties li").count() == 3
    assert box.locator(".shared li").count() == 3


def test_problems_of_the_run_are_told_at_the_top_and_listed(made_open: Opened) -> None:
    page = made_open.page
    page.get_by_role("link", name="2 inputs were lost").click()
    listed = page.locator("#problems").inner_text()
    assert "feeds/monday.jsonl, line 17" in listed
    assert "not valid JSON" in listed
    assert "kept whole" in listed


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["seeds_page", "made_page"])
def test_axe_finds_no_serious_violation(
    browser: Browser, request: pytest.FixtureRequest, which: str, scheme: str
) -> None:
    source = axe()
    path = request.getfixturevalue(which)
    with opened(browser, path, color_scheme=scheme, viewport={"width": 1280, "height": 900}) as f:
        _unfold(f.page)
        f.page.evaluate(source)
        found = f.page.evaluate(f"axe.run(document, {{runOnly: {AXE_RULES}}})")
        bad = [
            (one["id"], one["impact"], one["nodes"][0]["html"][:200])
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
        ]
        assert bad == []
        assert len(found["passes"]) > 20


def _unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


@pytest.mark.parametrize("width", [320, 390, 820, 1280, 1920])
def test_nothing_overflows_at_any_width(browser: Browser, made_page: Path, width: int) -> None:
    with opened(browser, made_page, viewport={"width": width, "height": 800}) as found:
        _unfold(found.page)
        wide = found.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width


def test_text_runs_in_its_own_direction_and_language(made_open: Opened) -> None:
    page = made_open.page
    for language, direction in (("ar", "rtl"), ("he", "rtl"), ("zh", "ltr"), ("ja", "ltr")):
        headings = page.locator(f".event h3[lang={language}]")
        for heading in headings.all():
            assert heading.evaluate("e => getComputedStyle(e).direction") == direction
    assert page.locator(".event h3[lang]:not([lang=en])").count() > 0


def test_on_paper_the_reading_stands_without_the_controls(
    browser: Browser, seeds_page: Path
) -> None:
    with opened(browser, seeds_page, color_scheme="dark") as found:
        found.page.emulate_media(media="print")
        expect(found.page.locator(".tools")).to_be_hidden()
        expect(found.page.locator(".sections")).to_be_hidden()
        expect(found.page.locator(".digest").first).to_be_visible()
        paper = found.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == "rgb(255, 255, 255)"


def test_the_reader_may_turn_the_page_dark(browser: Browser, seeds_page: Path) -> None:
    with opened(browser, seeds_page, color_scheme="light") as found:
        button = found.page.locator("#theme")
        expect(button).to_have_text("Dark")
        button.click()
        expect(button).to_have_text("Light")
        paper = found.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == "rgb(23, 24, 26)"


EVIL = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    "</style><script>alert(4)</script>",
    "</script><script>alert(5)</script>",
    "javascript:alert(6)",
    "<iframe src='https://evil.example'></iframe>",
    "{{ 7 * 7 }}{% for x in y %}",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "\u202eolleh\u2066 \x00\x1b[31m\ufeff",
    "<base href='https://evil.example/'>",
    "' onmouseover='alert(7)",
    "<a href='javascript:alert(8)'>x</a>",
    "--><script>alert(9)</script>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<form action=https://evil.example>",
    "<math><mtext><style><img src=x onerror=alert(10)></style>",
    "<details open ontoggle=alert(11)>",
    'e-1" onclick="alert(12)',
    "&#60;script&#62;alert(13)&#60;/script&#62;",
)


def hostile_records() -> nd.Report:
    """Every field of every record that a page shows, with what an article could not bring there."""
    digests = []
    for number, evil in enumerate(EVIL):
        text = f"{evil} was said. {evil}\n\nThe council voted on the {evil} budget of 18 drones."
        fields = dict.fromkeys(("title", "source", "byline", "agency", "language"), evil)
        a, b, c = (
            nd.Article(
                f"{evil}{number}{x}", text, published=date(2024, 1, 1 + number), url=url, path=evil,
                original=text + evil, cleaned=True, extracted=False, notes=(evil,),
                removed=(nd.Removed(len(text), len(text) + len(evil), evil, evil),), **fields,
            )
            for x, url in enumerate((evil, f"https://evil.example/{evil}", "data:text/html,x"))
        )  # fmt: skip
        said = nd.Sentence(text[: len(evil)], a.id, 0, len(evil), (b.id,))
        story = nd.Storyline(
            evil, (nd.Chapter(evil, None, None, evil), nd.Chapter("x", None, None, evil))
        )
        event = nd.Event(
            evil, (a, b, c), (nd.DuplicateGroup(b, (c,)),),
            (nd.Link(a.id, b.id, 0.5, (evil,), 0.5, 1, ((evil, 0.1),)),),
            date(2024, 1, 1), date(2024, 1, 2), story,
            nd.Grounds(0.5, 0.2, ((a.id, nd.Interval(None, None, (evil,))),)),
        )  # fmt: skip
        difference = nd.Difference(evil, (nd.Quantity(evil, said), nd.Quantity("18", said)))
        spans = (nd.Span(a.id, 0, len(evil)), nd.Span(b.id, 0, 5))
        digests.append(nd.Digest(event, evil, (said,), (difference,), passages=(spans,)))
    problems = tuple(nd.Problem(evil, 1, evil, kind) for evil in EVIL for kind in ("lost", "note"))
    return nd.Report(tuple(digests), problems, 3 * len(EVIL))


@pytest.mark.parametrize(
    ("make", "shown"),
    [
        (hostile_records, "<script>alert(1)</script>"),
        (hostile_report, "<script>alert('owned')</script>"),
    ],
)
@pytest.mark.parametrize("scripts", [True, False])
def test_nothing_of_a_hostile_corpus_runs(
    browser: Browser, tmp_path: Path, scripts: bool, make: Callable[[], nd.Report], shown: str
) -> None:
    path = tmp_path / "hostile.html"
    make().save(path)
    with opened(browser, path, scripts=scripts) as found:
        page = found.page
        _unfold(page)
        if scripts:
            page.fill("#q", "<script>")
            expect(page.locator("#found")).to_contain_text("of")
            page.fill("#q", "")
        for link in page.locator(".digest .cites a").all()[:10]:
            link.click()
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(300)
        assert page.locator("script").count() == 1
        assert page.locator("iframe, img, base, link[rel=stylesheet], form[action]").count() == 0
        hrefs = page.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        assert all(href.startswith(("#", "https://")) for href in hrefs)
        handlers = page.evaluate(
            "[...document.querySelectorAll('*')].filter(e => [...e.attributes]"
            ".some(a => a.name.startsWith('on') || a.name === 'style')).length"
        )
        assert handlers == 0
        assert shown in (page.locator("main").text_content() or "")
        assert page.url.split("#")[0] == found.address
        assert found.misdeeds() == []


def test_the_witness_sees_what_it_should(browser: Browser, tmp_path: Path) -> None:
    # A check that can't fail would tell nothing: a page that does all this is told of.
    path = tmp_path / "bad.html"
    path.write_text(
        "<meta http-equiv=Content-Security-Policy content=\"img-src 'none'\">"
        "<script>console.log('x'); alert(1); fetch('https://evil.example/')</script>"
        "<img src='https://evil.example/a.png'>"
    )
    with opened(browser, path) as found:
        found.page.wait_for_timeout(300)
        told = " ".join(found.misdeeds())
        for part in ("console: x", "alert", "request: https://evil.example/", "policy: img-src"):
            assert part in told


def test_the_page_is_one_file_with_a_strict_policy(report: nd.Report) -> None:
    page = nd.render(report, "html")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1]
    assert not re.search(r"<(?:link|script|img)[^>]+(?:src|href)=.?https?:", page)


def test_the_same_report_is_the_same_page(report: nd.Report) -> None:
    assert nd.render(report, "html") == nd.render(nd.digest(SEEDS), "html")
    anchors = re.findall(r' id="([^"]+)"', nd.render(made_report(40), "html"))
    assert len(anchors) == len(set(anchors))


def test_an_empty_report_is_a_page_too(browser: Browser, tmp_path: Path) -> None:
    nd.Report((), (nd.Problem("a.txt", None, "no text in it"),)).save(tmp_path / "empty.html")
    with opened(browser, tmp_path / "empty.html") as found:
        expect(found.page.locator("#events")).to_contain_text("No events.")
        expect(found.page.locator("#problems")).to_contain_text("no text in it")
        assert found.misdeeds() == []


def test_two_thousand_events_stay_small_and_keep_every_citation(
    browser: Browser, tmp_path: Path
) -> None:
    report = made_report(2000)
    path = tmp_path / "large.html"
    report.save(path)
    assert path.stat().st_size < 15 * MEGABYTE
    with opened(browser, path) as found:
        page = found.page
        assert page.locator(".event").count() == 2000
        for number in (0, 1999):
            page.locator(".event").nth(number).locator(".cites a").first.click()
            expect(page.locator("mark:target")).to_be_in_viewport()
        page.locator(".source[open] .facts a", has_text="Back to the digest").last.click()
        expect(page.locator(".event:target")).to_be_in_viewport()
        # The map draws all, most of them as one outline, which costs a browser little.
        drawn = page.locator(".map svg.wide")
        assert 0 < drawn.locator("circle").count() < 500
        outlines = drawn.locator(".crowd").evaluate_all("all => all.map(e => e.getAttribute('d'))")
        assert drawn.locator("circle").count() + sum(d.count("M") for d in outlines) == 2000
        assert found.misdeeds() == []


@pytest.mark.parametrize("words", [3000, 9000])
def test_long_articles_are_shown_in_excerpt_and_say_so(words: int) -> None:
    report = made_report(200, words=words)
    assert extent_of(report) is not Extent.WHOLE
    page = nd.render(report, "html")
    assert len(page.encode()) < 15 * MEGABYTE
    assert "Excerpt" in page
    for digest in report.digests[:20]:
        for sentence in digest.sentences:
            assert page.count(str(escape(sentence.text))) >= 2


def test_without_text_only_what_is_cited_is_on_the_page(report: nd.Report) -> None:
    whole, cited_only = nd.render(report, "html"), nd.render(report, "html", text=False)
    told = report.digests[0]
    closing = str(escape(told.event.articles[0].text.splitlines()[-1].strip()[-60:]))
    assert closing in whole
    assert closing not in cited_only
    assert cited_only.count(str(escape(told.sentences[0].text))) == 2  # cited, and in its article


def test_the_command_line_writes_the_page_and_opens_it(
    newsdigest: Newsdigest, tmp_path: Path
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    browser.chmod(0o755)
    page = tmp_path / "digest.html"
    ran = newsdigest(
        "digest", SEEDS, "--format", "html", "--output", page, "--open", BROWSER=str(browser)
    )
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert (tmp_path / "opened").read_text().strip() == page.as_uri()
    assert newsdigest("digest", SEEDS, "--format", "html").out == page.read_text("utf-8")


@pytest.mark.parametrize("arguments", [["--open"], ["--open", "--output", "x.md"]])
def test_only_a_page_in_a_file_can_be_opened(
    newsdigest: Newsdigest, tmp_path: Path, arguments: list[str]
) -> None:
    ran = newsdigest("digest", SEEDS, *arguments, cwd=tmp_path)
    assert ran.code == 2
    assert "--open shows a page" in ran.err
    assert not list(tmp_path.iterdir())


def test_only_reports_are_pages(newsdigest: Newsdigest, tmp_path: Path) -> None:
    ran = newsdigest("cluster", SEEDS, "--output", tmp_path / "x.html")
    assert ran.code == 2
    assert "no format 'html' here" in ran.err


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2023, 6, 5), date(2023, 6, 5), "5 June 2023"),
        (date(2023, 6, 5), date(2023, 6, 9), "5–9 June 2023"),
        (date(2023, 5, 30), date(2023, 6, 2), "30 May – 2 June 2023"),
        (date(2022, 12, 31), date(2023, 1, 1), "31 December 2022 – 1 January 2023"),
        (date(2023, 11, 1), None, "not before 1 November 2023"),
        (None, date(2023, 11, 1), "not after 1 November 2023"),
        (None, None, "undated"),
    ],
)
def test_days_are_told_briefly(first: date | None, last: date | None, words: str) -> None:
    assert days(first, last) == words


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://example.org", True),
        ("http://intranet/x", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("//example.org/x", False),
        ("https://", False),
        ("https://user:pass@example.org/", False),
        ('https://example.org/"onclick="x', False),
        ("https://example.org/\u202egpj.exe", False),
        ("https://[::1", False),
        ("https://example.org:port/", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_addresses_of_the_web_are_links(address: str, leads: bool) -> None:
    assert bool(link(address)) is leads


def test_text_keeps_the_marks_that_it_needs_and_loses_those_that_turn_it() -> None:
    assert readable("a\u202eb\u0007c\u200fd\r\ne") == "abc\u200fd\ne"
    assert language_tag("EN_us") == "EN-us"
    assert language_tag("xx") == language_tag("en onload=x") == ""


def test_the_axis_shows_where_the_events_are_whatever_lies_far_out() -> None:
    near = [date(2024, 3, 1 + n % 28) for n in range(100)]
    axis = scale([*near, date(1901, 1, 1)], 0.0, 1000.0)
    assert axis.first > date(2023, 1, 1)
    assert axis.at(date(1901, 1, 1)) == axis.at(axis.first)
    for days_long in (1, 5, 40, 400, 4000, 40000):
        span = [date(1900, 1, 1), date.fromordinal(date(1900, 1, 1).toordinal() + days_long)]
        ticks = scale(span, 0.0, 900.0).ticks(8)
        assert 1 <= len(ticks) <= 8, days_long
        assert all(0 <= tick.x <= 900 for tick in ticks)


def test_a_bound_long_before_the_dated_events_is_no_day_of_theirs() -> None:
    old, first, last, later = (date(year, 5, 1) for year in (1958, 2014, 2015, 2016))
    assert sorted(telling([(first, last), (old, None)])) == [first, last]
    assert sorted(telling([(first, last), (None, later)])) == [first, last]
    assert sorted(telling([(first, last), (later, None), (None, old)])) == [old, first, last, later]
    assert telling([(old, None), (None, None)]) == [old]
    assert telling([]) == []


def test_the_page_is_headed_by_the_days_of_its_dated_events() -> None:
    texts = ("The ferry sank off the coast on Tuesday.", "The chapel was last painted in May 1958.")
    articles = [
        nd.Article("a", texts[0], published=date(2014, 5, 1)),
        nd.Article("b", texts[1]),
    ]
    page = nd.render(nd.digest(articles), "html")
    assert "not before" in page
    assert "1 May 2014" in page.partition("<h1")[0].rpartition("<header")[2]
    assert "1958" not in page.partition("<h1")[0].rpartition("<header")[2]
