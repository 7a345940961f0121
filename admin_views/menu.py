"""The console's menu as a page shows it: headings, and under each what the actor may open."""

from typing import Any, NamedTuple


class Link(NamedTuple):
    """A view of the menu; ``on`` is the one that is open."""

    name: str
    url: str
    icon: str
    on: bool


def sections(view: Any) -> list[tuple[str, list[Link]]]:
    """Headings with their links, in the menu's order; what stands alone has no heading."""
    shown = [item for item in view.admin.menu() if item.is_accessible() and item.is_visible()]
    return [
        (item.name, _links(item.get_children(), view)) if item.is_category() else ("", _links([item], view))
        for item in shown
    ]


def _links(items: list[Any], view: Any) -> list[Link]:
    return [Link(item.name, item.get_url(), item.get_icon_value(), item.is_active(view)) for item in items]
