"""What a web site and a browser print around a page's own text: links, crumbs, banners, and what follows the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.language.cues import RELEASE_HEAD
from extractors.language.offices import DISTRICT
from extractors.language.vocabulary import either
from extractors.language.web_pages import AFTER_ARTICLE, CHROME, COOKIES
from pipeline.layout.lines import SIDEBAR, Line

FEWEST_LINKS = 4  # on a page: one or two such lines are a letterhead
EDGE = 0.06  # of the page's height, where a browser prints

_PRINTED = re.compile(
    r"https?://\S+(?:\s+\d+/\d+)?$|\d{1,2}/\d{1,2}/\d{2,4}(?:, \d{1,2}:\d\d (?:[AP]M)?)?\s.{5,160}$|about:blank.*$"
    r"|\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}[: .]\d\d [AP]M$"  # OCR overlooks a colon and takes a bar for an I
    r"|(?!(?:u\.?s\.? |united states )?department of justice).{5,160} \| .{2,100}$"
    r"|.{5,160} (?:\{?[|Il] [A-Z-]{4,12} )?\{?[|Il] (?:United States )?Department of Justice$",
    re.I,
)
# links that the Department's pages print around a release
_LINKS = (
    r"(?:search the archive|home(?: ?» ?\w.*)?|current site|department of justice|u\.s\. attorneys|archives|usao archive"
    rf"|print version|(?:{either('districts')})?\s?district of(?: [A-Z][a-z]+)*|return to top"
    r"|accessibility|foia|privacy policy|legal policies(?: &)?|disclaimers|justice\.gov|usa\.gov|contact us|site map"
    r"|skip to main content|share|twitter|facebook|email links|click here for .*|espa[nñ]ol|en espa[nñ]ol|news|press releases?)"
)
# "Justice.gov > U.S. Attorneys > News", in which OCR overlooks a `>`
_CRUMBS = r"(?:(?:justice\.gov|home)(?:\s*[>»›]\s*+[\w.,’' -]{2,60}+)+|justice[. ]gov\s[\w.,’' -]{2,120}\snews(?=$))"
_CRUMB_LINE = re.compile(rf"{_CRUMBS}$", re.I)
# The columns of a foot line may stand on one row. Without a limit to its length a row of many such words would take for ever.
_NAVIGATION = re.compile(rf"(?=.{{1,300}}$)(?:{_CRUMBS}|{_LINKS}(?:\s+{_LINKS}){{0,4}})$", re.I)
_UPDATED = re.compile(r"(?:last )?updated:?\s+(?:on )?[a-z]+\.? \d{1,2}, \d{4}$", re.I)
_FORM = re.compile(r"(?:topics?|components?|agency):?$|press release number\b", re.I)
_ATTORNEY = re.compile(r"(?:office of the )?(?:united states|u\.\s?s\.) attorney(?:[’']?s?)?(?:[’']? office)?$", re.I)
_STRONG = re.compile(r"(?:related content|was this page helpful\??|you may also (?:like|be interested in))$", re.I)


def is_printed_by_browser(line: Line, height: float) -> bool:
    """Whether a line at the edge of a page is what a browser prints there: its address, the time, the page's title."""
    edge = line.bottom < EDGE * height or line.top > (1 - EDGE) * height
    return edge and _PRINTED.match(line.text) is not None


class WebSite:
    """Finds the lines around an article page by page; below `Related Content` nothing is the article's until a new one begins."""

    def __init__(self) -> None:
        self._after = False
        self._links = 0

    def find(self, page: Sequence[Line]) -> list[tuple[str, list[Line]]]:
        """The lines of the page that are the site's, by reason."""
        if self._after and any(RELEASE_HEAD.match(_bare(line)) and "release" in line.text.casefold() for line in page[:4]):
            self._after = bool(_about_article(page[:4]))
        links = [
            line
            for above, line in zip((None, *page), page, strict=False)
            if _is_link(_bare(line)) and not (above is not None and _names_district(above, line))
        ]
        self._links += len(links)
        after = self._from_end(page)
        navigation = _navigation(page, links)
        banner = [line for line in page if self._is_banner(line, page)]
        found = {"navigation": navigation, "web-page": banner, "after-article": list(page[after:])}
        return [(reason, lines) for reason, lines in found.items() if lines]

    def _from_end(self, page: Sequence[Line]) -> int:
        """Index of the first line that stands below the article; the page's length where all is the article's."""
        if self._after:
            return 0
        form = any(_FORM.match(_bare(line)) or _UPDATED.match(_bare(line)) for line in page)
        for i, line in enumerate(page):
            text = _bare(line)
            told = AFTER_ARTICLE.match(text) and (form or self._links >= FEWEST_LINKS)
            if (told or _STRONG.match(text)) and i > 3:
                self._after = True
                return i
        return len(page)

    def _is_banner(self, line: Line, page: Sequence[Line]) -> bool:
        text = _bare(line)
        if _UPDATED.match(text):
            return self._links >= FEWEST_LINKS or any(_FORM.match(_bare(other)) for other in page)
        return self._links >= FEWEST_LINKS and COOKIES.match(text) is not None


def _about_article(lines: Sequence[Line]) -> list[Line]:
    """Cards of other articles begin with `Press Release` too, and go on with no `For Immediate Release`."""
    return [] if any(re.match(r"for immediate", _bare(line), re.I) for line in lines) else list(lines)


def _bare(line: Line) -> str:
    return line.text.strip().lstrip("•●·▪◦ ").strip()


def _names_district(above: Line, line: Line) -> bool:
    """A district under its U.S. Attorney is the office's name, and no link of a menu of all districts."""
    return DISTRICT.fullmatch(_bare(line)) is not None and _ATTORNEY.match(_bare(above)) is not None


def _is_link(text: str) -> bool:
    if _NAVIGATION.match(text):
        return True
    return CHROME.match(text) is not None and not RELEASE_HEAD.match(text)


def _navigation(page: Sequence[Line], links: Sequence[Line]) -> list[Line]:
    """A web site's own links: a side bar made of them, and single ones outside the article."""
    if len(links) < FEWEST_LINKS:
        return [line for line in links if _CRUMB_LINE.match(line.text.strip())]
    chosen = set(map(id, links))
    aside = [line for line in page if line.column == SIDEBAR]
    if sum(id(line) in chosen for line in aside) * 3 >= len(aside):
        chosen |= set(map(id, aside))
    return [line for line in page if id(line) in chosen]
