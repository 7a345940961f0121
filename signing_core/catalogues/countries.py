"""Countries and regions of ISO 3166-1 outside the mainland, by the Chinese names of CLDR (Babel's data).

What is not known: the names are those in common use, not a list of a ministry. Those that Chinese law and forms
name otherwise are put right below; others may be.
"""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale

PUT_RIGHT = {"HK": "中国香港", "MO": "中国澳门", "TW": "中国台湾", "PS": "巴勒斯坦"}

# CLDR's own codes beside the standard: parts of states, unions, codes for trials and what is unknown.
NO_ISO = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"})

_ALPHA_2 = re.compile("[A-Z]{2}")


@cache
def _codes() -> Mapping[str, str]:
    """Codes by name, in the order of GB 2312, where common characters stand by their sound and few rare ones last."""
    known = dict(Locale("zh").territories) | PUT_RIGHT
    abroad = {name: code for code, name in known.items() if _ALPHA_2.fullmatch(code) and code not in {*NO_ISO, "CN"}}
    return MappingProxyType(dict(sorted(abroad.items(), key=lambda row: row[0].encode("gb18030"))))


def names() -> tuple[str, ...]:
    """Every country and region that can be chosen, as a list for people is ordered."""
    return tuple(_codes())


def is_country(name: str) -> bool:
    """Whether this is the name of a country or region outside the mainland."""
    return name in _codes()


def code_of(name: str) -> str:
    """The two letters of ISO 3166-1; KeyError for a name that is none."""
    return _codes()[name]
