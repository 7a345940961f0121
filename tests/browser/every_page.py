"""Every page that a principal may open, derived from the url map, looked at in two widths."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.steps import GRAVE, fits
from tests.web.principals import Town
from tests.web.rows import ROWS
from tests.web.test_matrix import expected

ELSEWHERE = {"entry.set_password", "employer.candidates_invite"}  # a live link, ticked rows: in walks of their own


def pages_of(town: Town, name: str, *parts: str) -> Iterator[tuple[str, str]]:
    """Endpoint and path of each page in the named parts; an endpoint without a row fails by its name."""
    endpoints = {rule.endpoint for rule in town.site.app.url_map.iter_rules() if "GET" in rule.methods}
    for endpoint in sorted(one for one in endpoints if one.startswith(parts)):
        assert endpoint in ROWS, f"no address is known for {endpoint}"
        row = ROWS[endpoint]
        if endpoint in ELSEWHERE or "GET" not in row.methods or expected(row, name) != "open":
            continue
        with town.site.app.test_request_context():
            path = town.site.app.url_for(endpoint, **row.address(town), _external=False)
        answer = town.clients[name].get(path)
        whole = answer.mimetype == "text/html" and "<html" in answer.text  # neither a file nor a part of a page
        answer.close()
        assert answer.status_code < 400, f"{endpoint} answers {answer.status_code}"
        if answer.status_code == 200 and whole:
            yield endpoint, path


def carry_session(page: Page, town: Town, name: str) -> None:
    """The window goes on with the session that the principal has."""
    cookie = town.clients[name].http.get_cookie("signing")
    if cookie is not None:
        page.context.add_cookies([{"name": "signing", "value": cookie.value, "url": page.url}])


def faults(page: Page, path: str, widths: tuple[dict, dict]) -> list[str]:
    """What is wrong with a page: axe is asked once, in the first width."""
    first, second = widths
    page.set_viewport_size(first)
    page.goto(path)
    found = [] if page.title() and page.locator("h1").count() == 1 else ["no title or heading"]
    found += [] if fits(page) else [f"wider than {first['width']}"]
    page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished))")
    found += [one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in GRAVE]
    page.set_viewport_size(second)
    return found + ([] if fits(page) else [f"wider than {second['width']}"])
