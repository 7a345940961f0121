"""What a page costs on a slow line: its files are packed, asked for once, and named by their bytes."""

import gzip
import re

import pytest
from flask import render_template_string, url_for

from tests.web.client import Client

FILE = re.compile(r'(?:href|src)="(/(?:bootstrap/)?static/[^"]+)"')
PACKED = {"Accept-Encoding": "gzip, deflate, br"}
PLAIN = {"Accept-Encoding": "identity"}
MOST = 100 * 1024  # bytes of all styles and scripts of a page; the letters of a page come before its icons


def files(client: Client, page: str) -> list[str]:
    found = FILE.findall(client.get(page).text)
    assert len(found) > 5
    return found


def fetched(client: Client, address: str, **headers: str):
    with client.http.get(address, headers=headers) as answer:
        answer.get_data()
        return answer


@pytest.mark.parametrize("page", ["/login/student", "/admin/", "/admin/signing/"])
def test_every_file_of_a_page_is_kept_for_good_whoever_is_signed_in(site, page):
    school = site.school()
    for address in files(school, page):
        answer = fetched(school, address)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", address
        assert "Cookie" not in answer.headers.get("Vary", ""), address
        assert "Set-Cookie" not in answer.headers, address


def test_a_file_under_an_address_of_other_bytes_is_not_kept(site):
    for version in ("", "?v=", "?v=0123456789abcdef"):
        answer = fetched(site.anonymous(), f"/static/signing.css{version}")
        assert answer.headers["Cache-Control"] == "no-cache"


def test_a_file_that_changes_gets_another_address(site, tmp_path, monkeypatch):
    monkeypatch.setattr(site.app, "static_folder", str(tmp_path))
    addresses = set()
    for content in ("a", "b"):
        (tmp_path / "one.css").write_text(content)
        with site.app.test_request_context():
            addresses.add(site.app.url_for("static", filename="one.css"))
    assert len(addresses) == 2


def test_a_page_names_its_files_rightly_wherever_the_product_stands(site):
    for root in ("", "/under/this", ""):
        with site.app.test_request_context(base_url=f"http://localhost{root}"):
            own = render_template_string("{{ asset('signing.css') }}")
            packaged = render_template_string("{{ asset('js/bootstrap.min.js', 'bootstrap.static') }}")
            assert own == url_for("static", filename="signing.css")
        assert own.startswith(f"{root}/static/signing.css?v=")
        assert packaged.startswith(f"{root}/bootstrap/static/js/bootstrap.min.js?v=")


def test_texts_travel_packed_to_whoever_takes_them_so(site):
    anonymous = site.anonymous()
    for address in [*files(anonymous, "/"), "/places.json"]:
        plain, packed = (fetched(anonymous, address, **headers) for headers in (PLAIN, PACKED))
        assert "Content-Encoding" not in plain.headers
        assert packed.headers["Content-Encoding"] == "gzip", address
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert gzip.decompress(packed.data) == plain.data
        again = {"If-None-Match": packed.headers["ETag"]}
        assert fetched(anonymous, address, **PACKED, **again).status_code == 304


def test_the_files_of_a_phones_page_are_light(site):
    student = site.student()
    weights = {address: len(fetched(student, address, **PACKED).data) for address in files(student, "/student/online")}
    assert sum(weights.values()) < MOST, weights


def test_a_part_of_a_file_is_a_part_of_what_it_holds(site):
    answer = fetched(site.anonymous(), "/static/signing.css", Range="bytes=0-9", **PACKED)
    assert (answer.status_code, len(answer.data)) == (206, 10)
    assert "Content-Encoding" not in answer.headers


def test_a_page_is_not_packed_since_its_size_would_tell_what_it_says(site):
    for client, page in ((site.anonymous(), "/login/student"), (site.school(), "/admin/student/?search=1")):
        assert "Content-Encoding" not in fetched(client, page, **PACKED).headers


def test_nothing_outside_the_static_files_is_served_or_named(site):
    anonymous = site.anonymous()
    for name in ("../app.py", "%2e%2e/app.py", "none.css"):
        assert fetched(anonymous, f"/static/{name}", **PACKED).status_code == 404
    with site.app.test_request_context():
        assert site.app.url_for("static", filename="none.css") == "/static/none.css"
