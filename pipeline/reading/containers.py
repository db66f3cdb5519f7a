"""The documents in a file: those of an archive, a mailbox or joined PDFs, and what hangs on a mail, each with a path of its own.

`mail.zip!/letter.pdf` is the member `letter.pdf` of `mail.zip`. Nothing is ever written, no name is followed: members are bytes
in memory, within limits. Whatever cannot be read, or is not for safety's sake, is there with the reason.
"""

from __future__ import annotations

import mailbox
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from pipeline.errors import DojlettersError, EmptyFile, OutputError, TooLarge, TruncatedFile, UnsafeMember
from pipeline.reading import archives
from pipeline.reading.archives import Member
from pipeline.reading.mail import take_apart
from pipeline.reading.sniff import ARCHIVES, JOINED, MAILBOX, MAILS, TAR, ZIP, kind_of, seams
from pipeline.reading.sources import WITHIN, FileContent, may_be_document

MAX_DEPTH = 4  # archives in archives
_TOTAL = 4  # times the largest file: the most that all members of one file may hold together
_KEPT = 200_000_000  # bytes of the documents in one file that are kept to be shown; what lies beyond is not found


@dataclass(frozen=True, slots=True)
class ContainedDocument:
    """One document of a file: its content, and why it is not read if it is not."""

    content: FileContent
    error: DojlettersError | None = None

    @property
    def path(self) -> str:
        """Its path, which leads through the files that hold it."""
        return self.content.path


def parts(content: FileContent, max_bytes: int, passwords: tuple[str, ...] = ()) -> Iterator[ContainedDocument]:
    """The documents in a file: itself if it is one, then those that it holds. Raises OSError where it cannot be read."""
    return _parts(content, content.data, archives.Budget(max_bytes, _TOTAL * max_bytes, passwords=passwords), 0)


def content_at(path: Path) -> FileContent:
    """The file at a path, or the document that one holds there (`mail.zip!/letter.pdf`). Raises OSError where there is none."""
    outer = Path(str(path).partition(WITHIN)[0])
    if outer == path or path.is_file():
        return FileContent(str(path))
    stat = outer.stat()
    found = _within(outer, stat.st_mtime_ns, stat.st_size).get(path)
    if found is None:
        raise FileNotFoundError(f"{outer} holds no such document that can be read")
    return found


@lru_cache(maxsize=1)  # what is shown one behind the other mostly lies in the same archive
def _within(path: Path, changed: int, size: int) -> Mapping[Path, FileContent]:
    """The documents that a file holds; `changed` and `size` are its own, so that a new one is looked into anew."""
    found: dict[Path, FileContent] = {}
    left = _KEPT
    for part in parts(FileContent(str(path)), _KEPT):
        left -= 0 if part.error else len(part.content.data)
        if left < 0:
            break
        if part.error is None:
            found[Path(part.path)] = part.content
    return found


def _parts(content: FileContent, data: bytes, budget: archives.Budget, depth: int) -> Iterator[ContainedDocument]:
    """`data` are the bytes that are looked into: those of `content`, or what it is once it is unpacked."""
    kind = kind_of(data)
    if kind in MAILS:
        yield from _of_mail(content, kind, budget, depth)
    elif kind not in ARCHIVES:
        yield ContainedDocument(content)
    elif depth >= MAX_DEPTH:
        yield ContainedDocument(
            content, TooLarge(f"Archives lie more than {MAX_DEPTH} deep in one another here", remedy="Unpack it by hand.")
        )
    else:
        yield from _of_archive(content, data, kind, budget, depth)


def _of_archive(content: FileContent, data: bytes, kind: str, budget: archives.Budget, depth: int) -> Iterator[ContainedDocument]:
    openers: dict[str, Callable[[], Iterator[Member]]] = {
        ZIP: lambda: archives.zipped(data, budget),
        TAR: lambda: archives.tarred(data, budget),
        MAILBOX: lambda: _mails(data),
        JOINED: lambda: _joined(data),
    }
    opener = openers.get(kind, lambda: archives.packed(data, _inner_name(content.path), budget))
    count = 0
    names = archives.Names()
    try:
        for member in opener():
            if member.error is None and not may_be_document(member.name.rpartition("/")[2]):
                continue
            count += 1
            if kind not in (ZIP, TAR) and kind_of(member.data) == TAR:  # `.tar.gz` is one archive
                yield from _of_archive(content, member.data, TAR, budget, depth)
                continue
            own = content.holding(names.unique(member.name), b"" if member.error else member.data)
            if member.error is not None:
                yield ContainedDocument(own, member.error)
                continue
            yield from _parts(own, member.data, budget, depth + 1)
    except DojlettersError as error:  # the archive goes no further: what came before is kept
        yield ContainedDocument(content, error)
        return
    if not count:
        yield ContainedDocument(
            content, EmptyFile("The archive holds no document", remedy="Look into it: it may hold data or programs only.")
        )


def _of_mail(content: FileContent, kind: str, budget: archives.Budget, depth: int) -> Iterator[ContainedDocument]:
    """A mail's body, if it says anything or nothing hangs on it, and then each attachment."""
    try:
        mail = take_apart(content.data, kind)
    except DojlettersError as error:
        yield ContainedDocument(content, error)
        return
    if mail.has_text or not mail.attachments:
        yield ContainedDocument(content)
    names = archives.Names()
    for attachment in mail.attachments:
        name = archives.member_name(attachment.name)
        if archives.LEADS_OUT.search(name):
            yield ContainedDocument(
                content.holding(names.unique(name), b""), UnsafeMember("The attachment's name leads out of its mail")
            )
            continue
        own = content.holding(names.unique(name.replace("/", "_")), attachment.data or b"")
        if attachment.data is None:
            yield ContainedDocument(own, TruncatedFile("The attachment is not in the mail, or is damaged"))
        elif may_be_document(attachment.name):
            if depth >= MAX_DEPTH:
                yield ContainedDocument(own, TooLarge(f"Mails lie more than {MAX_DEPTH} deep in one another here"))
                continue
            yield from _parts(own, attachment.data, budget, depth + 1)


def _mails(data: bytes) -> Iterator[Member]:
    """The mails of a mailbox (mbox), numbered from 1."""
    try:
        with tempfile.TemporaryDirectory(prefix="dojletters-") as folder:
            file = Path(folder, "mbox")
            file.write_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
            box = mailbox.mbox(file, create=False)
            for number, key in enumerate(box.iterkeys(), 1):
                yield Member(f"{number}.eml", box.get_bytes(key))
            box.close()
    except OSError as error:
        raise OutputError(f"The mailbox cannot be taken apart ({error.strerror})", remedy="See that /tmp is not full.") from error


def _joined(data: bytes) -> Iterator[Member]:
    """PDFs that were put one behind the other, each numbered from 1."""
    bounds = [0, *seams(data), len(data)]
    for number, (start, end) in enumerate(pairwise(bounds), 1):
        yield Member(f"{number}.pdf", data[start:end])


def _inner_name(path: str) -> str:
    """What a packed file is called without its packing: `letter.pdf.gz` is `letter.pdf`."""
    name = re.split(r"[/\\]", path)[-1]
    return re.sub(r"\.(?:gz|bz2|xz)$", "", re.sub(r"\.(?:tgz|tbz2?|txz)$", ".tar", name, flags=re.I), flags=re.I) or "file"
