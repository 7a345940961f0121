"""One row of the authorisation matrix, and the principals that its rows speak of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portals.web import LOOKING
from signing_core.actors import OFFICE, STAFF, Role
from tests.web import aims

STUDENT, EMPLOYER, SCHOOL = {Role.STUDENT}, {Role.EMPLOYER}, {Role.SCHOOL}
ALL = STUDENT | EMPLOYER | STAFF
OWN_OFFICE = {"college", "school"}
READERS, READING = OFFICE | {LOOKING}, OWN_OFFICE | {"looking"}
PROVINCE = {Role.PROVINCE}
ABOVE = SCHOOL | PROVINCE


@dataclass(frozen=True, kw_only=True)
class Row:
    """``sees`` names the principals in whose scope the addressed row is; None where no row is addressed."""

    methods: tuple[str, ...] = ("GET",)
    who: Any = "PUBLIC"
    sees: set[str] | None = None
    address: Callable[[Any], dict[str, Any]] = aims.nothing
    form: Callable[[Any], dict[str, Any]] = aims.nothing
    canaries: bool = False  # the development outbox shows everybody's messages


BOTH = ("GET", "POST")
POST = ("POST",)

LEARN_NOTHING = {"pending"}  # is led to its registration, whatever it asked
PARTIES = {"employer"} | LEARN_NOTHING
PROVINCES = {"province", "looking"}
REVIEWING = {"school", "other_school"} | PROVINCES
SCHOOLS = {"school", "other_school"}
