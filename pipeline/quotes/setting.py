"""Quotations that an article sets apart instead of marking them, and what a page puts between their parts.

Block quotations, `<q>`, and lines behind `>` get the marks that a reader sees in their place; advertisements go.
"""

from __future__ import annotations

import re

from lxml import etree, html

from pipeline.reading.html import page_text

# lines that a web page sets between the paragraphs of an article
_BREAK = re.compile(
    r"(?:advertisements?|sponsored(?: content)?|(?:story|article) continues below(?: (?:this )?(?:ad|advertisement))?"
    r"|(?:scroll|keep) (?:down )?(?:to continue|reading).*|sign up .{0,60}newsletter.{0,40})\.?",
    re.I,
)
_OPENS = re.compile(r"\s*[“\"«»„‟‘'‹]")
_OPEN, _CLOSE = "“", "”"
_ENDS = (".", "?", "!", ":", "”", '"', "»")
_INDENT = 4  # columns by which a block quotation stands in from the lines around it
_LESS_THAN = re.compile(r"<\s*(?:blockquote|q)\b", re.I)


def without_breaks(text: str) -> str:
    """An article, one line a paragraph, without advertisements; a sentence that one parted is one again."""
    kept: list[str] = []
    parted = False
    for line in text.split("\n"):
        if _BREAK.fullmatch(line.strip()):
            parted = True
        elif parted and kept and line[:1].islower() and _goes_on(kept[-1].rstrip()):
            kept[-1] = f"{kept[-1].rstrip()} {line}"
            parted = False
        else:
            kept.append(line)
            parted = False
    return "\n".join(kept)


def _goes_on(line: str) -> bool:
    """Whether a line ends within a sentence, behind an ellipsis also."""
    return not line.endswith(_ENDS) or re.search(r"\.\s?\.\s?\.$", line) is not None


def marked(text: str) -> str:
    """Plain text whose block quotations, behind `>` or set in, stand in quotation marks."""
    blocks = re.split(r"(\n[ \t]*\n)", text.expandtabs(2 * _INDENT))
    flush = any(block.strip() and not block.lstrip("\n").startswith(" " * _INDENT) for block in blocks)
    before = ["", "", *blocks]  # a block and what parts it from the next take turns
    return "".join(_marked_block(b, flush, led.rstrip().endswith(":")) for b, led in zip(blocks, before, strict=False))


def _marked_block(block: str, flush: bool, led: bool) -> str:
    """A block with its marks; a single line that is set in is a quotation where a colon leads up to it (`led`)."""
    lines = [line for line in block.split("\n") if line.strip()]
    if lines and all(line.lstrip().startswith(">") for line in lines):
        said = " ".join(line.lstrip().lstrip("> ").strip() for line in lines)
    elif flush and len(lines) > (not led) and all(line.startswith(" " * _INDENT) for line in lines):
        said = " ".join(line.strip() for line in lines)
    else:
        return block
    return said if _OPENS.match(said) else f"{_OPEN}{said}{_CLOSE}"


def marked_page(content: bytes) -> bytes:
    """A web page whose `<blockquote>` and `<q>` have quotation marks; other content as it is."""
    if not _LESS_THAN.search(content[:2_000_000].decode("latin-1")):
        return content
    try:
        root = html.document_fromstring(page_text(content).encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return content
    for element in list(root.iter("blockquote", "q")):
        paragraphs = [part for part in element.iter("p") if _said(part).strip()] or [element]
        if any(parent.tag in ("blockquote", "q") for parent in element.iterancestors()) or _OPENS.match(_said(element)):
            continue
        for paragraph in paragraphs:
            paragraph.text = f"{_OPEN}{(paragraph.text or '').lstrip()}"
        _close(paragraphs[-1])
    return bytes(html.tostring(root, encoding="ascii", doctype="<!doctype html>"))


def _said(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


def _close(element: etree._Element) -> None:
    """Put the closing mark behind the last word of an element."""
    last = element[-1] if len(element) else None
    if last is None:
        element.text = f"{(element.text or '').rstrip()}{_CLOSE}"
    else:
        last.tail = f"{(last.tail or '').rstrip()}{_CLOSE}"
