"""The parts of an .xlsx, as XML: what every spreadsheet program needs to open it, and no more."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

FIRST_FORMAT = 164  # the ids below are the format's own
HEADING, FIRST_STYLE = 1, 2
WRONG = 3  # the ground of a cell that is missing or wrong
DAY_ZERO = date(1899, 12, 30).toordinal()
LONGEST_TEXT = 32_767
SURELY_FITTING = LONGEST_TEXT // 2  # characters, each of at most two units

BLANK = "<c/>"
NOT_OF_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def sheet(number: int) -> str:
    """The name of the part that holds a sheet, counted from 1."""
    return f"xl/worksheets/sheet{number}.xml"


def parts(titles: Sequence[str], formats: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every part beside the sheets by its name; ``formats`` are number formats, styled from FIRST_STYLE on.

    The style after the last of them is the first one's on the ground of what is wrong.
    """
    numbers = range(1, len(titles) + 1)
    types = "".join(
        f'<Override PartName="/{sheet(number)}" ContentType="{_TYPE}.worksheet+xml"/>' for number in numbers
    )
    listed = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{number}" r:id="rId{number}"/>'
        for number, title in enumerate(titles, 1)
    )
    yield (
        "[Content_Types].xml",
        (
            f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{types}</Types>'
        ),
    )
    yield "_rels/.rels", _relations(("officeDocument", "xl/workbook.xml"))
    sheets = (("worksheet", sheet(number).removeprefix("xl/")) for number in numbers)
    yield "xl/_rels/workbook.xml.rels", _relations(*sheets, ("styles", "styles.xml"))
    yield (
        "xl/workbook.xml",
        (f'{_DECLARATION}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'),
    )
    yield "xl/styles.xml", _styles(formats)


def _relations(*targets: tuple[str, str]) -> str:
    written = (
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(written)}</Relationships>'


def _styles(formats: Sequence[str]) -> str:
    codes = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'
        for number, code in enumerate(formats, FIRST_FORMAT)
    )
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    heading = '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>'
    filled = [(number, 0) for number, _ in enumerate(formats, FIRST_FORMAT)] + [(FIRST_FORMAT, WRONG)]
    cells = "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1"'
        ' applyFill="1" applyAlignment="1"><alignment horizontal="left"/></xf>'
        for number, fill in filled
    )
    return (
        f'{_DECLARATION}<styleSheet {_MAIN}><numFmts count="{len(formats)}">{codes}</numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="等线"/></font>'
        '<font><b/><sz val="11"/><name val="等线"/></font></fonts>'
        '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill><fill><patternFill patternType="solid"><fgColor rgb="FFE9EEF6"/></patternFill></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFFDE3E1"/></patternFill></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{FIRST_STYLE + len(filled)}">{plain}{heading}{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def beginning(headings: Sequence[str], widths: Sequence[int], *, first: bool = True) -> str:
    """A sheet up to its first row of data: column widths, and headings that stay in sight; the first one lies open."""
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>' for place, width in enumerate(widths, 1)
    )
    cells = "".join(text_cell(heading, HEADING) for heading in headings)
    selected = ' tabSelected="1"' if first else ""
    return (
        f'{_DECLARATION}<worksheet {_MAIN}><sheetViews><sheetView{selected} workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData><row>{cells}</row>"
    )


def end() -> str:
    """The sheet after its last row; digits typed as text are meant, so that no cell is marked for them."""
    return (
        '</sheetData><ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'
        "</worksheet>"
    )


def text_cell(text: str, style: int) -> str:
    """Any text as it is, blanks at its ends and line breaks included, as far as a cell can hold it."""
    kept = NOT_OF_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", fitting(text))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(kept)}</t></is></c>'


def fitting(text: str) -> str:
    """As much of the text as a cell holds, which is counted in units of UTF-16."""
    if len(text) <= SURELY_FITTING:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")


def moment_cell(value: date, style: int) -> str:
    """A day, or a moment to the second as its zone's clock shows it, which every program takes for a date."""
    day = value.toordinal() - DAY_ZERO
    if not isinstance(value, datetime):
        return f'<c s="{style}"><v>{day}</v></c>'
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    return f'<c s="{style}"><v>{day + seconds / 86400:.10f}</v></c>'
