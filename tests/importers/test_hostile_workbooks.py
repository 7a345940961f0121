"""Whatever the file, the answer is a plain sentence or the right rows, and never another exception."""

import random
import struct
from contextlib import nullcontext

import pytest

from importers import sandbox
from importers.bad_workbook import BadWorkbook
from importers.workbook import MOST_BYTES, Row, read_table
from tests.importers.hostile import (
    MAIN,
    Raw,
    a_package,
    a_small_old_workbook,
    a_workbook,
    an_old_workbook,
    an_ole_file,
    biff_stream,
    record,
    sheet_xml,
    workbook_parts,
)

COLUMNS = ["学号", "姓名"]
ROWS = [["学号", "姓名"], ["001", "王芳"]]
RIGHT = [Row(2, {"学号": "001", "姓名": "王芳"})]
SHEET = sheet_xml(ROWS)
GOOD = a_workbook(ROWS)
DIRECTORY = GOOD.index(b"PK\x01\x02")
GOOD_OLD = an_old_workbook(ROWS)
NOT_A_WORKBOOK, BROKEN, TOO_MUCH = "不是 Excel 或 CSV 文件", "已损坏或格式不完整", "内容过多"
ENCRYPTED, UNSAFE, NO_HEADER = "设有打开密码", "不允许的内容", "表头缺少"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


def a_changed_package(**changes: str | bytes | None) -> bytes:
    """A good package in which the parts whose short names are given have other content."""
    parts: dict[str, str | bytes] = dict(workbook_parts({"S": SHEET}))
    places = {"sheet": "xl/worksheets/sheet1.xml", "book": "xl/workbook.xml"}
    places |= {"rels": "xl/_rels/workbook.xml.rels", "strings": "xl/sharedStrings.xml"}
    for name, content in changes.items():
        if content is None:
            del parts[places[name]]
        else:
            parts[places[name]] = content
    return a_package(parts)


def a_sheet(inside: str) -> bytes:
    return a_changed_package(sheet=f'<worksheet xmlns="{MAIN}"><sheetData>{inside}</sheetData></worksheet>')


def patched(data: bytes, mark: bytes, at: int, value: bytes) -> bytes:
    """The bytes with some of them replaced, counted from the last place where the mark stands."""
    place = data.rindex(mark) + at
    return data[:place] + value + data[place + len(value) :]


def declared(size: int) -> bytes:
    """A package whose directory lies about how much the last sheet unpacks to."""
    return patched(GOOD, b"PK\x01\x02", 24, struct.pack("<I", size))


def cells_at(*references: str) -> bytes:
    rows = "".join(f'<row r="{n}"><c r="{r}"><v>1</v></c></row>' for n, r in enumerate(references, 1))
    return a_sheet(rows)


def a_long_csv(rows: int) -> bytes:
    return "学号,姓名\n".encode() + b"1,a\n" * rows


REFUSED = {
    "nothing": (b"", "是空文件"),
    "more than 20 MiB": (b"a" * (MOST_BYTES + 1), "超过 20 MB"),
    "blank lines": (b"\n\n \n", NO_HEADER),
    "a png": (b"\x89PNG\r\n\x1a\n" + bytes(100), NOT_A_WORKBOOK),
    "a jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(50), NOT_A_WORKBOOK),
    "a pdf": (b"%PDF-1.7\n1 0 obj", NOT_A_WORKBOOK),
    "a web page saved as .xls": (b"<html><table><tr><td>1</td></tr></table>", NOT_A_WORKBOOK),
    "a zip of something else": (a_package({"readme.txt": "hello"}), NOT_A_WORKBOOK),
    "a zip of nothing": (a_package({}), NOT_A_WORKBOOK),
    "a text document": (a_package({"word/document.xml": "<w/>"}), NOT_A_WORKBOOK),
    "an open document": (a_package({"mimetype": "x", "content.xml": "<o/>"}), NOT_A_WORKBOOK),
    "the first bytes of a zip": (b"PK\x03\x04" + bytes(40), BROKEN),
    "a package cut in half": (GOOD[: len(GOOD) // 2], BROKEN),
    "a package without its end": (GOOD[:-10], BROKEN),
    "a package with a wrong byte": (
        patched(GOOD[:DIRECTORY], b"sheet1.xml", 50, b"\xff" * 4) + GOOD[DIRECTORY:],
        BROKEN,
    ),
    "a package with a wrong checksum": (patched(GOOD, b"PK\x01\x02", 16, b"abcd"), BROKEN),
    "an unknown compression": (patched(GOOD, b"PK\x01\x02", 10, b"\x63\x00"), BROKEN),
    "an entry with a password": (patched(GOOD, b"PK\x01\x02", 8, b"\x01"), ENCRYPTED),
    "a size that is told too small": (declared(10), BROKEN),
    "a size that is told too large": (declared(300 * 2**20), TOO_MUCH),
    "a bomb": (a_changed_package(sheet=SHEET + " " * 12_000_000), TOO_MUCH),
    "a bomb beside the sheets": (a_changed_package(strings=b"\0" * 12_000_000), TOO_MUCH),
    "too many entries": (a_package({f"x{n}": "" for n in range(2001)} | workbook_parts({})), TOO_MUCH),
    "a document type": (a_changed_package(sheet=f"<!DOCTYPE worksheet>{SHEET}"), UNSAFE),
    "a document type in small letters": (a_changed_package(sheet=f"<!doctype worksheet>{SHEET}"), UNSAFE),
    "a billion laughs": (a_changed_package(strings=f"{LAUGHS}<sst>&c;</sst>"), UNSAFE),
    "an outside entity": (
        a_changed_package(book='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook/>'),
        UNSAFE,
    ),
    "two sheets of one name but for case": (
        a_package(workbook_parts({"S": SHEET}) | {"XL/worksheets/sheet1.xml": sheet_xml([["x"]])}),
        UNSAFE,
    ),
    "a document type in UTF-16": (a_changed_package(sheet=f"{LAUGHS}{SHEET}".encode("utf-16")), UNSAFE),
    "a declaration across a chunk's edge": (
        a_changed_package(sheet=f"<!--{random.Random(1).randbytes(524_282).hex()}--><!DOCTYPE x>{SHEET}"),
        UNSAFE,
    ),
    "a dimension that is nonsense": (a_changed_package(sheet=sheet_xml(ROWS, dimension="-")), BROKEN),
    "a sheet cut off": (a_changed_package(sheet=SHEET[:200]), BROKEN),
    "a missing sheet": (a_changed_package(sheet=None), BROKEN),
    "missing relations": (a_changed_package(rels=None), BROKEN),
    "a relation to nowhere": (a_changed_package(rels="<Relationships/>"), BROKEN),
    "a relation out of the package": (
        a_changed_package(rels='<Relationships><Relationship Id="rId1" Target="../../../etc/passwd"/></Relationships>'),
        BROKEN,
    ),
    "a workbook part that is no XML": (a_changed_package(book="hello"), BROKEN),
    "a string that is not there": (a_sheet('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'), BROKEN),
    "a row number zero": (cells_at("A0"), BROKEN),
    "cells in all four corners": (cells_at("A1", "XFD1048576"), TOO_MUCH),
    "a cell beyond all rows": (cells_at("A1", "A4000000000"), TOO_MUCH),
    "a cell beyond all columns": (cells_at("A1", "ZZZZZZ2"), TOO_MUCH),
    "one cell far down": (cells_at("A4000000000"), TOO_MUCH),
    "201 columns": (a_workbook([[f"c{n}" for n in range(201)], ["x"] * 201]), "超过 200 列"),
    "201 columns in a csv": (a_long_csv(1) + b"," * 201 + b"\n", "超过 200 列"),
    "100,001 rows": (a_long_csv(100_001), "超过 100,000 行"),
    "too many cells": (
        "学号,姓名,".encode() + ",".join(map(str, range(148))).encode() + b"\n" + b"1,a\n" * 13_400,
        TOO_MUCH,
    ),
    "an array formula over everything": (
        a_workbook([*ROWS, [Raw.of('<f t="array" ref="A1:XFD1048576">1</f><v>1</v>')]]),
        TOO_MUCH,
    ),
    "a formula at an impossible place": (
        a_sheet('<row r="1"><c r="??"><f>1</f></c></row>'),
        BROKEN,
    ),
    "only a header": (a_workbook(ROWS[:1]), "只有表头"),
    "only a header in a csv": ("学号,姓名".encode(), "只有表头"),
    "only an example": (a_workbook([ROWS[0], ["示例", "张三"]]), "只有表头"),
    "no cell at all": (a_workbook([]), NO_HEADER),
    "no sheet at all": (a_package(workbook_parts({})), NO_HEADER),
    "only hidden sheets": (a_package(workbook_parts({"S": SHEET}, hidden=("S",))), NO_HEADER),
    "a header too far down": (a_workbook([["x"]] * 5 + ROWS), NO_HEADER),
    "a column twice": (a_workbook([["学号", "姓名", "学号*"], ["1", "2", "3"]]), "重复的列：学号"),
    "a csv with NUL": ("学号,姓名\n0\x0001,王芳\n".encode(), NOT_A_WORKBOOK),
    "a csv in UTF-16": ("学号,姓名\n001,王芳\n".encode("utf-16"), "文字编码"),
    "a csv in no encoding": ("学号,姓名\n".encode() + b"\xff\xff,\x80\n", "文字编码"),
    "a csv with an open quote": ('学号,姓名\n001,"王芳\n002,x\n'.encode(), "引号不成对"),
    "a csv with a giant cell": ("学号,姓名\n001,".encode() + b"a" * 200_000, "内容过长"),
    "an encrypted package": (an_ole_file({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), ENCRYPTED),
    "an encrypted .xls": (an_old_workbook(ROWS, extra=record(0x2F, bytes(6))), ENCRYPTED),
    "a text document of old": (an_ole_file({"WordDocument": b"x"}), NOT_A_WORKBOOK),
    "the signature of a compound file": (GOOD_OLD[:8], BROKEN),
    "half a compound file": (GOOD_OLD[:2100], BROKEN),
    "a compound file of odd sectors": (GOOD_OLD[:30] + b"\x1f\x00" + GOOD_OLD[32:], BROKEN),
    "a compound file in a circle": (patched(GOOD_OLD, b"\xfd\xff\xff\xff", 4, b"\x01\0\0\0"), BROKEN),
    "a sheet of .xls beyond the end": (
        an_ole_file({"Workbook": biff_stream(ROWS).replace(b"\x85\0\x0e\0", b"\x85\0\x0e\0\xff\xff\xff\x7f")}),
        BROKEN,
    ),
    "records of .xls that overrun": (an_ole_file({"Workbook": b"\x09\x08\xff\xff" * 1500}), BROKEN),
}

ACCEPTED = {
    "a dimension that lies high": a_workbook(ROWS, dimension="A1:XFD1048576"),
    "a dimension that lies low": a_workbook(ROWS, dimension="A1"),
    "names that climb out of the package": a_package(
        workbook_parts({"S": SHEET}) | {"../../etc/cron.d/x": "x", "/etc/passwd": "x", "C:\\x": "x"}
    ),
    "junk before the package": b"PK-junk" + GOOD,
    "a broken sheet that is hidden": a_package(workbook_parts({"S": SHEET, "藏": "<worksheet"}, hidden=("藏",))),
    "macros and pictures that nobody opens": a_package(
        workbook_parts({"S": SHEET}) | {"xl/vbaProject.bin": b"\0" * 99, "xl/media/image1.png": b"\x89PNG"}
    ),
    "tags a hundred thousand deep": a_changed_package(
        sheet=SHEET.replace("</worksheet>", "<a>" * 100_000 + "</a>" * 100_000 + "</worksheet>")
    ),
    "an attribute of a megabyte": a_changed_package(
        sheet=SHEET.replace("<sheetData>", f'<sheetPr x="{random.Random(1).randbytes(2**19).hex()}"/><sheetData>')
    ),
    "a small stream of .xls": a_small_old_workbook(ROWS),
}


def outcome(data: bytes) -> str:
    try:
        read_table(data, "x.xlsx", COLUMNS)
    except BadWorkbook as refusal:
        return refusal.message
    return "rows"


@pytest.mark.parametrize(("data", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_good_is_refused_with_a_plain_sentence(data, sentence):
    message = outcome(data)
    assert sentence in message
    assert message.endswith("。")


@pytest.mark.parametrize("data", ACCEPTED.values(), ids=ACCEPTED)
def test_a_file_that_is_merely_odd_is_read(data):
    assert read_table(data, "x.xlsx", COLUMNS).rows == RIGHT


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]\n",
        b"3\n",
        b"{}\n",
        b'["a", "b"]\n',
        '["学号", "姓名"]\n[2, ["a"], {}]\n'.encode(),
        '["学号", "姓名"]\n[2, ["a", 5], {}]\n'.encode(),
        '["学号", "姓名"]\n[2, ["a", "b"], {"x": "unknown"}]\n'.encode(),
        '["学号", "姓名"]\n["x", ["a", "b"], {}]\n'.encode(),
        '["学号", "姓名"]\n[2, ["a", "b"], {}]\n[3, ["a"'.encode(),
    ],
)
def test_an_answer_of_the_wrong_shape_is_not_believed(answer, monkeypatch):
    monkeypatch.setattr(sandbox, "run", lambda *_: nullcontext(iter(answer.splitlines(keepends=True))))
    assert BROKEN in outcome(b"anything")
