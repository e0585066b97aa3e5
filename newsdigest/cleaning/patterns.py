"""The phrases that give site chrome away, as anchored patterns over one short line."""

from __future__ import annotations

import re

#: No pattern runs on more than this many characters of a line.
MAX_CHARS = 300


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{pattern})\W*", re.IGNORECASE)


#: A heading that opens a trailing section: what follows belongs to the site.
TRAILING_HEADING = _line(
    r"recent (?:posts|stories|articles|news|comments)|related(?: (?:posts|stories|articles|news|"
    r"links|topics|content|coverage|reading))?|more (?:from|on|in) .{1,40}|more (?:stories|news)|"
    r"(?:most|trending|popular) (?:read|popular|viewed|shared|now|posts|stories|articles)|"
    r"trending|you (?:may|might) (?:also )?(?:like|be interested in).{0,20}|latest (?:news|stories|"
    r"posts|articles)|top (?:stories|news|headlines)|(?:\d+ )?comments?(?: \(\d+\))?|"
    r"leave a (?:reply|comment)|post a comment|recommended(?: for you)?|editor'?s? picks?|"
    r"around the web|from the web|up next|don'?t miss|also read|read (?:also|next|more)|"
    r"ähnliche (?:artikel|beiträge)|mehr zum thema|das könnte sie auch interessieren|"
    r"articles? (?:liés|similaires|récents)|à lire aussi|lire aussi|sur le même sujet|"
    r"(?:noticias|artículos|entradas) (?:relacionad[ao]s|recientes)|también te puede interesar|"
    r"lee también|articoli (?:correlati|recenti)|leggi anche|(?:notícias|artigos) relacionad[ao]s|"
    r"leia também|читайте также|похожие (?:новости|статьи)|tin liên quan|相关(?:新闻|阅读|文章)"
)
#: A line that points to another page.
CROSS_LINK = re.compile(
    r"\W*(?:also (?:read|see|watch)|read (?:also|more|next|full story)|see also|watch|related"
    r"(?: story| article| news)?|click here.{0,20}|lire aussi|à lire aussi|lee también|leggi anche|"
    r"leia também|lesen sie auch|читайте также|xem thêm) ?[:|>»–-]+\s*\S.*",
    re.IGNORECASE,
)
#: "4 mins ago" and the like, a line of its own.
RELATIVE_TIME = _line(
    r"(?:\d{1,3}|an?|one) ?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|"
    r"months?|years?) ago|just now|(?:updated )?\d{1,2}:\d{2} ?(?:am|pm)?|"
    r"\d{1,2} min(?:ute)?s? read"
)
#: What a page asks of its reader.
PROMPT = _line(
    r"share(?: (?:this|on) .{0,40})?|share|tweet|print|e-?mail|copy link|save|follow us.{0,60}|"
    r"subscribe.{0,80}|sign (?:up|in).{0,80}|log ?in|newsletter.{0,40}|advert(?:isement|ising)?|"
    r"skip to (?:main )?content|menu|search|home|.{0,60}all rights reserved.{0,60}|"
    r"(?:copyright|©).{0,100}|this (?:site|website) uses cookies.{0,200}|"
    r"we use cookies.{0,200}|accept (?:all )?cookies|tags?:.{0,120}|filed under:.{0,120}|"
    r"(?:photo|image|picture|file photo|photo credit|image credit|credit)s?\s*[:/|].{0,150}|"
    r"(?:getty images|file photo|representational image|story continues below.{0,40})"
)
#: The sign-off of a news agency, at the end of a text.
AGENCY = _line(
    r"(?:with |inputs? |from |\()*(?P<agency>agencies|agency|pti|ani|ians|uni|reuters|"
    r"(?:the )?associated press|ap|afp|agence france-presse|dpa|upi|bloomberg|xinhua|tass|efe|ansa|"
    r"news agencies)(?: inputs?| reports?| photo)?\)?"
)
#: A labelled byline: "By Richa Kaushik".
BYLINE = re.compile(
    r"(?i:by|written by|reported by|edited by|author)\s*:?\s+"
    r"(?P<name>[A-Z][\w.'’-]+(?:,? (?:(?:and|de|van|von|al|bin) )?[A-Z][\w.'’-]+){1,6})\.?",
)
#: A name alone: "Richa Kaushik".
NAME = re.compile(r"[A-Z][a-zà-ÿ'’-]+(?: [A-Z]\.)?(?: [A-Z][\wà-ÿ'’-]+){1,2}")
#: "date 2023-06-05 ..." before the first words of a text.
DATE_PREFIX = re.compile(r"\s*date[: ]\s*(?P<date>\d{4}-\d{2}-\d{2})(?![\w-])[ \t]*", re.IGNORECASE)
#: "Published: June 5, 2023" as a line of its own.
DATE_LINE = re.compile(
    r"\W*(?P<label>(?:first )?published|posted|date|last updated|updated|modified|created)?"
    r"(?: on| at)?\s*[:|-]?\s*(?P<date>.{6,60}?)\W*",
    re.IGNORECASE,
)
#: Names of a site's sections, which stand above a headline.
SECTIONS = frozenset(
    "world india national international politics business economy markets sport sports cricket "
    "football technology tech science health entertainment lifestyle opinion editorial news "
    "home us uk europe asia africa americas china pakistan defence defense education culture "
    "travel environment climate local nation latest breaking top explained analysis".split()
)
FINAL_MARK = re.compile(r"[.!?…。！？।]['\"”’»)\]]*$|[,;:][\"”’]$|[\"”]$")
ELLIPSIS = re.compile(r"(?:…|\.\.\.)['\"”’)\]]*$")
