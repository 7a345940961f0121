"""A school to count: graduates of two colleges whose plans stand in many ways, and one of another school."""

from signing_core.actors import SYSTEM
from signing_core.effects import plans
from signing_core.models import College, School, Student
from signing_core.states import PlanSource, PlanStatus, SigningKind
from tests import makers
from tests.world import World

WITHOUT_CODE = "农村义务教育学校教师"  # nobody knows its code
SIGNED = ["10", "10", "12", "75", "76", "80", "70", ""]  # one graduate of the first college for each


class Counted:
    """The world's college has nine graduates, one without a plan; 文学院 has two, one submitted by another way."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.literature = world.saved(makers.a_college(world.school, name="文学院"))
        self.elsewhere: School = world.saved_school()
        self.far: College = world.saved(makers.a_college(self.elsewhere))
        for place, code in enumerate(SIGNED):
            kind = (SigningKind.PAPER if place else SigningKind.ONLINE) if code == "10" else SigningKind.DESTINATION
            self.stand(world.saved_student(), PlanSource.SIGNING, code, kind)
        master = world.saved_student(self.literature, gender="男", education="硕士生毕业")
        self.stand(master, PlanSource.OTHER, "", None)
        reader = world.saved_student(self.literature, major="汉语言文学")
        self.stand(reader, PlanSource.SIGNING, "80", SigningKind.DESTINATION)
        self.stand(world.saved_student(self.far), PlanSource.SIGNING, "11", SigningKind.DESTINATION)
        world.saved_student(cohort=makers.COHORT - 1)

    def stand(self, student: Student, source: PlanSource, code: str, kind: SigningKind | None) -> None:
        """As if it had been approved, or set by the school."""
        said = {"status": PlanStatus.AWAITING_COLLEGE, "source": source, "kind": kind, "destination_code": code}
        destination = WITHOUT_CODE if source is PlanSource.SIGNING and not code else ""
        with self.world.working(SYSTEM) as work:
            plans.change(work, plans.of(student.id), destination=destination, **said)
