"""Every page, on the screens of those who use it: the console on an office's two, the portals on a phone and a desk."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.every_page import carry_session, faults, pages_of
from tests.web.principals import Town

WIDE = {"width": 1920, "height": 1080}
CONSOLE = (("admin",), ("school", "college", "province"), (DESK, WIDE))
OPENED = (("admin_signing.", "admin_student."), ("looking",), (DESK, WIDE))
PORTALS = (
    ("student.", "employer.", "entry.", "public."),
    ("student", "employer", "pending", "anonymous"),
    (PHONE, DESK),
)


@pytest.mark.parametrize(
    ("parts", "principals", "widths"), [CONSOLE, OPENED, PORTALS], ids=["console", "opened", "portals"]
)
def test_every_page_fits_its_screens_and_shuts_nobody_out(site, windows, parts, principals, widths):
    town, seen, wrong = Town(site), set(), {}
    for name in principals:
        page = windows.open()
        carry_session(page, town, name)
        for endpoint, path in pages_of(town, name, *parts):
            if endpoint in seen:  # by the first of those who may open it
                continue
            seen.add(endpoint)
            if found := faults(page, path, widths):
                wrong[name, endpoint] = found
    assert seen, "no page was found"
    assert wrong == {}
