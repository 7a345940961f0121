"""The compound file of an .xls: is it encrypted, and where do its formulas stand. Runs in the sandbox."""

import struct
from collections.abc import Iterator

from .bad_workbook import BROKEN, ENCRYPTED, NOT_A_WORKBOOK, BadWorkbook

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
LAST_SECTOR = 0xFFFFFFFA  # numbers from here on are marks, not sectors
HEAD_SLOTS = 109
ENTRY = 128
SMALL = 4096  # shorter streams live in the mini stream, in pieces of 64

FORMULA, FILE_PASS, BOUND_SHEET, BEGIN, END = 0x0006, 0x002F, 0x0085, 0x0809, 0x000A


class OldBook:
    """An .xls that is known not to be encrypted."""

    def __init__(self, data: bytes) -> None:
        streams = Compound(data)
        if {"EncryptedPackage", "EncryptionInfo"} & streams.names():
            raise BadWorkbook(ENCRYPTED)
        name = next((name for name in ("Workbook", "Book") if name in streams.names()), None)
        if name is None:
            raise BadWorkbook(NOT_A_WORKBOOK)
        self._stream = streams.read(name)
        self._sheets = self._sheet_offsets()

    def formulas(self, index: int) -> set[tuple[int, int]]:
        """The cells of a sheet that hold formulas, as row and column counted from 0."""
        records = self._records(self._sheets[index])
        return {struct.unpack_from("<HH", self._stream, body) for kind, body in records if kind == FORMULA}

    def _sheet_offsets(self) -> list[int]:
        offsets = []
        for kind, body in self._records(0):
            if kind == FILE_PASS:
                raise BadWorkbook(ENCRYPTED)
            if kind == BOUND_SHEET:
                offsets += struct.unpack_from("<I", self._stream, body)
        return offsets

    def _records(self, offset: int) -> Iterator[tuple[int, int]]:
        """Kind and place of each record of the part that begins here, those of charts inside it too."""
        depth = 0
        while offset + 4 <= len(self._stream):
            kind, size = struct.unpack_from("<HH", self._stream, offset)
            depth += (kind == BEGIN) - (kind == END)
            yield kind, offset + 4
            if depth <= 0:
                return
            offset += 4 + size


class Compound:
    """The streams of an OLE compound file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << struct.unpack_from("<H", data, 30)[0]
        if self._size not in (512, 4096):
            raise BadWorkbook(BROKEN)
        self._table = self._allocation_table()
        directory = self._chain(struct.unpack_from("<I", data, 48)[0])
        self._entries = dict(_entry(directory, at) for at in range(0, len(directory) - ENTRY + 1, ENTRY))

    def names(self) -> set[str]:
        return set(self._entries)

    def read(self, name: str) -> bytes:
        """One stream, cut to its declared size."""
        start, size = self._entries[name]
        if size >= SMALL:
            return self._chain(start)[:size]
        table = _numbers(self._chain(struct.unpack_from("<I", self._data, 60)[0]))
        pieces = self._chain(self._entries["Root Entry"][0])
        return b"".join(pieces[at * 64 : at * 64 + 64] for at in _steps(table, start))[:size]

    def _allocation_table(self) -> tuple[int, ...]:
        slots = list(struct.unpack_from(f"<{HEAD_SLOTS}I", self._data, 76))
        more, count = struct.unpack_from("<II", self._data, 68)
        for _ in range(min(count, len(self._data) // self._size)):
            *further, more = _numbers(self._sector(more))
            slots += further
        return _numbers(b"".join(self._sector(slot) for slot in slots if slot < LAST_SECTOR))

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _steps(self._table, start)))

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]


def _entry(directory: bytes, at: int) -> tuple[str, tuple[int, int]]:
    length = struct.unpack_from("<H", directory, at + 64)[0]
    name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
    return name, struct.unpack_from("<II", directory, at + 116)


def _numbers(body: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(body) // 4}I", body[: len(body) // 4 * 4])


def _steps(table: tuple[int, ...], start: int) -> Iterator[int]:
    """The sectors of a chain; one that runs in a circle is broken."""
    for _ in range(len(table) + 1):
        if start >= LAST_SECTOR:
            return
        yield start
        start = table[start]
    raise BadWorkbook(BROKEN)
