"""One sentence on what came of an act on many: how many, who, and of the others why not."""

from collections.abc import Iterable, Sequence

SHOWN = 8  # the message waits in a cookie, which browsers keep up to 4 KB; the list itself shows the others


def several(names: Sequence[str]) -> str:
    """The names, or the first of them and how many there are in all."""
    if len(names) <= SHOWN:
        return "、".join(names)
    return f"{'、'.join(names[:SHOWN])} 等 {len(names)} 人"


def by_reason(refused: Iterable[tuple[str, str]]) -> str:
    """Of pairs of name and reason each reason once, after those whom it stopped."""
    groups: dict[str, list[str]] = {}
    for name, reason in refused:
        groups.setdefault(reason.rstrip("。"), []).append(name)
    said = [f"{several(names)}：{reason}" for reason, names in groups.items()]
    return "；".join(said[:SHOWN]) + (" 等。" if len(said) > SHOWN else "。")
