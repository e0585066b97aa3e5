"""The words by which a line of chrome gives itself away, and the function words that prose has.

English first; the openers and headings of other languages are those that news sites write most.
"""

from __future__ import annotations

#: English function words: a line of prose has many, a menu or a list of links has few.
FUNCTION_WORDS = frozenset(
    """a about after again against all also although always am among an and another any are around
    as at away back be because been before being between both but by came can come could day did do
    does down during each even every few first for from get go going had has have he her here him
    himself his how however i if in into is it its itself just know last left like made make many
    may me might more most much must my near never no nor not now of off often on once one only or
    other our out over own per put said same saw say says see she should since so some still such
    than that the their them then there these they this those though through thus to told too under
    until up upon us very was way we well went were what when where whether which while who whom
    whose why will with within without would year years yet you your""".split()
)

#: English verbs that a sentence of a news report seldom does without one of.
VERBS = frozenset(
    """is are was were be been has have had said says say will would can could did does do may made
    make told took according announced added began called came expected found gave got including
    it's he's she's i'm isn't don't didn't wasn't told went""".split()
)

#: First words of lines that lead elsewhere, ask for something, or label what stands beside them.
OPENERS = frozenset(
    """advertisement advertising advertise ad ads sponsored promoted share tweet email e-mail print
    save copy link follow subscribe subscription subscribers sign log login signup register
    newsletter newsletters join comments comment reply replies leave post view views show hide
    watch listen click tap download close skip menu search home related recommended trending
    popular latest tags tag tagged topics topic category categories filed labels published updated
    posted modified photo photos photograph image images picture pictures video videos credit file
    caption courtesy source sources copyright terms privacy cookie cookies contact about editor
    editors edited written author authors reporting loading next previous prev back up gallery
    slideshow podcast live breaking support donate buy shop facebook twitter instagram linkedin
    whatsapp pinterest reddit youtube rss flipboard telegram getty reuters ap afp by read also see
    more most top must further don't get our your you careers jobs sitemap help faq feedback
    accessibility
    manage account settings edition home/ sections section featured explore discover browse load
    continue story article report submit send free try start learn discover choose select
    werbung anzeige teilen drucken kommentare kommentar lesen mehr auch weitere weiterlesen
    newsletter impressum datenschutz startseite anmelden suche themen foto bild quelle
    lire à aussi partager publicité commentaires commenter abonnez-vous abonnés suivez accueil plus
    connexion recherche mots-clés crédit
    leer lee más compartir publicidad comentarios suscríbete suscribirse síguenos inicio
    relacionadas relacionado etiquetas buscar foto fuente lea también te
    leggi anche condividi pubblicità commenti abbonati seguici foto fonte
    leia mais compartilhe compartilhar publicidade comentários assine siga veja
    lees ook delen advertentie reacties abonneer meer
    udostępnij reklama komentarze czytaj zobacz więcej
    читайте также поделиться реклама комментарии подписаться фото теги источник
    devamı oku paylaş reklam yorumlar ilgili haberler
    chia sẻ bình luận quảng cáo xem thêm tags
    分享 评论 相关 更多 登录 注册 关注 責任編輯 责任编辑 来源 シェア 関連記事 広告 공유 댓글
    관련기사 首页 首頁 国内 国际 财经 娱乐 打印 列印 收藏 字号 分享到 分享至 微信 微博 责编 原标题
    главная подписывайтесь подпишитесь войти
    الرئيسية شارك مشاركة اقرأ إقرأ تابعنا تابعونا إعلان التعليقات طباعة اشترك
    होम शेयर विज्ञापन कॉपी फॉलो कमेंट ई-पेपर लॉगिन सब्सक्राइब""".split()
)

#: Words that stand in lines of chrome wherever in the line they are.
MARKERS = frozenset(
    """newsletter newsletters subscribe subscriber subscribers subscribing subscription cookie
    cookies copyright © advertisement sponsored javascript browser inbox unsubscribe affiliate
    commission reserved getty images shutterstock istock unsplash alamy courtesy caption photo:
    image: picture: credit: photo/ (photo (image newsletters. e-newsletter whatsapp facebook
    twitter instagram linkedin youtube telegram podcast app login password username email e-mail
    click tap download bookmark comments comment homepage paywall retweet hashtag
    getty/ images) photo) reuters) afp) ap)""".split()
)

#: Phrases that do, in lower case.
PHRASES = (
    "all rights", "terms of", "privacy", "sign up", "sign in", "log in", "click here",
    "share this", "follow us", "our app", "your email", "read more", "read our", "read the full",
    "min read", "minute read", "contributed to this", "contributed reporting", "rights reserved",
    "originally appeared", "originally published", "first appeared", "is a reporter",
    "is a senior", "is a staff", "is a freelance", "is an editor", "reached at", "staff writer",
    "©", "file photo", "photo by", "photograph:", "we may earn", "will not be published",
    "this article was", "this story was", "editor's note", "more stories", "in your inbox",
    "follow him on", "follow her on", "press release", "photo credit", "image source",
    "this article appeared", "this story appeared", "print edition", "is a journalist",
    "is a writer", "is a correspondent", "is a columnist", "is a contributing", "reporting by",
    "disclaimer:", "affiliate", "earn a commission", "earn commission", "note to reader",
)  # fmt: skip

#: Phrases of sentences that a site says of itself: what it earns, and what its readers agree to.
DISCLOSURES = (
    "we may earn", "affiliate commission", "affiliate link", "earn a commission",
    "earn commission", "receive a commission", "commission from", "share of the sales",
    "portion of sales", "independently selected", "independently reviewed", "our affiliate",
    "by submitting your", "by signing up", "by subscribing", "you agree to our", "you agree to the",
    "agree to receive", "terms & conditions", "terms and conditions", "terms of use",
    "terms of service", "privacy policy", "unsubscribe", "our newsletter", "rights reserved",
    "no rights or credit", "posting comments", "comments that are", "community guidelines",
    "our editorial team", "our reader", "receive compensation", "when you click on",
    "click on a link", "you purchase through",
    "you buy through", "at no cost to you",
    "additional cost to you", "extra cost to you", "editorial process", "editorial guidelines",
    "reviewed according to", "for subscribing", "our email newsletter",
    "free email newsletter", "free newsletter", "our newsroom", "our journalism",
    "your contribution of", "your donation", "support our work", "support our mission",
    "stories free", "reader-supported", "contributing today", "donating today",
    "becoming a member", "become a supporter", "becoming a sponsor", "our only agenda",
    "informed participant", "help us keep", "helps us keep",
)  # fmt: skip

#: One of which "4 mins ago" and "just now" have.
RELATIVE = ("ago", "now")

#: What addresses on the web and in the post have.
ADDRESSES = ("http", "www.", "@", ".com")

#: Words that consent and privacy notices are made of: several in one line give it away.
LEGAL = (
    "cookie", "privacy", "consent", "opt-out", "opt out", "browser", "third-part", "third part",
    "personal data", "personal information", "website", "advertis", "our partners", "our sites",
    "preferences", "gdpr", "datenschutz", "einwilligung", "confidentialité", "consentement",
    "privacidad", "consentimiento",
)  # fmt: skip

#: What heads a section after the body: whole lines, in lower case, punctuation stripped.
HEADINGS = frozenset(
    """comments comment|related|trending|trending now|recommended|up next|next up|don't miss
    |read next|what to read next|read more|read also|also read|see also|further reading|more
    |elsewhere|featured|tags|tag|share this|sponsored|promoted|sponsored content|sponsored links
    |in other news|around the web|from around the web|from the web|from our partners|about us
    |next article|next story|next post|previous article|previous post|all rights reserved
    |post a comment|add a comment|leave a comment|leave a reply|write a comment|show comments
    |view comments|join the conversation|join the discussion|editor's picks|editors' picks
    |editor's pick|editor's choice|news in pictures|you may like|most popular|you might like
    |more stories|more news|more like this|more videos|more articles|more headlines|also on
    |kommentare|mehr zum thema|das könnte sie auch interessieren|weitere artikel|meistgelesen
    |verwandte artikel|ähnliche artikel|lesen sie auch|auch interessant|mehr|aktuelle beiträge
    |commentaires|à lire aussi|lire aussi|sur le même sujet|articles liés|les plus lus
    |articles récents|comentarios|te puede interesar|noticias relacionadas|lo más leído|lea también
    |más noticias|artículos relacionados|entradas recientes|relacionados|comentários|leia também
    |leia mais|mais lidas|notícias relacionadas|veja também|commenti|leggi anche|articoli correlati
    |potrebbe interessarti|più letti|reacties|lees ook|meest gelezen|gerelateerd|komentarze
    |czytaj także|zobacz także|polecane|najczęściej czytane|комментарии|читайте также|по теме
    |похожие новости|популярное|ilgili haberler|yorumlar|en çok okunanlar|bình luận|tin liên quan
    |相关阅读|相关新闻|推荐阅读|评论|関連記事|コメント|おすすめ|관련기사|댓글
    |das könnte ihnen auch gefallen|neueste artikel|auch lesenswert|lesen sie mehr zum thema
    |sur le même thème|à lire également|lire également|vous aimerez aussi|dans la même rubrique
    |articles similaires|les plus partagés|lo más visto|te recomendamos|te podría interesar
    |te puede gustar|también te puede interesar|deja un comentario|deja una respuesta|lee también
    |artículos recientes|as mais lidas|artigos relacionados|posts relacionados|veja mais
    |deixe um comentário|deixe seu comentário|i più letti|ti potrebbe interessare|articoli recenti
    |potrebbe interessarti anche|lascia un commento|meer nieuws|laatste nieuws|powiązane artykuły
    |najpopularniejsze|przeczytaj także|warto przeczytać|самое читаемое|материалы по теме
    |новости по теме|лента новостей|смотрите также|çok okunanlar|benzer haberler|đọc nhiều nhất
    |đọc nhiều|tin cùng chuyên mục|tin mới nhất|có thể bạn quan tâm|bài liên quan|tin nổi bật
    |xem thêm|热门推荐|热点推荐|延伸阅读|推荐新闻|网友评论|相关文章|相关报道|猜你喜欢|热门文章
    |热门新闻|今日热点|相關新聞|延伸閱讀|相關文章|熱門新聞|推薦閱讀|مواضيع ذات صلة|أخبار ذات صلة
    |مقالات ذات صلة|أخبار متعلقة|اقرأ أيضا|اقرأ أيضاً|اقرأ أيضًا|الأكثر قراءة|الأكثر مشاهدة|التعليقات
    |قد يعجبك أيضا|संबंधित खबरें|ताज़ा खबरें|ताजा खबरें|यह भी पढ़ें|ये भी पढ़ें|कमेंट करें|ट्रेंडिंग""".replace(
        "\n    ", " "
    )
    .replace(" |", "|")
    .split("|")
)

#: How such headings begin when a topic, a name or a number follows.
HEADING_STARTS = (
    "recent posts", "recent stories", "recent articles", "recent comments", "recent news",
    "related posts", "related stories", "related articles", "related news", "related links",
    "related topics", "related content", "related coverage", "related reading", "related video",
    "related tags", "related items", "more from ", "more on ", "more in ", "more about ",
    "more stories", "more news", "more top", "more coverage", "more to read", "most read",
    "most popular", "most viewed", "most shared", "most commented", "most recent",
    "most watched", "recommended for", "recommended stories", "you may also", "you might also",
    "you may be interested", "trending in", "trending stories", "popular posts", "popular stories",
    "popular articles", "popular now", "latest news", "latest stories", "latest posts",
    "latest articles", "latest from", "latest headlines", "latest videos", "latest in ",
    "top stories", "top news", "top headlines", "top picks", "top videos", "tags:", "filed under",
    "about the author", "share this ", "share or comment", "© ", "copyright ", "featured stor",
    "featured post", "featured video", "featured article", "also on ", "mehr zu ", "mehr von ",
    "mehr aus ", "plus d'", "más de ", "más sobre ", "mais de ", "mais sobre ", "altri articoli",
    "meer over ", "meer van ", "więcej o ",
)  # fmt: skip
