"""Releases and attachments as files that a batch reads: a folder for each release, named by its id and by nothing that it says.

A release is written as a page in the form of the site: headline, day, office, text and number. What the API says of it stands
beside them as the page's metadata, which is no part of the text: where a record says something else, that is a doubt about it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup

from pipeline.export.files import prepare, write
from pipeline.fetch.night import latest
from pipeline.fetch.release import Release
from pipeline.fetch.store import Event, Store
from pipeline.records.review import SAID_OTHERWISE
from pipeline.records.types import Record

FOLDER = "documents"
_RELEASE = "release.html"
_ENDINGS = frozenset({".pdf", ".htm", ".html", ".txt", ".docx", ".odt", ".rtf", ".tif", ".tiff", ".png", ".jpg", ".jpeg"})
_PAGE = Environment(autoescape=True, trim_blocks=True).from_string("""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>{{ release.title }}</title>
<meta name="dcterms.title" content="{{ release.title }}">
<meta name="dcterms.issued" content="{{ release.day }}">
<meta name="dcterms.identifier" content="{{ release.number }}"></head>
<body><main><article>
<p>FOR IMMEDIATE RELEASE</p>
{% for name in release.components %}
<p>{{ name }}</p>
{% endfor %}
{% if day %}
<p>{{ day }}</p>
{% endif %}
<h1>{{ release.title }}</h1>
{{ body }}
{% if release.number %}
<p>Press Release Number: {{ release.number }}</p>
{% endif %}
</article></main></body></html>
""")


def write_documents(store: Store, events: Iterable[Event]) -> int:
    """Write what a night found new or edited, and all attachments of it that are there; how many releases. Raises OutputError.

    What is gone from the site stays: its copy is the reason for keeping one.
    """
    written = 0
    for event in events:
        if event.what != "gone":
            folder = store.folder / FOLDER / event.release.uuid
            prepare(folder)
            write(folder / _RELEASE, page(latest(store, event.release.uuid)).encode("utf-8", "replace"))
            write_attachments(store, event.release.kind, event.release.uuid)
            written += 1
    return written


def write_attachments(store: Store, kind: str, uuid: str) -> None:
    """Write the attachments of a release that are there, and not yet written as they are now."""
    folder = store.folder / FOLDER / uuid
    for number, (url, name, _) in enumerate(store.attached.of(kind, uuid), 1):
        path = folder / f"attachment-{number}{_ending(url)}"
        if name is not None and not _holds(path, name):
            prepare(folder)
            write(path, store.path(name).read_bytes())


def _holds(path: Path, name: str) -> bool:
    """Whether a file has the bytes of an object."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == name
    except OSError:
        return False


def page(release: Release) -> str:
    """A release as a page; its body is the site's own markup, everything else is escaped."""
    day = date.fromisoformat(release.day) if release.day else None
    printed = f"{day:%B} {day.day}, {day.year}" if day else ""
    return _PAGE.render(release=release, day=printed, body=Markup(release.body))


def _ending(url: str) -> str:
    """One of the endings that we know, as the address has it, or none."""
    ending = PurePosixPath(urlsplit(url).path).suffix.lower()
    return ending if ending in _ENDINGS else ""


def disagreements(records: Iterable[Record]) -> Iterator[str]:
    """Where a record of a release says something else than the site: its day, its headline, its number."""
    for record in records:
        path = PurePosixPath(record["source"]["path"])
        for reason in record["review"]["reasons"] if path.name == _RELEASE else ():
            if reason["code"] == SAID_OTHERWISE:
                yield f"{path.parent.name}: {reason['message']}"
