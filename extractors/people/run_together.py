"""The lines of a letter that were put on one: a page without line breaks, cut again where its parts show themselves.

    ... of the trial date. Respectfully submitted, GEOFFREY S. POE United States Attorney By: /s/ Ana Roe Bo Orr Trial Attorneys

is a paragraph, a closing, a name, a title, a mark, two names and a title. What stands on a line stays in its order, and no word
is lost; a name that could as well be two is left whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from extractors.language import cues
from extractors.language.components import NAMES
from extractors.language.states import STATE
from extractors.language.vocabulary import either
from extractors.people.persons import is_name, is_title_phrase, read_person

LEAST = 90  # characters: a shorter line may be set so
_LONGEST_BACK = 900  # characters of what follows a closing
_LONGEST_LINE = 45  # characters of a line of the head that is surely one
_MOST = 24  # words of names in a row
_LONGEST_HEAD = 1_500  # characters of what stands above a salutation

_FILED = re.compile(r"Case\s?#?:?\s?\S.{10,90}?\bPage\s?#?:?\s?\d+\s?(?:of|0f)\s?\d+\s+(?=\S)", re.I)
_FOLIO = re.compile(rf"(?:{cues.DATE}\s+)?Page\s+\d+\s+(?=\S)")
_NUMBER_AT_END = re.compile(r"\s+(?=[A-Z]{2,8}(?:[-_ ][A-Z]{2,8}){0,2}[-_ ]?\d{5,10}$)")
# a closing within a line, behind the end of a sentence: `... litigate it. Very truly yours, `
_CLOSES = re.compile(
    r"(?:(?<=[.?!:;)”\"’'\]])\s+|^)(?P<closing>(?=[A-Z])(?:(?i:very|most)\s)?(?i:sincerely|truly|respectfully|cordially)"
    r"(?:\s(?i:yours|submitted))?,|Yours(?:\s(?:very\s)?(?:truly|sincerely))?,|(?:With\s)?(?:Best|Kind|Warm)\s(?:regards|wishes),)"
    r"\s+(?=[A-Z/\[_(]|s/)"
)
_DEAR = re.compile(r"(?:(?<=\s)|^)(?:Dear\s[^:,]{2,80}?:|To\sWhom\sIt\sMay\sConcern:)\s+(?=[A-Z“\"])", re.I)
# what begins a line below a closing: `By:`, a number to call, a copy's mark, what is enclosed, a note
_BACK = re.compile(
    r"\s+(?=(?:By:|Tel(?:ephone)?\b|Phone:|Fax:|Facsimile:|\(\d{3}\)\s?\d{3}-\d{4}|\d{3}-\d{3}-\d{4}|[Cc]c:|CC:|Copies\sto:"
    r"|Encl(?:osures?|s?\.)|Attachments?\b|SO\sORDERED|\S+@\S+\.\w|\d\s[A-Z](?=[^|]{60})|[A-Z.]{2,8}\sBar\sNo))"
)
_NUMBER = re.compile(r"(?:Tel|Phone|Fax|Facs)|\(?\d{3}\)?[ -]|\S+@")
_BY = re.compile(r"By:(?:\s+(?:/s/?|s/|_{3,}))?\s*|(?:/s/?|s/|_{3,}|\[[Ss]ignature[^\]]*\])\s*")
_DATED = re.compile(rf"\s+(?={cues.DATE}\s)|(?<=\s)(?P<date>{cues.DATE})\s+(?=\S)", re.I)
# what begins a line above a salutation: a way of delivery, an addressee with a title, a subject
_HEAD = re.compile(
    rf"(?<!The)(?<!SENT)(?<!Sent)\s+(?=(?:(?:SENT\s|Sent\s)?(?:VIA|BY|Via|By)\s(?:CM/)?"
    rf"(?:{either('ELECTRONIC_WAYS')}|{either('Electronic_ways')}|FEDERAL|CERTIFIED|HAND|U\.S\.|ELECTRONIC)|CERTIFIED\sMAIL"
    r"|(?:The\s)?Honorable\s[A-Z]|Hon\.\s[A-Z]|M(?:r|s|rs)\.\s[A-Z]|Dr\.\s[A-Z]|(?:Re|RE|Subject|SUBJECT|In\sre):))"
)
_PLACE_ENDS = re.compile(rf"(?<=\s)(?P<place>(?:{STATE})\.?\s+\d{{5}}(?:-\d{{4}})?)\s+(?=\S)")
_DEPARTMENT_ENDS = re.compile(r"(?:(?<=^)|(?<=\s))(?:U\.?\s?S\.?|United\sStates)\sDepartment\sof\sJustice\s+(?=\S)", re.I)
_COMPONENT_ENDS = re.compile(rf"(?<=\sJustice\s)(?:{'|'.join(map(re.escape, NAMES))})\s+(?=\S)", re.I)
_MAIL_ADDRESS = re.compile(r"(?<=\s)\S+@\S+\.\w+(?=\s|$)")
_DISTRICT_OF = re.compile(rf"(?:for\sthe\s)?(?:(?:{either('Districts')})\s)?District\sof\s(?:{STATE})(?!\w)")
_STREET = re.compile(r"(?<=\s)(?:\d{1,5}\s(?=[A-Z]|\d+(?:st|nd|rd|th)\b)|One\s(?=[A-Z])|P\.?\s?O\.?\sBox\s)")
_DELIVERY_ENDS = re.compile(
    rf"(?:{either('ELECTRONIC_WAYS')}|{either('Electronic_ways')}|EXPRESS|MAIL|DELIVERY|Mail)\s+(?=[A-Z][a-z])"
)


def apart(line: str) -> list[str]:
    """The lines that a line holds, in their order; the line itself where nothing shows that it holds several."""
    text = line.strip()
    if len(text) < LEAST:
        return [line]
    lines: list[str] = []
    for mark in (_FILED, _FOLIO):
        found = mark.match(text)
        if found and (mark is _FILED or lines or text[found.end()].isupper()):
            lines.append(found.group().strip())
            text = text[found.end() :]
    number = _NUMBER_AT_END.search(text)
    last = [text[number.end() :]] if number else []
    whole = [*lines, *_letter(text[: number.start()] if number else text), *last]
    return whole if len(whole) > 1 else [line]


def _letter(text: str) -> list[str]:
    """Head, salutation, body, closing and what follows it, of a text on one line."""
    greeting = _DEAR.search(text[:_LONGEST_HEAD])
    head = text[: greeting.start()].strip() if greeting else ""
    begin = greeting.end() if greeting and (not head or _heads(head)) else 0
    front = [*(_front(head, greeting.group()) if head else []), greeting.group().strip()] if greeting and begin else []
    near = max(begin, len(text) - _LONGEST_BACK - _LONGEST_LINE)  # a text may be as long as a file
    closing = next((m for m in reversed(list(_CLOSES.finditer(text, near))) if _signs(text[m.end() :])), None)
    if closing is None:
        return [*front, text[begin:]]
    body = text[begin : closing.start()].strip()
    return [*front, *([body] if body else []), closing["closing"], *_back(text[closing.end() :])]


def _heads(head: str) -> bool:
    """Whether what stands above a salutation on one line speaks like the head of a letter."""
    return re.search(cues.DATE, head) is not None or _DEPARTMENT_ENDS.search(head) is not None


def _front(head: str, greeting: str) -> list[str]:
    """The lines of a letter's head above this salutation."""
    greeted = frozenset(word.strip(",.:") for word in greeting.split()[1:])
    cuts = {
        m.end()
        for pattern in (_DEPARTMENT_ENDS, _COMPONENT_ENDS, _PLACE_ENDS, _DELIVERY_ENDS, _DATED)
        for m in pattern.finditer(head)
    }
    cuts |= {m.start() for m in _HEAD.finditer(head)} | {edge for m in _MAIL_ADDRESS.finditer(head) for edge in m.span()}
    return [
        line
        for piece in _cut(head, cuts)
        for line in (_block(piece, greeted) if len(piece) > _LONGEST_LINE and not cues.SUBJECT.match(piece) else [piece])
    ]


def _block(piece: str, greeted: frozenset[str]) -> list[str]:
    """The lines of a part of the head: the name of who is greeted, with a title behind its comma; a district; a street."""
    words = piece.split()
    named = next((i + 1 for i, word in enumerate(words[:8]) if i and word.strip(",.:") in greeted), 0)
    start, end = _next_title(words, named)
    titled = end if named and start == named else named
    if named and words[named - 1].endswith(","):
        named = titled
    rest = " ".join(words[titled:])
    cuts = {edge for m in _DISTRICT_OF.finditer(rest) for edge in m.span()} | {m.start() for m in _STREET.finditer(rest)}
    return [*filter(None, [" ".join(words[:named]), " ".join(words[named:titled])]), *_cut(rest, cuts)]


def _signs(after: str) -> bool:
    """Whether what follows a closing is short and names a person: no sentence does."""
    named = _BACK.split(after)[0]
    words = [word for word in _BY.sub(" ", named).split() if word.isalpha()]
    small = sum(word.islower() and word not in ("for", "of", "the", "and") for word in words)
    return bool(words) and len(after) <= _LONGEST_BACK and len(named) < 300 and small <= 2


def _back(after: str) -> list[str]:
    """The lines below a closing: signatures, numbers, copies, enclosures, notes."""
    lines: list[str] = []
    signing = True
    for piece in _cut(after, {m.start() for m in _BACK.finditer(after)}):
        signing = signing and not re.match(r"[Cc]{2}:|Copies|Encl|Attach|SO|\d\s", piece)
        lines += _signature(piece) if signing and not _NUMBER.match(piece) else [piece]
    return lines


def _cut(text: str, cuts: set[int]) -> list[str]:
    cuts -= {cut for cut in cuts if text[:cut].rstrip().endswith((":", "Fax", "fax"))}  # `Tel: (202) 555-0100` is one line
    edges = [0, *sorted(cuts), len(text)]
    return [piece for start, end in pairwise(edges) if (piece := text[start:end].strip())]


def _signature(text: str) -> list[str]:
    """The lines of a signature block: names, each title on its own line, an office behind it."""
    sign = _BY.match(text)
    words = (text[sign.end() :] if sign else text).split()
    lines, at = [sign.group().strip()] if sign else [], 0
    while at < len(words):
        name, title = _next_title(words, at)
        lines += _names(words[at:name])
        if name < title:
            lines.append(" ".join(words[name:title]))
        at = title
        if at < len(words) and (office := _DISTRICT_OF.match(" ".join(words[at:]))):
            count = len(office.group().split())
            lines.append(" ".join(words[at : at + count]))
            at += count
    return lines


def _next_title(words: list[str], at: int) -> tuple[int, int]:
    """Where the next title begins and ends: the longest run of words from the first that begins one; the end where none does."""
    for start in range(at, len(words)):
        for end in range(min(len(words), start + 8), start, -1):
            phrase = " ".join(words[start:end])
            if (is_title_phrase(phrase) or is_title_phrase(phrase.removesuffix("s"))) and not (
                end == start + 1 and start == at and is_name(" ".join(words[at : at + 2]))
            ):
                return start, end
    return len(words), len(words)


def _names(words: list[str]) -> list[str]:
    """`Ana Roe Bo Q. Orr` as two names: of a given name, an initial or none, and a surname each; else as it stands."""
    text = " ".join(words)
    if " / " in text:
        parts = [_names(part.split()) for part in re.split(r"\s/\s", text)]
        one_each = all(len(names) == 1 for names in parts)
        return [text] if one_each else [*(n for names in parts[:-1] for n in [*names[:-1], f"{names[-1]} /"]), *parts[-1]]
    if not 3 < len(words) <= _MOST or not all(word[:1].isupper() for word in words):
        return [text] if text else []
    return next((names for names in _partings(tuple(words)) if len(names) > 1), [text])


@cache
def _partings(words: tuple[str, ...]) -> list[list[str]]:
    """The ways to part words into names of two words, or three with an initial; only where one way is there is it given."""
    found = list(_ways(words))
    return found if len(found) == 1 else []


def _ways(words: tuple[str, ...]) -> Iterator[list[str]]:
    if not words:
        yield []
    for count in (2, 3):
        own = words[:count]
        initial = any(len(word.rstrip(".")) == 1 for word in own)
        if len(own) == count and (count == 3) == initial and read_person(" ".join(own)) is not None:
            for rest in _ways(words[count:]):
                yield [" ".join(own), *rest]
