"""Two houses that must never see each other: a signing of ours and one of strangers, and what hangs on a signing."""

from signing_core import models as m
from signing_core.actors import Actor, Role
from tests import makers
from tests.world import World

ASKING = [Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL, Role.PROVINCE]


class TwoHouses:
    """A signing of ours and one of strangers; every foreign row belongs to another school, student and employer."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ours = world.approved()
        school = world.saved_school()
        college = world.saved(makers.a_college(school))
        self.stranger = world.saved_student(college)
        self.theirs = world.invited(self.stranger, world.saved(makers.an_employer()))
        self.sibling_college = world.saved(makers.a_college(world.school))
        self.sibling = world.saved_student(self.sibling_college)

    def actor(self, role: Role) -> Actor:
        world = self.world
        return {
            Role.STUDENT: makers.as_student(world.student),
            Role.EMPLOYER: makers.as_employer(world.employer),
            Role.COLLEGE: makers.as_college(world.college),
            Role.SCHOOL: makers.as_school(world.school),
            Role.PROVINCE: makers.as_province(),
        }[role]


def its_parts(signing: m.Signing) -> list[m.Base]:
    """One of each thing that may hang on a signing and that this one has not by itself."""
    of_it = {"public_id": makers.new_id(), "signing_id": signing.id}
    return [
        m.Proposal(**of_it, version=2, state="LAPSED", proposed_at=makers.NOON, deadline=makers.NOON),
        m.Return(**of_it, fields=["position"], reason="有误", returned_at=makers.NOON, role="SCHOOL", who="就业办"),
        m.Rescission(
            **of_it,
            state="DECLINED",
            asked_by="STUDENT",
            reason="另有安排",
            asked_at=makers.NOON,
            last_act_at=makers.NOON,
        ),
    ]
