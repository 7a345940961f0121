"""One row of the authorisation matrix, and the principals that its rows speak of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from signing_core.actors import STAFF, Role
from tests.web import aims

STUDENT, EMPLOYER, SCHOOL = {Role.STUDENT}, {Role.EMPLOYER}, {Role.SCHOOL}
ALL = STUDENT | EMPLOYER | STAFF
OWN_OFFICE = {"college", "school"}


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
REVIEWERS = {Role.SCHOOL, Role.PROVINCE}
REVIEWING = {"school", "other_school", "province"}
SCHOOLS = {"school", "other_school"}
