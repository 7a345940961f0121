"""What the README and the documents point to is there, and light enough to be read over a slow line."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "docs" / "architecture.md"]
POINTERS = re.compile(r'\]\(([^)#]+?)\)|src="([^"]+)"')
HEAVIEST = 150_000


def pointed_to(page: Path) -> set[Path]:
    found = ("".join(groups) for groups in POINTERS.findall(page.read_text("utf-8")))
    return {(page.parent / one).resolve() for one in found if "://" not in one}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_pointer_leads_somewhere(page):
    assert [path for path in pointed_to(page) if not path.exists()] == []


def test_every_picture_is_shown_and_none_is_heavy():
    pictures = set((ROOT / "docs" / "pictures").iterdir())
    assert pictures == {path for path in pointed_to(ROOT / "README.md") if path.parent.name == "pictures"}
    assert [path.name for path in pictures if path.stat().st_size > HEAVIEST] == []
