"""Fuzzed requests of every principal: no 500, nothing of another tenant, and the rules still hold."""

import random

import pytest

from signing_core.models import Signing
from tests import databases
from tests.attack.requests import Attacker
from tests.figures import SOAK, Record, note
from tests.invariants import broken
from tests.web.client import Site
from tests.web.principals import (
    CANARY_EMPLOYER,
    CANARY_STUDENT,
    MAY_SEE_CANARY_EMPLOYER,
    MAY_SEE_CANARY_STUDENT,
    Town,
)
from tests.web.rows import ROWS
from tests.web.test_matrix import text_of
from tests.world import World, services_for

REQUESTS = 5_000 if SOAK else 500
THEIR_OWN = {"stranger", "rival", "other_school"}


@pytest.fixture(params=["sqlite", "postgresql"])
def town(request, tmp_path):
    with databases.of_ones_own(request, tmp_path) as url:
        services = services_for(url, tmp_path)
        yield Town(Site(World(services)))
        services.database.engine.dispose()


def version_of(town: Town, signing: Signing) -> int:
    with town.site.world.reading() as work:
        return work.get(Signing, signing.public_id).version


def test_no_request_breaks_leaks_or_changes_what_is_not_its_senders(town, record_property: Record, request):
    attacker = Attacker(town, random.Random(request.node.callspec.id))
    far = version_of(town, town.far_signing)
    answers: dict[int, int] = {}
    for _ in range(REQUESTS):
        name, said, answer = attacker.one()
        told = f"{name}: {said}"
        assert answer.status_code < 500, told
        assert "X-Injected" not in answer.headers, told
        answers[answer.status_code] = answers.get(answer.status_code, 0) + 1
        if answer.status_code != 206 and not canaries_allowed(answer):  # a part of a file cannot be unpacked
            text = text_of(answer)
            assert CANARY_STUDENT not in text or name in MAY_SEE_CANARY_STUDENT, told
            assert CANARY_EMPLOYER not in text or name in MAY_SEE_CANARY_EMPLOYER, told
        now = version_of(town, town.far_signing)
        assert now == far or name in THEIR_OWN, told
        far = now
    with town.site.world.reading() as work:
        assert broken(work) == []
    kind = request.node.callspec.id
    note(record_property, f"fuzzed requests, {kind}: {REQUESTS}, answers {dict(sorted(answers.items()))}")


def canaries_allowed(answer) -> bool:
    return any(ROWS[name].canaries for name in ROWS if name == answer.request.path.strip("/").replace("/", "."))
