"""Administrative divisions of GB/T 2260: provinces, cities and counties in force, from python-stdnum's table.

What is not known: the table is compiled from an encyclopaedia, not from the standard, and gives years, not
days. A row is taken as in force when its last period has no end. Rows known to be missing or out of date are
put right below; others may be. Taiwan, Hong Kong and Macao have a province level only.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

MISSING = {"133100": "雄安新区", "330113": "临平区", "330114": "钱塘区"}

# The first three (神农架 under its old code, 随州 before it became a prefecture) have lost their end; 2327xx
# are management areas in 大兴安岭, not divisions of the standard.
NOT_IN_FORCE = frozenset({"422900", "422921", "429001", "232761", "232762", "232763", "232764"})

# Rows that only hold others together: their names are no part of an address.
HOLDERS = re.compile(r"市辖区|县|(省|自治区)直辖县级行政单位")

_PROVINCE = re.compile(r"(\d\d) ")
_DIVISION = re.compile(r'  (\d{4}) county="(?:.*,)?(?:\[\d*-\])?([^\[\]",]+)"')


@dataclass(frozen=True, slots=True)
class Place:
    """One division in force; ``full_name`` is the address down to it, such as 湖北省武汉市洪山区."""

    code: str
    name: str
    full_name: str


def _rows_in_force() -> Iterator[tuple[str, str]]:
    """Code and name of each row whose last period is open: ``county="[-1991]东郊区,[1992-]东丽区"``."""
    province = ""
    table = resources.files("stdnum.cn").joinpath("loc.dat").read_text(encoding="utf-8")
    for line in table.splitlines():
        if start := _PROVINCE.match(line):
            province = start[1]
        elif (row := _DIVISION.fullmatch(line)) and province + row[1] not in NOT_IN_FORCE:
            yield province + row[1], row[2]
    yield from MISSING.items()


def _parent(code: str) -> str:
    """The code one level up, whether or not such a row exists; empty above a province."""
    if code.endswith("0000"):
        return ""
    return code[:2] + "0000" if code.endswith("00") else code[:4] + "00"


@cache
def _places() -> dict[str, Place]:
    rows = dict(sorted(_rows_in_force()))
    found: dict[str, Place] = {}
    for code, name in rows.items():
        if not HOLDERS.fullmatch(name):
            above = found.get(_parent(code)) or found.get(code[:2] + "0000")
            found[code] = Place(code, name, (above.full_name if above else "") + name)
    return found


@cache
def _codes() -> dict[str, str]:
    return {place.full_name: code for code, place in _places().items()}


@cache
def _by_parent() -> dict[str, list[Place]]:
    """Places under their nearest parent in force; counties of a municipality stand right under it."""
    places = _places()
    below: dict[str, list[Place]] = {}
    for place in places.values():
        parent = _parent(place.code)
        nearest = parent if not parent or parent in places else place.code[:2] + "0000"
        below.setdefault(nearest, []).append(place)
    return below


def full_names() -> tuple[str, ...]:
    """Every place that can be chosen, in the order of the codes."""
    return tuple(_codes())


def is_place(full_name: str) -> bool:
    """Whether this is the full name of a province, city or county in force."""
    return full_name in _codes()


def code_of(full_name: str) -> str:
    """The six digits of a full name; KeyError for a name that is no place."""
    return _codes()[full_name]


def name_of(code: str) -> str:
    """The full name that belongs to six digits; KeyError for a code that is not in force."""
    return _places()[code].full_name


def lineage(full_name: str) -> tuple[Place, ...]:
    """The places from the province down to this one; KeyError for a name that is no place."""
    code = code_of(full_name)
    above = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
    return tuple(_places()[one] for one in above if one in _places())


def children(code: str = "") -> tuple[Place, ...]:
    """The places right below a code, or the provinces; empty at the bottom."""
    return tuple(_by_parent().get(code, ()))


@cache
def tree() -> str:
    """Compact JSON for cascading selects: a leaf is its name, a branch ``[name, [what lies below]]``.

    Joining the chosen names from the top gives the full name.
    """
    return json.dumps([_branch(place) for place in children()], ensure_ascii=False, separators=(",", ":"))


def _branch(place: Place) -> str | list[object]:
    below = [_branch(child) for child in children(place.code)]
    return [place.name, below] if below else place.name
