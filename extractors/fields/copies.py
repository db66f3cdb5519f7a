"""Who is sent a copy: the entries of `cc:`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.language.labels import MARK
from extractors.people.persons import head, is_title, read_person
from extractors.structure.blocks import is_dangling, is_organization
from extractors.structure.list_items import entries_apart
from extractors.structure.parts import Paragraph, read_parts

LABEL = "copies"

# `cc (w/ encl.):`, `Copy furnished to:`, and `ce:` as OCR reads it
_MARK = re.compile(
    r"(?:b?cc|c(?=:)|c\.c\.|[ceo]{2}(?=\s*:)|xc|pc|copy|copies)(?:\s+(?:to|furnished(?:\s+to)?|sent\s+to|w/?o?\s*/?\s*encl\w*\.?|with\s+enclosures?))?"
    r"\s*(?:\([^)]*\))?\s*(?:[:;]|(?<=[cC])\.|(?=\s[A-Z])|(?=$))\s*",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"^(?:[(\[]?\d{{1,2}}[.)\]]|{MARK})\s+")
_NUMBERED = re.compile(r"\d{1,2}\s?[-–—]\s(?=\S)")  # so many copies to each, as the FBI has it
_TYPIST = re.compile(r"[A-Z]{2,4}[/:][A-Za-z]{2,4}(?:[/:][A-Za-z]{2,4})?$")  # `MJE/rlp`, who wrote and who typed
_NOTE = re.compile(r"\d{1,2}\s[A-Z].{60,}[.?!)”\"]$|.{220}")  # a footnote, or a line so long that it is text: no list of persons
_COVERED = re.compile(r"(?:\(b\)\(\d\)(?:\([A-F]\))?[;,]?\s*)+")  # `(b)(6); (b)(7)(C)`, printed where a name is covered
_FILE = re.compile(r"^(?:[A-Z][\w-]*\s){1,3}[Ff]iles?$")  # an entry of its own: `Audit file`, `Official Grant File`
_CONTINUES = re.compile(r"[a-z(&]|(?:and|of|for|&)\s")
_INDENTED = 6.0  # points that set a continuation off from the entries
_OPEN_TITLES = {"assistant", "deputy", "associate", "acting"}
_BLANK_LINE = 0.5  # white space, in lines, that sets an entry off from the next


@dataclass(slots=True)
class _Entry:
    """An entry as it is put together: its lines, those that wrap joined, and where it stands."""

    lines: list[str]
    start: int
    end: int


def parse_copies(lines: Sequence[Paragraph]) -> list[tuple[str, int, int]]:
    """(value, start, end) of each entry, as printed; one that runs over two lines is joined."""
    entries: list[_Entry] = []
    hanging = _continuation_indent(lines)
    parted = any(line.gap >= _BLANK_LINE for line in lines[1:])  # white sets the entries off, and none what goes on
    numbered = bool(lines) and _NUMBERED.match(lines[0].text.strip()) is not None
    for before, line in zip([None, *lines], lines, strict=False):
        text = line.text.strip()
        if _NOTE.match(text) or _TYPIST.match(text):
            break
        mark = _MARK.match(text) or _NUMBERED.match(text)
        text = text[mark.end() :] if mark else text
        text = _COVERED.sub("", text) if _COVERED.match(text) else text
        is_item = bool(_LABEL.match(text))
        text = _LABEL.sub("", text, count=1).strip()
        if not text:
            continue
        start = line.end - len(text)
        # where continuations are set deeper, a line at the usual indent begins an entry however full the one above is
        told = before if hanging == float("inf") else None
        above = ", ".join(entries[-1].lines) if entries else ""
        below_name = bool(above) and parted and _is_below_name(above, text)
        goes_on = bool(above) and (numbered or line.indent >= hanging or below_name or _continues(above, text, told))
        if goes_on and not mark and not is_item and line.gap < _BLANK_LINE:
            if below_name or (_is_one_title(text) and "," not in above and _is_name(above)):
                entries[-1].lines.append(text)
            else:
                entries[-1].lines[-1] += f" {text}"
            entries[-1].end = line.end
        else:
            entries += [_Entry([value], begin, end) for value, begin, end in entries_apart(text, start)]
    return [(" ".join(entry.lines), entry.start, entry.end) for entry in entries]


def _continuation_indent(lines: Sequence[Paragraph]) -> float:
    """Points from which on a line below the first is indented as a continuation: deeper than another entry's."""
    indents = {line.indent for line in lines[1:]}
    if not indents or max(indents) - min(indents) < _INDENTED:
        return float("inf")
    return min(indents) + _INDENTED


def _continues(entry: str, text: str, before: Paragraph | None) -> bool:
    """Whether a line goes on with the entry above it, to judge by the words on both sides of the line's end."""
    if _FILE.search(text):
        return False
    if is_dangling(entry) or _CONTINUES.match(text) or entry.count("(") > entry.count(")"):
        return True
    if read_person(text) and not is_title(text):
        return False
    if before and before.full:
        return True
    last = entry.rpartition(",")[2].strip()
    if is_title(text):  # `Acting Assistant` / `Attorney General`; a title on the line below a name
        return head(last) in _OPEN_TITLES or bool(_is_one_title(text) and "," not in entry and _is_name(entry))
    if before and before.x1:
        return False  # the line above had room for more
    return "," in entry and not is_title(last) and not is_organization(last) and len(text.split()) <= 3


def _is_below_name(entry: str, text: str) -> bool:
    """Whether a line is the title or the body of the person named above it."""
    return _is_name(entry.partition(",")[0]) and not is_dangling(entry) and (_is_one_title(text) or is_organization(text))


def _is_one_title(text: str) -> bool:
    """Whether a line is the title of one person: `Assistant U.S. Attorneys` are others than the one named above."""
    return is_title(text) and not head(text).endswith("s")


def _is_name(entry: str) -> bool:
    return read_person(entry) is not None and not is_title(entry) and not is_organization(entry)


def extract(doc: Doc) -> list[Finding]:
    """The entries of `cc:`, in the order of the text."""
    return [
        Finding(LABEL, start, end, "copies.entry", {"value": value}) for value, start, end in parse_copies(read_parts(doc).copies)
    ]
