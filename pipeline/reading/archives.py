"""The members of ZIP, tar, gzip, bzip2 and xz archives, read into memory within limits; each that fails does so alone."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, TypeAlias

from pipeline.errors import DojlettersError, EncryptedFile, NotAFile, TooLarge, TruncatedFile, UnsafeMember

MAX_MEMBERS = 20_000
MAX_RATIO = 250  # times as large as it was packed, beyond RATIO_FROM: pages of a scan gain 20, text 10
RATIO_FROM = 50_000_000  # bytes
_PIECE = 1 << 20
_AES = 99
_DAMAGE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, KeyError, IndexError)
ZIP_DAMAGE = (*_DAMAGE, NotImplementedError, RuntimeError)
LEADS_OUT = re.compile(r"^/|^[A-Za-z]:(?!:)|^\w+:/|(?:^|/)\.\.(?:/|$)|\x00")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive: its name there and its bytes, or why it is not read."""

    name: str
    data: bytes
    error: DojlettersError | None = None


@dataclass(slots=True)
class Budget:
    """How much may be read: the largest member, what is left for all of them, in bytes; how many; with what passwords."""

    largest: int
    left: int
    members: int = MAX_MEMBERS
    passwords: tuple[str, ...] = ()

    def count(self) -> None:
        """One more member; raises TooLarge beyond the limit."""
        self.members -= 1
        if self.members < 0:
            raise TooLarge(f"The archive has more than {MAX_MEMBERS} members", remedy="Split it.")

    def read(self, file: IO[bytes] | _Packed, packed: int | None = None) -> bytes:
        """All of a file. Raises TooLarge where it is larger than allowed, or than `packed` bytes can honestly be."""
        pieces, size = [], 0
        while piece := file.read(_PIECE):
            size += len(piece)
            self.left -= len(piece)
            if size > self.largest or self.left < 0:
                raise TooLarge(f"It has more than {min(size, self.largest) / 1e6:.0f} megabytes unpacked, which is the limit")
            if packed is not None and size > max(RATIO_FROM, MAX_RATIO * packed):
                raise TooLarge("It is packed so tightly that it is no document", remedy="Leave it out, or unpack it by hand.")
            pieces.append(piece)
        return b"".join(pieces)


class Names:
    """Gives each member a name of its own: two of one name are both read."""

    def __init__(self) -> None:
        self._times = Counter[str]()
        self._given = set[str]()

    def unique(self, name: str) -> str:
        """The name, with a number where it was there already."""
        own = name
        while own in self._given:
            self._times[name] += 1
            own = f"{name} ({self._times[name] + 1})"
        self._given.add(own)
        return own


def zipped(data: bytes, budget: Budget) -> Iterator[Member]:
    """The members of a ZIP archive in its order. Raises TruncatedFile where it has no readable table of them, TooLarge."""
    with opened_zip(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            budget.count()
            yield read_zipped(archive, info, budget)


def opened_zip(file: IO[bytes]) -> zipfile.ZipFile:
    """A ZIP archive; raises TruncatedFile where it has no readable table of members."""
    try:
        return zipfile.ZipFile(file)
    except ZIP_DAMAGE as error:
        raise TruncatedFile("The archive is truncated or damaged: its table of members cannot be read") from error


def zip_error(info: zipfile.ZipInfo) -> DojlettersError | None:
    """Why a member is not read whatever it holds."""
    name, mode = member_name(info.filename), info.external_attr >> 16
    if LEADS_OUT.search(name):
        return UnsafeMember()
    if stat.S_ISLNK(mode):
        return UnsafeMember("The member is a symbolic link, which was not followed")
    if stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        return NotAFile()
    return EncryptedFile("The member is encrypted and needs a password") if info.flag_bits & 1 else None


def read_zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Member:
    """A member of a ZIP archive."""
    name = member_name(info.filename)
    error = zip_error(info)
    if isinstance(error, EncryptedFile) and budget.passwords:
        return _unlocked(archive, info, budget)
    if error is not None:
        return Member(name, b"", error)
    try:
        with archive.open(info) as file:
            return _whole(name, budget.read(file, info.compress_size), info.file_size)
    except TooLarge as too_large:
        return Member(name, b"", too_large)
    except ZIP_DAMAGE as damage:
        return Member(name, b"", TruncatedFile(f"The member is damaged or packed in a way that is not known ({damage})"))


def _unlocked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Member:
    """A member that needs a password; a wrong one shows by its first bytes, or else by its checksum."""
    name = member_name(info.filename)
    try:
        for password in budget.passwords:
            wrong = (zipfile.BadZipFile, zlib.error, *((RuntimeError,) if _is_classic(info) else ()))
            with contextlib.suppress(*wrong), archive.open(info, pwd=password.encode()) as file:
                return _whole(name, budget.read(file, info.compress_size), info.file_size)
    except TooLarge as too_large:
        return Member(name, b"", too_large)
    except ZIP_DAMAGE:
        told = "The member is encrypted in a way that is not read (AES)"
        return Member(name, b"", EncryptedFile(told, remedy="Unpack the archive with its password and give its files."))
    return Member(name, b"", EncryptedFile("None of the passwords given opens the member"))


def _is_classic(info: zipfile.ZipInfo) -> bool:
    """Whether a member is encrypted in ZIP's own way, and not by the AES of WinZip (method 99)."""
    return info.compress_type != _AES


def member_name(name: str) -> str:
    """A member's name with the slashes that its path is written with."""
    return name.replace("\\", "/")


def tarred(data: bytes, budget: Budget) -> Iterator[Member]:
    """The members of a tar archive in its order. Raises TruncatedFile where it breaks off, TooLarge."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for info in archive:
                if info.isdir():
                    continue
                budget.count()
                yield _read_tarred(archive, info, budget)
    except _DAMAGE as error:
        raise TruncatedFile("The archive breaks off or is damaged; what comes after is missing") from error


def _read_tarred(archive: tarfile.TarFile, info: tarfile.TarInfo, budget: Budget) -> Member:
    name = member_name(info.name)
    if info.issym() or info.islnk():
        return Member(name, b"", UnsafeMember("The member is a link, which was not followed"))
    if LEADS_OUT.search(name):
        return Member(name, b"", UnsafeMember())
    file = archive.extractfile(info) if info.isreg() else None
    if file is None:
        return Member(name, b"", NotAFile())
    try:
        found = budget.read(file)
    except TooLarge as error:
        return Member(name, b"", error)
    return _whole(name, found, info.size)


def _whole(name: str, data: bytes, size: int) -> Member:
    """A member, if it has as many bytes as its archive says."""
    if len(data) == size:
        return Member(name, data)
    return Member(name, b"", TruncatedFile(f"The member has {len(data)} bytes, and its archive says {size}"))


_Packed: TypeAlias = gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile


def _gunzip(file: io.BytesIO) -> gzip.GzipFile:
    return gzip.GzipFile(fileobj=file)


def packed(data: bytes, name: str, budget: Budget) -> Iterator[Member]:
    """The one file that gzip, bzip2 or xz packed."""
    budget.count()
    openers: dict[bytes, Callable[[io.BytesIO], _Packed]] = {b"\x1f": _gunzip, b"B": bz2.BZ2File, b"\xfd": lzma.LZMAFile}
    try:
        with openers[data[:1]](io.BytesIO(data)) as file:
            yield Member(name, budget.read(file, len(data)))
    except _DAMAGE as error:
        raise TruncatedFile("The archive breaks off or is damaged") from error
