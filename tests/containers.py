"""Archives, mails and word processors' documents for tests, made in memory."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from typing import Any

LINK = None
"""As the content of a member: a symbolic link to a file outside."""

LETTER = (
    "U.S. Department of Justice\nOffice of Justice Programs\n\nAugust 3, 2017\n\nMr. Peter Quill\nChief of Police\n"
    "12 Main Street\nTestville, CA 95202\n\nDear Chief Quill:\n\nPlease answer by August 18, 2017.\n\nSincerely,\n\nJane Roe\n"
)


def zipped(members: Mapping[str, bytes | None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            info.external_attr = (0o120777 if content is LINK else 0o100644) << 16
            archive.writestr(info, b"/etc/hostname" if content is None else content)
    return out.getvalue()


def tarred(members: Mapping[str, bytes | None], mode: str = "w") -> bytes:
    out = io.BytesIO()
    opened: Any = tarfile.open(fileobj=out, mode=mode)  # type: ignore[call-overload]  # noqa: SIM115 - closed by the next line
    with opened as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            if content is None:
                info.type, info.linkname = tarfile.SYMTYPE, "/etc/hostname"
            else:
                info.size = len(content)
            archive.addfile(info, io.BytesIO(content or b""))
    return out.getvalue()


def mail(
    text: str = "", html: str = "", attachments: Mapping[str, bytes] | None = None, encoding: str = "quoted-printable"
) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Jane Roe <roe@agency.example>", "quill@town.example"
    message["Subject"], message["Date"] = "A letter", "Fri, 17 Nov 2017 09:12:44 -0500"
    if text or not html:
        message.set_content(text, cte=encoding)
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html", cte=encoding)
    for name, content in (attachments or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def word(build: Callable[[Any], object]) -> bytes:
    """A Word document that `build` fills."""
    import docx

    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def open_document(body: str) -> bytes:
    """An OpenDocument text with these paragraphs (`<text:p>`); the style `new` begins a page."""
    spaces = "".join(f' xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "text", "style", "table"))
    spaces += f' xmlns:fo="{_OFFICE}:xsl-fo-compatible:1.0"'
    style = '<style:style style:name="new"><style:paragraph-properties fo:break-before="page"/></style:style>'
    content = (
        f"<office:document-content{spaces}><office:automatic-styles>{style}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content.encode()}, zipfile.ZIP_STORED)
