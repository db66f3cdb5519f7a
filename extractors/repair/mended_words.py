"""Words that OCR has misread by a letter, told by the words that this genre and the document itself use."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc

from extractors.language.confusions import AS_LETTERS, MERGED
from extractors.language.months import MONTHS, WEEKDAYS
from extractors.language.vocabulary import lists, vocabulary
from extractors.repair.repair import repair_of
from extractors.whole_text import text_of

_DATA = lists("mending.json")
_SHORT: Mapping[str, str] = vocabulary("mending.json")["short"]
_SOURCES = (
    *("titles.json", "states.json", "jurisdictions.json", "programs.json", "criteria.json", "requests.json", "speech.json"),
    *("findings.json", "verbs.json", "numbers.json"),
)
_NO_WORDS = frozenset({"about", "id", "OP"})  # keys whose values are not words of the genre

PLACES = frozenset[str](_DATA["places"])
"""Words that names of places are made of."""
PROGRAMS = frozenset[str](_DATA["programs"])
"""Words that names of programs are made of and that OCR likes to misread."""

_WORD = re.compile(r"[\w!|{}\[\]]+")
# a line of words with capitals, but for one that begins with what OCR reads for I or L
_NAME_LINE = re.compile(
    r"^(?:[A-Z][\w.’'-]*,? ){0,5}(?:[A-Z][\w’']*-)*[ilt][a-z]{2,}(?:-[A-Z][\w’']+)*(?:,? [A-Z][\w.’'-]*){0,3}$", re.MULTILINE
)
_SMALL = re.compile(r"(?<![\w’'])[ilt][a-z]{2,}(?!\w)")
_LETTERS = re.compile(r"[^\W\d_]+")
_NO_LETTERS = re.compile(r"[!|{}\[\]0-9]")
_SHAPES = {**AS_LETTERS, ord("v"): "y"}
_TALL = str.maketrans({"t": "i"})  # a `t` for an `l` or `i`: only in long words, as too many short ones differ by it
_SHORTEST, _LONG = 5, 7
# What OCR makes of one or two letters, in names, with what was printed: `Bemardino`, `Praine`.
_MERGED = (*((letter, pair) for pair, letters in MERGED.items() for letter in letters), ("i", "l"), ("l", "i"))


@cache
def _names() -> frozenset[str]:
    """Words that always bear a capital: months, weekdays, states."""
    return frozenset(word.casefold() for word in (*MONTHS, *WEEKDAYS, *_strings("states.json")))


@cache
def _lexicon() -> frozenset[str]:
    listed = (word for source in _SOURCES for word in _strings(source))
    kept = (word for word in (*listed, *STOP_WORDS, *MONTHS, *WEEKDAYS, *_DATA["words"], *PLACES, *PROGRAMS) if len(word) > 2)
    return frozenset(word.casefold() for word in kept if word.isalpha())


@cache
def _capitalised() -> frozenset[str]:
    """What a word with a capital may stand for; another may be a person's name that only looks like a word (`Allen`, `alien`)."""
    listed = [word for source in ("titles.json", "states.json") for word in _strings(source)]
    return frozenset(word.casefold() for word in (*listed, *MONTHS, *WEEKDAYS, *_DATA["words"], *PLACES, *PROGRAMS))


def _strings(source: str) -> Iterator[str]:
    """The words of three letters or more in one file of vocabulary, without its keys and the names of its lists."""
    pending: list[object] = [vocabulary(source)]
    while pending:
        node = pending.pop()
        if isinstance(node, str):
            yield from re.findall(r"[A-Za-z]{3,}", node)
        elif isinstance(node, dict):
            pending += [value for key, value in node.items() if key not in _NO_WORDS]
        elif isinstance(node, list):
            pending += node


@cache
def _by_shape() -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """The lexicon by shape, and its long words by their shape where `t` too looks like `l`."""
    shapes: dict[str, set[str]] = defaultdict(set)
    tall: dict[str, set[str]] = defaultdict(set)
    for word in _lexicon():
        shapes[_shape(word)].add(word)
        if len(word) >= _LONG:
            tall[_shape(word).translate(_TALL)].add(word)
    return {k: frozenset(v) for k, v in shapes.items()}, {k: frozenset(v) for k, v in tall.items()}


def is_known(word: str) -> bool:
    """Whether `word` is one that this genre is known to use."""
    return word.casefold() in _lexicon() or word.casefold() in STOP_WORDS


def _shape(word: str) -> str:
    """Words that OCR takes for one another have one shape: `iater` and `later`."""
    return word.casefold().translate(_SHAPES)


def mend_words(text: str) -> str:
    """`text` with misread words mended, each by as many letters: `Apri!` is `April`, `Attornev` `Attorney`.

    A word is mended where it is unknown and exactly one known word looks like it: one of this genre, or one that stands
    elsewhere in the text at least twice. The text keeps its length.
    """
    counts = Counter(word.group() for word in _LETTERS.finditer(text))
    own: dict[str, set[str]] = defaultdict(set)
    for word, count in counts.items():
        if count > 1 and len(word) >= _SHORTEST + 1:
            own[_shape(word)].add(word)
    return _WORD.sub(lambda match: _mended(match, counts, own), text)


def _mended(match: re.Match[str], counts: Counter[str], own: Mapping[str, set[str]]) -> str:
    word = match.group()
    key, bare = word.casefold(), word.strip("!|{}[]")
    if key in _SHORT and (word.islower() or not (word.isascii() and word.isalpha())):
        return _as_printed(match, _SHORT[key])
    odd = bool(_NO_LETTERS.search(word))
    if (
        sum(map(str.isdigit, word)) > 1
        or key in _lexicon()
        or sum(map(str.isalpha, word)) < len(word) - 2
        or len(word) < (3 if odd else _SHORTEST)
    ):
        return word
    if bare != word and (bare.isdigit() or bare.casefold() in _lexicon() or counts[bare] > 1 or len(bare) < len(word) - 1):
        return word  # `Stop!` and `[sic]` are what they seem
    known: Collection[str] = _candidates(word, counts[word])
    if not known and not counts[word] > 1:
        known = {o.casefold() for o in own.get(_shape(word), ()) if _is_misread(word, o.casefold())}
    return _as_printed(match, next(iter(known))) if len(known) == 1 else word


def _candidates(word: str, count: int) -> Collection[str]:
    """The known words, in small letters, that `word` may be a misreading of."""
    shapes, tall = _by_shape()
    known = {k for k in shapes.get(_shape(word), ()) if _is_misread(word, k)}
    if not known and len(word) >= (_LONG if word.islower() else _LONG + 1):
        known = {k for k in tall.get(_shape(word).translate(_TALL), ()) if _differing(word, k) in ([("t", "l")], [("t", "i")])}
    if word[0].isupper() and word.isalpha():
        known = known & _capitalised() if len(word) > _SHORTEST else set()
    return known if len(word) > _SHORTEST or count < 2 else ()


def _differing(word: str, known: str) -> list[tuple[str, str]]:
    return [(a, b) for a, b in zip(word.casefold(), known, strict=True) if a != b]


def _is_misread(word: str, known: str) -> bool:
    """Whether so few letters differ, and so, that OCR and no other word is the cause: in small words only a last `v` is a `y`."""
    differing = _differing(word, known)
    plain = [pair for pair in differing if pair[0].isalpha()]
    inner = word[0].islower() and "v" in (word[:-1] + known[:-1]).casefold()
    return (
        len(plain) < 2
        and word.casefold() not in _DATA["not_misread"]
        and not (inner and {"v", "y"} & {c for p in plain for c in p})
    )


def _as_printed(match: re.Match[str], known: str) -> str:
    """The known word in the capitals of the printed one."""
    word = match.group()
    letters = [c for c in word if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return known.upper()
    before = match.string[: match.start()].rstrip(' “"‘(')
    starts = not word[0].isalpha() and (not before or before[-1] in ".?!\n:")
    reads_capital = word[0] in "l1|!" and known[0] in "iI"  # what an `I` is read as; a small `i` hardly ever
    capital = word[0].isupper() or starts or reads_capital or known.casefold() in _names()
    return known[0].upper() + known[1:].casefold() if capital else known.casefold()


def mend_names(text: str) -> str:
    """`text` with names that have lost a capital mended where they stand on lines of their own: `isadora V. Clay`, `Lee-tyle`.

    In a line of words with capitals a small letter at the start of one is misread: the word is one of the text that looks like
    it, or else begins with `I`. The text keeps its length.
    """
    capitals = set(re.findall(r"(?<!\w)[A-Z][a-z]{2,}(?!\w)", text))
    return _NAME_LINE.sub(lambda line: _SMALL.sub(lambda m: _with_capital(m.group(), capitals), line.group()), text)


def _with_capital(word: str, capitals: Collection[str]) -> str:
    if is_known(word):
        return word
    shape = _shape(word).translate(_TALL)
    known = [other for other in capitals if len(other) == len(word) and _shape(other).translate(_TALL) == shape]
    if len(known) == 1:
        return known[0]
    return "I" + word[1:] if word[0] == "i" else word


def mended_in(doc: Doc, name: str, words: Collection[str]) -> str:
    """`mended_name` for a value read from `doc`; native text is left alone."""
    return mended_name(name, text_of(doc), words) if repair_of(doc).by_ocr else name


def mended_name(name: str, text: str, words: Collection[str]) -> str:
    """`name` with those words mended that one known misreading sets apart from one of `words` or of the document.

    `San Bemardino` is `San Bernardino` where `words` hold that; `Homos` is `Hornos` where `text` has that word too, as OCR runs
    `rn` together and never parts an `m`. The length may change: this is for values, never for evidence.
    """
    return re.sub(r"(?<![\w’'])[A-Z][^\W\d_]{3,}(?!\w)", lambda match: _mended_name(match.group(), text, words), name)


def _mended_name(word: str, text: str, words: Collection[str]) -> str:
    if word in words:
        return word
    variants = {
        word[: at.start()] + whole + word[at.end() :] for read, whole in _MERGED for at in re.finditer(read, word) if at.start()
    }
    known = [variant for variant in variants if variant in words]
    if not known and "m" in word[1:]:
        known = [v for v in {word[: m.start()] + "rn" + word[m.end() :] for m in re.finditer("m", word)} if _stands_in(v, text)]
    return known[0] if len(known) == 1 else word


def _stands_in(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
