"""Which elements of a web page its own style sheets and style attributes keep from being seen, or strike out.

Style sheets in other files, scripts and media queries are not looked at. The cascade is the usual one: importance, then
specificity, then order (CSS Cascading and Inheritance Level 4, section 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import cssselect2
import tinycss2
import tinycss2.color4
from lxml import etree

MAX_SHEET = 500_000  # characters of style sheets that are looked at
MAX_RULES = 5_000  # that speak of what is looked at here
MAX_ELEMENTS = 50_000  # of a larger page only the style attributes are looked at
MAX_TRIES = 20_000_000  # rules times elements; beyond, too
_FAR = 900.0  # pixels beyond the page
_FAINT = 0.1  # opacity below which nothing is seen
_SMALL = 2.0  # pixels: type so small cannot be read
_ALIKE = 0.1  # of 1: difference in each colour below which type is not seen on its ground
_PIXELS = {
    "px": 1.0,
    "pt": 4 / 3,
    "em": 16.0,
    "rem": 16.0,
    "in": 96.0,
    "cm": 37.8,
    "mm": 3.78,
    "vw": 12.0,
    "vh": 8.0,
    "%": 8.0,
    "": 1.0,
}
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|r?em|in|cm|mm|vw|vh|%|)$")
_TOLD_BY = """
    display visibility opacity font-size text-indent left top right margin-left margin-top position clip clip-path overflow
    overflow-x overflow-y width height max-height max-width transform color background background-color content-visibility
    text-decoration text-decoration-line
"""
_PROPERTIES = frozenset(_TOLD_BY.split())

Style = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unshown:
    """Elements that are not seen, whatever they hold, and elements whose text is struck out."""

    hidden: frozenset[etree._Element] = frozenset()
    struck: frozenset[etree._Element] = frozenset()


def unshown(root: etree._Element) -> Unshown:
    """The elements under `root` that style sheets and attributes hide or strike out."""
    hidden, struck = set(), set()
    linked = bool(root.xpath("//link[contains(@rel, 'stylesheet')]"))
    grounds: dict[etree._Element | None, tuple[float, ...] | None] = {}
    for element, style in _styles(root):
        own = _colour(style.get("background-color") or style.get("background", ""))
        ground = own if own and own[3] >= _FAINT else grounds.get(element.getparent())
        grounds[element] = ground
        if style and (_is_away(style) or _is_like_ground(style, ground, linked)):
            hidden.add(element)
        if "line-through" in style.get("text-decoration-line", style.get("text-decoration", "")):
            struck.add(element)
    return Unshown(frozenset(hidden), frozenset(struck))


def _styles(root: etree._Element) -> Iterator[tuple[etree._Element, Style]]:
    """Each element and what is declared for it, in document order."""
    matcher, rules = _matcher(root)
    elements = sum(1 for _ in root.iter())
    if not rules or elements > MAX_ELEMENTS or elements * rules > MAX_TRIES:
        yield from ((e, _inline(e)) for e in root.iter() if isinstance(e.tag, str))
        return
    for wrapped in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
        element = wrapped.etree_element
        won: dict[str, tuple[bool, str]] = {}
        for _, _, pseudo, declared in matcher.match(wrapped):
            if pseudo is None:
                _declare(won, declared)
        style = {name: value for name, (_, value) in won.items()}
        yield element, style | {n: v for n, v in _inline(element).items() if not won.get(n, (False, ""))[0]}


def _declare(won: dict[str, tuple[bool, str]], declared: Mapping[str, tuple[bool, str]]) -> None:
    for name, (important, value) in declared.items():
        if important or not won.get(name, (False, ""))[0]:
            won[name] = (important, value)


def _inline(element: etree._Element) -> Style:
    text = element.get("style") or ""
    return {name: value for name, (_, value) in _declarations(tinycss2.parse_blocks_contents(text[:10_000]))} if text else {}


def _matcher(root: etree._Element) -> tuple[cssselect2.Matcher, int]:
    """What finds the rules of the page's own sheets that hold for an element, and how many rules there are."""
    matcher, count, left = cssselect2.Matcher(), 0, MAX_SHEET
    for sheet in root.iter("style"):
        text = "".join(map(str, sheet.itertext()))[:left]
        left -= len(text)
        for selectors, declared in _rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)):
            count += 1
            if count > MAX_RULES:
                break
            for selector in selectors:
                matcher.add_selector(selector, declared)
    return matcher, count


class _StyleNode(Protocol):
    """What tinycss2 reads; which of these a node has its `type` tells."""

    type: str
    lower_at_keyword: str
    lower_name: str
    important: bool
    prelude: Sequence[_StyleNode]
    content: Sequence[_StyleNode] | None
    value: Sequence[_StyleNode]


def _rules(nodes: Iterable[_StyleNode]) -> Iterator[tuple[list[object], dict[str, tuple[bool, str]]]]:
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword == "media" and node.content is not None:
            media = tinycss2.serialize(node.prelude).strip().lower()
            if media in ("", "all", "screen", "only screen"):
                yield from _rules(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))
        if node.type != "qualified-rule":
            continue
        declared = dict(_declarations(tinycss2.parse_blocks_contents(node.content)))
        if declared:
            try:
                yield cssselect2.compile_selector_list(node.prelude), declared
            except cssselect2.SelectorError:
                continue


def _declarations(nodes: Iterable[_StyleNode]) -> Iterator[tuple[str, tuple[bool, str]]]:
    for node in nodes:
        if node.type == "declaration" and node.lower_name in _PROPERTIES:
            yield node.lower_name, (node.important, tinycss2.serialize(node.value).strip().lower())


def _is_away(style: Style) -> bool:
    """Whether an element of this style takes no part of what is seen of the page."""
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return True
    if style.get("content-visibility") == "hidden" or _number(style.get("opacity", "1"), 1.0) < _FAINT:
        return True
    if _pixels(style.get("font-size", "16px"), 16.0) < _SMALL:
        return True
    if style.get("position") in ("absolute", "fixed", "relative") and _is_far(style, ("left", "top", "right")):
        return True
    if _is_far(style, ("text-indent", "margin-left", "margin-top")):
        return True
    cut = re.search(r"rect\(\s*(?:0|1px)", style.get("clip", "")) and style.get("position") in ("absolute", "fixed")
    clipped = re.search(r"inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*\)", style.get("clip-path", ""))
    moved = re.search(r"scale\w*\(\s*0?\.?0+\s*[,)]|translate\w*\([^)]*-\d{3,}(?:px|%|vw|em)", style.get("transform", ""))
    return bool(cut or clipped or moved) or _is_flat(style)


def _is_far(style: Style, names: tuple[str, ...]) -> bool:
    return any(_pixels(style[name], 0.0) <= -_FAR for name in names if name in style)


def _is_flat(style: Style) -> bool:
    """Whether it is cut to a box without room."""
    cut = any(
        "hidden" in style.get(name, "") or "clip" in style.get(name, "") for name in ("overflow", "overflow-x", "overflow-y")
    )
    return cut and any(_pixels(style.get(name, "99px"), 99.0) <= 1 for name in ("height", "width", "max-height", "max-width"))


def _is_like_ground(style: Style, ground: tuple[float, ...] | None, linked: bool) -> bool:
    """Whether type has the colour of what it stands on; `linked`: sheets that are not read may paint the ground."""
    colour = style.get("color", "")
    shade = _colour(colour)
    if colour == "transparent" or (shade is not None and shade[3] < _FAINT):
        return True
    if shade is None or (ground is None and linked):
        return False
    return all(abs(a - b) < _ALIKE for a, b in zip(shade[:3], (ground or (1.0, 1.0, 1.0))[:3], strict=True))


def _colour(value: str) -> tuple[float, ...] | None:
    """Red, green, blue and opacity, 0 to 1, of the first colour in a value; `None` where there is none."""
    for token in tinycss2.parse_component_value_list(value)[:20]:
        try:
            found = tinycss2.color4.parse_color(token)
            srgb = found.to("srgb") if found not in (None, "currentcolor") else None
        except (ValueError, NotImplementedError, TypeError):
            continue
        if srgb is not None:
            return (*(float(c or 0.0) for c in srgb.coordinates), float(srgb.alpha))
    return None


def _pixels(value: str, otherwise: float) -> float:
    found = _LENGTH.match(value)
    return float(found[1]) * _PIXELS[found[2]] if found else otherwise


def _number(value: str, otherwise: float) -> float:
    found = re.match(r"(\d*\.?\d+)(%?)$", value)
    return float(found[1]) / (100 if found[2] else 1) if found else otherwise
