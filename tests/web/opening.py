"""网签开放设置 as its page sends it: what stands in the form, with what is typed over it."""

import re

from werkzeug.test import TestResponse

from tests.web.client import Client

OPENING = "/admin/opening/"


def standing(client: Client, **query) -> dict[str, str]:
    """The fields of the form as the page has them."""
    page = client.get(OPENING, **query).text.split('<form class="narrow"')[1].split("</form>")[0]
    inputs = dict(re.findall(r'<input[^>]*name="([a-z_]+)"[^>]*value="([^"]*)"', page))
    chosen = re.search(r'name="review_levels".*?<option selected value="([A-Z_]+)"', page, re.DOTALL)
    assert chosen is not None
    return {name: value for name, value in inputs.items() if name not in {"csrf_token", "operation_id"}} | {
        "review_levels": chosen[1]
    }


def checked(client: Client, **typed) -> TestResponse:
    """下一步：查看影响."""
    asked = {"cohort": typed["cohort"]} if "cohort" in typed else {}
    return client.post(OPENING, **standing(client, **asked) | typed)


def saved(client: Client, **typed) -> TestResponse:
    """确认保存."""
    asked = {"cohort": typed["cohort"]} if "cohort" in typed else {}
    return client.post(f"{OPENING}save", **standing(client, **asked) | typed)
