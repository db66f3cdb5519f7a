"""Files in file systems that have an address: `s3://bucket/folder`, `zip://::letters.zip`. fsspec does the work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import IO, TYPE_CHECKING

from pipeline.errors import DojlettersError, ProgramMissing, SourceError
from pipeline.reading.sources import WITHIN, is_open, may_be_document
from pipeline.runs.batch.job import Location

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_STAMPS = ("ETag", "etag", "checksum", "md5", "CRC", "LastModified", "mtime", "created")  # whatever the file system gives


_Info = Mapping[str, int | None]  # what a file system says about a file; of all that only the size is a number for sure


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file there: its place, its path below the address, its size in bytes, and a stamp that changes with its content.

    The stamp is empty where nothing tells when the content changes.
    """

    place: Location
    name: str
    size: int | None
    stamp: str


def members(address: str) -> Iterator[RemoteFile]:
    """The files at an address, which may be a folder, a file or a glob. Raises SourceError where they can't be listed.

    Names found there are names only: they are never read as an address, whatever they hold.
    """
    inner, _, outer = address.partition("::")
    before = f"{outer.removeprefix('file://')}/" if outer else f"{inner.partition('://')[0]}://"
    try:
        for info in _infos(address):
            name = str(info["name"])
            stamp = next((f"{key} {info[key]}" for key in _STAMPS if info.get(key) is not None), "")
            yield RemoteFile(
                Location(before + name.lstrip("/"), address, name), _below(address, outer, name), info.get("size"), stamp
            )
    except (DojlettersError, MemoryError):
        raise
    except Exception as error:  # each kind of file system has errors of its own
        raise SourceError(f"The source {address} cannot be listed ({type(error).__name__}: {error})") from error


def _below(address: str, outer: str, name: str) -> str:
    """A file's path below an address: in an archive with the archive before it, else below the folders without a star."""
    if outer:
        return f"{outer.rpartition('/')[2]}{WITHIN}{name.lstrip('/')}"
    _, top = _file_system(address)
    fixed = re.split(r"[^/]*[*?\[]", top, maxsplit=1)[0].rstrip("/")
    return name.rpartition("/")[2] if name == fixed else name.removeprefix(fixed).lstrip("/")


def open_member(address: str, member: str) -> IO[bytes]:
    """A file there, open for reading. Raises OSError, or SourceError where there is no such file system."""
    file_system, _ = _file_system(address)
    try:
        file: IO[bytes] = file_system.open(member, "rb")
    except OSError:
        raise
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from error
    return file


def protocols(address: str) -> list[str]:
    """The protocols of an address: `zip` and `s3` for `zip://::s3://bucket/letters.zip`."""
    return [part.partition("://")[0] for part in address.split("::") if "://" in part]


def import_protocols(names: list[str]) -> None:
    """Import what the protocols `names` need, so that it is there when a file is opened."""
    import fsspec

    for name in names:
        fsspec.get_filesystem_class(name)


def _infos(address: str) -> Iterator[_Info]:
    """What the file system says about each file; a folder is searched with the names that are passed over in any folder."""
    from fsspec.core import has_magic

    file_system, top = _file_system(address)
    file_system.invalidate_cache()
    if has_magic(top):
        found = file_system.glob(top, detail=True).values()
        yield from (info for info in found if info["type"] == "file")
    elif top and file_system.isfile(top):
        yield file_system.info(top)
    else:
        for folder, _, files in file_system.walk(top, detail=True, on_error="raise"):
            within = folder.removeprefix(top).split("/")
            if all(part in ("", "..") or is_open(part, ()) for part in within):
                yield from (info for name, info in files.items() if may_be_document(name) and info["type"] == "file")


@cache
def _file_system(address: str) -> tuple[AbstractFileSystem, str]:
    """The file system of an address, and the path in it."""
    from fsspec.core import url_to_fs

    try:
        file_system, path = url_to_fs(address)
    except ImportError as error:
        raise ProgramMissing(f"The address {address} needs a package that is not installed ({error})") from error
    except Exception as error:
        raise SourceError(f"The source {address} cannot be opened ({type(error).__name__}: {error})") from error
    return file_system, str(path)
