"""Does a page need OCR, and why: judged by what its text layer says and by what is painted on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from extractors.language.vocabulary import either
from pipeline.layout.document import Word
from pipeline.reading.pdf import FULL_PAGE, NativePage

NO_TEXT = "no-text"  # a picture of a page, or letters drawn as shapes
STAMP_ONLY = "stamp-on-scan"  # a scan with a few words of text over it: a Bates number, a fax header
GARBLED = "garbled-text"  # a text layer whose letters are not those on the page
POOR_LAYER = "poor-ocr-layer"  # the text that somebody's OCR put behind a scan is worse than ours
UNPROVEN_LAYER = "ocr-layer"  # it reads well, and may be that of another page or stand elsewhere: held against the picture

_PICTURE = 0.2  # of the page: a smaller one is a seal, a signature, a logo
_OUTLINES = 150  # drawn shapes on a page without text: letters turned into outlines
_STAMP_WORDS = 25
_MARGIN = 0.09  # of the page's height at top and bottom: where stamps and fax headers stand
_ODD = 0.12  # share of characters that are no letters of any script in use here
_BAD_WORDS = 0.03  # share of words that cannot be words: good OCR has below 0.02, and recognising once more costs only time
_SMALL_WORDS = 0.26  # share of the commonest words among a page's lower-case words: 0.34 and more in print, 0.18 in poor OCR
_NO_SMALL_WORDS = 0.04  # so few are no language at all
_ENOUGH_WORDS = 60
_ENOUGH_LETTERS = 80  # fewer letters say nothing about how often each occurs
_VOWELS_LOW, _VOWELS_HIGH = 0.27, 0.6  # share of vowels among letters; English and Spanish have 0.38 to 0.47

_UNMAPPED = re.compile(r"\(cid:\d+\)")
_FOREIGN = re.compile(
    r"[\x80-\x9f]|[^\x09-\x0d\x20-\x7e\u00a0-\u024f\u2010-\u2027\u2030-\u203a\u20a0-\u2122\u2190-\u21ff\u2200-\u22ff\u2500-\u27bf\ufb00-\ufb06]"
)
_LETTERS = re.compile(r"[^\W\d_]")
_VOWELS = re.compile(r"[aeiouyáéíóúàèäöüñ]", re.I)
_CORE = re.compile(r"[^\W_]+(?:[^\w\s]*[^\W_]+)*")
_PLAIN = re.compile(r"[^\W\d_]+(?:[-'’/.–—][^\W\d_]+)*")
_MIXED = re.compile(r"[A-Za-z]*[a-z]\d[A-Za-z]+|\d*[a-z]+\d+[a-z]+\w*|[a-z]+[|!\\~^¢£€¥{}<>=;:?*+][a-z]+")
_INNER_CAPITAL = re.compile(r"[a-z]{2}[A-Z]{2,}[a-z]|[a-z][A-Z][a-z][A-Z]|^[a-z]{1,2}[A-Z]{2,}")
_ENGLISH_AND_SPANISH = """
    the of and to in a that for is on by with as be or this from at an are was not have has it its which were will any may we
    you your our their his her he she they under other all been if no de la que el en y los del las por con para se un una
"""
_COMMON = frozenset(_ENGLISH_AND_SPANISH.split())
_ADDRESS = re.compile(rf"@|www|http|\.(?:{either('domains')})\b", re.I)


def needs_ocr(native: NativePage) -> str | None:
    """Why a page has to be recognised from its image; `None` where its text layer will do, or where there is nothing on it."""
    words = native.page.words
    scanned = native.pictures >= FULL_PAGE
    if not words:
        return NO_TEXT if native.pictures >= _PICTURE or native.shapes >= _OUTLINES else None
    if scanned and _is_stamp(native):
        return STAMP_ONLY
    if scanned and native.hidden > 0.5:
        poor = misreadings(words) > _BAD_WORDS or common_words(words) < _SMALL_WORDS or is_garbled(words)
        return POOR_LAYER if poor else UNPROVEN_LAYER
    return GARBLED if native.doubtful or is_garbled(words) else None


def text_reason(native: NativePage) -> str:
    """What the `reason` of a page is that is read from its text layer."""
    if native.page.reason == "unreadable":
        return native.page.reason
    if not native.page.words:
        return "blank"
    return "ocr-layer" if native.pictures >= FULL_PAGE and native.hidden > 0.5 else "text-layer"


def _is_stamp(native: NativePage) -> bool:
    """Whether the text over a scan is a stamp or a header, not the page's own text."""
    height = native.page.height
    inner = [w for w in native.page.words if _MARGIN * height < (w.top + w.bottom) / 2 < (1 - _MARGIN) * height]
    return len(inner) < _STAMP_WORDS and (native.hidden < 0.5 or len(inner) < 5)


def is_garbled(words: Sequence[Word]) -> bool:
    """Whether the characters cannot be those printed: a font without a usable encoding."""
    text = "".join(word.text for word in words)
    counts = Counter(text)  # a page has some sixty characters, so only they are looked at
    foreign, letters, vowels = (sum(n for c, n in counts.items() if _kind(c)[which]) for which in range(3))
    odd = foreign + sum(len(m[0]) for m in _UNMAPPED.finditer(text))
    if odd > max(3, _ODD * len(text)):
        return True
    if letters < _ENOUGH_LETTERS:
        return False
    return not _VOWELS_LOW <= vowels / letters <= _VOWELS_HIGH or common_words(words) < _NO_SMALL_WORDS


@lru_cache(4096)
def _kind(character: str) -> tuple[bool, bool, bool]:
    """Whether it is foreign to all scripts in use here, a letter, a vowel."""
    foreign, letter, vowel = (kind.match(character) is not None for kind in (_FOREIGN, _LETTERS, _VOWELS))
    return foreign, letter, vowel


def common_words(words: Sequence[Word]) -> float:
    """The share of the commonest English and Spanish words among those in lower case, 0 to 1; 1 for too few words to tell."""
    lower = [core for word in words if (core := _small(word.text))]
    return sum(map(_COMMON.__contains__, lower)) / len(lower) if len(lower) >= _ENOUGH_WORDS else 1.0


@lru_cache(8_192)
def _small(word: str) -> str:
    """A word in lower case without the marks around it; empty for any other."""
    core = word.strip("“”‘’\"'.,;:()?!")
    return core if core.isalpha() and core.islower() else ""


def misreadings(words: Sequence[Word]) -> float:
    """The share of words that no dictionary is needed to see are misread, 0 to 1; 0 for too few words to tell."""
    cores = [m[0] for word in words if not _ADDRESS.search(word.text) and (m := _CORE.search(word.text))]
    strays = sum(1 for word in words if _CORE.search(word.text) is None and not re.fullmatch(r"[-–—•§&#*$_.·]+|\(\)", word.text))
    told = [core for core in cores if len(core) > 2]
    if len(told) < 20:
        return 0.0
    single = sum(1 for core in cores if len(core) == 1 and core.islower() and core not in "abcdefghijklmnox")
    return (sum(map(_is_misread, told)) + strays + single) / (len(told) + strays + single)


def _is_misread(core: str) -> bool:
    if _MIXED.fullmatch(core) or _INNER_CAPITAL.search(core):
        return True
    if not _PLAIN.fullmatch(core):
        return False
    lower = sum(c.islower() for c in core)
    consonants = re.search(r"[bcdfghjklmnpqrstvwxz]{6,}|(?i:([a-z])\1\1)", core) is not None
    return lower > 1 and (not _VOWELS.search(core) or consonants)
