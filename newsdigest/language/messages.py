"""What sites serve in an article's place: walls, errors, checks for robots, words of players.

Scraped corpora are full of pages that hold nothing else. A sentence is such a message by how it
begins; a page is one if messages are most of it.
"""

from __future__ import annotations

import re

#: Characters of a line that may be nothing but words of a site.
LONGEST_LINE = 400
# Characters of a text that may be nothing but messages.
_LONGEST_PAGE = 2_500
# The share of a text's characters in messages from which on there is no article in it.
_SHARE = 0.6

_POLITE = (
    r"[\W_]*(?:(?:we(?:['’]re| are) )?(?:so |very )?(?:sorry|oops|whoops|uh-oh|error|hmm+)\b[\W_]*"
    r"(?:but )?|please |to (?:continue|proceed|view this page),? )*"
)
# What a site wants of a browser, and what it says to a robot; players' words. No news begins so.
_OF_BROWSERS = (
    r"(?:enable|turn on|activate|allow|use) (?:javascript|js|cookies)\b",
    r"(?:you(?:['’]ll)? (?:need|have|must|will)|make sure)\b.{0,60}\b(?:javascript|cookies)\b",
    r"java ?script (?:is|must|seems|appears|has|needs|support|and cookies)\b.{0,50}"
    r"(?:disabled|enabled|turned|required|blocked|not (?:available|supported)|needed)",
    r"(?:this|our|the) (?:web)?(?:site|page|app|application|video|content|feature|widget|player)"
    r"\b.{0,40}\b(?:requires?|needs?|uses|works? best)\b.{0,30}\b(?:javascript|flash|cookies to\b)",
    r"media (?:playback is (?:un|not )supported|requires javascript)",
    r"(?:it (?:looks|seems) like )?(?:you(?:['’]re| are) using |your (?:web )?browser )\b.{0,60}"
    r"\b(?:outdated|unsupported|out[- ]of[- ]date|not support|n['’]t support|not supported"
    r"|javascript|block\w*|old)\b",
    r"(?:upgrade|update) (?:your browser|to a (?:modern|newer|supported))",
    r"checking (?:your browser|if the site connection)|this process is automatic\b"
    r"|ddos protection by|performance (?:&|and) security by|(?:cloudflare )?ray id\b",
    r"(?:verify|confirm|prove|let us know|verifying)\b.{0,30}\byou(?:['’]re| are) (?:a )?"
    r"(?:human|not a (?:ro)?bot)|are you a robot\?|i(?:['’]m| am) not a robot",
    r"click the box below|complete the (?:security check|captcha)|press (?:&|and) hold\b"
    r"|pardon our interruption|as you were browsing.{0,20} something about your browser"
    r"|why did this happen\?|for inquiries related to this message|block reference id",
    r"(?:we(?:['’]ve| have)? |our systems have )detected unusual (?:traffic|activity)",
    r"access (?:to (?:this|the) (?:page|site|website|resource|server)\b.{0,20} )?(?:is |was )?"
    r"denied\W*$|you (?:don['’]t|do not) have permission to (?:access|view)",
    r"rating is available when the video has been rented|this feature is not available right now"
    r"|the interactive transcript could not be loaded|video player is loading"
    r"|this is a modal window|(?:the )?media could not be loaded|unable to play media",
    r"tweet with a location|add a location to your tweets|you can add location information to your"
    r"|you (?:always )?have the option to delete your tweet|when you tweet with a location"
    r"|you can switch location on",
    # The same in other languages.
    r"(?:bitte )?(?:aktivieren sie|javascript (?:ist|muss)|ihr browser unterstützt)\b.{0,60}",
    r"(?:veuillez|merci d['’])\s?activer\b.{0,30}\b(?:javascript|cookies)|javascript est désactivé"
    r"|votre navigateur (?:ne|n['’]est)\b.{0,60}",
    r"(?:por favor,? )?(?:active|activa|habilite|habilita|ative)\b.{0,12}\b(?:javascript|cookies)"
    r"|(?:su|tu|seu) navegador (?:no|não)\b.{0,60}",
    r"(?:attiva|abilita)\w* javascript|schakel javascript|javascript (?:è|is|está) (?:dis|des|uit)",
    r"(?:пожалуйста,? )?включите javascript|请(?:启用|开启|打开)\s?javascript"
    r"|javascript ?を有効|자바스크립트를",
)
# What servers name their errors, whom a site shuts out, and what web archives say of a crawl where
# a page of theirs was scraped.
_ERROR = (
    r"(?:error|not found|forbidden|bad|service|internal|gateway|unauthori[sz]ed|too many)\b.{0,60}"
)
_SHUT_OUT = r"we recogni[sz]e you are attempting to access|unfortunately, our (?:web)?site is"
_CRAWLS = (
    r"starting in 1996, alexa internet has been donating|these crawls are part of an effort"
    r"|focused crawls are|web wide crawl|crawls? of (?:supported|outlinks)"
    r"|the seed for (?:this crawl|wide)|this is a set of web collections"
)
# What is a message where little else is said, but may be a sentence of the news.
_OF_SITES = (
    r"(?:the|this|that) (?:\w+ ){0,2}(?:page|url|link|article|file|content|video|story|resource)"
    r"\b.{0,60}?\b(?:(?:could|was|can)(?: ?not|n['’]t) (?:be )?found|not found|no longer"
    r" (?:exists?|available)|does(?:n['’]t| not) exist|(?:may|might) (?:have been|be|no longer)"
    r"|has (?:been )?(?:moved|expired|removed|deleted)"
    r"|(?:is|are)(?:n['’]t| (?:\w+ )?(?:not|un)) ?available"
    r"|is (?:only |exclusively )?(?:for|available to|reserved for) (?:our )?(?:\w+ )?"
    r"(?:subscribers|members))",
    r"(?:this|it|he|she|they|which) (?:may|might) (?:have been (?:moved|removed|deleted)|no longer)"
    r"|(?:this|the) (?:video|account|post|tweet|photo|profile|channel) (?:is|has been) (?:private"
    r"|protected|suspended|terminated|unavailable|not available|removed|deleted)"
    r"|something went wrong|our engineers are|when this happens|account suspended",
    rf"(?:http )?(?:error )?(?:code )?[45]\d\d(?: {_ERROR}|\W*| [–—|:-] .{{0,60}})$"
    r"|(?:page|file|article) (?:not found|unavailable)|not found$|(?:403 )?forbidden$"
    r"|bad gateway|service (?:temporarily )?unavailable|internal server error"
    r"|gateway time-?out|too many requests|nginx\b|apache/",
    r"(?:this|the) (?:web ?)?(?:site|domain)\b.{0,60}\b(?:for sale|expired|suspended|under"
    r" construction|parked|can['’]t be reached|coming soon|blocked)|buy this domain"
    r"|website coming soon|(?:site )?under (?:construction|maintenance)",
    r"(?:we|you) (?:can['’]t|couldn['’]t|could not|cannot|can not|were unable to|are unable to)"
    r" (?:find|locate) (?:the|this|that|what|a)\b.{0,40}",
    r"if (?:you|this|the)\b.{0,60}\b(?:address|url|page|link|bookmark|error|finding"
    r"|news story)\b",
    r"(?:try|check|use|choose|go|return|visit|contact|click|refresh)\b.{0,20}\b(?:again|search|url"
    r"|spelling|home ?page|navigation|webmaster|support|browser|this page|back)\b",
    r"(?:we are |we['’]re |(?:this|our) .{1,30}? is )?(?:currently |temporarily )?(?:un|not )"
    r"available (?:in|for|to|due|from)\b|our european visitors are|we are engaged on the issue"
    rf"|we continue to identify technical|contact your hosting|{_SHUT_OUT}"
    r"|due to (?:legal|gdpr|european|eu|the general)\b"
    r"|enforcing the general data protection|access cannot be granted|for any issues,? contact",
    r"already (?:have an account|an? (?:subscriber|member)|subscribed|registered)\b|forgot(?:ten)? "
    r"(?:your )?password|(?:sign|log) ?(?:in|on|up)\b|(?:we(?:['’]ve| have) sent|an e-?mail has)\b"
    r"|check your (?:e-?mail|inbox)|thank(?:s| you) for (?:registering|signing|subscribing|joining"
    r"|your (?:registration|interest))|create (?:an|your|a)(?: free| new)? account|re?set your"
    r" password|enter (?:your|the) (?:e-?mail|password|code|username)|welcome back\b|remember me\b"
    r"|by (?:signing up|registering|creating an account|clicking|logging in)\b"
    r"|visit us and sign in|we look forward to seeing you on|you (?:are|have been) (?:now )?logged",
    r"subscribe\b|(?:continue|keep) reading|you(?:['’]ve| have) (?:reached|read|used|run out)\b"
    r".{0,60}\b(?:free|limit|article)|unlock (?:this|the|full|unlimited)|get (?:unlimited|full"
    r"|digital|instant|all-) ?access|cancel any ?time|(?:start|try)\b.{0,20}\b(?:trial|month|week)"
    r"|support (?:quality|independent|local|our) journalism|join our mailing list",
    rf"{_CRAWLS}|alexa internet has been donating|flowing in every day, these data"
    r"|that way, as the pages that are referenced|then the internet archive hopes"
    r"|the goal is to fix all broken links|this crawl was run at|the warc files associated"
    r"|this uses the new hq software|this (?:collection contains|data is currently not publicly)"
    r"|these (?:files|web captures) are\b|(?:they|it) includes? web captures|a ranking of all urls",
    r"your privacy is important|we value your privacy|we and our (?:\w+ )?partners"
    r"|please allow up to|you (?:will be|are being) redirected|we(?:['’]ve| have) detected that"
    r"|help cent(?:er|re)\W*$|you can see a list of supported|privacy policy\W*$"
    r"|terms of (?:use|service)\W*$|(?:\w+ ){0,2}(?:reprints: )?this copy is for your personal"
    r"|to order (?:presentation-ready )?copies|external links are provided|copyright\b|all rights"
    r"|[\w .&’'-]{2,40} (?:is|are) not responsible for the contents? of (?:any |the )?external\b",
    r"please (?:try again|wait|stand by)\b|just a moment\b|one more step\b|attention required\b"
    r"|reference (?:#|id|number|code)|learn more\W*$|an error (?:has )?occurr?ed|loading\W*$",
    r"(?:diese |die )?seite (?:wurde |konnte )?nicht (?:gefunden|verfügbar)|page (?:non trouvée"
    r"|introuvable)|página no encontrada|página não encontrada|pagina (?:non trovata|niet gevonden)"
    r"|(?:leider )?(?:ist )?die (?:von ihnen )?(?:gesuchte|angeforderte|aufgerufene) seite"
    r"|la page que vous|elle a peut-être été|la página que (?:bus|int|est)"
    r"|la pagina (?:che stai|richiesta)|a página"
    r" que (?:você|procura)|страница не найдена"
    r"|(?:页面不存在|找不到(?:该)?页面|ページが見つかりません)",
)
# What is enough where a text has but one sentence: a headline may begin like the others.
_OF_ONE = (
    rf"(?:http )?(?:error )?(?:40[0-9]|429|50[0-4])(?: {_ERROR}|\W*)$"
    r"|page not found\W*$|not found\W*$",
    r"(?:the|this) page (?:you|that you|was|cannot|could|can['’]t|is not|does|no longer|has)\b",
    rf"{_SHUT_OUT}|{_CRAWLS}|this collection contains .{{0,60}}\b(?:crawls?|captures)\b",
    r"you(?:['’]ve| have) (?:reached|used|run out)\b.{0,60}\b(?:free|limit|article)",
    r"subscribe (?:now |today )?to (?:continue|keep|read)|to continue reading|this copy is for",
    r"this video (?:is (?:private|unavailable|no longer)|has been removed by the (?:user|upload))",
    r"die von ihnen (?:gesuchte|aufgerufene) seite|la page que vous (?:recherchez|demandez)"
    r"|请(?:启用|开启|打开)\s?javascript|(?:页面不存在|找不到(?:该)?页面)",
)
_BROWSER = re.compile(_POLITE + f"(?:{'|'.join(_OF_BROWSERS)})", re.MULTILINE)
_ANY = re.compile(_POLITE + f"(?:{'|'.join((*_OF_BROWSERS, *_OF_SITES))})", re.MULTILINE)
_ONE = re.compile(_POLITE + f"(?:{'|'.join(_OF_ONE)}|(?:{'|'.join(_OF_BROWSERS)}).{{0,60}}$)")
# How messages to a browser begin, in lower case but for what is polite: few lines begin so.
_STARTS = tuple(
    "enable turn activate allow use you make java this our the site page media it upgrade update"
    " checking ddos performance cloudflare ray verify confirm prove let are i click complete press"
    " pardon as why for block we access rating video unable tweet add bitte aktivieren ihr veuillez"
    " merci votre por activ ative habilit su tu seu attiva abilita schakel пожалуйста включите 请"
    " 자바 sorry oops whoops uh error hmm please to".split()
)
# One of which every message to a browser has, in lower case: nearly no line has any.
_SIGNS = (
    "javascript", "java script", "cookies", "browser", "robot", "human", "captcha", "hold",
    "interruption", "why did this", "inquiries", "reference", "unusual", "denied", "permission",
    "process is automatic", "protection by", "security", "ray id", "video", "media", "feature is",
    "transcript", "modal", "tweet", "switch location", "enable", "navigateur", "navegador",
    "자바스크립트",
)  # fmt: skip
_ENDS = re.compile(r"(?<=[.!?…])\s+|\n\s*|(?<=[。！？])")


def begins(low: str, starts: tuple[str, ...]) -> bool:
    """Whether a line, in lower case, begins so behind bullets and brackets."""
    return low.lstrip("*[(•-–— ").startswith(starts)


def is_message(low: str) -> bool:
    """Whether a line, in lower case, is words of a site to a browser or a robot, or of a player."""
    if not begins(low, _STARTS) or not any(map(low.__contains__, _SIGNS)):
        return False
    return all(map(_BROWSER.match, _ENDS.split(low)))


def is_message_page(text: str) -> bool:
    """Whether most of a text is messages that a site serves in an article's place."""
    if not 0 < len(text) <= _LONGEST_PAGE:
        return False
    # Nearly all texts are told by how they and their last sentence begin.
    end = text[-LONGEST_LINE:].rstrip(" \n.!?。")
    last = end[1 + max(map(end.rfind, "\n.!?。")) :]
    if not (_ANY.match(text[:LONGEST_LINE].lower()) or _ANY.match(last.lower())):
        return False
    parts = [part for part in _ENDS.split(text.lower()) if part and not part.isspace()]
    told = [part for part in parts if _ANY.match(part)]
    enough = len(told) > 1 or any(map(_ONE.match, told))
    return enough and sum(map(len, told)) >= _SHARE * sum(map(len, parts))
