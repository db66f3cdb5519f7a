"""Labels of list items as printed: `(a)`, `1.`, `iv)`, `•`, `Specification 3.`, and the numbers that each may stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BULLET = re.compile(r"[•●◦○▪■□‣∙·⁃*–—\-\uf0a7\uf0b7]\s+(?=\S)|o\s+(?=\S)")
_NAMED = re.compile(
    r"(?:(?:document\s+)?request|specification|question|interrogatory|item|topic|demand|Q)\s*(?:no\.?|number|#)?\s*"
    r"(?P<label>\d{1,3}(?:\([a-z]\))?|[A-Z])\s*[.:)–—-]\s+(?=\S)",
    re.I,
)
_COMPOUND = re.compile(
    r"(?P<label>(?:\d{1,3}|[A-Z])(?:\((?:[a-z]{1,4}|\d{1,2})\)|\.(?:[a-z]{1,4}(?=[.):])|\d{1,2}(?!\d)(?=[.)])))+)[.):]?\s+(?=\S)"
)
_SIMPLE = re.compile(
    r"(?P<open>\()?\s?(?P<label>\d{1,3}|[A-Za-z]|[a-z]{2,6}|[IVXLC]{2,6})\s?(?P<close>[.)])(?:\s+(?=\S)|(?<=\))(?=[A-Z]))"
)
_IN_RUN = re.compile(
    r"(?<=[\s—–])(?:(?P<open>\()(?P<label>\d{1,2}|[A-Za-z]|[ivxl]{2,5})\)|(?P<half>\d{1,2}|[a-z]|[ivx]{2,5})\)|(?P<dot>\d{1,2})\.)\s*(?=[^\s,.;)])"
)
_ROMAN = re.compile(r"(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to count by a label: `kind` is `number`, `letter`, `LETTER`, `roman`, `ROMAN`, `bullet` or `compound`.

    `ordinal` counts from 1; that of a compound label (`2(a)`) is a thousand times its first number and its last.
    """

    kind: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Label:
    """A label at `[start, end)` of a text; `end` is where the item's own words begin.

    `text` is the bare label (`a`, `3`, `1(a)`), empty for a bullet. `style` says how it is set (`(#)`, `#.`, `#)`, a bullet's
    sign): items of one list share it. `readings` are the numbers it may stand for, the likeliest first.
    """

    start: int
    end: int
    text: str
    style: str
    readings: tuple[Reading, ...]

    def counts(self, kind: str) -> int | None:
        """The label's number when counted by `kind`, `None` where it can't be."""
        return next((r.ordinal for r in self.readings if r.kind == kind), None)

    @property
    def opening(self) -> Reading | None:
        """The reading by which the label is the first of its list, if any."""
        return next((r for r in self.readings if r.ordinal == 1 or (r.kind == "compound" and r.ordinal % 1000 == 1)), None)

    def follows(self, kind: str, last: int) -> bool:
        """Whether the label is the next after number `last`, counted by `kind`; `2(a)` follows any label of 1."""
        ordinal = self.counts(kind)
        return ordinal == last + 1 or (kind == "compound" and ordinal == (last // 1000 + 1) * 1000 + 1)


def label_at(text: str, start: int = 0, end: int | None = None) -> Label | None:
    """The label with which the item `text[start:end]` begins; `None` where it begins with none."""
    end = len(text) if end is None else end
    if bullet := _BULLET.match(text, start, end):
        sign = bullet.group().strip()
        return Label(start, bullet.end(), "", "–" if sign in "-–—" else sign, (Reading("bullet", 1),))
    if named := _NAMED.match(text, start, end):
        return _numbered(named, named["label"], "word")
    if (compound := _COMPOUND.match(text, start, end)) and (readings := _compound(compound["label"])):
        return Label(start, compound.end(), compound["label"], "##", readings)
    simple = _SIMPLE.match(text, start, end)
    if simple is None or (bool(simple["open"]) and simple["close"] != ")"):
        return None
    return _numbered(simple, simple["label"], ("(#" if simple["open"] else "#") + simple["close"])


def labels_within(text: str, start: int, end: int) -> list[Label]:
    """What may be labels of items run into the sentences of `text[start:end]`, in order."""
    found = []
    for match in _IN_RUN.finditer(text, start, end):
        style = "(#)" if match["open"] else "#)" if match["half"] else "#."
        label = _numbered(match, match["label"] or match["half"] or match["dot"], style)
        if label is not None:
            found.append(label)
    return found


def _numbered(match: re.Match[str], text: str, style: str) -> Label | None:
    readings = _compound(text) if "(" in text else _readings(text)
    return Label(match.start(), match.end(), text, style, readings) if readings else None


def _compound(label: str) -> tuple[Reading, ...]:
    parts = [part for part in re.split(r"[.()]", label) if part]
    first, last = _readings(parts[0]), _readings(parts[-1])
    return (Reading("compound", 1000 * first[0].ordinal + last[0].ordinal),) if first and last else ()


def _readings(text: str) -> tuple[Reading, ...]:
    if text.isdigit():
        return (Reading("number", int(text)),) if int(text) else ()
    readings = []
    if (roman := _roman(text.lower())) and (text.islower() or text.isupper()):
        readings.append(Reading("roman" if text.islower() else "ROMAN", roman))
    if len(set(text)) == 1 and len(text) <= 2:  # after z comes aa
        ordinal = ord(text[0].lower()) - 96 + 26 * (len(text) - 1)
        readings.append(Reading("letter" if text.islower() else "LETTER", ordinal))
    if text in ("l", "I"):  # what OCR makes of 1
        readings.append(Reading("number", 1))
    return tuple(sorted(readings, key=lambda reading: reading.ordinal != 1))


def _roman(text: str) -> int:
    """The value of a lower-case roman numeral, 0 where it is none."""
    if not _ROMAN.match(text):
        return 0
    values = [_ROMAN_DIGITS[digit] for digit in text]
    return sum(-value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True))
