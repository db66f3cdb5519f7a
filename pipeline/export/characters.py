"""Characters that a form of file forbids or that do something in it: said as such, never dropped in silence."""

from __future__ import annotations

import json
import re

# Half a surrogate pair comes from a broken font or from a file name that is no UTF-8.
_SURROGATE = re.compile("[\ud800-\udfff]")
# What XML 1.0 has no way to write, and the other control characters (a terminal or an editor acts on them).
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What turns round the order in which a terminal shows words: `\u202efdp.exe` looks like a PDF.
_TURNS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_STEERS = re.compile(f"[{_TURNS}]")
# Readers that split at every line break of Unicode would cut a JSON line in two; JSON escapes no other control character.
_ESCAPED = re.compile(f"[\x7f-\x9f\u2028\u2029\ud800-\udfff{_TURNS}]")

# What makes a spreadsheet run a cell, the full-width signs included, also behind white space, which some trim.
_FORMULA = re.compile(r"[\s\x00-\x1f']*[=+\-@＝＋－＠]|'*[\t\r\n]")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_WRITTEN = re.compile("_x([0-9A-Fa-f]{4})_")


def json_text(value: object, indent: int | None = None) -> str:
    """A value as JSON without a control character; raises ValueError for a number that JSON does not have."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _ESCAPED.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


def encoded(text: str) -> bytes:
    """UTF-8; half a surrogate pair is written as its JSON escape."""
    return text.encode("utf-8", "backslashreplace")


def without_controls(text: str) -> str:
    """The text with each control character but tab and line feed, which a carriage return becomes, as U+FFFD."""
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def for_terminal(text: str) -> str:
    """The text as `without_controls` gives it, and without what turns round the order of words."""
    return _STEERS.sub("\ufffd", without_controls(text))


def without_surrogates(value: object) -> object:
    """JSON values with each half of a surrogate pair, which UTF-8 cannot hold, as U+FFFD."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: without_surrogates(part) for key, part in value.items()}
    return [without_surrogates(part) for part in value] if isinstance(value, list) else value


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula; `unguarded` takes it off again."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def as_cell(text: str) -> str:
    """The text as a spreadsheet's cell: no formula, and control characters as Office writes them (`_x0000_`).

    `from_cell` gives back the text.
    """
    return guarded(_UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text))


def from_cell(cell: str) -> str:
    """The text that `as_cell` was given."""
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), unguarded(cell))
