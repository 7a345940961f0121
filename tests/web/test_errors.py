"""Errors as pages: a sentence that fits the status, and a way on."""

from io import BytesIO

import pytest

from importers.workbook import MOST_BYTES
from portals import errors

ANYTHING_BROKE = "故障"


def test_an_address_for_buttons_says_so_when_it_is_opened(site):
    answer = site.school().get("/admin/signing/unknown/approve")
    assert answer.status_code == 405
    assert "这个地址只供页面上的按钮使用" in answer.text


def test_a_file_past_the_bound_of_a_request_is_called_too_large(site, monkeypatch):
    monkeypatch.setitem(site.app.config, "MAX_CONTENT_LENGTH", 2_000)
    answer = site.school().post("/admin/roster/", file=(BytesIO(bytes(2_000)), "生源.xlsx"))
    assert answer.status_code == 413
    assert "一次最多上传 20 MB" in answer.text


def test_the_largest_workbook_fits_into_a_request_with_its_form(site):
    assert site.app.config["MAX_CONTENT_LENGTH"] == MOST_BYTES + 2**20


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 410, 413, 415, 418, 429])
def test_what_the_sender_can_mend_is_not_called_a_failure_of_the_system(site, status):
    with site.app.test_request_context():
        text, told = errors.page(status)
    assert told == status
    assert ANYTHING_BROKE not in text


@pytest.mark.parametrize("status", [500, 501])
def test_a_failure_of_the_system_is_called_one(site, status):
    with site.app.test_request_context():
        assert ANYTHING_BROKE in errors.page(status)[0]
