"""Letters side by side: which belong to one family, what all share, where one says something else, and who made the difference.

comparison = compare([Side(record, document) for record, document in zip(found.records, found.documents)])
comparison.to_json(), render_text(comparison)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.comparison.align import Text
from pipeline.comparison.collate import Witness, collate
from pipeline.comparison.differences import LocusReader, wholes
from pipeline.comparison.families import group, shingles
from pipeline.comparison.fields import field_sets
from pipeline.comparison.result import (
    Comparison,
    Departure,
    Difference,
    Family,
    FieldItem,
    FieldRow,
    FieldSet,
    Reading,
    TextPiece,
    WitnessSpan,
)
from pipeline.comparison.sides import Side, core
from pipeline.comparison.terminal import render_text
from pipeline.records.types import Record

__all__ = [
    "Comparison",
    "Departure",
    "Difference",
    "Family",
    "FieldItem",
    "FieldRow",
    "FieldSet",
    "Reading",
    "Side",
    "TextPiece",
    "WitnessSpan",
    "compare",
    "compare_records",
    "related",
    "render_text",
]  # fmt: skip

_FAMILY = 0.4  # common shingles of two texts of one family
_LEAST_WORDS = 25  # a shorter text has no family


def compare(sides: Sequence[Side]) -> Comparison:
    """Compare documents. The result does not depend on their order but for their numbers, which count from 0."""
    order, families = _order(sides), related(sides)
    vocabulary = _vocabulary(sides)
    sets = field_sets(sides, order, families, vocabulary)
    together = {n for members in families for n in members} | {n for s in sets for n in s.members}
    return Comparison(
        sides=tuple(sides),
        families=tuple(sorted((_family(sides, members, vocabulary) for members in families), key=lambda f: f.members)),
        field_sets=tuple(sorted(sets, key=lambda s: s.members)),
        alone=tuple(n for n in range(len(sides)) if n not in together),
    )


def compare_records(records: Sequence[Record]) -> Comparison:
    """Compare records without their documents: boxes are only known for what lies in a value's evidence."""
    return compare([Side(record) for record in records])


def related(sides: Sequence[Side]) -> list[list[int]]:
    """The numbers of the documents of each family, letters and releases apart; a document without a like is in none."""
    order = _order(sides)
    return [
        members for kind in (True, False) for members in _families(sides, [n for n in order if _is_release(sides[n]) is kind])
    ]


def _order(sides: Sequence[Side]) -> list[int]:
    return sorted(range(len(sides)), key=lambda n: (sides[n].text, sides[n].record_id))


def _families(sides: Sequence[Side], numbers: Sequence[int]) -> list[list[int]]:
    prints = [shingles(words) if len(words := _body(sides[n])) >= _LEAST_WORDS else frozenset() for n in numbers]
    return [[numbers[n] for n in members] for members in group(prints, _FAMILY) if len(members) > 1]


def _is_release(side: Side) -> bool:
    """A release that quotes a letter at length is still no letter of its family."""
    return bool(side.record["document_type"] == "press_release")


def _body(side: Side) -> list[str]:
    """The words that tell a family: those of no known field."""
    return [c for s in side.sentences if not s.zone for w in side.words[s.first : s.last] if (c := core(w.key))]


def _vocabulary(sides: Sequence[Side]) -> frozenset[str]:
    """The words that are words: those of native texts, and those that several documents have."""
    count: Counter[str] = Counter()
    for side in sides:
        count.update(dict.fromkeys(side.vocabulary, 3 if side.is_native else 1))
    return frozenset(word for word, times in count.items() if times >= 3)


def _base(sides: Sequence[Side], members: Sequence[int]) -> int:
    """The place in `members` of the document whose sentences most others have; a native one before any scan."""
    keys = [{tuple(w.key for w in sides[n].words[s.first : s.last]) for s in sides[n].sentences} for n in members]
    common = Counter(sentence for own in keys for sentence in own)
    scores = [sum(common[sentence] - 1 for sentence in own) for own in keys]
    return max(range(len(members)), key=lambda n: (sides[members[n]].is_native, scores[n], -n))


def _family(sides: Sequence[Side], members: Sequence[int], vocabulary: frozenset[str]) -> Family:
    witnesses = [Witness(n, sides[n].words, sides[n].sentences, not sides[n].is_native) for n in members]
    base = _base(sides, members)
    side = sides[members[base]]
    reader = LocusReader(sides, collate(witnesses, base, vocabulary, wholes(side, Text(side.words, side.sentences))))
    found = sorted(reader.differences(), key=lambda d: -d.weight)
    told = ("department", "doubtful", "covered")
    slots = tuple(d for d in found if d.kind == "slot" and (d.made_by in told or d.field == "numbering"))
    rest = [d for d in found if d not in slots]
    surely = tuple(d for d in rest if d.made_by == "department")
    departures = tuple(_departures(members, surely))
    return Family(
        members=tuple(sorted(members)),
        base=members[base],
        differences=surely,
        doubtful=tuple(d for d in rest if d.made_by in ("doubtful", "covered")),
        slots=slots,
        set_aside=tuple(d for d in rest if d.made_by in ("ocr", "typography")),
        departures=departures,
        odd_ones_out=_odd(departures),
        passages=tuple(reader.passages()),
    )


def _departures(members: Sequence[int], differences: Sequence[Difference]) -> list[Departure]:
    found: dict[int, list[int]] = {member: [] for member in members}
    for number, difference in enumerate(differences):
        sizes = [len(reading.documents) for reading in difference.readings]
        if sizes.count(max(sizes)) == 1:
            for reading in difference.readings:
                if reading.doubtful or len(reading.documents) == max(sizes):
                    continue
                for document in reading.documents:
                    found[document].append(number)
    scored = [Departure(m, sum(differences[n].weight for n in found[m]), tuple(found[m])) for m in members]
    return sorted(scored, key=lambda d: (-d.score, d.document))


def _odd(departures: Sequence[Departure]) -> tuple[int, ...]:
    """The documents with the highest score, where it tells them from the rest."""
    most = departures[0].score
    odd = tuple(sorted(d.document for d in departures if d.score == most))
    return odd if most and len(odd) * 2 <= len(departures) and len(departures) > 2 else ()
