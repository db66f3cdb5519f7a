"""The salutation of a letter: `Dear Chief Eden:`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.structure.parts import Paragraph, read_parts

LABEL = "salutation"

_END = re.compile(r":|,\s*$|(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bHon)(?<!\bJr)(?<!\bSr)(?<!\bSt)(?<!\b[A-Z])\.\s*$")


_GREETS = re.compile(r"dear\b|to\b|greetings\b|good (?:morning|day|afternoon)\b", re.I)


def read_salutation(lines: Sequence[Paragraph]) -> tuple[str, int, int] | None:
    """(value, start, end): the salutation with its colon or comma, on one line where it runs over two."""
    text = " ".join(line.text.strip() for line in lines)
    mark = _END.search(text)
    value = text[: mark.end()].strip() if mark else text
    return (value, lines[0].start, lines[-1].end - (len(text) - len(value))) if value else None


def extract(doc: Doc) -> list[Finding]:
    """At most one finding."""
    found = read_salutation(read_parts(doc).salutation)
    if found is None or _is_heading(found[0]):
        return []
    return [Finding(LABEL, found[1], found[2], "salutation.line", {"value": found[0]})]


def _is_heading(value: str) -> bool:
    """`What you can do:` greets nobody, whichever zone it was put in."""
    return not _GREETS.match(value) and sum(word.islower() for word in value.split()) >= 2
