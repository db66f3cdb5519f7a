"""Labels of list items as printed: `(a)`, `1.`, `iv)`, `•`, `Specification 3.`, and the numbers that each may stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MARK = r"(?:[•●◦○▪■□‣∙·⁃➢➤►▸❖✓✔☐☑☒❑❏\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf071*–—-]|--)"
"""A sign that stands before an item: a bullet, a box to tick, or an asterisk, a dash or two hyphens in place of one."""
BARE = r"(?:\d{1,3}|[A-Za-z]|[ivxl]{2,5}|[IVXL]{2,5})"
"""What is counted by, without its stop or brackets: `12`, `a`, `xiv`; OCR makes many numerals of i and l."""
NUMBERED = rf"\(?{BARE}[.)]"
"""A label that counts: `(12)`, `a.`, `IV)`."""
_QUALIFIERS = "document data information production special remedial supplemental additional"
_NAMES = (
    "request requests specification question interrogatory item topic demand measure recommendation condition criterion step q"
)
NAMING = frozenset(f"{_QUALIFIERS} {_NAMES}".split())
"""The words that a named label (`Document Request No. 3`) may begin with, in small letters."""
LONGEST_NAMED = 6
"""Words of the longest named label: `Special Request for Production No. 3`."""
_BULLET = re.compile(rf"(?:{MARK}|o)\s+(?=\S)")
# `Document Request No. 3(a)`, `Question B`
_NAME = (
    rf"(?:(?:(?:{'|'.join(_QUALIFIERS.split())})\s+)?"
    rf"(?P<name>requests?\s+for\s+(?:production|admission|information|documents)|{'|'.join(_NAMES.split())})"
    r"\s*(?:no\.?|number|\#)?\s*"
    r"(?P<label>\d{1,3}(?:\([a-z]\)|[a-z])?|(?-i:[A-Z]|[IVX]{1,5})))(?!\w)"
)
_NAMED = re.compile(_NAME + r"\s*(?:[.:)–-]\s+|—\s*)(?=[^\s.])", re.I)
_NAME_ALONE = re.compile(_NAME + r"\s*[.:)–—-]?\s*$", re.I)
_NUMBER_ALONE = re.compile(r"\(?(?P<label>\d{1,2})[.)]?$")
# `2(a)(i)`, `B.1.`, `12a.`, `C-4.`
_COMPOUND = re.compile(
    r"(?P<label>(?:\d{1,3}|[A-Z])(?:\((?:[a-z]{1,4}|\d{1,2})\)|\.(?:[a-z]{1,4}(?=[.):])|\d{1,2}(?!\d)(?=[.)])))+"
    r"|\d{1,2}[a-z](?=[.)])|[A-Z][-–]\d{1,2}(?=[.):]))[.):]?\s+(?=\S)"
)
# `(a)`, `12.`, `iv)`; a bracket may be lost
_SIMPLE = re.compile(
    r"(?P<open>\()?\s?(?P<label>\d{1,3}|[A-Za-z]|[a-z]{2,6}|[IVXLC]{2,6})\s?(?P<close>[.)])(?:\s+(?=\S)|(?<=\))(?=[A-Z]))"
)
_SQUARE = re.compile(r"\[(?P<label>\d{1,3}|[A-Za-z]|[ivxl]{2,5})\]\s+(?=\S)")
# labels within a line: `(a)`, `[b]`, `c)`, `4.`
_IN_RUN = re.compile(
    r"(?<=[\s—–])(?:(?P<open>\()(?P<label>\d{1,2}|[A-Za-z]|[ivxl]{2,5})\)|\[(?P<square>\d{1,2}|[A-Za-z]|[ivxl]{2,5})\]|(?P<half>\d{1,2}|[a-z]|[ivx]{2,5})\)|(?P<dot>\d{1,2})\.)\s*(?=[^\s,.;)])"
)
_ROMAN = re.compile(r"(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$")
PLAIN_KINDS = frozenset({"number", "letter", "LETTER", "roman", "ROMAN"})
"""The kinds of labels that `printed` knows."""

_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class LabelReading:
    """One way to count by a label.

    `kind` is `number`, `letter`, `LETTER`, `roman`, `ROMAN`, `bullet`, `compound` (`2(a)`, `2(1)`), `compound roman`
    (`2(i)`) or `named` (`Request 2`). `ordinal` counts from 1; that of a compound label is a thousand times its first
    number and its last, as is that of a named one.
    """

    kind: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Label:
    """A label at `[start, end)` of a text; `end` is where the item's own words begin.

    `text` is the bare label (`a`, `3`, `1(a)`), empty for a bullet. `style` says how it is set (`(#)`, `#.`, `#)`, a bullet's
    sign, the word that names it): items of one list share it. `readings` are the numbers it may stand for, the likeliest first.
    """

    start: int
    end: int
    text: str
    style: str
    readings: tuple[LabelReading, ...]

    def counts(self, kind: str) -> int | None:
        """The label's number when counted by `kind`, `None` where it can't be."""
        return next((r.ordinal for r in self.readings if r.kind == kind), None)

    @property
    def opening(self) -> LabelReading | None:
        """The reading by which the label is the first of its list, if any; a named one always may be, for some are left out."""
        return next((r for r in self.readings if r.ordinal == 1 or r.ordinal % 1000 == 1 or r.kind == "named"), None)

    def follows(self, kind: str, last: int) -> bool:
        """Whether the label is the next after number `last`, counted by `kind`; `2(a)` follows any label of 1."""
        ordinal = self.counts(kind)
        if kind == "named":
            return ordinal is not None and ordinal > last
        following = last // 1000 * 1000 + 1000
        return ordinal == last + 1 or (kind.startswith("compound") and ordinal in (following, following + 1))


def printed(kind: str, ordinal: int) -> str:
    """The bare label of item number `ordinal` as one of the kinds in `PLAIN_KINDS` prints it: a letter to 26, a numeral to 4."""
    if kind == "number":
        return str(ordinal)
    label = ("i", "ii", "iii", "iv")[ordinal - 1] if kind in ("roman", "ROMAN") else chr(96 + ordinal)
    return label.upper() if kind.isupper() else label


def label_at(text: str, start: int = 0, end: int | None = None) -> Label | None:
    """The label with which the item `text[start:end]` begins; `None` where it begins with none."""
    end = len(text) if end is None else end
    if bullet := _BULLET.match(text, start, end):
        sign = bullet.group().strip()
        return Label(start, bullet.end(), "", "–" if sign in "-–—" else sign, (LabelReading("bullet", 1),))
    if named := _NAMED.match(text, start, end):
        return _named(named)
    if (compound := _COMPOUND.match(text, start, end)) and (readings := _compound(compound["label"])):
        return Label(start, compound.end(), compound["label"], "##", readings)
    if square := _SQUARE.match(text, start, end):
        return _numbered(square, square["label"], "[#]")
    simple = _SIMPLE.match(text, start, end)
    if simple is None or (bool(simple["open"]) and simple["close"] != ")"):
        return None
    return _numbered(simple, simple["label"], ("(#" if simple["open"] else "#") + simple["close"])


def label_alone(text: str) -> Label | None:
    """The label that the whole line `text` is, as `Request No. 3:` above the words of its item; `None` where it is none."""
    named = _NAME_ALONE.match(text)
    return _named(named) if named else None


def named_words(words: Sequence[str]) -> int:
    """How many of the first words of a line are a named label: 3 of `Request No. 4: The lease`, 0 where it has none."""
    if not words or words[0].casefold() not in NAMING:
        return 0
    for count in range(min(len(words), LONGEST_NAMED), 1, -1):
        named = _NAME_ALONE.match(" ".join(words[:count]))
        if named and (named["label"][0].isdigit() or not words[count - 1][-1].isalnum()):  # `Question I have` has no label
            return count
    return 0


def number_alone(text: str) -> Label | None:
    """The label that the line `text` is as a bare number: `3`, `3.`, `(3)`; `None` where it is none."""
    bare = _NUMBER_ALONE.match(text)
    return _numbered(bare, bare["label"], "#.") if bare else None


def labels_within(text: str, start: int, end: int) -> list[Label]:
    """What may be labels of items run into the sentences of `text[start:end]`, in order."""
    found = []
    for match in _IN_RUN.finditer(text, start, end):
        style = "(#)" if match["open"] else "[#]" if match["square"] else "#)" if match["half"] else "#."
        label = _numbered(match, match["label"] or match["square"] or match["half"] or match["dot"], style)
        if label is not None:
            found.append(label)
    return found


def _named(match: re.Match[str]) -> Label | None:
    text, name = match["label"], match["name"].split()[0].lower().removesuffix("s")
    first = re.match(r"\d+|[A-Z]+", text)
    number = _readings(first.group()) if first else ()
    if first is None or not number:
        return None
    part = text[first.end() :].strip("()")
    ordinal = 1000 * number[0].ordinal + (ord(part) - 96 if part else 0)
    return Label(match.start(), match.end(), text, name, (LabelReading("named", ordinal),))


def _numbered(match: re.Match[str], text: str, style: str) -> Label | None:
    readings = _readings(text)
    return Label(match.start(), match.end(), text, style, readings) if readings else None


def _compound(label: str) -> tuple[LabelReading, ...]:
    parts = re.findall(r"\d+|[A-Z]|[a-z]+", label)
    first = _readings(parts[0])
    last = [reading for reading in _readings(parts[-1]) if not (reading.kind == "number" and parts[-1].isalpha())]
    names = {"roman": "compound roman", "ROMAN": "compound roman"}
    readings = (LabelReading(names.get(r.kind, "compound"), 1000 * first[0].ordinal + r.ordinal) for r in last if first)
    return tuple(sorted(readings, key=lambda reading: reading.ordinal % 1000 != 1))


def _readings(text: str) -> tuple[LabelReading, ...]:
    if text.isdigit():
        return (LabelReading("number", int(text)),) if int(text) else ()
    readings = []
    if (roman := _roman(text.lower())) and (text.islower() or text.isupper()):
        readings.append(LabelReading("roman" if text.islower() else "ROMAN", roman))
    if len(set(text)) == 1 and len(text) <= 2:  # after z comes aa
        ordinal = ord(text[0].lower()) - 96 + 26 * (len(text) - 1)
        readings.append(LabelReading("letter" if text.islower() else "LETTER", ordinal))
    if text in ("l", "I"):  # what OCR makes of 1
        readings.append(LabelReading("number", 1))
    return tuple(
        sorted(readings, key=lambda r: (r.ordinal != 1, r.ordinal != 1 and len(text) == 1 and "roman" in r.kind.lower()))
    )


def _roman(text: str) -> int:
    """The value of a lower-case roman numeral, 0 where it is none."""
    if not _ROMAN.match(text):
        return 0
    values = [_ROMAN_DIGITS[digit] for digit in text]
    return sum(-value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True))
