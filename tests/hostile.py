"""A corpus of hostile articles: every trick in every field, for the tests of what is written out.

Each article has true prose as well, so that it survives cleaning and makes a digest, and a marker
that tells where its text came out. Nothing in any rendering may run, escape or break.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import newsdigest as nd

#: By name, what somebody might put where a headline, a source or a sentence stands.
ATTACKS = {
    "script": "<script>alert('owned')</script>",
    "image": "<img src=x onerror=alert(1)>",
    "svg": "<svg/onload=alert(1)>",
    "iframe": '<iframe src="javascript:alert(1)"></iframe>',
    "attribute": "\" onmouseover=\"alert(1)\" x='' '><b",
    "comment": "--> <!-- ]]> <![CDATA[ </title></style></textarea></script>",
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62; &nbsp; &notanentity;",
    "doctype": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;',
    "markdown image": "![owned](https://evil.example/pixel.png)",
    "markdown link": "[owned](javascript:alert(1)) [owned]: https://evil.example",
    "markdown autolink": "<https://evil.example/owned> <owned@evil.example>",
    "markdown block": "# owned\n\n> owned\n\n```\nowned\n```\n\n- owned\n\n1. owned\n\n---",
    "markdown table": "| owned | owned |\n|---|---|\n| owned | owned |",
    "markdown marks": "**owned** __owned__ ~~owned~~ `owned` *owned* _owned_ \\*owned",
    "setext": "owned\n=====\n\nowned\n-----",
    "formula": "=cmd|' /C calc'!A0",
    "formula plus": "+1+cmd|' /C calc'!A0",
    "formula minus": "-1+cmd|' /C calc'!A0",
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula tab": '\t=HYPERLINK("https://evil.example","owned")',
    "formula wide": "＝cmd|' /C calc'!A0",
    "csv break": '"\r\n=1+1,"owned","',
    "colour": "\x1b[31mowned\x1b[0m",
    "window title": "\x1b]0;owned\x07 \x1b]2;owned\x1b\\",
    "clear screen": "\x1b[2J\x1b[H\x1bc",
    "terminal link": "\x1b]8;;https://evil.example\x1b\\owned\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;b3duZWQ=\x07",
    "eight-bit escape": "\x9b31mowned \x9d0;owned\x9c",
    "backspace": "safe\x08\x08\x08\x08owned\rowned\x0bowned\x0cowned",
    "bell and null": "\x07\x00\x01\x1f\x7f\x85",
    "bidi override": "\u202eowned\u202c \u2066owned\u2069 \u200fowned\u061c",
    "separators": "owned\u2028owned\u2029owned\ufeffowned\ufff9owned\ufffb",
    "noncharacters": "owned\ufffe\uffff\U0001ffff",
    "mail header": "owned\r\nBcc: owned@evil.example\r\n\r\nowned",
    "mail boundary": "--==owned==\r\nContent-Type: text/html\r\n\r\n<b>owned</b>",
    "mail from": "From owned@evil.example Mon Jan  1 00:00:00 2024",
    "template": "{{7*7}} ${7*7} <%= 7*7 %> {% raw %} %s %(owned)s {owned}",
    "path up": "../../../../etc/owned",
    "path root": "/etc/owned",
    "path windows": "..\\..\\owned C:\\owned CON NUL.txt",
    "long": "owned" * 60,
    "combining": "o" + "\u0301" * 200 + "wned",
}

#: Addresses that must never become a link.
BAD_LINKS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//evil.example/owned",
    'https://evil.example/"onmouseover="alert(1)',
    "https://evil.example/'><script>alert(1)</script>",
    "https://evil.example/)[owned](javascript:alert(1)",
    "https://user:owned@evil.example@good.example/",
    "https://evil.example/\u202egpj.exe",
    "https://[::1",
    "http://\x1b[31m",
    "../../owned",
)

#: What no output that people look at may hold, whatever it is written for.
CONTROLS = frozenset(
    [chr(code) for code in (*range(9), *range(11, 13), *range(14, 32), *range(127, 160))]
    + list("\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    + list("\ufeff\ufff9\ufffa\ufffb")
)

_PROSE = (
    "The {place} bridge was closed on Tuesday after engineers found cracks in two of its piers, "
    "the city of {place} said. Traffic will be led over the northern crossing of {place} until the "
    "repairs are done, which may take until the autumn of next year. {attack} The mayor of {place} "
    "told reporters that the work would cost 40 million dollars in all."
)
_PLACES = (
    "Aldmouth Brigston Carrowby Dunfold Elverton Farnley Glenmoor Harwick Ilminster Jarrowdale "
    "Kelbrook Lanford Merrowby Northam Oakhurst Penfold Quarndon Rothley Stanhope Tarbeck Ulverley "
    "Venford Wexcombe Yarmley Zealbury"
).split()


def hostile_articles() -> Iterator[nd.Article]:
    """For each attack an article with it in every field, and one that has it in the text alone.

    Every id is its own; addresses go through :data:`BAD_LINKS` in turn.
    """
    for number, (name, attack) in enumerate(ATTACKS.items()):
        marker = f"{_PLACES[number % len(_PLACES)]}-{number}"
        text = _PROSE.format(place=marker, attack=f"He said: {attack} and left.")
        yield nd.Article(
            id=f"{attack} {number}",
            text=text,
            title=f"{attack} {marker}",
            published=datetime(2024, 3, 1 + number % 28, 12, tzinfo=UTC),
            source=attack,
            url=BAD_LINKS[number % len(BAD_LINKS)],
            language="en",
            byline=attack,
            agency=attack,
            path=f"{attack}.txt",
        )
        yield nd.Article(id=f"text-{number}", text=f"{attack}\n\n{text}\n\n{attack}", title=name)


def hostile_events() -> Iterator[nd.Article]:
    """Two differently worded reports of one event, each hostile, so that a digest cites both."""
    attack = " ".join(ATTACKS.values())
    for number, verb in enumerate(("closed", "shut")):
        yield nd.Article(
            id=f"../../{attack[:300]}{number}",
            text=(
                f"The harbour bridge of Owningham was {verb} on Tuesday, {attack} the city said. "
                f"Some {18 + 12 * number} piers of the harbour bridge have cracks, engineers found."
            ),
            title=f"Owningham harbour bridge {verb} {attack}",
            published=datetime(2024, 4, 2, tzinfo=UTC),
            source=f"{attack} {number}",
            url=BAD_LINKS[number],
        )


def hostile_report() -> nd.Report:
    """The digests of the whole hostile corpus, none of it cleaned."""
    return nd.digest([*hostile_articles(), *hostile_events()], clean=False)
