"""Where documents are: folders, globs, lists of files, and file systems with an address (`s3://...`, a zip)."""

from __future__ import annotations

import glob
import hashlib
import os
import re
import stat
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from pipeline.errors import DojlettersError, LinkOutside, MissingFile, NotAFile, SourceError, TooLarge, TruncatedFile
from pipeline.reading.archives import MAX_MEMBERS, MAX_RATIO, RATIO_FROM, ZIP_DAMAGE, Names, member_name, opened_zip, zip_error
from pipeline.reading.sources import WITHIN, file_name, is_open, may_be_document
from pipeline.runs.batch.job import Location
from pipeline.runs.batch.remote import members, open_member

_LOCAL_ZIP = "zip://::"
_PIECE = 1 << 20  # bytes read at a time
_ARCHIVE = "archive:"  # the address of a file in an archive of this machine; the member is its number there


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found in `source`; `error` is why it is not read, if it is not.

    `name` is what records call it: its path below the folder that was given, or its file name where that is not told.
    `size` is in bytes; `stamp` changes when its content does, and is empty where nothing tells that.
    """

    source: str
    place: Location
    size: int | None = None
    stamp: str = ""
    error: DojlettersError | None = None
    name: str = ""


def find(sources: Iterable[str], follow_links: bool = False, without: Path | None = None) -> Iterator[Found]:
    """The files of the sources, in any order. Raises SourceError for a source that is not there.

    A source is a file, a folder, a glob (`drop/**/*.pdf`), `@FILE` (a list of sources, one a line, or ended by NUL), a zip, or an
    address that fsspec knows. In folders the same names are passed over as by `extract`; links that lead out of the folder are
    not followed unless `follow_links`, and the folder `without` is passed over.
    """
    closed = os.path.realpath(without) if without else None
    for source in sources:
        if source.startswith("@"):
            for entry in _listed(source.removeprefix("@")):
                yield from _entry(entry, source, follow_links, closed)
        else:
            yield from _source(source, source, follow_links, closed)


def read(place: Location, max_bytes: int) -> bytes:
    """A file's bytes. Raises TooLarge beyond `max_bytes`, OSError where it can't be read."""
    return b"".join(_pieces(place, max_bytes))


def digest(place: Location, max_bytes: int) -> str:
    """The SHA-256 of a file's bytes. Raises TooLarge beyond `max_bytes`, MissingFile where it can't be read."""
    total = hashlib.sha256()
    try:
        for piece in _pieces(place, max_bytes):
            total.update(piece)
    except OSError as error:
        raise MissingFile(f"The file cannot be read ({error.strerror or error})") from error
    return total.hexdigest()


def _pieces(place: Location, max_bytes: int) -> Iterator[bytes]:
    size = 0
    with opened(place) as file:
        while piece := _piece(file):
            size += len(piece)
            if size > max_bytes:
                raise TooLarge(f"The file has more than {max_bytes / 1e6:g} megabytes, which is the limit")
            yield piece


def _piece(file: IO[bytes]) -> bytes:
    """Some more of a file; raises TruncatedFile where a member of an archive is damaged."""
    try:
        return file.read(_PIECE)
    except ZIP_DAMAGE as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> Exception:
    """What is wrong with a member that cannot be unpacked; what is wrong with the disk stays as it is."""
    if isinstance(error, OSError):
        return error
    return TruncatedFile(f"The member is damaged or packed in a way that is not known ({error})")


def opened(place: Location) -> IO[bytes]:
    """A file, open for reading. Never waits for the other end of a pipe. Raises OSError; TruncatedFile for a damaged member."""
    if place.address is not None and place.member is not None and place.address.startswith(_ARCHIVE):
        return _open_zipped(place.address.removeprefix(_ARCHIVE), int(place.member))
    if place.address is None or place.member is None:
        descriptor = os.open(place.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        return open(descriptor, "rb")  # noqa: PTH123 - a descriptor, not a path
    return open_member(place.address, place.member)


def _source(name: str, source: str, follow_links: bool, closed: str | None) -> Iterator[Found]:
    """The files that `name` stands for; `source` is what was given, the name itself or a list in which it stands."""
    name = name.removeprefix("file://")
    if name.startswith(_LOCAL_ZIP) and "://" not in (archive := name.removeprefix(_LOCAL_ZIP).removeprefix("file://")):
        yield from _source(archive, source, follow_links, closed)
    elif "://" in name:
        for member in members(name):
            yield Found(source, member.place, member.size, member.stamp, name=member.name)
    elif os.path.isdir(name):  # noqa: PTH112 - Path would change a name such as ./-rf.pdf
        yield from _folder(name, source, follow_links, closed)
    elif os.path.lexists(name):
        yield from _file(name, source, None, file_name(name))
    elif glob.has_magic(name):
        top = re.split(r"[^/]*[*?\[]", name, maxsplit=1)[0]
        for match in glob.iglob(name, recursive=True):  # noqa: PTH207 - Path.glob takes no absolute pattern
            if not os.path.isdir(match):  # noqa: PTH112
                yield from _file(match, source, None, _below(top, match))
    else:
        raise SourceError(f"There is no {name}", remedy="Check the path.")


def _entry(entry: str, source: str, follow_links: bool, closed: str | None) -> Iterator[Found]:
    """What a line of a list names; if that is not there, it is a file that can't be read and the others go on."""
    try:
        yield from _source(entry, source, follow_links, closed)
    except SourceError:
        yield Found(source, Location(entry), error=MissingFile())


def _listed(name: str) -> list[str]:
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise SourceError(f"The list {name} cannot be read ({error.strerror})") from error
    entries = content.split(b"\0") if b"\0" in content else content.splitlines()
    return [os.fsdecode(entry) for entry in entries if entry]


def _folder(top: str, source: str, follow_links: bool, closed: str | None) -> Iterator[Found]:
    """The files under a folder. A stack of folders, for a folder can be deeper than Python may call."""
    base = os.path.realpath(top)
    seen, waiting = {base, closed}, [(top, base)]
    while waiting:
        folder, real_folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if not _is_folder(entry):
                        if may_be_document(entry.name):
                            yield from _file(entry.path, source, None if follow_links else base, _below(top, entry.path))
                        continue
                    is_link = entry.is_symlink()
                    real = os.path.realpath(entry.path) if is_link else f"{real_folder}/{entry.name}"
                    if is_link and not follow_links:
                        if _leads_out(real, base):
                            yield Found(source, Location(entry.path), error=LinkOutside())
                    elif real not in seen and is_open(entry.name, _Beside(folder)):
                        seen.add(real)
                        waiting.append((entry.path, real))
        except OSError as error:
            yield Found(source, Location(folder), error=MissingFile(f"The folder cannot be listed ({error.strerror})"))


def _below(top: str, path: str) -> str:
    return path.removeprefix(top).lstrip("/")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder or a link to one; a link in a circle leads nowhere."""
    return os.path.isdir(entry.path) if entry.is_symlink() else entry.is_dir()  # noqa: PTH112


@dataclass(frozen=True, slots=True)
class _Beside:
    """The names in a folder."""

    folder: str

    def __contains__(self, name: object) -> bool:
        return os.path.lexists(os.path.join(self.folder, str(name)))  # noqa: PTH118


def _file(path: str, source: str, base: str | None, name: str) -> Iterator[Found]:
    """A file, or the members of one that is named as a ZIP archive and is one: each is a document, with limits of its own."""
    found = replace(_local(path, source, base), name=name)
    if found.error is not None or not path.lower().endswith(".zip"):
        yield found
        return
    try:
        with Path(path).open("rb") as file, opened_zip(file) as archive:
            members = list(_members(archive, found))
    except (DojlettersError, OSError):
        members = []
    yield from members or [found]  # what is no archive after all, or holds nothing, is told when it is read


def _members(archive: zipfile.ZipFile, outer: Found) -> Iterator[Found]:
    names = Names()
    if len(archive.infolist()) > MAX_MEMBERS:
        yield replace(outer, error=TooLarge(f"The archive has more than {MAX_MEMBERS} members", remedy="Split it."))
    for index, info in enumerate(archive.infolist()[:MAX_MEMBERS]):
        name, error = member_name(info.filename), zip_error(info)
        if info.is_dir() or not (error or may_be_document(name.rpartition("/")[2])):
            continue
        within = f"{WITHIN}{names.unique(name)}"
        place = Location(f"{outer.place.path}{within}", f"{_ARCHIVE}{outer.place.path}", str(index))
        if info.file_size > max(RATIO_FROM, MAX_RATIO * info.compress_size):
            error = error or TooLarge(
                "It is packed so tightly that it is no document", remedy="Leave it out, or unpack it by hand."
            )
        yield Found(outer.source, place, info.file_size, f"{outer.stamp} {info.CRC}", error, f"{outer.name}{within}")


def _open_zipped(path: str, index: int) -> IO[bytes]:
    """A member of an archive of this machine, open for reading. Raises OSError, TruncatedFile."""
    try:
        archive = zipfile.ZipFile(path)  # its file is closed with the member
        member = archive.infolist()[index]
    except (IndexError, *ZIP_DAMAGE) as error:  # it is another one by now
        raise OSError(str(error)) from error
    try:
        return archive.open(member)
    except ZIP_DAMAGE as error:
        raise _damaged(error) from error


def _local(path: str, source: str, base: str | None) -> Found:
    """A file of this machine; a link out of the folder `base` is not looked at."""
    place = Location(path)
    try:
        if base is not None and Path(path).is_symlink() and _leads_out(os.path.realpath(path), base):
            return Found(source, place, error=LinkOutside())
        status = os.stat(path)  # noqa: PTH116
    except OSError as error:
        return Found(source, place, error=MissingFile(f"The file cannot be read ({error.strerror})"))
    if not stat.S_ISREG(status.st_mode):
        return Found(source, place, error=NotAFile())
    return Found(source, place, status.st_size, f"{status.st_mtime_ns} {status.st_ctime_ns}")


def _leads_out(real: str, base: str) -> bool:
    return os.path.commonpath([real, base]) != base
