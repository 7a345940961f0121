"""What the tests of other destinations do to one, and how they look at what came of it."""

import json

from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.models import Image, Plan, Signing, Terms
from signing_core.queries.papers import destination_of
from signing_core.states import PlanSource, PlanStatus
from signing_core.use_cases import destinations
from tests import makers
from tests.destinations import STUDY, a_study
from tests.papers import of
from tests.parties import by

EMPTY = (PlanStatus.NOT_SUBMITTED, PlanSource.NONE, None, "", "")


def begin(world, detail=STUDY):
    with world.working(makers.as_student(world.student)) as work:
        return destinations.begin(work, detail)


def save(world, signing, **typed):
    return by(world, of(world), destinations.save, signing, typed=a_study(**typed))


def submit(world, signing, typed=None):
    return by(world, of(world), destinations.submit, signing, typed=a_study() if typed is None else typed)


def plan_of(world):
    with world.reading() as work:
        plan = work.session.get_one(Plan, world.student.id)
        return (plan.status, plan.source, plan.kind, plan.destination, plan.destination_code)


def contents(world, signing):
    with world.reading() as work:
        rows = select(Terms).where(Terms.signing_id == signing.id).order_by(Terms.version)
        return [row.content for row in work.session.scalars(rows)]


def retired(world, signing, **answers):
    """The draft as if it had been saved while these answers, a detail among them, were still in the catalogue."""
    with world.working(SYSTEM) as work:
        copy = destination_of(work, work.session.get_one(Signing, signing.id))
        copy.text = json.dumps({**copy.typed, **answers})


def typed_in(world, signing):
    with world.reading(of(world)) as work:
        return destination_of(work, signing).typed


def rounds(world, signing):
    with world.reading() as work:
        return sorted(work.session.scalars(select(Image.round).where(Image.signing_id == signing.id)))
