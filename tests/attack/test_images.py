"""Hostile and damaged images by the upload page: a plain sentence or our own JPEG, and a process that stays small."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import pytest

from signing_core.models import Signing
from signing_core.queries.papers import every_image_of
from tests import databases, papers
from tests.attack.test_workbooks import peak
from tests.figures import SOAK, Record, note
from tests.importers.hostile_images import CANARY, a_mutation
from tests.importers.image_cases import ACCEPTED, BLANK, GREY, REFUSED
from tests.invariants import broken
from tests.race.processes import all_at_once
from tests.web.client import Client, Site
from tests.world import World, services_for

MUTATIONS = 300 if SOAK else 20
MOST_GROWTH = 50  # MiB


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path) -> Iterator[Site]:
    with databases.of_ones_own(request, tmp_path) as url:
        services = services_for(url, tmp_path)
        yield Site(World(services))
        services.database.engine.dispose()


def files() -> Iterator[tuple[str, bytes]]:
    """Every hostile or odd image that was made by hand, then mutations of honest ones."""
    for name, case in (REFUSED | ACCEPTED | GREY | BLANK).items():
        yield name, (case[0] if isinstance(case, tuple) else case)()
    for seed in range(MUTATIONS):
        yield f"mutation {seed}", a_mutation(seed)


def answered(site: Site, student: Client, token: str, signing: Signing, data: bytes) -> str:
    """Upload a file and look at what is kept of it; then take it away again."""
    form = {"csrf_token": token, "act": "upload", "images": (BytesIO(data), "盖章页.jpg")}
    address = f"/student/paper/{signing.public_id}/feedback"
    answer = student.http.post(address, data=form, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    if refusals := answer.json["refused"]:
        assert answer.json["added"] == 0
        assert all(one.startswith("图片“盖章页.jpg”") and one.endswith("。") for one in refusals)
        return "refused"
    with site.world.reading() as work:
        (image,) = every_image_of(work, signing)
    kept = student.get(f"/student/images/{image.public_id}")
    assert kept.data.startswith(b"\xff\xd8\xff")
    assert CANARY not in kept.data
    assert b"Exif" not in kept.data
    assert student.post(f"/student/images/{image.public_id}/remove").status_code == 303
    return "kept"


def served(site: Site) -> tuple[Counter[str], int]:
    """How many files had which end, and by how much the process grew over an honest file."""
    signing, student = papers.issued(site.world), site.student()
    token = student.csrf_token()
    assert answered(site, student, token, signing, papers.a_photograph(size=(900, 1200))) == "kept"
    before, ends = peak(), Counter[str]()
    for name, data in files():
        try:
            ends[answered(site, student, token, signing, data)] += 1
        except Exception as error:
            raise AssertionError(name) from error
    return ends, peak() - before


def test_a_hostile_image_gets_a_sentence_or_a_picture_of_our_own_from_a_process_that_stays_small(
    site: Site, record_property: Record, request: pytest.FixtureRequest
):
    site.world.services.database.engine.dispose()
    ((ends, growth),) = all_at_once([lambda: served(site)])
    assert growth < MOST_GROWTH
    assert min(ends["refused"], ends["kept"]) > 0
    with site.world.reading() as work:
        assert broken(work) == []
    kind = request.node.callspec.id
    note(record_property, f"hostile images, {kind}: {dict(sorted(ends.items()))}, grown by {growth} MiB")
