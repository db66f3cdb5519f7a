"""Corrections in words, for messages and lists."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.records.corrections import OF_THE_READING, Correction
from pipeline.records.types import Evidence, PageEvidence

_LONGEST = 60  # characters of a value in a message


def sureness(evidence: Evidence | PageEvidence) -> str:
    """How sure a value is in words: who checked it, where a person did, for that says more than a number."""
    reviewed = evidence.get("reviewed")
    return f"checked by {reviewed['by']}" if reviewed else f"confidence {evidence['confidence']:.2f}"


def told(one: Correction) -> str:
    """A correction in a few words: who said what, when."""
    verb = {"accept": "confirmed", "correct": "corrected", "reject": "rejected", "add": "added", "move": "moved"}
    value = one.new if one.action in ("correct", "add", "move") else one.old or one.item
    if one.action == "accept" and one.field is None:
        return f"On {one.when[:10]} {one.who} looked at the whole document"
    if one.action == "decide":
        return f"On {one.when[:10]} {one.who} decided {(one.field or '').replace('_', ' ')}: {_chosen(one)}"
    if one.action in OF_THE_READING and one.passage:
        said = {"split": "a document begins with", "join": "no document begins with"}.get(one.action, f"of the zone {one.new}:")
        return f"On {one.when[:10]} {one.who} said: {said} “{short(one.passage.text)}”"
    what = short(in_words(value)) if value else "that there is none"
    where = f"{(one.field or 'value').replace('_', ' ')}{f' ({one.key})' if one.key else ''}"
    return f"On {one.when[:10]} {one.who} {verb.get(one.action, one.action)} {where}: {what}"


def _chosen(one: Correction) -> str:
    return "all that was said counts" if one.new is None else f"what {one.new} said counts"


def in_words(value: object) -> str:
    """The value of any key, or a whole item, on one line."""
    if isinstance(value, Mapping):
        return ", ".join(in_words(part) for part in value.values() if part not in (None, "", []))
    return str(value)


def short(words: str) -> str:
    """Words for a message, cut where they are long."""
    bare = " ".join(words.split())
    return bare if len(bare) <= _LONGEST else f"{bare[: _LONGEST - 1]}…"
