"""In which words of a text each part of a value was read: the evidence of a part, where its extractor doesn't say it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from extractors.analysis import once
from extractors.finding import Finding
from extractors.language import states
from extractors.structure.parts import lines_of, read_parts
from extractors.whole_text import text_of

Offsets = tuple[int, int]

_WORD = re.compile(r"\w+")
_STATE = re.compile(states.STATE)
_MOST_PIECES = 8  # of a value that is joined: an organization over several lines
_PARTS: Mapping[str, tuple[str, ...]] = {
    "issuer": ("department", "component", "address"),
    "recipients": ("name", "honorific", "title", "organization", "address"),
    "signatories": ("name", "title", "organization"),
    "deadlines": ("date", "expression", "action"),
    "criteria": ("text", "lead_in"),
    "citations": ("text", "normalized"),
    "programs": ("name", "abbreviation"),
    "abbreviations": ("short", "long"),
    "jurisdictions": ("name", "state"),
    "quotations": ("speaker", "text"),
}
_PASSAGE = frozenset({"citations.text", "citations.normalized", "deadlines.expression", "deadlines.date", "criteria.text"})
"""Parts that are read from the whole passage of their finding."""
_BEHIND = frozenset({"address.city", "address.state", "address.postal_code", "state", "short"})
"""Parts that stand behind the others, whose words may stand before as well (`Stockton Police Department`, `Stockton, CA`)."""


def with_parts(doc: Doc, finding: Finding) -> Finding:
    """The finding with the spans of each of its parts: those that its extractor gave; for the rest, where their words stand.

    A part is looked for in the finding's passage first, else where it stands nearest to it; one whose words stand nowhere,
    such as a word that was put right, has the passage. Its margin is that of its lines' zones where nothing closer was weighed.
    """
    keys = _PARTS.get(finding.label, ())
    parts = dict(finding.parts)
    for key, value in _values(finding.value, keys):
        if key not in parts:
            parts[key] = _spans(doc, finding, key, str(value))
    margin = finding.margin
    if margin is None:
        margin = read_parts(doc).margin(lines_of(doc).touched(finding.start, finding.end))
    return replace(finding, parts=parts, margin=margin)


def _values(value: Mapping[str, object], keys: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    """The parts that were found, an address's by their paths."""
    for key in keys:
        part = value.get(key)
        if isinstance(part, Mapping):
            yield from ((f"{key}.{name}", inner) for name, inner in part.items() if inner is not None)
        elif part is not None:
            yield key, part


def _spans(doc: Doc, finding: Finding, key: str, value: str) -> list[Offsets]:
    passage = (finding.start, finding.end)
    if f"{finding.label}.{key}" in _PASSAGE:
        return [passage]
    if key.rpartition(".")[2] == "state" and (printed := _printed_state(text_of(doc), passage, value)):
        return [printed]
    return _words(doc).spelled(value, *passage, last=key in _BEHIND) or [passage]


def _printed_state(text: str, passage: Offsets, code: str) -> Offsets | None:
    """The last form of the state in the passage: `Calif.` of `CA`."""
    forms = [match.span() for match in _STATE.finditer(text, *passage) if states.code(match.group()) == code]
    return forms[-1] if forms else None


@once
def _words(doc: Doc) -> Words:
    return Words.of(text_of(doc))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, folded, each with its offsets, and where each of them stands."""

    folded: list[str]
    starts: list[int]
    ends: list[int]
    places: Mapping[str, list[int]]

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of `text`."""
        matches = list(_WORD.finditer(text))
        folded = [match.group().casefold() for match in matches]
        places: dict[str, list[int]] = {}
        for at, word in enumerate(folded):
            places.setdefault(word, []).append(at)
        return cls(folded, [m.start() for m in matches], [m.end() for m in matches], places)

    def spelled(self, value: str, start: int, end: int, *, last: bool = False) -> list[Offsets]:
        """The spans whose words, one after the other, spell `value`; none where most of its words stand nowhere.

        In `text[start:end]`, each piece of it behind the one before; the first such place, or the `last`. What does not stand
        there is looked for in the rest of the text, nearest first.
        """
        wanted = [match.group().casefold() for match in _WORD.finditer(value)]
        first, stop = bisect_left(self.starts, start), bisect_left(self.starts, end)
        runs = self._runs(wanted, first, stop, last)
        if 2 * sum(map(len, runs)) <= len(wanted):
            runs = self._nearest(wanted, first, stop)
        return [(self.starts[run[0]], self.ends[run[-1]]) for run in runs]

    def _runs(self, wanted: list[str], first: int, stop: int, last: bool) -> list[range]:
        runs: list[range] = []
        while wanted and len(runs) < _MOST_PIECES:
            run = self._run(wanted, first, stop, last)
            wanted = wanted[len(run) or 1 :]
            if run:
                runs.append(run)
                first, last = run.stop, False
        return runs

    def _run(self, wanted: list[str], first: int, stop: int, last: bool) -> range:
        """The longest run between the words `first` and `stop` that `wanted` begins with."""
        best = range(0)
        places = self.places.get(wanted[0], [])
        between = places[bisect_left(places, first) : bisect_left(places, stop)]
        for at in reversed(between) if last else between:
            length, most = 1, min(len(wanted), stop - at)
            while length < most and self.folded[at + length] == wanted[length]:
                length += 1
            if length > len(best):
                best = range(at, at + length)
            if length == len(wanted):
                break
        return best

    def _nearest(self, wanted: list[str], first: int, stop: int) -> list[range]:
        """All of `wanted` in a row, where it stands nearest to the words from `first` to `stop`."""
        found = [at for at in self.places.get(wanted[0], []) if self.folded[at : at + len(wanted)] == wanted] if wanted else []
        nearest = min(found, key=lambda at: max(first - at, at - stop), default=None)
        return [] if nearest is None else [range(nearest, nearest + len(wanted))]
