"""One of every kind of principal, over two schools, two colleges, two employers and the rows that are theirs."""

from dataclasses import dataclass, field

from importers.candidates import CANDIDATE_COLUMNS, TITLE
from importers.employers import EMPLOYER_COLUMNS
from importers.report import Report as Checked
from importers.report import packed
from importers.students import STUDENT_COLUMNS
from importers.templates import names
from portals.operator import tasks
from signing_core.actors import STAFF, Actor, Role
from signing_core.models import Account, Employer, Image, Licence, Report, SavedFilter, Signing, Student
from signing_core.queries.papers import every_image_of
from signing_core.states import EmployerState
from signing_core.use_cases import jobs, reports, saved_filters, uploads
from signing_core.use_cases.jobs import JobKind
from signing_core.use_cases.uploads import Purpose
from tests import destinations, makers, papers
from tests.web.client import Client, Site
from tests.world import World

CANARY_STUDENT, CANARY_EMPLOYER = "金丝雀同学", "金丝雀公司"
ROLES = {
    "student": Role.STUDENT,
    "classmate": Role.STUDENT,
    "author": Role.STUDENT,
    "stranger": Role.STUDENT,
    "employer": Role.EMPLOYER,
    "rival": Role.EMPLOYER,
    "pending": Role.EMPLOYER,
    "college": Role.COLLEGE,
    "sibling": Role.COLLEGE,
    "school": Role.SCHOOL,
    "other_school": Role.SCHOOL,
    "province": Role.PROVINCE,
    "looking": Role.PROVINCE,  # has the school of the town open
}
NOBODY = ("anonymous", "disabled", "idle")
NAMES = (*ROLES, *NOBODY)
MAY_SEE_CANARY_STUDENT = {"stranger", "other_school", "rival"}
MAY_SEE_CANARY_EMPLOYER = {"stranger", "rival"} | {name for name, role in ROLES.items() if role in STAFF}


@dataclass
class Town:
    """The student signs with the employer, with a draft on paper left behind; a stranger elsewhere with the rival.

    The school had refused a destination that the student registered.
    A classmate has to send in images of an agreement on paper, and waits with one; an author's was approved.
    """

    site: Site
    clients: dict[str, Client] = field(init=False)
    signing: Signing = field(init=False)
    ended: Signing = field(init=False)
    draft: Signing = field(init=False)
    issued: Signing = field(init=False)
    image: Image = field(init=False)
    settled: Signing = field(init=False)
    registered: Signing = field(init=False)
    proof: Image = field(init=False)
    classmate: Student = field(init=False)
    filter: SavedFilter = field(init=False)
    report: Report = field(init=False)
    applicant: Employer = field(init=False)
    judged: Employer = field(init=False)
    licence: Licence = field(init=False)
    clerk: Account = field(init=False)

    def __post_init__(self) -> None:
        world = self.site.world
        elsewhere = world.saved_school()
        far_college = world.saved(makers.a_college(elsewhere))
        sibling = world.saved(makers.a_college(world.school))
        stranger = world.saved_student(far_college, name=CANARY_STUDENT)
        rival = world.saved(makers.an_employer(name=CANARY_EMPLOYER))
        self.classmate = world.saved_student()
        author = world.saved_student()
        self.ended = world.rescinded()
        self.registered = destinations.rejected(world)
        self.draft = papers.previewed(world)
        self.issued = papers.issued(world, papers.draft(world, self.classmate))
        self.image = papers.uploaded(world, self.issued)
        self.settled = papers.approved(world, papers.draft(world, author))
        self.proof = self.handed_in(world)
        self.signing = world.accepted()
        self.far_signing = world.accepted(stranger, rival)
        self.applicant = world.saved(makers.an_employer(state=EmployerState.PENDING))
        self.judged = world.saved(makers.an_employer(state=EmployerState.PENDING))
        self.licence = world.saved(makers.a_licence(world.services, self.applicant))
        self.clients = {
            "student": self.site.student(),
            "classmate": self.site.student(self.classmate),
            "author": self.site.student(author),
            "stranger": self.site.student(stranger),
            "employer": self.site.employer(),
            "rival": self.site.employer(rival),
            "pending": self.site.employer(self.applicant),
            "college": self.site.college(),
            "sibling": self.site.college(sibling),
            "school": self.site.school(),
            "other_school": self.site.school(elsewhere),
            "province": self.site.province(),
            "looking": self.site.looking(),
            "anonymous": self.site.anonymous(),
            "disabled": self.a_disabled(world),
            "idle": self.an_idle(world),
        }
        place = {"school_id": world.school.id, "college_id": world.college.id}
        self.clerk = world.saved(makers.an_account(Role.COLLEGE, **place))
        self.upload = self.an_upload(world)
        self.candidate_upload = self.a_candidate_upload(world)
        self.employer_upload = self.an_employer_upload(world)
        self.job = self.a_job(world)
        self.filter = self.a_filter(world)
        self.report = self.filed(world)

    def filed(self, world: World) -> Report:
        with world.working(makers.as_student(world.student)) as work:
            return reports.report_datum(work, text="专业有误。")

    def handed_in(self, world: World) -> Image:
        """What the author sent in, as the office sees it."""
        with world.reading() as work:
            return every_image_of(work, self.settled)[0]

    def a_disabled(self, world: World) -> Client:
        return self.site.as_account(Role.SCHOOL, name="已停用", school_id=world.school.id, disabled_at=world.clock())

    def an_upload(self, world: World) -> str:
        """A roster that the school's account uploaded and has not confirmed."""
        table = [[column.name for column in STUDENT_COLUMNS], [""] * 12 + ["湖北省武汉市洪山区"]]
        data = "\n".join(",".join(line) for line in table).encode()
        actor = makers.as_school(world.school, self.clients["school"].account.id)
        return self.kept(world, actor, data, Purpose.ROSTER)

    def an_employer_upload(self, world: World) -> str:
        """A list of employers that the school's account uploaded and has not confirmed."""
        table = [list(names(EMPLOYER_COLUMNS)), ["示范单位"] + [""] * 9]
        data = "\n".join(",".join(line) for line in table).encode()
        actor = makers.as_school(world.school, self.clients["school"].account.id)
        return self.kept(world, actor, data, Purpose.EMPLOYERS)

    def a_job(self, world: World) -> str:
        """The check of that roster, ordered by the school's account and done."""
        actor = makers.as_school(world.school, self.clients["school"].account.id)
        asked = {"file": self.upload, "cohort": makers.COHORT, "name": "上传.csv"}
        with world.working(actor) as work:
            job = jobs.order(work, JobKind.ROSTER_CHECK, asked)
        jobs.run_due(world.services, tasks.RUNNERS)
        return job.public_id

    def a_filter(self, world: World) -> SavedFilter:
        """Shared by the school's office."""
        with world.working(makers.as_school(world.school, self.clients["school"].account.id)) as work:
            return saved_filters.save(work, name="等待审核", shared=True, queue="waiting", wanted={})

    def a_candidate_upload(self, world: World) -> str:
        """A checked list that the employer's account uploaded and has not confirmed."""
        actor = makers.as_employer(world.employer, self.clients["employer"].account.id)
        return self.kept(world, actor, packed(Checked(TITLE, names(CANDIDATE_COLUMNS))), Purpose.CANDIDATES)

    def kept(self, world: World, actor: Actor, data: bytes, purpose: Purpose) -> str:
        with world.working(actor) as work:
            uploads.keep(work, public_id := makers.new_id(), data, name="上传.csv", purpose=purpose)
        return public_id

    def an_idle(self, world: World) -> Client:
        """Signed in 31 minutes ago, by a clock that is set back afterwards."""
        world.clock.forward(minutes=-31)
        client = self.site.school()
        world.clock.forward(minutes=31)
        return client
