"""A second reader's vote on the words of a line: a word is changed only where the second reader makes it likely enough.

The second reader says what it holds possible at every step along the line, so that both readings of a word can be weighed by it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple
from unicodedata import combining, normalize

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from extractors.language.quotation_marks import PLAIN_MARKS
from extractors.repair.mended_words import is_known
from pipeline.layout.geometry import BBox
from pipeline.ocr.words import Sighting

NOTHING = "\0"  # the first of a reader's letters: none begins at this step

_NEVER = -1e30  # the logarithm of no chance
_MOST = 12.0  # by which a reading can be likelier: beyond it nothing is gained
_LEAST_SURE, _MOST_SURE = 0.02, 0.98
# Log odds that the second reader is right, of a logistic regression over 300 words that it and Tesseract read differently, in
# letters and releases faxed at 150 dpi. It likes to see full stops for commas and to lose letters; it seldom makes a mark up.
_BY_KIND = {
    "comma to stop": -2.9,
    "stop to comma": 2.3,
    "loses letters": -2.3,
    "loses marks": 1.2,
    "gains letters": -0.1,
    "gains marks": -1.8,
    "other": -1.1,
}
# For a word with a capital that differs in accents alone, of which Tesseract's English model knows hardly any: how sure it is
# says nothing, and names of places are known without theirs.
_ACCENTED_NAME, _KNOWN_BARE = -1.0, -2.2
_MARGIN = 1.66 / 4  # for each unit of log odds that it gives itself
_SURENESS = -1.93 / 4  # for each unit of Tesseract's own
_ONLY_ITS_KNOWN, _ONLY_OTHER_KNOWN = 3.3, -4.5  # a word that this genre uses; one that was read is not given up lightly
_ACCENT = -0.85
_INNER = re.compile(r"(?<=\w)[^\w\s](?=\w)")
_SIGNS = frozenset("§¶&")  # which the second reader takes for letters


class Chances(NamedTuple):
    """What a reader holds possible along a line, from left to right: `log[step, i]` is the logarithm of the chance that
    `letters[i]` begins or goes on at a step; the first of `letters` is `NOTHING`."""

    log: NDArray[np.float32]
    letters: str


def vote(words: Sequence[Sighting], chances: Chances, line: BBox) -> list[Sighting]:
    """The words of a line, each as the likelier reading has it; `line` is the part of the image that the second reader was given.

    A word's confidence is never higher than what the vote leaves to its reading.
    """
    read = _best(chances)
    first = [word.text.translate(PLAIN_MARKS) for word in words]
    asked = [i for i, letters in enumerate(_shares(first, read)) if _is_in_question(first[i], letters, chances.letters)]
    if not asked:
        return list(words)
    shares = _shares(first, read)
    said = {i: "".join(letter.text for letter in shares[i]).strip() for i in asked}
    lines = [first] + [[*first[:i], said[i], *first[i + 1 :]] for i in asked]
    as_read, *otherwise = likelihoods(chances, [" ".join(one) for one in lines])
    voted = list[Sighting]()
    margins = dict(zip(asked, otherwise, strict=True))
    for i, word in enumerate(words):
        if i not in margins:
            voted.append(word)
            continue
        odds = _odds(first[i], said[i], word.confidence, margins[i] - as_read)
        if odds > 0:
            voted += _parts(word, shares[i], odds, line, len(chances.log))
        else:
            voted.append(word._replace(confidence=min(word.confidence, _share(-odds))))
    return voted


class _Letter(NamedTuple):
    """A letter that the second reader sees, with a space before it where it sees one, and the step at which it begins."""

    text: str
    step: int


def _best(chances: Chances) -> list[_Letter]:
    """What the second reader reads."""
    steps = chances.log.argmax(axis=1)
    begins = np.flatnonzero((steps != 0) & (np.diff(steps, prepend=0) != 0))
    read, space = list[_Letter](), ""
    for step in begins.tolist():
        letter = chances.letters[steps[step]]
        if letter == " ":
            space = letter if read else ""
        else:
            read.append(_Letter(space + letter, step))
            space = ""
    return read


def _shares(words: Sequence[str], read: Sequence[_Letter]) -> list[list[_Letter]]:
    """The letters that the second reader sees where each word stands; those between two words belong to the nearer one."""
    owners = [i for i, word in enumerate(words) for _ in word]
    shares = [list[_Letter]() for _ in words]
    for step in Levenshtein.opcodes("".join(words), "".join(letter.text[-1] for letter in read)):
        for at in range(step.dest_start, step.dest_end):
            if step.src_end > step.src_start:
                owner = owners[min(step.src_start + at - step.dest_start, step.src_end - 1)]
            else:
                after = owners[min(step.src_start, len(owners) - 1)]
                before = owners[max(0, step.src_start - 1)]
                owner = after if read[at].text[0] == " " else before
            shares[owner].append(read[at])
    return shares


def _is_in_question(word: str, read: Sequence[_Letter], letters: str) -> bool:
    """Whether the second reader sees other letters than those of a word, all of which it knows."""
    said = "".join(letter.text[-1] for letter in read)
    return bool(said) and said != word and set(word) <= set(letters)


def likelihoods(chances: Chances, texts: Sequence[str]) -> list[float]:
    """The logarithm of the chance that the line says each of `texts`, over all ways of setting its letters along it.

    Letters that the reader does not know, such as `™`, are passed over: they stand in words that are not in question.
    """
    columns = {letter: column for column, letter in enumerate(chances.letters)}
    rows = [[columns[letter] for letter in text if letter in columns] for text in texts]
    states = np.zeros((len(rows), 2 * max(map(len, rows)) + 1), np.intp)  # nothing, a letter, nothing, a letter, ...
    for state, row in zip(states, rows, strict=True):
        state[1 : 2 * len(row) : 2] = row
    may_skip = (states[:, 2:] != 0) & (states[:, 2:] != states[:, :-2])
    reached = np.full(states.shape, _NEVER)
    reached[:, :2] = chances.log[0, states[:, :2]]
    for step in chances.log[1:]:
        next_one = reached.copy()
        next_one[:, 1:] = np.logaddexp(next_one[:, 1:], reached[:, :-1])
        next_one[:, 2:] = np.where(may_skip, np.logaddexp(next_one[:, 2:], reached[:, :-2]), next_one[:, 2:])
        reached = next_one + step[states]
    return [float(np.logaddexp(end[2 * len(row)], end[2 * len(row) - 1])) for end, row in zip(reached, rows, strict=True)]


def _odds(word: str, said: str, confidence: float, margin: float) -> float:
    """The log odds that `said`, likelier by `margin` to the second reader, is right and `word` is not."""
    if any(word.count(sign) > said.count(sign) for sign in _SIGNS):
        return _NEVER
    likelier = _MARGIN * min(margin, _MOST)
    if word[:1].isupper() and _base(word) == _base(said):
        return _ACCENTED_NAME + likelier + (_KNOWN_BARE if _are_known(word) else 0.0)
    sure = min(max(confidence, _LEAST_SURE), _MOST_SURE)
    odds = _BY_KIND[_kind(word, said)] + likelier + _SURENESS * log(sure / (1 - sure))
    if _bare(word) != _bare(said):
        known, other = _are_known(said), _are_known(word)
        odds += _ONLY_ITS_KNOWN if known and not other else _ONLY_OTHER_KNOWN if other and not known else 0.0
    return odds + (0.0 if said.isascii() else _ACCENT)


def _kind(word: str, said: str) -> str:
    """In what way the second reading, which may have spaces, differs from the first."""
    joined = said.replace(" ", "")
    if len(word) == len(joined):
        changes = {(a, b) for a, b in zip(word, joined, strict=True) if a != b}
        if changes <= {(",", "."), (";", ":")}:
            return "comma to stop"
        if changes <= {(".", ","), (":", ";"), (".", ";"), (":", ",")}:
            return "stop to comma"
    if _holds(word, joined):  # a hyphen or an apostrophe within a word is as good as a letter
        only_marks = _bare(word) == _bare(joined) and (" " in said or len(_INNER.findall(word)) == len(_INNER.findall(joined)))
        return "loses marks" if only_marks else "loses letters"
    if _holds(joined, word):
        return "gains marks" if _bare(word) == _bare(joined) else "gains letters"
    return "other"


def _holds(more: str, less: str) -> bool:
    """Whether `less` is `more` without some of its letters."""
    rest = iter(more)
    return all(letter in rest for letter in less)


def _bare(text: str) -> str:
    """The letters and figures of a text, small."""
    return "".join(filter(str.isalnum, text)).casefold()


def _base(text: str) -> str:
    """A text without its accents."""
    return "".join(letter for letter in normalize("NFD", text) if not combining(letter))


def _are_known(text: str) -> bool:
    """Whether all words of a text are words of this genre."""
    words = [word.strip("\"'.,;:()?!-") for word in text.split()]
    return all(len(word) > 1 and is_known(word) for word in words)


def _share(odds: float) -> float:
    return 1 / (1 + exp(-min(odds, 30.0)))


def _parts(word: Sighting, read: Sequence[_Letter], odds: float, line: BBox, steps: int) -> list[Sighting]:
    """A word as the second reader has it, which may be two; each letter's box follows from its step."""
    starts = [i for i, letter in enumerate(read) if i and letter.text[0] == " "]
    across = line.width / steps
    sure = round(_share(odds), 4)
    parts = []
    for start, end in zip([0, *starts], [*starts, len(read)], strict=True):
        text = "".join(letter.text[-1] for letter in read[start:end])
        left = word.box.x0 if start == 0 else line.x0 + across * read[start].step
        right = word.box.x1 if end == len(read) else line.x0 + across * (read[end - 1].step + 1)
        box = word.box._replace(x0=left, x1=max(right, left + across))
        parts.append(word._replace(text=_printed(word.text, text), box=box, confidence=sure))
    return parts


def _printed(first: str, said: str) -> str:
    """What the second reader says, with the marks of the first where both mean the same one."""
    marks = {letter.translate(PLAIN_MARKS): letter for letter in first}
    return "".join(marks.get(letter, letter) for letter in said)
