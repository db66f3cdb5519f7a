"""Who must do what by a time limit: the words around it that make a date a deadline of the reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from extractors.language.verbs import bare_verb_pattern, command_pattern
from extractors.language.vocabulary import vocabulary
from extractors.structure.deadline_grammar import TimeLimitPhrase

_PATTERNS = vocabulary("deadlines.json")
# where a piece of a sentence ends for duties: `; (2) `, `, and `, `aware that `, `If ..., `
_SENTENCE_PIECE = re.compile(
    r"[;:](?:\s*(?:and|or)\b)?\s*(?:\(?\w{1,3}\)\s+)?|,\s+(?:and|but)\s+|\b(?:reminded|advised|notified|note|aware|sure)\s+that\s+|^(?:if|should|when|to|in\s+order\s+to|after|upon)\b[^,]*,\s+",
    re.I,
)
_MODAL_TO_COME = re.compile(r",?\s*(?=(?:must|shall|should|(?:is|are)\s+to|will\s+need\s+to)\b)", re.I)
_SPOKEN_TO = re.compile(  # the reader, by name or by what is theirs
    r"\byou\b|\byour\s+(?:client|office|appeal|response|request|objection|answers?|city|county|state|agency)\b", re.I
)
# `the deadline for comments is`: what is due says what is to be done
_PURPOSE = re.compile(
    r"\b(?:deadline|date)\s+(?:for|to)\s+(.{3,90}?)\s*(?:,|:|\b(?:is|has|falls|remains|shall|will|to|expires|ends|runs|until)\b)",
    re.I,
)
_RELATIVE_PRONOUN = re.compile(r"(?<!,\s)\b(?:who|that|which)\s+(?:\w+ly\s+|also\s+)?$", re.I)
_TO = re.compile(r"[\s,]*(?:in\s+which\s+|within\s+which\s+)?(?:to|for)\s+", re.I)
_OBJECT_TO_COME = re.compile(r",?\s+(?:an?|the|all|your|any|each|its|their|written|copies|every|both)\b", re.I)


@dataclass(frozen=True, slots=True)
class Duty:
    """What the reader must do; `rule` names the words that say so.

    A `consequence` (`Failure to respond by`) only repeats a duty. `reader_named`: the sentence speaks to its reader (`you`).
    """

    rule: str
    action: str | None
    consequence: bool = False
    reader_named: bool = False


@dataclass(frozen=True, slots=True)
class DutySetting:
    """What surrounds a sentence: the kind of document, whether it releases a settlement, whether a lead-in (`must:`) is open.

    `event` is the day of what an advisory invites to.
    """

    kind: str = "letter"
    settlement: bool = False
    lead_in: bool = False
    event: date | None = None


@dataclass(frozen=True, slots=True)
class _DutyFrame:
    id: str
    pattern: re.Pattern[str]
    flags: frozenset[str]


def _fill(pattern: str) -> str:
    vocabulary: dict[str, str] = {**_PATTERNS["vocabulary"], "COMMAND": command_pattern(), "BARE": bare_verb_pattern()}
    for _ in range(3):  # an entry may use another
        pattern = re.sub(r"\{([A-Z]+)\}", lambda m: vocabulary.get(m[1], m[0]), pattern)
    return pattern


@cache
def _pattern(key: str) -> re.Pattern[str]:
    value = _PATTERNS["recurring"][key.removeprefix("recurring.")] if key.startswith("recurring.") else _PATTERNS[key]
    return re.compile(_fill(value), re.I)


@cache
def _frames() -> tuple[_DutyFrame, ...]:
    return tuple(
        _DutyFrame(
            rule["id"], re.compile(_fill(rule["pattern"]), re.I), frozenset(key for key, value in rule.items() if value is True)
        )
        for rule in _PATTERNS["frames"]
    )


@cache
def _rules(key: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(_fill(rule["pattern"]), re.I), rule.get("only", "")) for rule in _PATTERNS[key])


@cache
def _others() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A subject that is not the reader, right before a verb: the Department, and in a release a court too."""
    before = r"(?:^|[,;:(“\"]\s*|\b(?:and|but|that|because|so|while|if|whether|as|then|which)\s+)"
    after = r"\s+(?:{ADVERB}\s+)?$"
    own = _fill(rf"{before}{{DEPARTMENT}}{after}")
    return re.compile(own, re.I), re.compile(f"{own}|{_fill(before + '{BENCH}' + after)}", re.I)


def find_duty(left: str, limit: TimeLimitPhrase, right: str, previous: Duty | None, setting: DutySetting) -> Duty | None:
    """The duty that `limit` bounds, or `None`.

    `left` is its sentence up to the limit, from its beginning or, after a limit that was a deadline (`previous`), from there on;
    `right` what follows up to the next limit.
    """
    if _recurs(left, limit, right) and not (setting.settlement and _pattern("recurring.settled").match(limit.counted_from)):
        return None
    if limit.form == "series":
        return previous
    found = _frame_matches(left, limit, setting)
    duty = _named(left, limit) or _before(found, left, limit, right, setting)
    if duty is None and not found:
        duty = _shared(left, limit, right, previous) if previous else _after(left, limit, right, setting)
        if duty is None and setting.lead_in and not _rejected(left):
            duty = Duty("deadlines.list-item", _clean(left) or _clean(_up_to_colon(right)))
    return duty


def _recurs(left: str, limit: TimeLimitPhrase, right: str) -> bool:
    """A standing rule (`within 24 hours of each arrest`, `as the Act requires`) is no deadline for this reader."""
    if _pattern("recurring.after").match(right):
        return True
    if not limit.relative:
        return False
    if limit.anchor and limit.anchor not in ("document_date", "receipt", "service"):
        counted = limit.counted_from
        if _pattern("recurring.anchor").match(counted) or not _pattern("definite").match(counted) or limit.unit == "hour":
            return True
    return bool(_pattern("recurring.law").search(left)) and not _SPOKEN_TO.search(left)


def _named(left: str, limit: TimeLimitPhrase) -> Duty | None:
    """`The deadline for X is D`, `X is due on D`: the words of the limit themselves say that something is due."""
    if limit.form == "named":
        if re.search(r"\b(?:our|Department[’']s|court[’']s|statutory)\s+(?:\w+\s+)?(?:deadline|date)\b", left, re.I):
            return None
        purpose = _PURPOSE.search(left)
        return Duty("deadlines.named", _clean(purpose[1]) if purpose else _clean(re.sub(r"\s*\bdue(?:\s+date)?:.*", "", left)))
    ends_in_due = limit.relation == "due" or re.search(r"\bdue,?\s*$", left, re.I)
    if not ends_in_due or re.search(r"\b(?:was|were|been)\s+(?:due\s*)?$|\b(?:our|we)\b[^,;]*$", left, re.I):
        return None
    subject = _last_piece(re.sub(r"\s*\bdue,?\s*$", "", left))
    return Duty("deadlines.due", _clean(f"{subject} due" if re.search(r"\b(?:is|are|be)$", subject.rstrip()) else subject))


_FrameMatches = list[tuple[re.Match[str], _DutyFrame]]


def _frame_matches(region: str, limit: TimeLimitPhrase, setting: DutySetting) -> _FrameMatches:
    """The duty words in `region`, in order; those that a setting or a kind of limit does not allow are left out."""
    found = []
    for frame in _frames():
        if "settlement" in frame.flags and not setting.settlement:
            continue
        if limit.relation == "until" and not frame.flags & {"until"} and frame.id not in ("window", "may_file"):
            continue
        if frame.id == "accepted" and limit.relation not in ("until", "no_later_than", "on_or_before"):
            continue
        if frame.id == "window" and limit.form != "bare" and limit.relation not in ("until", "within"):
            continue
        found += [(match, frame) for match in frame.pattern.finditer(region)]
    return sorted(found, key=lambda pair: (pair[0].end(), -pair[0].start()))


def _before(found: _FrameMatches, left: str, limit: TimeLimitPhrase, right: str, setting: DutySetting) -> Duty | None:
    """The duty stands before its limit: `Please respond by`, `Comments must be received by`."""
    if not found:
        return None
    match, frame = found[-1]
    if limit.form == "bare" and frame.id != "window":
        return None
    if not _binds(match, frame, left, limit, setting) or _rejected(left[match.end() :]):
        return None
    if frame.id == "window":
        if limit.relative and limit.anchor is None and limit.unit != "day":
            return None  # `Grantees have three years to spend` is a period
        purpose = _TO.match(right)
        return (
            Duty("deadlines.window", _clean(_up_to_colon(right[purpose.end() :])), False, _names_reader(left))
            if purpose
            else None
        )
    said = left[match.end() :].split("; ")[-1] if "; " in left[match.end() :] else left[match.end() :]
    verb = said if _clean(said) else right
    if _not_a_duty(verb, frame, match):
        return None
    if "consequence" in frame.flags and not _pattern("answering").search(said):
        return None
    return Duty(
        f"deadlines.{frame.id}", _action(match, frame, left, said, right), "consequence" in frame.flags, _names_reader(left)
    )


def _after(left: str, limit: TimeLimitPhrase, right: str, setting: DutySetting) -> Duty | None:
    """The limit comes first: `By June 1, 2018, please send`, `The company, within 30 days of entry, must`."""
    stripped = left.strip()
    if _pattern("predicate").match(right) and not _rejected(left) and not _pattern("denied").search(f"{left.strip()} "):
        return Duty("deadlines.predicate", _clean(_last_piece(left)), reader_named=_names_reader(left))
    modal = _MODAL_TO_COME.match(right)
    if limit.form == "bare" or not (modal or _pattern("fronted").search(stripped)):
        return None
    if _pattern("open_condition").match(stripped) and not stripped.endswith(","):
        return None
    body = f"{_last_piece(left)} {right.lstrip(' ,')}" if modal else right.lstrip(" ,")
    found = sorted(_frame_matches(body, limit, setting), key=lambda pair: (pair[0].start(), -pair[0].end()))
    for match, frame in found:
        lead = body[: match.start()]
        if len(lead) > 120 or re.search(r";|,\s+(?:and|but)\b", lead) or "consequence" in frame.flags:
            break
        if not _binds(match, frame, body, limit, setting) or _pattern_between("own_clause").search(lead):
            return None
        said = body[match.end() :]
        if _not_a_duty(said, frame, match):
            return None
        return Duty(f"deadlines.{frame.id}", _action(match, frame, body, _up_to_colon(said), ""), False, _names_reader(body))
    return None


def _shared(left: str, limit: TimeLimitPhrase, right: str, previous: Duty) -> Duty | None:
    """A further limit of the same sentence: `deliver the records by May 1 and the answers by June 1`."""
    if _rejected(left) or limit.form == "bare":
        return None
    unlabelled = re.sub(r"^[\s,;]*(?:(?:and|or)\s+)?\(?\w{1,3}\)\s+", "", left)
    action = _clean(_pattern("connective").sub("", unlabelled)) or previous.action
    return Duty(previous.rule, action, previous.consequence, previous.reader_named)


@cache
def _pattern_between(name: str) -> re.Pattern[str]:
    return next(re.compile(_fill(rule["pattern"]), re.I) for rule in _PATTERNS["between"] if rule["id"] == name)


def _rejected(between: str) -> bool:
    """Whether the words between a duty and a limit begin another statement, to which the limit belongs."""
    return any(pattern.search(between) for pattern, _ in _rules("between"))


def _binds(match: re.Match[str], frame: _DutyFrame, region: str, limit: TimeLimitPhrase, setting: DutySetting) -> bool:
    """Whether the duty is the reader's, and not told of the past."""
    before = region[: match.start()]
    if _RELATIVE_PRONOUN.search(before) and not re.match(r"(?:you|we|I)\b", match[0], re.I):
        return False
    own, own_or_bench = _others()
    if "subject" in frame.flags and (own_or_bench if setting.kind == "press_release" else own).search(before):
        return False
    if frame.id == "window" and match[0].startswith("ha") and (own_or_bench.search(before) or not before.strip()):
        return False
    if frame.id not in ("please", "consequence", "imperative") and _pattern("denied").search(before):
        return False
    if frame.id == "will_reader" and _pattern("promised").search(before):
        return False
    if setting.kind == "press_release" and _pattern("reported").search(before):
        return False
    if "past" not in frame.flags or limit.day is not None:
        return True
    return setting.kind == "press_release" and limit.anchor is not None and "order" in match[0].casefold()


def _not_a_duty(verb: str, frame: _DutyFrame, match: re.Match[str]) -> bool:
    """`must expire by`, `should be ready by`: what is not for a person to do."""
    return frame.id not in ("receives", "consequence") and any(
        pattern.search(verb) and only in match[0].casefold() for pattern, only in _rules("not_duties")
    )


def _names_reader(text: str) -> bool:
    return bool(re.search(r"\b(?:you|your|please|kindly|we\s+(?:ask|request)|I\s+(?:ask|request))\b", text, re.I))


def _action(match: re.Match[str], frame: _DutyFrame, region: str, said: str, right: str) -> str | None:
    verb = _clean(said)
    if "passive" in frame.flags or re.match(r"\s*(?:\w+ly\s+)?be\b", said):
        subject = _last_piece(region[: match.start()])
        return _clean(f"{subject}{match[0]}{said}")
    if not verb or re.fullmatch(r"(?:and|to|that|you)", verb, re.I):
        return _clean(_up_to_colon(right))
    if "consequence" not in frame.flags and len(verb.split()) <= 2 and _OBJECT_TO_COME.match(right):
        verb = f"{verb} {_up_to_colon(right).strip(' ,')}"
    return _clean(verb)


def _last_piece(text: str) -> str:
    """`text` without the clauses before its last one."""
    ends = [match.end() for match in _SENTENCE_PIECE.finditer(text)]
    return text[ends[-1] :] if ends else text


def _up_to_colon(text: str) -> str:
    return re.split(r":(?:\s|$)|;\s", text, maxsplit=1)[0]


def _clean(text: str) -> str | None:
    """The clause without what only joined it to its sentence; `None` where nothing is left."""
    text = re.sub(r"\s+", " ", text).strip(" ,;:.(–—-")
    text = re.sub(r"^(?:(?:that|please|kindly|also|therefore|then|to|you|promptly)\b[ ,]*)+(?=\S)", "", text, flags=re.I)
    tail = r"(?:,|\b(?:and|or|but|either|no|in any event|in any case|at the latest|please))"
    previous = None
    while previous != text:
        previous = text
        text = re.sub(rf"(?<![ ,;:])[ ,;:]*{tail}$", "", text, flags=re.I).strip(" ,;:")
    return text if re.search(r"\w{2}", text) and text.casefold() not in ("you", "that", "deadline", "due date") else None
