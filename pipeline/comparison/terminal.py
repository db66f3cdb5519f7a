"""A comparison as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from pipeline.comparison.result import Comparison, Difference, Family, FieldRow, FieldSet, Reading

_WIDTH = 110  # columns of a terminal
_LONGEST = 320  # characters of a reading
_MOST_NAMES = 6
_TITLES = {"only_here": "not in all", "move": "moved", "variant": "differs", "slot": "slot", "shared": "shared"}


def render_text(comparison: Comparison) -> str:
    """The comparison in plain lines: families, their differences by weight, and fields side by side."""
    lines = [f"{_count(len(comparison.sides), 'document')}, {_count(len(comparison.families), 'family', 'families')}"]
    for number, side in enumerate(comparison.sides):
        scan = "" if side.is_native else ", read by OCR"
        lines.append(f"  [{number + 1}] {comparison.name(number)}{scan}")
    for number, family in enumerate(comparison.families, 1):
        lines += ["", *_family(comparison, number, family)]
    for fields in comparison.field_sets:
        lines += ["", *_fields(fields)]
    if comparison.alone:
        lines += ["", f"Alone: {_numbers(comparison.alone)}"]
    return "\n".join(lines) + "\n"


def _family(comparison: Comparison, number: int, family: Family) -> Iterator[str]:
    yield f"FAMILY {number}: {_numbers(family.members)}"
    pieces = [p for p in family.passages if p.made_by is None or p.made_by in ("ocr", "typography")]
    words = sum(len(p.readings[0].text.split()) for p in pieces if p.readings)
    total = max(1, sum(max(len(r.text.split()) for r in p.readings) for p in family.passages))
    yield f"  Shared by all: {words} words, {100 * words / total:.0f} % of the text."
    for slot in dict.fromkeys(d.field for d in family.slots):
        found = [d for d in family.slots if d.field == slot]
        yield f"  Slot {slot}: differs in {_count(len(found), 'place')}."
    if family.odd_ones_out:
        scores = {d.document: d for d in family.departures}
        for document in family.odd_ones_out:
            where = ", ".join(str(n + 1) for n in scores[document].differences)
            yield f"  Odd one out: {comparison.name(document)} [{document + 1}], by differences {where}."
    count = _count(len(family.differences), "difference")
    yield f"  {count}, weightiest first:" if family.differences else "  No difference."
    for place, difference in enumerate(family.differences, 1):
        yield from _difference(difference, f"{place}.", "    ")
    covered = [d for d in family.doubtful if d.made_by == "covered"]
    yield from _lesser("covered here, not there", covered)
    yield from _lesser("in doubt, the Department's or a misreading", [d for d in family.doubtful if d not in covered])
    yield from _summary(family.set_aside)


def _fields(fields: FieldSet) -> Iterator[str]:
    yield f"FIELDS of {_numbers(fields.members)}"
    for row in fields.rows:
        yield from _row(row)


def _row(row: FieldRow) -> Iterator[str]:
    item = row.items[0]
    label = f" {item.label}" if item.label else ""
    having = "" if not row.missing else f"; not in {_numbers(row.missing)}"
    yield from _wrapped(f"{row.field}{label}, {_TITLES[row.kind]}{having}: {item.text}", "  ")
    for difference in row.differences:
        yield from _difference(difference, "-", "    ")
    for difference in row.doubtful:
        yield from _difference(difference, "? in doubt:", "    ")


def _lesser(title: str, differences: Sequence[Difference]) -> Iterator[str]:
    if differences:
        yield f"  {_count(len(differences), 'place')} {title}:"
        for difference in differences:
            yield from _difference(difference, "?", "    ")


def _summary(set_aside: Sequence[Difference]) -> Iterator[str]:
    for made, what in (("ocr", "misreadings of scans"), ("typography", "differences of typography")):
        found = [d for d in set_aside if d.made_by == made]
        if found:
            yield f"  Set aside: {len(found)} {what}."


def _difference(difference: Difference, mark: str, indent: str) -> Iterator[str]:
    around = f" after “{difference.before}”" if difference.before else ""
    yield from _wrapped(f"{mark} {_TITLES[difference.kind]} ({difference.category}){around}:", indent)
    for reading in difference.readings:
        yield from _wrapped(f"{_said(reading)}  {_where(reading)}", indent + "     ")


def _said(reading: Reading) -> str:
    if not reading.text:
        return "(nothing)"
    text = reading.text if len(reading.text) <= _LONGEST else f"{reading.text[: _LONGEST - 1]}…"
    return f"“{text}”{' (doubtful)' if reading.doubtful else ''}"


def _where(reading: Reading) -> str:
    pages = sorted({page for place in reading.places[:1] for page in place.pages})
    page = f", p. {pages[0]}" if pages else ""
    return f"{_numbers(reading.documents)}{page}"


def _numbers(documents: Iterable[int]) -> str:
    names = [f"[{n + 1}]" for n in documents]
    if len(names) <= _MOST_NAMES:
        return " ".join(names)
    return f"{' '.join(names[: _MOST_NAMES - 1])} and {len(names) - _MOST_NAMES + 1} more"


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")
