"""Tags of web pages that nobody wrote, with so many attributes that the parser, which looks for each among all others, takes a
time that grows with their square."""

from __future__ import annotations

import re

_MOST = 300  # attributes of an element; pages that people make have a dozen
_LEAST = 2 * _MOST  # characters that so many take
# Where a tag begins or ends, where an attribute's value stands in quotation marks, and what parts one attribute from the next.
_NAME = re.compile(r"<[A-Za-z][^\s/>]*")
_TOKEN = re.compile(r"<[A-Za-z]|>|=[ \t\r\n\f]{0,20}[\"']|[\s/](?=[^\s/>=])")


def thinned(page: str) -> str:
    """A page whose tags have no more than 300 attributes: where one has more, all of its own are left out."""
    kept, at = [], 0
    for start, end in _crowded(page):
        kept.append(page[at:start])
        at = end
    return page if not kept else "".join((*kept, page[at:]))


def _crowded(page: str) -> list[tuple[int, int]]:
    """Where the attributes of each crowded tag stand; a tag without an end goes on to that of the page."""
    found: list[tuple[int, int]] = []
    at = 0
    while True:
        begun = _NAME.search(page, at)
        if begun is None:
            return found
        at, many = _read(page, begun.end())
        if many:
            found.append((begun.end(), at))


def _read(page: str, at: int) -> tuple[int, bool]:
    """Where a tag ends whose attributes begin at `at`, and whether they are too many."""
    short = page.find(">", at, at + _LEAST)
    if short >= 0 and page.find("=", at, short) < 0:
        return short, False
    count = 0
    while token := _TOKEN.search(page, at):
        at = token.end()
        if token[0] == ">":
            return token.start(), count > _MOST
        if token[0][-1] in "\"'":
            close = page.find(token[0][-1], at)
            if close < 0:
                break
            at = close + 1
        elif token[0][0] != "<":
            count += 1
    return len(page), count > _MOST
