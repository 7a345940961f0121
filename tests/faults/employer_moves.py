"""Every use case that registers, judges or imports employers, made ready on a fresh world."""

from types import SimpleNamespace

from signing_core.models import Employer
from signing_core.states import EmployerState
from signing_core.use_cases import employer_import, employer_review, images, registration
from signing_core.work import Services
from tests import makers
from tests.faults.kills import Act
from tests.faults.moves import in_a_unit
from tests.world import FAST_HASH, World

PICTURE = SimpleNamespace(image=b"\xff\xd8\xff", thumbnail=b"\xff\xd8\xff", width=6, height=4)
REASON = "执照与所填名称不一致。"


def said(world: World, serial: int = 0) -> dict[str, str]:
    """What an employer says of itself, with a code that no other world has."""
    return makers.a_registration(makers.a_uscc(800_000 + world.student.id * 10 + serial))


def register_an_employer(world: World) -> Act:
    data, login = said(world), f"firm{world.student.id}"

    def act(services: Services) -> None:
        content = registration.admit(services, data=data, login=login, address=login)
        facts = {"licence": images.store(services, PICTURE), "pixel_sha256": "0" * 64}
        registration.register(services, content, login=login, password_hash=FAST_HASH.hash("a-long-password"), **facts)

    return act


def correct_a_registration(world: World) -> Act:
    employer, data = _waiting(world, EmployerState.REJECTED), said(world)
    by = makers.as_employer(employer)
    return in_a_unit(by, lambda work: registration.resubmit(work, seen=employer.version, data=data))


def approve_an_employer(world: World) -> Act:
    employer, by = _waiting(world), makers.as_school(world.school)
    return in_a_unit(by, lambda work: employer_review.approve(work, employer.public_id, seen=employer.version))


def reject_an_employer(world: World) -> Act:
    employer, by = _waiting(world), makers.as_province()
    given = {"seen": employer.version, "reason": REASON}
    return in_a_unit(by, lambda work: employer_review.reject(work, employer.public_id, **given))


def block_an_employer(world: World) -> Act:
    employer, by = world.employer, makers.as_school(world.school)
    given = {"seen": employer.version, "reason": REASON}
    return in_a_unit(by, lambda work: employer_review.block(work, employer.public_id, **given))


def import_employers(world: World) -> Act:
    rows, by = [said(world, serial) for serial in range(2)], makers.as_school(world.school)
    return in_a_unit(by, lambda work: employer_import.register_all(work, rows))


def _waiting(world: World, state: EmployerState = EmployerState.PENDING) -> Employer:
    return world.saved(makers.an_employer(state=state))


EMPLOYER_MOVES = [
    register_an_employer,
    correct_a_registration,
    approve_an_employer,
    reject_an_employer,
    block_an_employer,
    import_employers,
]
