"""What tests of the console share: statements that a page sends, rows of a list, and the version of a page."""

import re
from contextlib import AbstractContextManager

from signing_core.database import Database
from tests import databases

OF_THE_SESSION = ("FROM sessions", "UPDATE sessions")
NOT_A_QUERY = ("BEGIN", "COMMIT", "ROLLBACK")


def statements(database: Database) -> AbstractContextManager[list[str]]:
    """The statements beside session look-ups, as they are sent."""
    return databases.asked(database, is_a_query)


def is_a_query(statement: str) -> bool:
    return not statement.startswith(NOT_A_QUERY) and not any(part in statement for part in OF_THE_SESSION)


def cells(page: str, label: str) -> list[str]:
    """The texts of one column of a list, in order."""
    found = re.findall(rf'<td[^>]*data-label="{label}"[^>]*>(.*?)</td>', page)
    return [re.sub(r"<[^>]+>", "", cell) for cell in found]


def link(page: str, text: str) -> str | None:
    """Where the link with that text leads."""
    found = re.search(rf'<a href="([^"]+)"[^>]*>(?:<i[^>]*></i>)?{text}(?:<i[^>]*></i>)?</a>', page)
    return found[1].replace("&amp;", "&") if found else None


def tab(page: str, label: str) -> str:
    """The count on a tab."""
    found = re.search(rf'{label}<span class="tab-count">([^<]+)</span>', page)
    assert found is not None
    return found[1]
