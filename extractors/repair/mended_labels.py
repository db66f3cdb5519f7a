"""Labels of list items that OCR has misread, told by their form and by the labels of the lines around them."""

from __future__ import annotations

import re
from itertools import pairwise

from extractors.language.confusions import AS_DIGITS
from extractors.language.labels import Label, label_at, printed

# `{a)`, `({b}`, `{c}_`, `(1}`, `1}`, `‘(b)`, `‘a.`: brackets misread, specks taken for marks
_BRACKETS = re.compile(r"[‘'’`]?(?:[({\[]?[({]\s?(?P<whole>\w{1,4})\s?[)}\]]{1,2}|(?P<half>\w{1,4})\})[_.,]?(?=\s)")
_SPECK = re.compile(r"[‘'’`](?P<label>\(?\w{1,3}[.)]|[Cc]{1,2}:)(?=\s)")
_BULLET = re.compile(r"[•●▪■‣](?=\s)")
_LIKE_BULLET = re.compile(r"[‘'’]?[e¢«»©°*+=~o¤@](?=\s+\S)")
# `iil.`, `li.`, `Il.`
_ROMAN = re.compile(r"^(?P<open>\(?)(?=[iIl1|]{0,2}[iI])(?=[iIl1|]{0,2}[l1|])(?P<numeral>[iIl1|]{2,3})(?=[.)]\s)")
_UNDERLINE = re.compile(r"(?<=[•●▪■‣–—-]\s)_(?=\w)")
# what OCR sees in the white between a label and its item: `• — item`, `2(a)__—‘ Item`
_IN_WHITE = re.compile(r"(?P<label>[•●▪■‣]|\(?\w{1,3}(?:\(\w{1,3}\)[.)]?|[.)]))(?:\s?[_—–‘’'~·-]+\s+)(?=\w)")
_PART = re.compile(r"(?P<number>[\dilI|])\((?P<part>[a-z])\)(?=\s)")
_TOKEN = re.compile(r"\S{2,5}(?=\s+\S)")
_SIGN = {"#.": "{}.", "#)": "{})", "(#)": "({})"}


def mend_labels(text: str) -> str:
    """`text` with misread labels at the starts of its lines mended; it keeps its length, spaces fill what a label loses."""
    lines = [_plain(line) for line in text.split("\n")]
    _mend_bullets(lines)
    _mend_compounds(lines)
    _mend_by_neighbours(lines)
    lines = [_ROMAN.sub(_numeral, line, count=1) for line in lines]
    return "\n".join(lines)


def _plain(line: str) -> str:
    """One line with the brackets of its label mended and a speck before it taken away."""
    if match := _BRACKETS.match(line):
        label = f"({match['whole']})" if match["whole"] else f"{match['half']})"
        line = _replaced(line, match.end(), label)
    elif match := _SPECK.match(line):
        line = _replaced(line, match.end(), match["label"])
    if match := _IN_WHITE.match(line):
        line = _replaced(line, match.end(), match["label"])
    return _UNDERLINE.sub(" ", line, count=1)


def _numeral(match: re.Match[str]) -> str:
    return match["open"] + ("I" if "I" in match["numeral"] else "i") * len(match["numeral"])


def _replaced(line: str, end: int, label: str) -> str:
    return label.ljust(end) + line[end:]


def _mend_bullets(lines: list[str]) -> None:
    """A sign that is no letter's place (`¢ item`, `e item`) beside a line with a bullet is one."""
    like = [_LIKE_BULLET.match(line) for line in lines]
    for at, match in enumerate(like):
        near = (lines[at - 1 : at] if at else []) + lines[at + 1 : at + 2]
        if match and any(_BULLET.match(line) for line in near):
            lines[at] = _replaced(lines[at], match.end(), "•")


def _mend_compounds(lines: list[str]) -> None:
    """`i(a)` above `1(b)` is `1(a)`."""
    for at, (line, below) in enumerate(pairwise(lines)):
        first, second = _PART.match(line), _PART.match(below)
        if (
            first
            and second
            and first["number"] in "ilI|"
            and second["number"].isdigit()
            and ord(second["part"]) == ord(first["part"]) + 1
        ):
            lines[at] = second["number"] + line[1:]


def _mend_by_neighbours(lines: list[str]) -> None:
    """A line between the items 1 and 3, or next to one, whose first token looks like `2.` bears that label."""
    labels = [label_at(line) for line in lines]
    for at, line in enumerate(lines):
        token = _TOKEN.match(line)
        if token is None:
            continue
        before, after = labels[at - 1] if at else None, labels[at + 1] if at + 1 < len(lines) else None
        for expected in _expected(before, after, line):
            if len(expected) <= len(token.group()) and _looks_like(token.group(), expected, between=bool(before and after)):
                lines[at] = _replaced(line, token.end(), expected)
                labels[at] = label_at(lines[at])
                break


def _expected(before: Label | None, after: Label | None, line: str) -> list[str]:
    """The label that a line must have by those of its neighbours, in each way to count; nothing where it has that already."""
    found = []
    for kind in ("number", "letter", "LETTER"):
        last = before.counts(kind) if before else None
        following = after.counts(kind) if after else None
        style = before.style if before and last else after.style if after else ""
        if style not in _SIGN or (last and following and (following != last + 2 or after is None or after.style != style)):
            continue
        number = last + 1 if last else following - 1 if following else 0
        own = label_at(line)
        if number < 1 or (kind != "number" and number > 26) or (own and own.style == style and own.counts(kind) == number):
            continue
        found.append(_SIGN[style].format(printed(kind, number)))
    return found


def _looks_like(token: str, expected: str, *, between: bool) -> bool:
    """Whether `token` is a misreading of the label: its comma for a full stop, a letter for a digit; between two items more."""
    if re.fullmatch(r"\(?\w{1,3}[,;:]", token) and token[:-1] + expected[-1] == expected:
        return True
    if not token.endswith((".", ")", ",", "}")):
        return False
    bare, wanted = token.strip("().,{}"), expected.strip("().")
    if wanted.isdigit():
        return bare != wanted and bare.translate(AS_DIGITS) == wanted and not bare.isdigit()
    return between and wanted in bare and len(bare) <= len(wanted) + 1
