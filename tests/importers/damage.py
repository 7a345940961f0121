"""Honest rosters damaged as lines, disks and attackers damage files; the same seed gives the same file."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from functools import cache

from importers.samples import ROSTER, samples
from importers.students import STUDENT_COLUMNS
from importers.templates import names
from tests import makers
from tests.importers.hostile import a_package, a_workbook, an_old_workbook

ATTRIBUTE = re.compile(rb'="[^"<]*"')
VALUES = (b"", b"-1", b"0", b"1", b"9999999999999999999", b"A1:XFD1048576", b"XFD1048577", b"s", b"str", b"../x")
SECTOR = 512


def lines() -> list[list[object]]:
    """A header and six graduates."""
    header: list[object] = [*names(STUDENT_COLUMNS)]
    rest = ["文学院", "汉语言文学", "", "本科生毕业", "2020", "非定向", ""]
    people = ([f"20209{n:05}", "张三", "男", makers.an_id_number(n + 7000), "", "", *rest] for n in range(6))
    return [header, *people]


@cache
def honest() -> tuple[tuple[str, bytes], ...]:
    """What is damaged: workbooks as other programs write them, one of openpyxl's, one of Excel 97, a CSV."""
    text = "\n".join(",".join(map(str, line)) for line in lines())
    return (
        ("生源.xlsx", a_workbook(lines())),
        ("样例.xlsx", samples()[ROSTER]),
        ("旧.xls", an_old_workbook(lines())),
        ("生源.csv", text.encode("gb18030")),
    )


def damaged(seed: int) -> tuple[str, str, bytes]:
    """The file's name, what was done to it, and the file."""
    chance = random.Random(seed)
    name, data = honest()[seed % len(honest())]
    ways = IN_PACKAGES if name.endswith(".xlsx") else ANYWHERE
    way = ways[seed // len(honest()) % len(ways)]
    return name, way.__name__, way(data, chance)


def flipped(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] ^= chance.randint(1, 255)
    return bytes(changed)


def truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def spliced(data: bytes, chance: random.Random) -> bytes:
    """Pieces cut out, doubled in length, or written over."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(max(len(changed), 1))
        piece = changed[place : place + chance.randint(1, 40)]
        other = chance.choice((b"", bytes(piece * 2), chance.randbytes(len(piece)), b"\xff" * len(piece)))
        changed[place : place + len(piece)] = other
    return bytes(changed) or b"\0"


def shuffled(data: bytes, chance: random.Random) -> bytes:
    """Two sectors of a disk in each other's place."""
    sectors = [data[at : at + SECTOR] for at in range(0, len(data), SECTOR)]
    one, other = chance.randrange(len(sectors)), chance.randrange(len(sectors))
    sectors[one], sectors[other] = sectors[other], sectors[one]
    return b"".join(sectors)


def parts_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def swapped(package: bytes, chance: random.Random) -> bytes:
    """Two parts under each other's name."""
    parts = parts_of(package)
    one, other = chance.sample(sorted(parts), 2)
    return a_package(parts | {one: parts[other], other: parts[one]})


def relabelled(package: bytes, chance: random.Random) -> bytes:
    """A few XML attributes of one part with other values, some of them another attribute's."""
    parts = parts_of(package)
    name = chance.choice([name for name in sorted(parts) if ATTRIBUTE.search(parts[name])])
    for _ in range(chance.randint(1, 4)):
        places = list(ATTRIBUTE.finditer(parts[name]))
        place = chance.choice(places)
        value = chance.choice((*VALUES, chance.choice(places)[0][2:-1]))
        parts[name] = parts[name][: place.start()] + b'="' + value + b'"' + parts[name][place.end() :]
    return a_package(dict(parts))


def doubled(package: bytes, chance: random.Random) -> bytes:
    """One part twice, by the same name or by one that differs in its case only; the second may be another's or cut."""
    parts = parts_of(package)
    name = chance.choice(sorted(parts))
    twin = chance.choice((name, name.upper()))
    body = chance.choice((parts[name], parts[name][: len(parts[name]) // 2], parts[chance.choice(sorted(parts))]))
    stand_in = "~" * len(name)  # zipfile warns of a name that is there already
    return a_package(parts | {stand_in: body}).replace(stand_in.encode(), twin.encode())


Way = Callable[[bytes, random.Random], bytes]
ANYWHERE: tuple[Way, ...] = (flipped, truncated, spliced, shuffled)
IN_PACKAGES: tuple[Way, ...] = (*ANYWHERE, swapped, relabelled, doubled)
