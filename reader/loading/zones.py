"""The parts of a web page whose tags or classes say that they are not the article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reader.article import Boilerplate
from reader.text.regex import regex


@dataclass(frozen=True, slots=True)
class Zone:
    """An element that is probably the site's."""

    reason: Boilerplate
    certain: bool
    """Whether its tag or role says so; a class is only a name that somebody gave."""
    aside: bool = False
    """Whether it is an `aside` of the article, whose prose is the author's."""


_ROLES: dict[str, Boilerplate] = {
    "navigation": "menu",
    "search": "menu",
    "menu": "menu",
    "menubar": "menu",
    "banner": "menu",
    "contentinfo": "legal",
    "complementary": "menu",
    "dialog": "advertisement",
    "alertdialog": "advertisement",
}
_TAGS: dict[str, Boilerplate] = {
    "nav": "menu",
    "menu": "menu",
    "search": "menu",
    "form": "comments",
    "button": "menu",
    "select": "menu",
    "textarea": "comments",
    "aside": "menu",
    "footer": "legal",
    "header": "menu",
}
_UNCERTAIN = frozenset(("form", "aside", "header", "footer"))
_OUTSIDE = frozenset(("footer", "header"))
"""Elements that are the article's where they stand in one."""
_NEVER = frozenset(("html", "body", "main", "article", "h1", "p"))

_CLASSES: tuple[tuple[Boilerplate, str], ...] = (
    ("share", "share|shares|sharing|sharebar|social|socials|partage|partager|addtoany|sharethis"),
    (
        "comments",
        "comment|comments|commentaire|commentaires|commentlist|respond|disqus|reactions",
    ),
    (
        "menu",
        "nav|navbar|navigation|menu|menus|submenu|breadcrumb|breadcrumbs|ariane|sidebar|"
        "side-bar|toolbar|topbar|offcanvas|pagination|pager|related|similar|"
        "recommended|recommendations|trending|popular|most-read|mostread|more-news|lire-aussi|"
        "read-more|readmore|tags|tagcloud|tag-list|categories|search|searchform|skip-link|"
        "screen-reader-text|sr-only|visually-hidden|login|signin|author-box|authorbox",
    ),
    ("ticker", "ticker|breaking|breaking-news|flash-info|newsticker|marquee"),
    (
        "advertisement",
        "ad|ads|advert|adverts|advertisement|advertising|adsbygoogle|banner-ad|publicite|pub|"
        "sponsor|sponsored|sponsors|promo|newsletter|subscribe|subscription|paywall|"
        "popup|modal|cookie|cookies|consent|gdpr|cookie-banner",
    ),
    ("legal", "footer|copyright|colophon|legal|site-footer|site-info"),
)
_REASON_OF: dict[str, Boilerplate] = {
    name: reason for reason, names in _CLASSES for name in names.split("|")
}
_SPECIFIC = regex(
    r"(?:site|page|main|post|article|entry|single|content|block|section|top|bottom|right|left|"
    r"primary|secondary|global|wp|jp|td|list|box|bar|area|container|wrapper|wrap|links?|buttons?|"
    r"icons?|menu|nav|posts|articles|news|items?|inner|\d+)"
)
"""Words beside which a name still says what it says: "site-footer", "share-buttons"."""
_BYLINE = frozenset(
    "byline author auteur authors auteurs posted-on entry-meta entry-date post-meta post-date "
    "article-meta article-date article-author date datetime timestamp published publication "
    "pubdate dateline meta-date post-author story-date signature source".split()
)
_BYLINE_PROPERTIES = frozenset(("author", "datePublished", "dateModified", "dateCreated"))


def zone_of(tag: str, attributes: Mapping[str, str], *, inside: bool) -> Zone | None:
    """The zone that an element begins, or None.

    Args:
        tag: its name.
        attributes: its attributes.
        inside: whether it stands in an `article` or in `main`.
    """
    if tag in _NEVER:
        return None
    role = (attributes.get("role") or "").lower()
    if role in _ROLES:
        return Zone(_ROLES[role], role != "complementary")
    reason = _TAGS.get(tag)
    if reason is not None and not (inside and tag in _OUTSIDE):
        return Zone(reason, tag not in _UNCERTAIN, aside=inside and tag == "aside")
    for name in ((attributes.get("class") or "") + " " + (attributes.get("id") or "")).split()[:20]:
        reason = _reason(name[:60].lower().replace("_", "-"))
        if reason is not None:
            return Zone(reason, False)
    return None


def _reason(name: str) -> Boilerplate | None:
    if name in _REASON_OF:
        return _REASON_OF[name]
    words = name.split("-")
    if len(words) < 2:
        return None
    telling = [word for word in words if word in _REASON_OF]
    if len(telling) != 1 or words[0] in ("has", "no", "with", "is", "without", "not"):
        return None
    rest = [word for word in words if word not in _REASON_OF]
    return _REASON_OF[telling[0]] if all(map(_SPECIFIC.fullmatch, rest)) else None


def is_byline(attributes: Mapping[str, str]) -> bool:
    """Whether an element says who wrote the article, or when."""
    if attributes.get("rel") == "author" or attributes.get("itemprop") in _BYLINE_PROPERTIES:
        return True
    names = (attributes.get("class") or "").split()[:20]
    return any(name.lower().replace("_", "-") in _BYLINE for name in names)
