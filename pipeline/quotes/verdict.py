"""The verdict on a quotation's words: from its steps beside the source to named differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.layout.document import COVERED
from pipeline.quotes.alignment import Move
from pipeline.quotes.noise import Lexicon, alike
from pipeline.quotes.phrase import Phrase
from pipeline.quotes.sources import QuoteSource
from pipeline.quotes.wording import is_number, is_unit, material, unchanged
from pipeline.records.quotations_types import DifferenceKind, Material, Verdict
from pipeline.wording.limits import LimitKind, limits_in
from pipeline.wording.tokens import fold, one_line, punctuation
from pipeline.wording.weighty import is_condition

_LOOK = "The source was read by OCR: look at the page."
_NEGATION_REACH = 2  # words beside what is kept: `did not`, `never once`
_STRAIGHT = str.maketrans({"’": "'", "‘": "'"})


@dataclass(frozen=True, slots=True)
class QuoteDifference:
    """One difference: what the source has and what the quotation has (`""` where that is nothing).

    `document` is the number of the source; `material` the kinds of weighty words it changes; `altering` is false for what
    a quotation may do; `doubt` is set where a misreading of the scan may explain it.
    """

    kind: DifferenceKind
    source: str
    quote: str
    document: int
    material: tuple[Material, ...] = ()
    altering: bool = False
    doubt: str | None = None


class Judge:
    """Tells what each step of an alignment means."""

    def __init__(self, sources: Mapping[int, QuoteSource], lexicon: Lexicon, names: frozenset[str]):
        """`sources` by their number; `names` are the keys of words that are names in them."""
        self._sources, self._lexicon, self._names = sources, lexicon, names

    def judge(self, phrase: Phrase, moves: Sequence[Move]) -> tuple[Verdict, tuple[QuoteDifference, ...]]:
        """The verdict and the differences, in the quotation's order."""
        found: list[QuoteDifference] = []
        for i, move in enumerate(moves):
            if move.step == "equal":
                found += self._typography(phrase, move)
            elif move.step == "elided":
                found.append(self._elided(phrase, move))
            elif move.step not in ("spliced", "joined"):
                found += self._changed(phrase, move, moves[i + 1] if i + 1 < len(moves) else None)
        if any(move.step == "spliced" for move in moves):
            return "spliced", (*self._parts(phrase, moves), *(d for d in found if d.kind != "typographic"))
        return _verdict(found), tuple(self._by_value(phrase, moves, found))

    def _by_value(self, phrase: Phrase, moves: Sequence[Move], found: Sequence[QuoteDifference]) -> list[QuoteDifference]:
        """The differences, dates and numbers held against each other by value: `6 April` and `April 6` are one day."""
        if not any({"date", "number", "modal"} & set(d.material) for d in found):
            return list(found)
        kept = [move for move in moves if move.step not in ("elided", "joined", "bracketed")]
        theirs = " ".join(self._sources[m.source].passage(m.begin, m.end) for m in kept if m.begin < m.end)
        ours = " ".join(phrase.passage(m.first, m.last) for m in kept if m.first < m.last)
        same = unchanged(theirs, ours)
        return [
            d if d.kind == "bracketed" else replace(d, material=tuple(kind for kind in d.material if kind not in same))
            for d in found
        ]

    def excused(self, phrase: Phrase, move: Move) -> bool:
        """Whether a replaced word of a scanned source may be the quoted one misread."""
        source = self._sources[move.source]
        theirs = [fold(token.text) for token in source.tokens[move.begin : move.end]]
        return source.ocr and self._lexicon.explains(theirs, [item.key for item in phrase.items[move.first : move.last]])

    def _typography(self, phrase: Phrase, move: Move) -> list[QuoteDifference]:
        """Differences of letters' case, marks and punctuation in words that are alike."""
        source, found = self._sources[move.source], []
        for i in range(move.last - move.first):
            item, token = phrase.items[move.first + i], source.tokens[move.begin + i]
            if item.text.startswith("["):
                found.append(QuoteDifference("bracketed", token.text, item.text, move.source))
            elif fold(token.text) != item.key:  # repaired
                found.append(QuoteDifference("ocr", token.text, item.text, move.source))
            elif item.text != token.text:
                altering = _changes_case(item.text, token.text) and not source.passage(move.begin, move.end).isupper()
                kind: DifferenceKind = "replaced" if altering else "typographic"
                found.append(QuoteDifference(kind, token.text, item.text, move.source, altering=altering))
            if i and not any(phrase.items[move.first + i - 1].end <= j <= item.start for j in phrase.joints):
                found += self._marks(phrase, move.first + i, source, move.begin + i)
        return found

    def _marks(self, phrase: Phrase, item: int, source: QuoteSource, token: int) -> list[QuoteDifference]:
        """The difference of what stands before an item and a word that are alike, as are those before them."""
        quoted = phrase.text[phrase.items[item - 1].end : phrase.items[item].start]
        printed = source.gap(token)
        if one_line(quoted) == one_line(printed):
            return []
        whole = phrase.passage(item - 1, item + 1)
        theirs = one_line(source.passage(token - 1, token + 1))
        if COVERED in printed:
            return [QuoteDifference("covered", theirs, one_line(whole), source.number)]
        if punctuation(quoted) == punctuation(printed):
            return [QuoteDifference("typographic", theirs, one_line(whole), source.number)]
        if source.ocr:
            return [QuoteDifference("ocr", theirs, one_line(whole), source.number)]
        return [QuoteDifference("punctuation", theirs, one_line(whole), source.number, altering=True)]

    def _elided(self, phrase: Phrase, move: Move) -> QuoteDifference:
        """What an ellipsis leaves out; no honest one takes a negation from the words beside it."""
        source = self._sources[move.source]
        keys = [token.key for token in source.tokens[move.begin : move.end]]
        near = []
        if keys and move.begin > 0 and source.sentence(move.begin - 1) == source.sentence(move.begin):
            near += _until_clause(source, range(move.begin, min(move.end, move.begin + _NEGATION_REACH)))
        if keys and move.end < len(source.tokens) and source.sentence(move.end - 1) == source.sentence(move.end):
            near += _until_clause(source, range(move.end - 1, max(move.begin, move.end - _NEGATION_REACH) - 1, -1))
        weighty: tuple[Material, ...] = tuple(kind for kind in material(near, [], [], frozenset()) if kind == "negation")
        if self._drops_condition(source, move):
            weighty = (*weighty, "condition")
        weighty = (*weighty, *sorted(self._limits(source, move) - set(weighty)))
        passage = one_line(source.passage(move.begin, move.end))
        mark = phrase.items[move.first].text
        return QuoteDifference("elided", passage, mark, move.source, weighty, altering="negation" in weighty)

    def _limits(self, source: QuoteSource, move: Move) -> frozenset[LimitKind]:
        """What an ellipsis leaves out of the sentences that it stands in which limits what is kept."""
        left = _left_out(source, move)
        if not left or move.end == len(source.tokens):
            return frozenset()
        passage = source.text[source.tokens[left[0]].start : source.tokens[left[-1] + 1].start]
        return limits_in(passage, source.text[source.tokens[move.end].start :])

    def _drops_condition(self, source: QuoteSource, move: Move) -> bool:
        """Whether an ellipsis leaves out an exception or a condition of the sentences that it stands in."""
        return any(is_condition(source.tokens[i].key) for i in _left_out(source, move))

    def _changed(self, phrase: Phrase, move: Move, following: Move | None) -> list[QuoteDifference]:
        """What a change of words comes to."""
        source = self._sources[move.source]
        theirs = [fold(token.text) for token in source.tokens[move.begin : move.end]]
        ours = [key for item in phrase.items[move.first : move.last] for key in item.key.split()]
        printed, quoted = one_line(source.passage(move.begin, move.end)), one_line(phrase.passage(move.first, move.last))
        around = _around(source, move)
        if move.step == "bracketed":
            return [self._bracketed(phrase, move, theirs, around, printed, quoted)]
        if "".join(theirs) == "".join(ours) or (not ours and self._only_labels(source, move)):
            return [QuoteDifference("typographic", printed, quoted, move.source)]
        if move.begin > 0 and move.end < len(source.tokens) and COVERED in source.passage(move.begin - 1, move.end + 1):
            printed = one_line(source.passage(move.begin - 1, move.end + 1))
            return [QuoteDifference("covered", printed, quoted, move.source)]
        if source.ocr and self._lexicon.explains(theirs, ours):
            return [QuoteDifference("ocr", printed, quoted, move.source)]
        if ours and move.step == "replaced" and self._stands_beside(source, move, phrase, ours):
            ours, quoted = [], ""  # the words are there; what stands between them and the rest was left out
        weighty = material(theirs, ours, around, self._named(phrase, move))
        doubt = self._doubt(source, theirs, ours, weighty)
        if following is not None and following.step == "equal" and is_number(theirs) and is_number(ours):
            printed, quoted = self._with_unit(phrase, move, following, printed, quoted)
        kind: DifferenceKind = "replaced" if move.step == "replaced" else "dropped" if move.step == "dropped" else "inserted"
        return [QuoteDifference(kind, printed, quoted, move.source, weighty, True, doubt)]

    def _stands_beside(self, source: QuoteSource, move: Move, phrase: Phrase, ours: Sequence[str]) -> bool:
        """Whether the first or last words of a quotation stand right beyond the source's words that they seem to replace."""
        before = [token.key for token in source.tokens[max(0, move.begin - len(ours)) : move.begin]]
        after = [token.key for token in source.tokens[move.end : move.end + len(ours)]]
        return (move.first == 0 and before == list(ours)) or (move.last == len(phrase.items) and after == list(ours))

    def _bracketed(
        self, phrase: Phrase, move: Move, theirs: Sequence[str], around: Sequence[str], printed: str, quoted: str
    ) -> QuoteDifference:
        """What a bracket stands for; an honest one neither turns nor re-counts what the source says."""
        items = phrase.items[move.first : move.last]
        plain = [token.casefold() for item in items for token in item.text.replace("[", "").replace("]", "").split()]
        ours = [word.strip(".,;:?!’'\"“”") for word in plain]
        weighty = material(theirs, ours, around, frozenset())
        counted = _numbered(theirs) and _numbered(ours)
        told = {"negation": True, "number": counted, "date": counted, "modal": bool(theirs and ours), "name": False}
        turned = tuple(kind for kind in weighty if told[kind])
        words = [item.key for item in items if item.kind == "word"]
        doubt = self._doubt(self._sources[move.source], theirs, ours, turned) if turned else None
        loose = bool(words) and not set(words) <= set(theirs)
        return QuoteDifference("bracketed", printed, quoted, move.source, turned, bool(turned) or loose, doubt)

    def _named(self, phrase: Phrase, move: Move) -> frozenset[str]:
        """Keys of the names on either side of a change."""
        words = self._sources[move.source].tokens[move.begin : move.end]
        printed = {fold(word.text) for word in words if word.text[:1].isupper()}
        quoted = {item.key for item in phrase.items[move.first : move.last] if item.text[:1].isupper()}
        return frozenset((printed | quoted) & self._names) | _capitals(phrase, move)

    def _doubt(self, source: QuoteSource, theirs: Sequence[str], ours: Sequence[str], weighty: Sequence[Material]) -> str | None:
        """Why the change may be none, where the source was read by OCR."""
        near = alike(theirs, ours) or (bool(weighty) and len(theirs) == len(ours))
        return _LOOK if source.ocr and near else None

    def _only_labels(self, source: QuoteSource, move: Move) -> bool:
        return all(source.tokens[i].start in source.labels for i in range(move.begin, move.end))

    def _with_unit(self, phrase: Phrase, move: Move, following: Move, printed: str, quoted: str) -> tuple[str, str]:
        """A changed number is shown with what it counts."""
        source = self._sources[move.source]
        if not is_unit(phrase.items[following.first].key):
            return printed, quoted
        return one_line(source.passage(move.begin, move.end + 1)), one_line(phrase.passage(move.first, move.last + 1))

    def _parts(self, phrase: Phrase, moves: Sequence[Move]) -> list[QuoteDifference]:
        """The passages that are run together, each as its source has it and as it is quoted."""
        groups: list[list[Move]] = [[]]
        for move in moves:
            if move.step == "spliced":
                groups.append([])
            else:
                groups[-1].append(move)
        parts = [group for group in groups if group]
        found = []
        for number, group in enumerate(parts):
            source, first, begin = self._sources[group[0].source], group[0].first, group[0].begin
            while number and first and begin and phrase.items[first - 1].text == source.tokens[begin - 1].text:
                first, begin = first - 1, begin - 1
            theirs = one_line(source.passage(begin, group[-1].end))
            found.append(
                QuoteDifference("spliced", theirs, one_line(phrase.passage(first, group[-1].last)), source.number, altering=True)
            )
        return found


def _verdict(found: Sequence[QuoteDifference]) -> Verdict:
    kinds = {difference.kind for difference in found}
    if any(difference.altering for difference in found):
        return "altered"
    order: tuple[Verdict, ...] = ("covered", "bracketed", "elided", "typographic")
    return next((verdict for verdict in order if verdict in kinds), "exact")


def merged(found: Sequence[QuoteDifference]) -> tuple[QuoteDifference, ...]:
    """The differences without repeats of the same typographic one."""
    seen: set[tuple[str, str, str, int]] = set()
    kept = []
    for difference in found:
        key = (difference.kind, difference.source, difference.quote, difference.document)
        if difference.kind not in ("typographic", "ocr") or key not in seen:
            kept.append(replace(difference))
        seen.add(key)
    return tuple(kept)


def _changes_case(quoted: str, printed: str) -> bool:
    """Whether more than the first letter's case and the shape of apostrophes differs."""
    one, other = quoted.translate(_STRAIGHT), printed.translate(_STRAIGHT)
    return one[1:] != other[1:] and one[1:].casefold() == other[1:].casefold()


def _until_clause(source: QuoteSource, positions: range) -> list[str]:
    """Keys of the words at `positions` as long as no punctuation parts them from what is quoted."""
    keys = []
    for i in positions:
        if punctuation(source.gap(i if positions.step > 0 else i + 1)):
            break
        keys.append(source.tokens[i].key)
    return keys


def _left_out(source: QuoteSource, move: Move) -> list[int]:
    """Which words an ellipsis leaves out of the sentences that it stands in."""
    beside = {source.sentence(i) for i in (move.begin - 1, move.end) if 0 <= i < len(source.tokens)}
    return [i for i in range(move.begin, move.end) if source.sentence(i) in beside]


def _around(source: QuoteSource, move: Move) -> list[str]:
    """Keys of the two words on either side of a change, as far as its sentence goes."""
    beside = [*range(max(0, move.begin - 2), move.begin), *range(move.end, min(move.end + 2, len(source.tokens)))]
    own = {source.sentence(i) for i in (move.begin, max(move.begin, move.end - 1)) if i < len(source.tokens)}
    return [source.tokens[i].key for i in beside if source.sentence(i) in own]


def _numbered(keys: Sequence[str]) -> bool:
    return any(is_number([key]) for key in keys)


def _capitals(phrase: Phrase, move: Move) -> frozenset[str]:
    """Keys of changed words that the quotation writes with a capital inside a sentence."""
    found = set()
    for i in range(max(move.first, 1), move.last):
        gap = phrase.text[phrase.items[i - 1].end : phrase.items[i].start]
        if phrase.items[i].text[:1].isupper() and phrase.items[i].text != "I" and not set(gap) & set('.?!:“"'):
            found.add(phrase.items[i].key)
    return frozenset(found)
