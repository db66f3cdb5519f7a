"""E-mail: the body as a document's text, the files that hang on it, and its headers, which are about it and no part of it."""

from __future__ import annotations

import email
import email.errors
import email.header
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from typing import TypeAlias

from lxml import html

from extractors.language.web_pages import MAIL_SERVICE
from pipeline.layout.document import Page
from pipeline.reading import outlook
from pipeline.reading.charsets import decoded
from pipeline.reading.crowded import thinned
from pipeline.reading.html import read_html
from pipeline.reading.plaintext import read_text
from pipeline.reading.sniff import OUTLOOK, WEB_ARCHIVE

_STUB = 0.3  # of the characters of the HTML part: a shorter plain part says only that there is another
_SERVED = re.compile(r"govdelivery\.com|You are subscribed to", re.I)
_TAG = re.compile(r"<style\b.*?</style>|<[^<>]*>", re.I | re.S)
_MAX_PARTS = 2_000
_MOST_HEADER = 2_000  # characters of a header that are kept
HEADERS = ("from", "to", "cc", "subject", "date", "message-id", "snapshot-content-location")

_Part: TypeAlias = "Message[str, str]"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file on a mail: its name as the mail gives it, and its bytes; `None` where the mail only points to it."""

    name: str
    data: bytes | None


@dataclass(slots=True)
class ParsedMail:
    """A mail taken apart. `plain` and `html` are its text in the forms that it brings; `pictures` those that stand within."""

    plain: str = ""
    html: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    pictures: int = 0

    @property
    def has_text(self) -> bool:
        """Whether it says anything itself."""
        return bool(self.plain.strip() or _TAG.sub("", self.html).replace("&nbsp;", "").strip())


def read_mail(data: bytes, media_type: str) -> list[Page]:
    """The pages of a mail's body, or of a web page saved as one file; raises TruncatedFile where there is no mail in it."""
    mail = take_apart(data, media_type)
    if _SERVED.search(mail.html) or _SERVED.search(mail.plain):
        mail.html, mail.plain = _without_service(mail.html), _paragraphs_without_service(mail.plain)
    shown = len(_TAG.sub("", mail.html).split())
    if media_type != WEB_ARCHIVE and len(mail.plain.split()) >= _STUB * shown:
        return read_text(mail.plain.encode("utf-8", "replace"))
    return read_html(mail.html.encode("utf-8", "replace"), charset="utf-8")


def _without_service(page: str) -> str:
    """A page without the paragraphs that the service which sends releases puts around them."""
    if not page.strip():
        return page
    root = html.fromstring(thinned(page).encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    for element in [one for one in root.iter("p", "td", "div", "span", "li", "h5", "h6") if not len(one.findall(".//p"))]:
        above = element.getparent()
        if above is not None and MAIL_SERVICE.match(" ".join("".join(map(str, element.itertext())).split())):
            left = html.Element(str(element.tag))  # so that what stood beside it still does
            left.tail = element.tail
            element.tail = None
            above.replace(element, left)
    return str(html.tostring(root, encoding="unicode"))


def _paragraphs_without_service(text: str) -> str:
    return "\n\n".join(part for part in re.split(r"\n[ \t]*\n", text) if not MAIL_SERVICE.match(part.strip()))


def take_apart(data: bytes, media_type: str) -> ParsedMail:
    """A mail's texts and attachments. Raises TruncatedFile where the bytes are no mail after all."""
    return _taken(_message(data, media_type), media_type == WEB_ARCHIVE)


def _message(data: bytes, media_type: str) -> _Part:
    if media_type == OUTLOOK:
        return outlook.message(data)
    return email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=email.policy.compat32)


def headers(data: bytes, media_type: str) -> dict[str, str]:
    """What a mail's head says, by names in small letters, words decoded and on one line: `from`, `to`, `cc`, `subject`, `date`,
    `message-id`, `snapshot-content-location`. Raises TruncatedFile as `take_apart` does.
    """
    found = {name: _words_of(value) for name, value in reversed(_message(data, media_type).items())}
    told = {name.lower(): " ".join(value.split())[:_MOST_HEADER] for name, value in found.items()}
    return {name: value for name, value in told.items() if name in HEADERS and value}


def _words_of(value: object) -> str:
    """The words of a header that may be written in any charset."""
    try:
        return str(email.header.make_header(email.header.decode_header(str(value))))
    except (LookupError, ValueError, email.errors.HeaderParseError):
        return str(value)


def _taken(message: _Part, saved_page: bool) -> ParsedMail:
    mail = ParsedMail()
    for part, is_within in _leaves(message):
        kind, name = part.get_content_type(), _file_name(part)
        attached = (part.get("Content-Disposition") or "").strip().lower().startswith("attachment")
        if kind in ("text/plain", "text/html") and not attached and not name:
            _take_text(mail, part, kind, saved_page)
        elif saved_page or (is_within and not attached):
            mail.pictures += kind.startswith("image/")
        elif kind != "application/pkcs7-signature" and kind != "application/pgp-signature":
            mail.attachments.append(Attachment(name or f"part-{len(mail.attachments) + 1}", _content(part)))
    return mail


def _leaves(message: _Part) -> Iterator[tuple[_Part, bool]]:
    """The parts that hold something, each with whether it stands within the text (a picture); a mail in a mail is one part."""
    waiting: list[tuple[_Part, bool]] = [(message, False)]
    for _ in range(_MAX_PARTS):
        if not waiting:
            return
        part, is_within = waiting.pop()
        children = part.get_payload() if part.is_multipart() and part.get_content_type() != "message/rfc822" else None
        if isinstance(children, list):
            related = is_within or part.get_content_type() == "multipart/related"
            waiting += [(child, related) for child in reversed(children) if isinstance(child, Message)]
        else:
            yield part, is_within and part.get("Content-ID") is not None


def _take_text(mail: ParsedMail, part: _Part, kind: str, saved_page: bool) -> None:
    payload = _content(part) or b""
    text = decoded(payload, _parameter(part, "charset"))
    if kind == "text/html":
        mail.html = mail.html if saved_page and mail.html else mail.html + text
        return
    if _parameter(part, "format").lower() == "flowed":
        text = _unflowed(text, _parameter(part, "delsp").lower() == "yes")
    mail.plain += ("\n" if mail.plain else "") + text


def _content(part: _Part) -> bytes | None:
    if part.get_content_type() == "message/rfc822":
        held = part.get_payload()
        inner = held[0] if isinstance(held, list) and held else None
        return inner.as_bytes() if isinstance(inner, Message) else None
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else None


def _file_name(part: _Part) -> str:
    try:
        return " ".join((part.get_filename() or "").split())
    except (LookupError, ValueError, TypeError):  # a name in a charset that there is not
        return "unnamed"


def _parameter(part: _Part, name: str) -> str:
    value = part.get_param(name)
    return value if isinstance(value, str) else ""


def _unflowed(text: str, deleted: bool) -> str:
    """Text whose lines were broken for sending (RFC 3676): a line that ends in a space goes on; `-- ` does not."""
    lines: list[str] = []
    goes_on = False
    for raw in text.splitlines():
        line = raw[1:] if raw.startswith(" ") else raw
        if goes_on:
            lines[-1] += line
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and line != "-- "
        if goes_on and deleted:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)
