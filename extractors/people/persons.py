"""Persons as letters name them: forms of address and functional titles before a name, the name with its suffixes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractors.language.vocabulary import vocabulary

VOCABULARY: dict[str, list[str]] = vocabulary("titles.json")
"""The word lists of address and signature blocks, by kind."""

_INITIAL = re.compile(r"(?:[A-Z]\.){1,3}|[A-Z]")
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_]*(?:[’'`‑-][^\W\d_]+)*[’']?\.?")
_NICKNAME = re.compile(r"[“\"(‘'][^\W\d_]+\.?[”\")’']")
REGISTER = r"(?i:(?:fed(?:eral)?\.?\s+)?(?:reg(?:ister)?|inmate|prisoner|booking|id|doc|alien|usms)\.?\s*(?:no\.?|number|#|id))"
"""What stands before the number of a prisoner: `Reg. No.`."""
_NUMBER_OF_PERSON = re.compile(rf"[,(\s]{{0,4}}(?:#|(?:{REGISTER}|A\.?\s*(?:No\.?|Number|#))\s*:?)\s*[A-Z]?[\d-]{{4,}}\)?\s*$")
_CUT = re.compile(r",|;|\s[–—-]\s|\s(?:of|for|to|in|on|at|the|against|with)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """A person named on one line. `rest` is what stands after the name and a comma: a title, an organization."""

    name: str
    honorific: str | None = None
    title: str | None = None
    rest: str | None = None


@lru_cache(8_192)
def fold(text: str) -> str:
    """A word list's key: small letters, straight apostrophes, no full stops, no comma at the end."""
    return " ".join(text.casefold().replace("’", "'").replace(".", "").split()).strip(" ,;:")


def words(kind: str) -> frozenset[str]:
    """The folded entries of one word list, such as `title_heads`."""
    return frozenset(fold(entry) for entry in VOCABULARY[kind])


def alternatives(entries: Iterable[str]) -> str:
    """Regular expression source of the entries, longest first; any white space between words, curly or straight apostrophes."""
    forms = sorted(set(entries), key=lambda entry: (-len(entry), entry))
    return "|".join(r"\s+".join(re.sub("[’']", "[’']", re.escape(word)) for word in form.split()) for form in forms)


# OCR reads `Mr,` and loses the full stop
_HONORIFIC = re.compile(rf"(?:{alternatives(VOCABULARY['honorifics'])}|(?:Mrs?|Ms|Dr|Hon|Prof)[.,]?)(?=\s|$)", re.IGNORECASE)
_TITLES, _HEADS, _MODIFIERS = words("titles"), words("title_heads"), words("title_modifiers")
_SUFFIXES, _PARTICLES, _GIVEN_NAMES = words("suffixes"), words("name_particles"), words("given_names")
_AMBIGUOUS = words("ambiguous_honorifics")


def head(text: str) -> str:
    """The folded noun that a title or an organization's name is built on: `director` of `Director of Intake`."""
    cut = _CUT.search(text, 1)
    tokens = [token for token in fold(text[: cut.start()] if cut else text).split() if not token.isdigit()]
    return tokens[-1] if tokens else ""


def is_title(text: str) -> bool:
    """Whether the line is built on an office that a person holds: `Secretary of State`, `Presiding Judge, Juvenile Division`."""
    return fold(text) in _TITLES or head(text) in _HEADS


def is_name(text: str, least: int = 2) -> bool:
    """Whether `text` has the form of a person's name: `least` to seven words, initials or particles, the last one a word."""
    tokens = [token for token in text.replace(",", " ").split() if not _NICKNAME.fullmatch(token)]
    if fold(text).startswith("the "):
        return False
    while tokens and fold(tokens[-1]) in _SUFFIXES and len(tokens) > 1:
        tokens.pop()
    if not least <= len(tokens) <= 7 or not tokens[-1][0].isupper() or _INITIAL.fullmatch(tokens[-1]):
        return False
    return not tokens[-1].endswith(".") and tokens[0][0].isupper() and all(map(_is_part_of_name, tokens))


def _is_part_of_name(token: str) -> bool:
    if _INITIAL.fullmatch(token) or fold(token) in _PARTICLES:
        return True
    # two letters and a full stop are a short given name (`Wm.`), more an abbreviation (`Corp.`)
    return bool(_NAME_WORD.fullmatch(token)) and token[0].isupper() and not (token.endswith(".") and len(token) > 5)


def read_person(text: str) -> Person | None:
    """The person that a line names, with what stands before and after the name; `None` where it names nobody.

    `Chief Gorden Eden Jr.` has a title and no honorific; a single word is a name only after an
    honorific that is no ordinary word or name (`Cardinal`).
    """
    line = _NUMBER_OF_PERSON.sub("", " ".join(text.split())).strip(" ,")
    line = re.sub(r"^(Mrs?|Ms|Dr|Hon) \.", r"\1.", line)
    line = re.sub(r"(?<=[^\W\d_]{2})- (?=[A-Z][^\W\d_])", "-", line)  # OCR parts `Vance- Whittier`
    match = _HONORIFIC.match(line)
    honorific = match.group().replace(",", ".") if match else None
    least = 1 if honorific and fold(honorific) not in _AMBIGUOUS else 2
    remainder = line[match.end() :].strip() if match else line
    whole, _, rest = remainder.partition(",")
    name, rest = _with_suffixes(whole.strip(), rest)
    title, name = _title_before(name, least)
    if not is_name(name, least):
        return None
    return Person(name, honorific, title, rest or None)


def _with_suffixes(name: str, rest: str) -> tuple[str, str]:
    """Moves suffixes from behind the comma to the name: `Frye`, `Jr., President` are `Frye, Jr.`, `President`."""
    pieces = [piece.strip() for piece in rest.split(",") if piece.strip()]
    while pieces and fold(pieces[0]) in _SUFFIXES:
        name = f"{name}, {pieces.pop(0)}"
    return name, ", ".join(pieces)


def _title_before(text: str, least: int) -> tuple[str | None, str]:
    """(title, name): the longest run of words in front that is a title and leaves a name behind it."""
    tokens = text.split()
    for count in range(min(len(tokens) - 1, 8), 0, -1):
        title, name = " ".join(tokens[:count]), " ".join(tokens[count:])
        if is_title_phrase(title) and is_name(name, least) and not (count == 1 and _is_given_name(tokens)):
            return title, name
    return None, text


def _is_given_name(tokens: list[str]) -> bool:
    """`Dean R. Sandoval` has a given name in front, `Dean Alice Sandoval` a title."""
    return fold(tokens[0]) in _GIVEN_NAMES and (len(tokens) == 2 or bool(_INITIAL.fullmatch(tokens[1])))


def is_title_phrase(text: str) -> bool:
    """Whether all of `text` is a title, known as a whole or made of modifiers and a noun (`Interim Police Chief`)."""
    tokens = [token for token in fold(text).split() if token != "(ret)"]  # `Lt. Col. (Ret.)`
    if not tokens or " ".join(tokens) in _TITLES:
        return bool(tokens)
    return tokens[-1] in _HEADS and all(token in _MODIFIERS or token in _HEADS for token in tokens)
