"""The zip package of an .xlsx: what it may hold, and where its formulas stand. Runs in the sandbox."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from xml.parsers import expat

from .bad_workbook import BROKEN, ENCRYPTED, NOT_A_WORKBOOK, TOO_MUCH, UNSAFE, BadWorkbook

MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * 2**20
MOST_RATIO = 200
RATIO_COUNTS_FROM = 10 * 2**20
MOST_FORMULAS = 2_000_000
CHUNK = 2**20
OVERLAP = 64  # longer than anything searched for, so that a chunk's edge hides nothing

DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
FORMULA = re.compile(rb"<(?:[\w.-]{1,40}:)?f[\s/>]")
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

Handler = Callable[[str, dict[str, str]], None]


class Package:
    """An .xlsx whose entries have been measured and whose XML has been looked through."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._entries = {_plain(entry.filename): entry for entry in self._zip.infolist()}
        if len(self._entries) < len(self._zip.infolist()):
            raise BadWorkbook(UNSAFE)  # of two entries with one name each program reads its own
        if "xl/workbook.xml" not in self._entries:
            raise BadWorkbook(NOT_A_WORKBOOK)
        _measure(self._zip.infolist())
        self._scanned = {
            name: self._has_formula(entry) for name, entry in self._entries.items() if name.endswith((".xml", ".rels"))
        }
        self._sheets = self._sheet_parts()

    def formulas(self, index: int) -> set[tuple[int, int]]:
        """The cells of a sheet that hold formulas, as row and column counted from 0."""
        part = self._sheets[index]
        if not self._scanned[part]:
            return set()
        finder = FormulaFinder()
        self._read(part, finder.start)
        return finder.found

    def _has_formula(self, entry: zipfile.ZipInfo) -> bool:
        """Reading to the end also proves the size and checksum that the entry declares."""
        found, tail = False, b""
        with self._zip.open(entry) as stream:
            while chunk := stream.read(CHUNK):
                window = tail + chunk
                refuse_declarations(window)
                found = found or may_hold_formula(window)
                tail = window[-OVERLAP:]
        return found

    def _sheet_parts(self) -> list[str]:
        targets: dict[str, str] = {}
        sheets: list[str] = []

        def relation(name: str, attributes: dict[str, str]) -> None:
            if _local(name) == "Relationship":
                targets[attributes["Id"]] = attributes["Target"]

        def sheet(name: str, attributes: dict[str, str]) -> None:
            if _local(name) == "sheet":
                identity = next(value for key, value in attributes.items() if _local(key) == "id")
                sheets.append(_plain(posixpath.join("/xl", targets[identity])))

        self._read("xl/_rels/workbook.xml.rels", relation)
        self._read("xl/workbook.xml", sheet)
        if not set(sheets) <= set(self._scanned):
            raise BadWorkbook(BROKEN)
        return sheets

    def _read(self, part: str, start: Handler) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        with self._zip.open(self._entries[part]) as stream:
            parser.ParseFile(stream)


def refuse_declarations(xml: bytes) -> None:
    """A NUL is refused too: UTF-16 could hide a declaration. One rare byte is found faster than two."""
    if b"\0" in xml or (b"!" in xml and b"<!" in xml and DECLARATION.search(xml)):
        raise BadWorkbook(UNSAFE)


def may_hold_formula(xml: bytes) -> bool:
    """The plain searches come first since most sheets have no formula, and the pattern is ten times slower."""
    return (b"<f" in xml or b":f" in xml) and FORMULA.search(xml) is not None


class FormulaFinder:
    """Follows the cells of a sheet, whose positions may be left out, and keeps those with a formula."""

    def __init__(self) -> None:
        self.found: set[tuple[int, int]] = set()
        self._row = self._column = -1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        if tag == "c":
            place = attributes.get("r")
            self._column = _position(place)[1] if place else self._column + 1
        elif tag == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
        elif tag == "f":
            self.found.add((self._row, self._column))
            if attributes.get("t") in ("array", "dataTable"):
                self._add_range(attributes.get("ref", ""))

    def _add_range(self, reference: str) -> None:
        """One formula that fills many cells is written in the first of them only."""
        first, _, last = reference.partition(":")
        if not last:
            return
        (top, left), (bottom, right) = _position(first), _position(last)
        if (bottom - top + 1) * (right - left + 1) > MOST_FORMULAS:
            raise BadWorkbook(TOO_MUCH)
        self.found.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _measure(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse by what the entries declare, before any of them is unpacked."""
    if any(entry.flag_bits & 1 for entry in entries):
        raise BadWorkbook(ENCRYPTED)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    swollen = unpacked > RATIO_COUNTS_FROM and unpacked > packed * MOST_RATIO
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or swollen:
        raise BadWorkbook(TOO_MUCH)


def _position(reference: str) -> tuple[int, int]:
    match = REFERENCE.fullmatch(reference.replace("$", ""))
    if not match:
        raise BadWorkbook(BROKEN)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _plain(name: str) -> str:
    """One way to write the name of an entry; some programs use backslashes, another case or ``..``."""
    return posixpath.normpath(name.replace("\\", "/")).strip("/").lower()
