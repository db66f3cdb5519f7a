"""A saved web page as pages of words: its main part, line by line, set on the same grid as plain text.

Headings, paragraphs and table rows are one line each; a list item begins with its label. Navigation, headers and footers of
the site, scripts and what is hidden are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.errors import TooLarge
from pipeline.layout.document import Page
from pipeline.reading.charsets import decoded
from pipeline.reading.crowded import thinned
from pipeline.reading.numerals import numeral
from pipeline.reading.plaintext import TextLine, place, spaced
from pipeline.reading.styles import Unshown, unshown

MAX_BYTES = 30_000_000
MAX_LINES = 20_000

_NO_TEXT_TAGS = """
    head script style noscript template nav aside button label select option input textarea iframe object embed svg canvas video
    audio dialog map datalist
"""
_BLOCK_TAGS = """
    address article blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header html
    li main ol p pre section summary table tbody td tfoot th thead title tr ul caption
"""
_LEFT_OUT = frozenset(_NO_TEXT_TAGS.split())
_SITE = frozenset({"header", "footer"})
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_STRUCK = frozenset({"del", "s", "strike"})
_PARAGRAPHS = ("p", "h1", "h2", "h3", "h4", "blockquote", "ul", "ol", "table")
_FEW_WORDS = 3  # words that are not seen: fewer are a link's or a picture's, of which nobody has to be told
_BOLD = frozenset({"b", "strong"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# classes by which sites hide an element or mark what leads elsewhere
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:visually-hidden|visuallyhidden|sr-only|element-invisible|hidden|usa-sr-only|skip-?(?:link|nav|to-content)|"
    r"usa-skipnav|breadcrumbs?|usa-breadcrumb|pager|pagination|social-?(?:share|links|media)|share-(?:links|buttons)|addtoany\S*)(?:\s|$)",
    re.I,
)
_SITE_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog", "alert"})
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_HEAD_BYTES = 65_536  # of a page, in which its metadata are looked for
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"\d{2,4}-\d{1,6}")


def read_html(data: bytes, charset: str = "") -> list[Page]:
    """The page that an HTML file makes, in a list as other readers give; raises TooLarge for a file beyond MAX_BYTES.

    `charset` is the one that is known from elsewhere, which counts for more than what the page says.
    """
    writer, too_deep = _written(data, charset)
    page = place(spaced(writer.lines), 1)
    if too_deep or len(writer.lines) >= MAX_LINES:
        page = replace(page, notes=(*page.notes, "text-cut: more lines or deeper nested than the limit"))
    page = replace(page, notes=(*page.notes, *sorted(writer.notes)))
    return [page]


def says_of_itself(data: bytes) -> dict[str, str]:
    """What the page's own metadata (Dublin Core) say of it: `title`, `date` in ISO 8601, `release_number`, as far as there."""
    if b"dcterms." not in data[:_HEAD_BYTES].lower():
        return {}
    parser = etree.HTMLParser(no_network=True, recover=True, encoding="utf-8")
    root = etree.fromstring(page_text(data[:_HEAD_BYTES]).encode("utf-8", "replace"), parser)
    metas = (
        {} if root is None else {str(one.get("name")).lower(): str(one.get("content") or "").strip() for one in root.iter("meta")}
    )
    day = _DAY.match(metas.get("dcterms.issued") or metas.get("dcterms.date") or "")
    number = _NUMBER.fullmatch(metas.get("dcterms.identifier", ""))
    said = {"title": metas.get("dcterms.title", ""), "date": day[0] if day else "", "release_number": number[0] if number else ""}
    return {name: value for name, value in said.items() if value}


def lines_of(data: bytes) -> list[str]:
    """The lines of a web page as it sets them, each paragraph one; raises TooLarge for a file beyond MAX_BYTES."""
    return [line.text for line in _written(data, "")[0].lines if line is not None and line.text]


def _written(data: bytes, charset: str) -> tuple[_TextWriter, bool]:
    """The page's own text, and whether it is nested deeper than is read."""
    if len(data) > MAX_BYTES:
        told = f"The web page has {len(data) // 1_000_000} megabytes; the limit is {MAX_BYTES // 1_000_000}"
        raise TooLarge(told, remedy="Split it.")
    parser = etree.HTMLParser(
        no_network=True, huge_tree=True, recover=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    root = etree.fromstring(thinned(page_text(data, charset)).encode("utf-8", "replace"), parser)
    writer = _TextWriter()
    if root is not None:
        writer.unshown = unshown(root)
        main = _main(root)
        writer.write(main, whole_site=main.tag in ("body", "html"))
    return writer, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def page_text(data: bytes, charset: str = "") -> str:
    """The file's characters, in the charset that it names where it names one that fits."""
    named = _CHARSET.search(data[:4096])
    return decoded(data, charset or (named[1].decode("ascii") if named else ""))


def _main(root: etree._Element) -> etree._Element:
    """The element that holds the page's own text: the fullest `main` or `article`, else the body."""
    for query in (
        "//main | //*[@role='main']",
        "//article[not(ancestor::article)]",
        "//*[@id='content' or @id='main-content' or @id='main']",
    ):
        result = root.xpath(query)
        elements = result if isinstance(result, list) else []
        found = [element for element in elements if isinstance(element, etree._Element) and not _is_hidden(element)]
        fullest = max(found, key=_length, default=None)
        if fullest is not None and _length(fullest) >= 200:
            return fullest
    body = root.find(".//body")
    return root if body is None else body


def _length(element: etree._Element) -> int:
    return sum(len(text) for text in element.itertext())


def _holds_text(cell: etree._Element) -> bool:
    """Whether a cell is no cell of a table of data but a place on the page, as in mails: it holds paragraphs."""
    blocks = [one for one in cell if one.tag in _PARAGRAPHS]
    beside = (next(cell.itersiblings("td", "th", preceding=before), None) for before in (True, False))
    alone = all(one is None for one in beside)
    return len(blocks) > 2 or (bool(blocks) and alone) or any(one.tag == "table" for one in blocks)


def _is_hidden(element: etree._Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or element.get("role", "").lower() in _SITE_ROLES
        or _HIDDEN_STYLE.search(element.get("style", "")) is not None
        or _HIDDEN_CLASS.search(element.get("class", "")) is not None
    )


@dataclass(slots=True)
class _TextWriter:
    """Walks the tree without recursion and gathers its text into lines; `None` among the lines is a break between blocks."""

    lines: list[TextLine | None] = field(default_factory=list)
    unshown: Unshown = field(default_factory=Unshown)
    notes: set[str] = field(default_factory=set)
    _pieces: list[str] = field(default_factory=list)
    _bold: int = 0
    _heavy: int = 0
    _all: int = 0
    _preformatted: int = 0
    _cells: int = 0
    _label: str = ""  # of a list item that has no text yet
    _counters: list[int] = field(default_factory=list)

    def write(self, element: etree._Element, whole_site: bool) -> None:
        """Write all of `element`; `whole_site`: headers and footers in it are the site's."""
        stack: list[tuple[etree._Element, bool]] = [(element, False)]
        skipped = _LEFT_OUT | (_SITE if whole_site else {"footer"})
        while stack and len(self.lines) < MAX_LINES:
            node, done = stack.pop()
            if done:
                self._leave(node)
                if node is not element:
                    self._add(node.tail)
                continue
            if not isinstance(node.tag, str) or node.tag in skipped or (node is not element and self._is_left_out(node)):
                if node is not element:
                    self._add(node.tail)
                continue
            stack.append((node, True))
            self._enter(node)
            self._add(node.text)
            stack.extend((child, False) for child in reversed(node))
        self._end_line()

    def _is_left_out(self, node: etree._Element) -> bool:
        """Whether an element is not seen or struck out; that words were left out for it is noted."""
        hidden = node in self.unshown.hidden
        struck = node.tag in _STRUCK or node in self.unshown.struck
        if (hidden or struck) and len("".join(map(str, node.itertext())).split()) >= _FEW_WORDS:
            self.notes.add("struck-text: left out" if struck else "hidden-text: left out")
        return hidden or struck or _is_hidden(node)

    def _enter(self, node: etree._Element) -> None:
        tag = node.tag
        if tag == "br":
            self._end_line()
        elif tag == "hr":
            self._break()
            self.lines.append(TextLine("", rule=True))
        elif tag == "td" and _holds_text(node):
            self._cells = 0
            self._break()
        elif tag in ("td", "th"):
            if self._pieces and self._cells:
                self._pieces.append(" \t ")
            self._cells += 1
        elif tag == "tr":
            self._end_line()
        elif tag in _BLOCKS and not self._cells:
            self._break() if tag not in ("li", "dt", "dd") else self._end_line()
        elif tag in _BLOCKS:
            self._pieces.append(" ")
        if tag in ("ol", "ul"):
            self._counters.append(_start(node))
        if tag == "li":
            self._begin_item(node)
        self._bold += tag in _BOLD or tag in _HEADINGS or tag == "th"
        self._preformatted += tag == "pre"

    def _leave(self, node: etree._Element) -> None:
        tag = node.tag
        self._bold -= tag in _BOLD or tag in _HEADINGS or tag == "th"
        if tag in ("ol", "ul") and self._counters:
            self._counters.pop()
        if tag == "li":
            self._label = ""
        if tag == "tr":
            self._cells = 0
            self._end_line()
        elif tag in _BLOCKS and not self._cells:
            self._break() if tag not in ("li", "dt", "dd") else self._end_line()
        self._preformatted -= tag == "pre"

    def _begin_item(self, node: etree._Element) -> None:
        """Write a list item's label; of an outer item that has no text of its own only a number stays."""
        if self._label == "•":
            self._pieces = []
        label = self._item_label(node)
        self._label = f"{''.join(self._pieces)}{label}".strip()
        self._pieces.append(label + " ")

    def _item_label(self, node: etree._Element) -> str:
        """What is printed before a list item: its number in its list's style, or a bullet."""
        parent = node.getparent()
        if parent is None or parent.tag != "ol" or not self._counters:
            return "•"
        if (node.get("value") or "").isdecimal():
            self._counters[-1] = int((node.get("value") or "")[:6])
        number = self._counters[-1]
        self._counters[-1] += 1
        return f"{numeral(number, parent.get('type', '1') + parent.get('style', ''))}."

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._preformatted:
            first, *rest = text.split("\n")
            self._piece(first)
            for line in rest:
                self._end_line()
                self._piece(line)
        else:
            self._piece(_SPACE.sub(" ", text))

    def _piece(self, text: str) -> None:
        self._pieces.append(text)
        letters = len(text.strip())
        self._all += letters
        self._heavy += letters if self._bold else 0

    def _end_line(self) -> None:
        text = "".join(self._pieces)
        text = text.rstrip() if self._preformatted else _SPACE.sub(" ", text).strip()
        if text and text == self._label:
            return  # its text is in a block of its own
        if text and text != "•":
            self.lines.append(TextLine(text, bold=2 * self._heavy > self._all))
        self._pieces, self._heavy, self._all, self._label = [], 0, 0, ""

    def _break(self) -> None:
        self._end_line()
        self.lines.append(None)


def _start(node: etree._Element) -> int:
    start = node.get("start") or "1"
    return int(start[:6]) if start.isdecimal() else 1
