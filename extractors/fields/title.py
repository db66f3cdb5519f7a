"""A release's headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.language import cues
from extractors.language.states import STATE
from extractors.structure.parts import Paragraph, read_parts

LABEL = "title"

_HEAD_FURNITURE = re.compile(
    r"(?:for )?(?:immediate )?release\b.{0,40}$"
    r"|(?:news|press) release\b.{0,20}$|media advisory\b|[ef] ?mbargoed\b|editor.?s.? note\b|note to editors\b|updated\b"
    r"|topics?:?$|contacts?\b|(?:office|bureau) of public affairs|public (?:affairs|information) (?:officer|specialist)"
    r"|(?:www\.|https?:|tdd|tty|fax|phone|tel|e-?mail|cell)\b|\(?\d{3}\)?[ -]\d{3}-\d{4}|\S+@"
    r"|(?:the )?(?:united states|u\.s\.) attorney(?:’s|'s)? office|print version|news$",
    re.I,
)
_CODE = re.compile(r"[A-Z]{2,6}(?:/[A-Z]{2,6})?$")
_NAME_LINE = re.compile(r"(?:united states|u\.s\.) attorney(?: [A-Z][\w.’-]+){1,4}$", re.I)


def extract(doc: Doc) -> list[Finding]:
    """The headline of a release, its lines joined by a space; none for letters."""
    parts = read_parts(doc)
    if parts.kind != "press_release":
        return []
    lines = [p for above, p in zip((None, *parts.head), parts.head, strict=False) if not _is_furniture(p, above)]
    groups = _groups(lines)
    if not groups:
        return []
    best = max(groups, key=_weight)
    if sum(len(p.text.split()) for p in best) < 3:
        return []
    value = " ".join(p.text.strip() for p in best)
    return [Finding(LABEL, best[0].start, best[-1].end, "title.headline", {"value": value})]


def _is_furniture(line: Paragraph, above: Paragraph | None) -> bool:
    """Whether a line of the head is no headline: the kind of notice, dates, contacts, the office."""
    text = line.text.strip(" *")
    if above is not None and _CODE.match(text) and above.text.isupper() and len(above.text.split()) > 3 and line.gap < 0.45:
        return False  # the last word of a headline in capitals
    if (
        _HEAD_FURNITURE.match(text)
        or _CODE.match(text)
        or _NAME_LINE.match(text)
        or cues.DATE_LINE.match(text)
        or cues.DEPARTMENT.match(text)
    ):
        return True
    office = re.match(r"(?:office|bureau|executive office|[a-z ]+ division)\b", text, re.I) is not None and len(text.split()) < 10
    return (
        line.column > 0
        or (office and not text.isupper() and not re.search(r"\b(?:announces|awards|to)\b", text, re.I))
        or _is_address(text)
    )


def _is_address(text: str) -> bool:
    return re.search(rf",\s*{STATE}\.?\s*(?:\d{{5}}(?:-\d{{4}})?)?$", text) is not None and len(text.split()) < 7


def _groups(lines: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Runs of lines set alike without white between them: a headline, a sub-headline."""
    groups: list[list[Paragraph]] = []
    for line in lines:
        above = groups[-1][-1] if groups else None
        alike = above is not None and (
            line.start - above.end <= 2
            and (line.gap < 0.45 or not line.x1)
            and line.bold == above.bold
            and abs(line.size - above.size) <= 0.08 * max(line.size, above.size)
            and (line.text.isupper() == above.text.isupper())
        )
        if alike:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _weight(group: Sequence[Paragraph]) -> tuple[bool, bool, float, int]:
    """Headlines are long enough to say something, in capitals, bold or large; of equals the first."""
    words = sum(len(p.text.split()) for p in group)
    loud = all(p.text.upper() == p.text for p in group) or group[0].bold
    return words >= 4, loud, round(group[0].size, 0), -group[0].start
