"""Where a line of Chinese may end: no closing mark starts a line, no opening mark ends one, words stay whole."""

from collections.abc import Iterator, Mapping
from itertools import accumulate

NEVER_FIRST = frozenset("，。、；：？！）》」』】〕〉］｝”’％‰℃°…—·,.;:?!)]}%")
NEVER_LAST = frozenset("（《「『【〔〈［｛“‘￥¥$([{#№")
WORD = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_/@&=+.,:%")
EM = 1000  # in the unit of the widths


def lines(text: str, widths: Mapping[str, int], size: float, width: float) -> list[str]:
    """The text in lines of at most ``width`` points at ``size``; its own line breaks stay."""
    room = width * EM / size
    return [line for paragraph in text.split("\n") for line in _filled(paragraph, widths, room)]


def length(text: str, widths: Mapping[str, int], size: float) -> float:
    """How many points the text takes on one line."""
    return _width(text, widths) * size / EM


def _width(text: str, widths: Mapping[str, int]) -> int:
    return sum(map(widths.__getitem__, text))


def _filled(text: str, widths: Mapping[str, int], room: float) -> Iterator[str]:
    while _width(text, widths) > room:
        ends = accumulate(map(widths.__getitem__, text))
        over = max(1, next(index for index, end in enumerate(ends) if end > room))
        end = _break(text, over)
        yield text[:end].rstrip(" ")
        text = text[end:]
    yield text


def _break(text: str, end: int) -> int:
    """The last good place to break at or before ``end``; ``end`` itself where there is none."""
    for place in range(end, 0, -1):
        if _may_break(text[place - 1], text[place]):
            return place
    return end


def _may_break(before: str, after: str) -> bool:
    if after in NEVER_FIRST or before in NEVER_LAST or after == " ":
        return False
    return not (before in WORD and after in WORD)
