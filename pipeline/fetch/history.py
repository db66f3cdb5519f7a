"""What changed from one version of a release to the next, word for word."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lxml import etree, html

from pipeline.fetch import release as releases
from pipeline.fetch.attachments import AttachmentCopy
from pipeline.fetch.store import Store
from pipeline.wording.weighty import is_negation, modal

_CONTEXT = 5  # words on either side of a change


class Edit(NamedTuple):
    """One change: `key` of the release in which it stands, the words before and after it, what was and what is.

    `weight` is `negation`, `obligation`, `number`, `wording`, or `file` where an attachment was exchanged.
    """

    key: str
    before: str
    older: str
    newer: str
    after: str
    weight: str


class VersionStep(NamedTuple):
    """One version beside the one before it; the first has no edits."""

    vuuid: str
    at: str
    edits: tuple[Edit, ...]


def history(store: Store, uuid: str) -> list[VersionStep]:
    """The versions of a release in the order in which they were met; raises KeyError for an id that is not known."""
    versions = store.versions(uuid)
    if not versions:
        raise KeyError(uuid)
    steps, before = [], None
    for version in versions:
        release = releases.read(releases.JSON.decode(version.raw))
        edits = tuple(_edits(before, release)) if before is not None and release is not None else ()
        steps.append(VersionStep(version.vuuid, version.at, edits))
        before = release
    return [*_with_exchanges(steps, store.attached.copies(uuid))]


def _with_exchanges(steps: Sequence[VersionStep], copies: Iterable[AttachmentCopy]) -> Iterator[VersionStep]:
    """The versions, each with the attachments that were exchanged under the same address since the one before."""
    exchanged: dict[int, list[Edit]] = {}
    held: dict[str, AttachmentCopy] = {}
    for copy in copies:
        before, held[copy.url] = held.get(copy.url), copy
        if before is not None:
            number = max((n for n, step in enumerate(steps) if step.at <= copy.at), default=0)
            exchanged.setdefault(number, []).append(Edit("attachments", copy.url, _file(before), _file(copy), "", "file"))
    for number, step in enumerate(steps):
        yield step._replace(edits=(*step.edits, *exchanged.get(number, ())))


def _file(copy: AttachmentCopy) -> str:
    return f"{copy.size:,} bytes, {copy.object[:12]}"


def _edits(older: releases.Release, newer: releases.Release) -> Iterator[Edit]:
    for key in ("title", "number", "day", "components", "attachments"):
        one, other = (_plain(getattr(release, key)) for release in (older, newer))
        if one != other:
            yield Edit(key, "", one, other, "", _weight(one.split(), other.split()))
    yield from _words(words_of(older.body), words_of(newer.body))


def _plain(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def words_of(body: str) -> list[str]:
    """The words of a body's markup, as a reader sees them."""
    if not body.strip():
        return []
    root = html.fromstring(f"<div>{body}</div>")
    etree.strip_elements(root, "script", "style", with_tail=False)
    return " ".join(str(text) for text in root.itertext()).split()


def _words(older: list[str], newer: list[str]) -> Iterator[Edit]:
    matcher = difflib.SequenceMatcher(None, older, newer, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal":
            around = " ".join(older[max(0, a - _CONTEXT) : a]), " ".join(older[b : b + _CONTEXT])
            one, other = older[a:b], newer[c:d]
            yield Edit("body", around[0], " ".join(one), " ".join(other), around[1], _weight(one, other))


def _weight(older: list[str], newer: list[str]) -> str:
    changed = {word.casefold().strip(".,;:()“”\"'") for word in set(older) ^ set(newer)}
    if any(map(is_negation, changed)):
        return "negation"
    if any(map(modal, changed)):
        return "obligation"
    return "number" if any(c.isdigit() for word in changed for c in word) else "wording"
