"""Releases that came another way: mails of the Department and pages saved by hand, into the same store, with versions."""

from __future__ import annotations

import email.utils
import hashlib
import html as entities
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html

from pipeline.errors import DojlettersError
from pipeline.fetch import release as releases
from pipeline.fetch.history import words_of
from pipeline.fetch.night import Night
from pipeline.fetch.release import Release
from pipeline.fetch.store import Store
from pipeline.reading.charsets import decoded
from pipeline.reading.containers import parts
from pipeline.reading.mail import Attachment, headers, take_apart
from pipeline.reading.sniff import HTML, MAILS, WEB_ARCHIVE, kind_of
from pipeline.reading.sources import FileContent, walk

KINDS = ("mails", "pages")
_NAMES = uuid.UUID("7a4f5d36-0c8e-4d0b-9a52-2f1f5e2b6c11")  # what ids of such releases are made in
_ADDRESS = re.compile(r"https?://(?:[a-z0-9-]+\.)*justice\.gov/[^\s\"'<>&?#]*", re.I)
_RELEASE = re.compile(r"/(?:pr|press-release|speech|blog|opa)/", re.I)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{4}\)(\S{1,2000}) -->")
_OURS = re.compile(r"Department of Justice|justice\.gov|\bUSDOJ\b|U\.?S\.? Attorney", re.I)
_MOST_BYTES = 100_000_000


@dataclass(slots=True)
class _FiledRelease:
    """A release in a file: what the API would say of it, and what hangs on it."""

    kind: str
    told: dict[str, object]
    original: bytes
    attachments: list[Attachment] = field(default_factory=list)


def take_folder(store: Store, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> dict[str, Night]:
    """Take the mails and pages of a folder into the store; what of each kind is new or edited, and what is neither.

    The same words are the same version, however often and in whatever order they are met: an older copy is no edit.
    """
    found, troubles = _found(folder)
    nights = {}
    for kind in KINDS:
        at = now().isoformat(timespec="seconds")
        number, _ = store.begin(kind, False, None, "", at)
        for one in sorted((one for one in found if one.kind == kind), key=lambda one: (one.told["date"], one.told["file"])):
            _take(store, number, one, at)
        store.end(number, now().isoformat(timespec="seconds"))
        nights[kind] = Night(number, False, tuple(store.events(number)), 0, tuple(troubles if kind == KINDS[0] else ()))
    return nights


def _take(store: Store, number: int, found: _FiledRelease, at: str) -> None:
    release = releases.read(found.told)
    assert release is not None  # its id is of our own making
    known = [releases.read(releases.JSON.decode(version.raw)) for version in store.versions(release.uuid)]
    if any(older is not None and _words(older) == _words(release) for older in known):
        return
    with store.together():
        store.put(found.original)
        store.take(number, found.kind, release, at)
        for url, attachment in zip(release.attachments, found.attachments, strict=True):
            if attachment.data is None:
                store.attached.not_had(found.kind, release.uuid, url, "it is not in the mail")
            else:
                store.attached.keep(number, found.kind, release.uuid, url, attachment.data, "", at)


def _words(release: Release) -> list[str]:
    return [*release.title.split(), *words_of(release.body), *release.attachments]


def _found(folder: Path) -> tuple[list[_FiledRelease], list[str]]:
    """The releases in a folder's files, and what is none, in words."""
    found: list[_FiledRelease] = []
    troubles: list[str] = []
    for source in walk([folder]):
        try:
            for part in _bodies(FileContent(source.path, name=source.name)):
                one = _release(part)
                if one is None:
                    troubles.append(f"{part.name} is no mail and no page of the Department: it was left out")
                else:
                    found.append(one)
        except (OSError, DojlettersError) as error:
            troubles.append(f"{source.name}: {error}")
    return found, troubles


def _bodies(content: FileContent) -> Iterator[FileContent]:
    """A file, or what an archive or mailbox holds; not what hangs on a mail, which goes with its mail."""
    if kind_of(content.data) in (*MAILS, HTML, WEB_ARCHIVE):
        yield content
        return
    mails: list[str] = []
    for part in parts(content, _MOST_BYTES):
        if part.error is not None:
            raise part.error
        if not any(part.path.startswith(f"{mail}!/") for mail in mails):
            yield part.content
        if kind_of(part.content.data) in MAILS:
            mails.append(part.path)


def _release(content: FileContent) -> _FiledRelease | None:
    kind = kind_of(content.data)
    if kind in MAILS:
        return _of_mail(content, str(kind))
    if kind == WEB_ARCHIVE:
        return _of_page(content, take_apart(content.data, WEB_ARCHIVE).html, headers(content.data, WEB_ARCHIVE))
    return _of_page(content, decoded(content.data), {}) if kind == HTML else None


def _of_mail(content: FileContent, kind: str) -> _FiledRelease | None:
    mail, head = take_apart(content.data, kind), headers(content.data, kind)
    body = mail.html or "".join(f"<p>{entities.escape(line)}</p>\n" for line in mail.plain.splitlines() if line.strip())
    title = head.get("subject", "")
    if not _OURS.search(f"{head.get('from', '')} {body}"):
        return None
    shown = _without(html.fromstring(body.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")), title)
    attached = [f"attachment/{number}/{one.name}" for number, one in enumerate(mail.attachments, 1)]
    return _FiledRelease(
        "mails", _told(content, "mails", title, _sent(head), _address(body), shown, attached), content.data, mail.attachments
    )


def _of_page(content: FileContent, text: str, head: Mapping[str, str]) -> _FiledRelease | None:
    if not text.strip() or not _OURS.search(text):
        return None
    root = html.fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    metas = [(str(one.get("property") or one.get("name")).lower(), str(one.get("content") or "")) for one in root.iter("meta")]
    named = dict(reversed(metas))
    links = [str(link.get("href") or "") for link in root.iter("link") if link.get("rel") == "canonical"]
    saved = _SAVED_FROM.search(text[:5_000])
    said = [*links, named.get("og:url", ""), saved[1] if saved else "", head.get("snapshot-content-location", "")]
    url = next((one for one in said if _ADDRESS.match(one)), "")
    headline = next((_text(one) for one in root.iter("h1")), "") or named.get("og:title", "")
    times = [str(one.get("datetime") or "") for one in root.iter("time")]
    day = _seconds(next((one for one in [named.get("article:published_time", ""), *times] if one), ""))
    main = next((one for name in ("article", "main", "body") for one in root.iter(name)), root)
    etree.strip_elements(main, "script", "style", "nav", "header", "footer", with_tail=False)
    body = _without(main, headline)
    return _FiledRelease("pages", _told(content, "pages", headline, day, url, body, []), content.data)


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _tail(text: str) -> etree._Element:
    """What stood behind an element that is gone."""
    span: etree._Element = html.Element("span")
    span.text = text
    return span


def _without(body: etree._Element, headline: str) -> str:
    """The markup of a body without the element that repeats the headline, which stands beside it."""
    inner = (one for one in body.iter() if isinstance(one.tag, str) and one is not body)
    repeated = next((one for one in inner if headline and _text(one) == headline), None)
    above = None if repeated is None else repeated.getparent()
    if repeated is not None and above is not None:
        repeated.tail, tail = None, repeated.tail or ""
        above.replace(repeated, _tail(tail))
    return str(html.tostring(body, encoding="unicode"))


def _told(
    content: FileContent, kind: str, title: str, seconds: str, url: str, body: str, attachments: list[str]
) -> dict[str, object]:
    """What the API would say; its id is that of its address, or else of its headline and day."""
    known_by = url.rstrip("/").lower() or f"{' '.join(title.casefold().split())} {seconds[:-5]}"
    digest = hashlib.sha256(f"{title}\n{body}".encode("utf-8", "replace")).hexdigest()
    return {
        "uuid": str(uuid.uuid5(_NAMES, f"{kind} {known_by}")),
        "vuuid": digest[:32],
        "date": seconds,
        "title": title,
        "body": body,
        "url": url,
        "component": [],
        "attachment": attachments,
        "original": content.sha256,
        "file": content.name,
    }


def _sent(head: Mapping[str, str]) -> str:
    try:
        return str(int(email.utils.parsedate_to_datetime(head.get("date", "")).timestamp()))
    except (ValueError, TypeError, OverflowError):
        return ""


def _seconds(day: str) -> str:
    try:
        found = datetime.fromisoformat(day)
    except ValueError:
        return ""
    return str(int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()))


def _address(body: str) -> str:
    """The release's own address in a mail, also where its links lead over a server that counts them."""
    found = [match[0] for match in _ADDRESS.finditer(unquote(entities.unescape(body)))]
    return next((one for one in found if _RELEASE.search(one)), "")
