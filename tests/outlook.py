"""Mails of Outlook for tests: a compound file of Microsoft (MS-CFB) with the properties of a message (MS-OXMSG)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Tree: TypeAlias = "dict[str, bytes | Tree]"
"""Streams and storages by their names."""

_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_TEXT, _TEXT8, _BINARY, _NUMBER = 0x001F, 0x001E, 0x0102, 0x0003
HEADERS, SUBJECT, SENDER, TO, BODY, BODY_RTF, BODY_HTML, CODEPAGE = 0x7D, 0x37, 0xC1A, 0xE04, 0x1000, 0x1009, 0x1013, 0x3FDE
_DATA, _METHOD, _LONG_NAME, _MIME, _CONTENT_ID = 0x3701, 0x3705, 0x3707, 0x370E, 0x3712
_EMBEDDED = 5


@dataclass(frozen=True)
class Outlook:
    """A message: properties by their number (text, bytes of text in its code page, bytes, a number), and what hangs on it."""

    properties: Mapping[int, str | bytes | int]
    attachments: Mapping[str, bytes | Outlook] = field(default_factory=dict)
    in_codepage: Sequence[int] = ()  # numbers of properties whose bytes are text
    identities: Mapping[str, str] = field(default_factory=dict)  # of pictures that the text shows, by their names

    def tree(self, header: int = 32) -> Tree:
        """Its streams; `header` is the length of what stands before the table of properties."""
        streams: Tree = {}
        rows = b"".join(_row(streams, number, value, number in self.in_codepage) for number, value in self.properties.items())
        streams["__properties_version1.0"] = struct.pack("<8x4I", 0, 0, 0, len(self.attachments)).ljust(header, b"\0") + rows
        for number, (name, held) in enumerate(self.attachments.items()):
            streams[f"__attach_version1.0_#{number:08X}"] = _attachment(name, held, self.identities.get(name))
        return streams

    def data(self) -> bytes:
        """The file."""
        return compound(self.tree())


def _row(streams: Tree, number: int, value: str | bytes | int, is_text: bool = False) -> bytes:
    if isinstance(value, int):
        return struct.pack("<HHIII", _NUMBER, number, 6, value, 0)
    kind = _TEXT if isinstance(value, str) else _TEXT8 if is_text else _BINARY
    data = value.encode("utf-16-le") if isinstance(value, str) else value
    streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
    return struct.pack("<HHIII", kind, number, 6, len(data) + 2 * (kind == _TEXT), 0)


def _attachment(name: str, held: bytes | Outlook, identity: str | None) -> Tree:
    streams: Tree = {}
    rows = _row(streams, _LONG_NAME, name) + _row(streams, _MIME, "image/png" if name.endswith(".png") else "application/pdf")
    rows += _row(streams, _CONTENT_ID, identity) if identity else b""
    if isinstance(held, Outlook):
        rows += _row(streams, _METHOD, _EMBEDDED) + struct.pack("<HHIII", 0x000D, _DATA, 6, 0, 0)
        streams[f"__substg1.0_{_DATA:04X}000D"] = held.tree(header=24)
    else:
        rows += _row(streams, _METHOD, 1) + _row(streams, _DATA, held)
    streams["__properties_version1.0"] = bytes(8) + rows
    return streams


def compound(tree: Tree) -> bytes:
    """A compound file (version 3) that holds these streams."""
    entries: list[list[object]] = []
    large: list[bytes] = []
    small = bytearray()

    def add(name: str, value: bytes | Tree, kind: int) -> int:
        at = len(entries)
        entries.append([name, kind, _NONE, _NONE, _END, 0])  # name, kind, next beside it, first below it, start, size
        if isinstance(value, dict):
            below = [add(key, value[key], 1 if isinstance(value[key], dict) else 2) for key in sorted(value, key=_order)]
            for one, other in zip(below, [*below[1:], _NONE], strict=True):
                entries[one][2] = other
            entries[at][3] = below[0] if below else _NONE
        elif value:
            entries[at][5] = len(value)
            if len(value) < _CUTOFF:
                entries[at][4] = len(small) // _SMALL
                small.extend(_padded(value, _SMALL))
            else:
                entries[at][4] = -1 - len(large)  # told below, where sectors are given out
                large.append(value)
        return at

    add("Root Entry", tree, 5)
    return _laid_out(entries, bytes(small), large)


def _laid_out(entries: list[list[object]], small: bytes, large: list[bytes]) -> bytes:
    chains: list[bytes] = [_padded(data, _SECTOR) for data in large]
    small_table = b"".join(struct.pack("<I", row) for size in _small_sizes(entries) for row in size)
    starts, at = [], 0
    for chain in chains:
        starts.append(at)
        at += len(chain) // _SECTOR
    root_start, at = (at, at + len(_padded(small, _SECTOR)) // _SECTOR) if small else (_END, at)
    table_start, at = (at, at + len(_padded(small_table, _SECTOR)) // _SECTOR) if small else (_END, at)
    entries[0][4:] = [root_start, len(small)]
    directory = b""
    for name, kind, beside, below, start, size in entries:
        coded = str(name).encode("utf-16-le") + b"\0\0"
        begun = starts[-1 - start] if isinstance(start, int) and start < 0 else start
        directory += struct.pack("<64sHBBIII16xI16xIII", coded, len(coded), kind, 1, _NONE, beside, below, 0, begun, size, 0)
    directory = _padded(directory, _SECTOR)
    body = [*chains, *([_padded(small, _SECTOR), _padded(small_table, _SECTOR, b"\xff")] if small else []), directory]
    directory_start = at
    used = sum(len(part) for part in body) // _SECTOR
    tables = 1
    while tables * 128 < used + tables:
        tables += 1
    fat: list[int] = []
    for part in body:
        length = len(part) // _SECTOR
        fat += [*range(len(fat) + 1, len(fat) + length), _END]
    fat += [_FAT] * tables
    fat += [_FREE] * (tables * 128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack(
        "<16xHHHHH6xIIIIIIIII",
        *(0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory_start, 0, _CUTOFF),
        *(table_start, len(_padded(small_table, _SECTOR)) // _SECTOR if small else 0, _END, 0),
    )
    header += b"".join(struct.pack("<I", used + number if number < tables else _FREE) for number in range(109))
    return header + b"".join(body) + struct.pack(f"<{len(fat)}I", *fat)


def _small_sizes(entries: list[list[object]]) -> list[list[int]]:
    """The chains of the small sectors, in the order in which they were filled."""
    found, at = [], 0
    for _, kind, _, _, start, size in entries:
        if kind == 2 and isinstance(size, int) and isinstance(start, int) and 0 < size < _CUTOFF and start >= 0 and start != _END:
            length = -(-size // _SMALL)
            found.append([*range(at + 1, at + length), _END])
            at += length
    return found


def _padded(data: bytes, to: int, filler: bytes = b"\0") -> bytes:
    return data + filler * (-len(data) % to)


def _order(name: str) -> tuple[int, str]:
    return len(name), name.upper()
