"""Two texts word by word: what is equal, what differs, what stands elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq, Levenshtein

from pipeline.comparison.sides import KeyedWord, Sentence, core

_ALIKE = 0.75  # two sentences are one with changes
_WORTH_SPELLING, _SPELLED_ALIKE = (
    0.3,
    0.85,
)  # from which two sentences are compared letter by letter, and are one by their letters
_RELATED = 0.45  # two passages are worth comparing word by word
_LEAST_MOVED = 4  # words; shorter lines recur by chance
_LARGEST_GAP = 2500  # pairs of sentences


class Step(NamedTuple):
    """`first[a0:a1]` answers to `second[b0:b1]` (half-open word ranges); `moved` where it stands elsewhere in the order."""

    a0: int
    a1: int
    b0: int
    b1: int
    equal: bool
    moved: bool = False


class Text(NamedTuple):
    """A text to align: its words and its sentences, which hold every word once."""

    words: Sequence[KeyedWord]
    sentences: Sequence[Sentence]


def align(first: Text, second: Text) -> list[Step]:
    """The steps from `first` to `second`; every word of either is in exactly one, those not moved are in order."""
    left, right = [_key(first, s) for s in first.sentences], [_key(second, s) for s in second.sentences]
    pairs = list(_anchors(left, right))
    gaps = list(_gaps(pairs, len(left), len(right)))
    for gap in gaps:
        pairs += _alike_in_order(left, right, gap)
    moves = _moves(left, right, pairs)
    return sorted(_steps(first, second, sorted(pairs), moves))


def changes(first: Sequence[KeyedWord], second: Sequence[KeyedWord]) -> list[Step]:
    """The steps between two passages by words alone; lone words equal by chance amid changes count as changed."""
    one, two = [w.key for w in first], [w.key for w in second]
    codes = Levenshtein.opcodes(one, two)
    steps = [Step(c.src_start, c.src_end, c.dest_start, c.dest_end, c.tag == "equal") for c in codes]
    return _joined([s._replace(equal=False) if s.equal and _by_chance(steps, i, one) else s for i, s in enumerate(steps)])


def similarity(first: Sequence[str], second: Sequence[str]) -> float:
    """How alike two rows of words are, 0 to 1."""
    return float(Indel.normalized_similarity(first, second))


def _key(text: Text, sentence: Sentence) -> tuple[str, ...]:
    if sentence.zone:
        return ("zone", sentence.zone)
    return tuple(word.key for word in text.words[sentence.first : sentence.last])


def _anchors(left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """The sentences that stand alike in the same order; labels and specks, which are all alike, pair up between them."""
    one, two = ([n for n, key in enumerate(side) if any(map(core, key))] for side in (left, right))
    for code in LCSseq.opcodes([left[n] for n in one], [right[n] for n in two]):
        if code.tag == "equal":
            yield from zip(one[code.src_start : code.src_end], two[code.dest_start : code.dest_end], strict=True)


def _gaps(pairs: Sequence[tuple[int, int]], left: int, right: int) -> Iterator[tuple[int, int, int, int]]:
    a = b = 0
    for pair in (*pairs, (left, right)):
        if pair[0] > a or pair[1] > b:
            yield a, pair[0], b, pair[1]
        a, b = pair[0] + 1, pair[1] + 1


def _alike_in_order(
    left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]], gap: tuple[int, int, int, int]
) -> list[tuple[int, int]]:
    """The pairs of like sentences in a gap, in the same order on both sides, that are most alike together."""
    a0, a1, b0, b1 = gap
    if not 0 < (a1 - a0) * (b1 - b0) <= _LARGEST_GAP:
        return []
    best: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {}
    nothing: tuple[float, list[tuple[int, int]]] = (0.0, [])
    for a in range(a1 - 1, a0 - 1, -1):
        for b in range(b1 - 1, b0 - 1, -1):
            choice = max(best.get((a + 1, b), nothing), best.get((a, b + 1), nothing), key=lambda c: c[0])
            alike = _alike(left[a], right[b]) if "zone" not in (left[a][0], right[b][0]) else 0.0
            after = best.get((a + 1, b + 1), nothing)
            weight = alike * (
                1 + 10 * sum(map(bool, map(core, left[a])))
            )  # a sentence keeps its place rather than the label of an item
            if alike >= _ALIKE and weight + after[0] > choice[0]:
                choice = (weight + after[0], [(a, b), *after[1]])
            best[a, b] = choice
    return best[a0, b0][1]


def _alike(first: Sequence[str], second: Sequence[str]) -> float:
    """How alike two sentences are: by words, or by letters where spaces are lost and words misread."""
    by_words = similarity(first, second)
    if not _WORTH_SPELLING <= by_words < _ALIKE:
        return by_words
    by_letters = float(Indel.normalized_similarity(" ".join(first), " ".join(second)))
    return by_letters if by_letters >= _SPELLED_ALIKE else by_words


def _moves(
    left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]], pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Sentences that both sides have and that stand elsewhere, the most alike first."""
    used_left, used_right = {a for a, _ in pairs}, {b for _, b in pairs}
    free_left = [a for a in range(len(left)) if a not in used_left and len(left[a]) >= _LEAST_MOVED]
    free_right = [b for b in range(len(right)) if b not in used_right and len(right[b]) >= _LEAST_MOVED]
    if len(free_left) * len(free_right) > _LARGEST_GAP:
        return []
    ranked = sorted((-similarity(left[a], right[b]), a, b) for a in free_left for b in free_right)
    moves: list[tuple[int, int]] = []
    for negative, a, b in ranked:
        if -negative >= _ALIKE and not any(a == x or b == y for x, y in moves) and _crosses(pairs, a, b):
            moves.append((a, b))
    return moves


def _crosses(pairs: Sequence[tuple[int, int]], a: int, b: int) -> bool:
    return any((x < a) != (y < b) for x, y in pairs)


def _steps(first: Text, second: Text, pairs: list[tuple[int, int]], moves: list[tuple[int, int]]) -> Iterator[Step]:
    """Steps of the paired sentences, of what lies between them, and of the moves."""
    gone_left, gone_right = {a for a, _ in moves}, {b for _, b in moves}
    in_order: list[Step] = []
    a = b = 0
    for x, y in [*pairs, (len(first.sentences), len(second.sentences))]:
        left, right = [i for i in range(a, x) if i not in gone_left], [i for i in range(b, y) if i not in gone_right]
        in_order += _between(first, second, left, right)
        if x < len(first.sentences):
            in_order += _within(first, second, first.sentences[x], second.sentences[y])
        a, b = x + 1, y + 1
    yield from _again(first, second, in_order)
    for a, b in moves:
        for step in _within(first, second, first.sentences[a], second.sentences[b]):
            yield step._replace(moved=True)


def _within(first: Text, second: Text, one: Sentence, two: Sentence) -> list[Step]:
    steps = changes(first.words[one.first : one.last], second.words[two.first : two.last])
    return [_shifted(step, one.first, two.first) for step in steps]


def _between(first: Text, second: Text, left: list[int], right: list[int]) -> list[Step]:
    """Sentences without a like, as blocks: those of one run stand against each other."""
    a = [first.sentences[i] for i in left]
    b = [second.sentences[i] for i in right]
    runs_a, runs_b = list(_runs(a)), list(_runs(b))
    if len(runs_a) == len(runs_b) == 1:
        return [Step(*runs_a[0], *runs_b[0], False)]
    return [Step(x, y, -1, -1, False) for x, y in runs_a] + [Step(-1, -1, x, y, False) for x, y in runs_b]


def _runs(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    start = end = None
    for sentence in sentences:
        if sentence.first != end:
            if start is not None and end is not None:
                yield start, end
            start = sentence.first
        end = sentence.last
    if start is not None and end is not None:
        yield start, end


def _again(first: Text, second: Text, steps: list[Step]) -> Iterator[Step]:
    """Changes that touch are compared as one: a sentence split in two is still the same words."""
    a = b = 0
    placed = []
    for step in steps:
        a0, a1 = (step.a0, step.a1) if step.a0 >= 0 else (a, a)
        b0, b1 = (step.b0, step.b1) if step.b0 >= 0 else (b, b)
        placed.append(Step(a0, a1, b0, b1, step.equal))
        a, b = a1, b1
    walls = {n for s in first.sentences if s.zone for n in (s.first, s.last)}
    for step in _joined(placed, walls):
        one, two = first.words[step.a0 : step.a1], second.words[step.b0 : step.b1]
        if step.equal or not one or not two or similarity([w.key for w in one], [w.key for w in two]) < _related(one, two):
            yield step
        else:
            yield from (_shifted(part, step.a0, step.b0) for part in changes(one, two))


def _related(one: Sequence[KeyedWord], two: Sequence[KeyedWord]) -> float:
    return 0.0 if len(one) + len(two) <= 8 else _RELATED * 2 * min(len(one), len(two)) / (len(one) + len(two))


def _joined(steps: Sequence[Step], walls: Collection[int] = ()) -> list[Step]:
    """Neighbouring steps of one kind as one, but for those of which words of `first` meet at a wall."""
    found: list[Step] = []
    for step in steps:
        last = found[-1] if found else None
        parted = step.a0 in walls and last is not None and last.a0 < last.a1
        if last and last.equal == step.equal and last.a1 == step.a0 and last.b1 == step.b0 and not parted:
            found[-1] = Step(last.a0, step.a1, last.b0, step.b1, step.equal)
        else:
            found.append(step)
    return found


def _by_chance(steps: Sequence[Step], number: int, words: Sequence[str]) -> bool:
    """A step of one or two short words between larger changes, or of a mark that stands alone between any."""
    if not 0 < number < len(steps) - 1:
        return False
    step, before, after = steps[number], steps[number - 1], steps[number + 1]
    if not any(core(word) for word in words[step.a0 : step.a1]):
        return True
    size = sum(len(word) for word in words[step.a0 : step.a1])
    changed = [max(s.a1 - s.a0, s.b1 - s.b0) for s in (before, after)]
    length = step.a1 - step.a0
    return length <= 2 and size <= 8 and min(changed) > length and sum(changed) >= 5 * length


def _shifted(step: Step, a: int, b: int) -> Step:
    return step._replace(a0=step.a0 + a, a1=step.a1 + a, b0=step.b0 + b, b1=step.b1 + b)
