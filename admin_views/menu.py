"""The console's menu as a page shows it: headings, and under each what the actor may open."""

from typing import Any, NamedTuple


class Link(NamedTuple):
    """A view of the menu; ``on`` is the one that is open."""

    name: str
    url: str
    icon: str
    on: bool


def sections(view: Any) -> list[tuple[str, list[Link]]]:
    """Headings with their links, in the menu's order, where there are any; what stands alone has no heading."""
    menu = view.admin.menu()
    found = ((item.name, item.get_children()) if item.is_category() else ("", [item]) for item in menu)
    return [(heading, links) for heading, items in found if (links := _links(items, view))]


def _links(items: list[Any], view: Any) -> list[Link]:
    shown = (item for item in items if item.is_accessible() and item.is_visible())
    return [Link(item.name, item.get_url(), item.get_icon_value(), item.is_active(view)) for item in shown]
