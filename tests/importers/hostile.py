"""Makers of workbooks, honest, odd and hostile, written byte by byte so that nothing binary is committed."""

import io
import struct
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def letters(column: int) -> str:
    """The name of a column counted from 0, as Excel shows it."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class Raw(str):
    """A cell given as the XML inside its ``<c>``; ``kind`` is the cell's type."""

    kind = ""

    @classmethod
    def of(cls, xml: str, kind: str = "") -> "Raw":
        raw = cls(xml)
        raw.kind = kind
        return raw


def a_formula(formula: str, value: str | None = None) -> Raw:
    cached = "" if value is None else f"<v>{escape(value)}</v>"
    return Raw.of(f"<f>{escape(formula)}</f>{cached}", "str")


def cell_xml(row: int, column: int, value: object) -> str:
    place = f'r="{letters(column)}{row}"'
    if value is None or value == "":
        return ""
    if isinstance(value, Raw):
        kind = f' t="{value.kind}"' if value.kind else ""
        return f"<c {place}{kind}>{value}</c>"
    if isinstance(value, bool):
        return f'<c {place} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"<c {place}><v>{value}</v></c>"
    text = f'<t xml:space="preserve">{escape(str(value))}</t>'
    return f'<c {place} t="inlineStr"><is>{text}</is></c>'


def row_xml(number: int, cells: list[object]) -> str:
    inner = "".join(cell_xml(number, column, value) for column, value in enumerate(cells))
    return f'<row r="{number}">{inner}</row>'


def sheet_xml(rows: list[list[object]], *, dimension: str = "", before: str = "", after: str = "") -> str:
    declared = f'<dimension ref="{dimension}"/>' if dimension else ""
    body = "".join(row_xml(number, cells) for number, cells in enumerate(rows, 1))
    data = f"<sheetData>{body}</sheetData>"
    return f'{before}<worksheet xmlns="{MAIN}">{declared}{data}{after}</worksheet>'


def workbook_parts(sheets: dict[str, str], hidden: tuple[str, ...] = ()) -> dict[str, str]:
    """The parts of a package whose sheets have this XML."""
    entries, relations, parts = "", "", {}
    for number, (name, xml) in enumerate(sheets.items(), 1):
        state = ' state="hidden"' if name in hidden else ""
        entries += f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="rId{number}"/>'
        target = f'Target="worksheets/sheet{number}.xml"'
        relations += f'<Relationship Id="rId{number}" Type="{RELATION}/worksheet" {target}/>'
        parts[f"xl/worksheets/sheet{number}.xml"] = xml
    root = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>{entries}</sheets></workbook>'
    top = f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/>'
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{top}</Relationships>',
        "xl/workbook.xml": root,
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        **parts,
    }


def a_package(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def a_workbook(rows: list[list[object]], **facts: str) -> bytes:
    """An .xlsx of one sheet."""
    return a_package(workbook_parts({"Sheet1": sheet_xml(rows, **facts)}))


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def biff_text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def biff_cell(row: int, column: int, value: object) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, Raw):  # a formula: its cached number, options, and the tokens of the constant 1
        tokens = b"\x1e\x01\x00"
        return record(0x06, place + struct.pack("<dHIH", float(value), 0, 0, len(tokens)) + tokens)
    if isinstance(value, int | float):
        return record(0x203, place + struct.pack("<d", value))
    return record(0x204, place + biff_text(str(value)))


def biff_stream(rows: list[list[object]], *, extra: bytes = b"") -> bytes:
    """The Workbook stream of an Excel 97 file; ``extra`` goes among the globals (FILEPASS, say)."""
    name = b"\x06\x00Sheet1"
    start = 20 + len(extra) + 4 + 6 + len(name) + 4
    sheet = record(0x85, struct.pack("<IH", start, 0) + name)
    globals_ = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + extra + sheet + record(0x0A)
    cells = b"".join(
        biff_cell(row, column, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value != ""
    )
    return globals_ + record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells + record(0x0A)


def directory_entry(name: str, kind: int, start: int, size: int, child: int = -1, after: int = -1) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<iii", -1, after, child)
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start & 0xFFFFFFFF, size)
    )


def an_ole_file(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams, each long enough to need no mini stream."""
    padded = {name: body.ljust(-(-max(len(body), 4096) // 512) * 512, b"\0") for name, body in streams.items()}
    sectors = sum(len(body) // 512 for body in padded.values())
    directory_size = -(-(len(padded) + 1) // 4)
    fat_size = -(-(sectors + directory_size + 16) // 128)
    fat = [-3] * fat_size + [*range(fat_size + 1, fat_size + directory_size), -2]
    entries = directory_entry("Root Entry", 5, -2, 0, child=1)
    start = fat_size + directory_size
    for number, (name, body) in enumerate(padded.items(), 1):
        count = len(body) // 512
        after = number + 1 if number < len(padded) else -1
        entries += directory_entry(name, 2, start, len(body), after=after)
        fat += [*range(start + 1, start + count), -2]
        start += count
    fat += [-1] * (fat_size * 128 - len(fat))
    table = struct.pack(f"<{len(fat)}i", *fat)
    directory = entries.ljust(directory_size * 512, b"\0")
    return ole_head(fat_size, fat_size) + table + directory + b"".join(padded.values())


def ole_head(fat_size: int, directory: int, small_table: int = -2) -> bytes:
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    smalls = int(small_table >= 0)
    head += bytes(6) + struct.pack("<IIiIIiIiI", 0, fat_size, directory, 0, 4096, small_table, smalls, -2, 0)
    return head + struct.pack("<109i", *range(fat_size), *[-1] * (109 - fat_size))


def a_small_old_workbook(rows: list[list[object]]) -> bytes:
    """An .xls whose stream is so short that it stands in the mini stream, in pieces of 64 bytes."""
    body = biff_stream(rows)
    pieces = -(-len(body) // 64)
    sectors = -(-len(body) // 512)
    entries = directory_entry("Root Entry", 5, 3, sectors * 512, child=1)
    entries += directory_entry("Workbook", 2, 0, len(body))
    fat = [-3, -2, -2, *range(4, 3 + sectors), -2]
    small = [*range(1, pieces), -2]
    tables = [struct.pack("<128i", *numbers, *[-1] * (128 - len(numbers))) for numbers in (fat, small)]
    return ole_head(1, 1, 2) + tables[0] + entries.ljust(512, b"\0") + tables[1] + body.ljust(sectors * 512, b"\0")


def an_old_workbook(rows: list[list[object]], **facts: bytes) -> bytes:
    """An .xls of one sheet."""
    return an_ole_file({"Workbook": biff_stream(rows, **facts)})
