"""Every page of the console, at both widths of an office's screens."""

from tests.browser.conftest import DESK
from tests.browser.every_page import carry_session, faults, pages_of
from tests.web.principals import Town

WIDE = {"width": 1920, "height": 1080}


def test_every_page_of_the_console_fits_and_shuts_nobody_out(site, windows):
    town = Town(site)
    wrong = {}
    for name in ("school", "college", "province"):
        page = windows.open()
        carry_session(page, town, name)
        pages = list(pages_of(town, name, "admin"))
        assert pages, f"no page of {name} was found"
        for endpoint, path in pages:
            if found := faults(page, path, (DESK, WIDE)):
                wrong[name, endpoint] = found
    assert wrong == {}
