"""The look: what templates and static files must not contain under the content security policy."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.html") if "mail" not in path.parts)
PAGES = [pytest.param(path, id=str(path.relative_to(ROOT))) for path in TEMPLATES]
SCRIPTS = [pytest.param(path, id=path.name) for path in sorted((ROOT / "static").glob("*.js"))]
STATIC = [pytest.param(path, id=path.name) for path in sorted((ROOT / "static").glob("*.[cj]s*"))]

INLINE_HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
INLINE_STYLE = re.compile(r"<[^>]*\sstyle\s*=|<style\b(?![^>]*nonce)", re.IGNORECASE)
SCRIPT_WITHOUT_NONCE = re.compile(r"<script\b(?![^>]*nonce=)", re.IGNORECASE)
OTHER_HOST = re.compile(
    r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//|@import|url\(\s*["']?(?:https?:)?//""", re.IGNORECASE
)
FILTER_FOR_MARKUP = re.compile(r"\|\s*safe\b")


@pytest.mark.parametrize("path", PAGES)
def test_no_template_has_an_inline_handler(path):
    assert not INLINE_HANDLER.search(path.read_text("utf-8"))


@pytest.mark.parametrize("path", PAGES)
def test_no_template_has_an_inline_style(path):
    assert not INLINE_STYLE.search(path.read_text("utf-8"))


@pytest.mark.parametrize("path", PAGES)
def test_no_template_leads_to_a_script_address(path):
    assert "javascript:" not in path.read_text("utf-8").lower()


@pytest.mark.parametrize("path", PAGES)
def test_every_script_of_a_template_carries_the_nonce(path):
    assert not SCRIPT_WITHOUT_NONCE.search(path.read_text("utf-8"))


@pytest.mark.parametrize("path", [*PAGES, *STATIC])
def test_nothing_is_loaded_from_another_host(path):
    assert not OTHER_HOST.search(path.read_text("utf-8"))


@pytest.mark.parametrize("path", PAGES)
def test_no_template_trusts_markup(path):
    assert not FILTER_FOR_MARKUP.search(path.read_text("utf-8"))


@pytest.mark.parametrize("path", SCRIPTS)
def test_no_script_writes_markup(path):
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", path.read_text("utf-8"))


def test_every_post_form_of_a_template_carries_the_token():
    for path in TEMPLATES:
        for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", path.read_text("utf-8"), re.DOTALL):
            assert "csrf" in form, path
