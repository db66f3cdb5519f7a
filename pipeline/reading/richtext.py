"""Rich text before its marks are taken off: without what is hidden or was deleted, with the first page's head in its place."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\\'[0-9a-f]{2}|\\([a-z]{1,32})(-?\d{0,10}) ?|\\.|[{}]|[^\\{}]+", re.I | re.S)
_HIDES = re.compile(r"\\(?:v|deleted)(?![a-z])", re.I)
_HEAD = re.compile(r"\{\\header(?![a-z])")
_FIRST_HEAD = re.compile(r"\{\\headerf(?![a-z])")


def shown(text: str) -> str:
    """Rich text that says only what paper shows, in a time that grows with it."""
    head = _FIRST_HEAD if "\\titlepg" in text and _FIRST_HEAD.search(text) else _HEAD
    text = head.sub(r"{\\pard", text, count=1)
    return "".join(_without_hidden(text)) if _HIDES.search(text) else text


def _without_hidden(text: str) -> list[str]:
    kept: list[str] = []
    hidden, outer = False, list[bool]()
    for token in _TOKEN.finditer(text):
        said, word = token[0], (token[1] or "").lower()
        if said == "{":
            outer.append(hidden)
        elif said == "}":
            hidden = outer.pop() if outer else False
        elif word in ("v", "deleted"):
            hidden = token[2] != "0"
        elif word == "plain":
            hidden = False
        if not hidden or said in ("{", "}") or (word and word not in ("u", "par", "line", "tab")):
            kept.append(said)
    return kept
