"""Every page, on the screens of those who use it: the console on an office's two, the portals on a phone and a desk."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.every_page import carry_session, faults, pages_of
from tests.web.principals import Town

WIDE = {"width": 1920, "height": 1080}
CONSOLE = (("admin",), ("school", "college", "province", "looking"), (DESK, WIDE))
PORTALS = (
    ("student.", "employer.", "entry.", "public."),
    ("student", "employer", "pending", "anonymous"),
    (PHONE, DESK),
)


@pytest.mark.parametrize(("parts", "principals", "widths"), [CONSOLE, PORTALS], ids=["console", "portals"])
def test_every_page_fits_its_screens_and_shuts_nobody_out(site, windows, parts, principals, widths):
    town, wrong = Town(site), {}
    for name in principals:
        page = windows.open()
        carry_session(page, town, name)
        pages = list(pages_of(town, name, *parts))
        assert pages, f"no page of {name} was found"
        for endpoint, path in pages:
            if found := faults(page, path, widths):
                wrong[name, endpoint] = found
    assert wrong == {}
