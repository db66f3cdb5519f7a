"""One result of a listing as we keep it: checked, with a digest by which its versions are told apart."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.I)
_NOT_CONTENT = frozenset(
    {"vuuid", "changed", "original", "file"}
)  # they say that there is a version, or whence, not what is new in it
_LONGEST_NUMBER = 20  # digits; what is longer is no number that anybody counts with, and stays text


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


JSON = json.JSONDecoder(parse_int=_number)
"""Decodes what the server writes: a number of a hundred thousand digits is no reason to lose a page."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release, blog entry or speech in one version; `raw` is the result as it came, `content` a digest of what it says."""

    uuid: str
    vuuid: str
    number: str
    title: str
    url: str
    day: str
    changed: int
    body: str
    components: tuple[str, ...]
    attachments: tuple[str, ...]
    content: str
    raw: str


def read(result: Mapping[str, object], raw: str = "") -> Release | None:
    """A result of a listing, and the characters in which it came; `None` for one without a sound id."""
    uuid = str(result.get("uuid") or "")
    if not _UUID.fullmatch(uuid):
        return None
    said = {key: value for key, value in result.items() if key not in _NOT_CONTENT}
    return Release(
        uuid=uuid.lower(),
        vuuid=_text(result.get("vuuid")),
        number=_text(result.get("number")),
        title=_text(result.get("title")),
        url=_text(result.get("url")),
        day=_day(result.get("date")) or _day(result.get("created")),
        changed=_seconds(result.get("changed")),
        body=_text(result.get("body")),
        components=tuple(name for item in _list(result.get("component")) if (name := _name(item))),
        attachments=tuple(dict.fromkeys(url for item in _list(result.get("attachment")) if (url := _address(item)))),
        content=hashlib.sha256(_canonical(said).encode("utf-8", "surrogatepass")).hexdigest(),
        raw=raw or _canonical(result),
    )


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _text(value: object) -> str:
    """A value as text that can be written: half a pair of surrogates is a question mark."""
    text = value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
    return text.encode("utf-8", "replace").decode()


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _name(item: object) -> str:
    """`{"uuid": ..., "name": ...}` or the bare name."""
    return _text(item.get("name") or item.get("title")) if isinstance(item, Mapping) else _text(item)


def _address(item: object) -> str:
    """The address of an attachment, bare or under one of the names that the API has used."""
    if isinstance(item, Mapping):
        return next((found for key in ("url", "uri", "file", "href") if (found := _text(item.get(key)))), "")
    return _text(item)


def _seconds(value: object) -> int:
    """Unix seconds, which the API writes as text; 0 for what is none."""
    text = _text(value)
    return int(text) if text.isdigit() and len(text) < 12 else 0


def _day(value: object) -> str:
    seconds = _seconds(value)
    if seconds:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    try:
        return date.fromisoformat(_text(value)[:10]).isoformat()
    except ValueError:
        return ""
