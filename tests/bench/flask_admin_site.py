"""Flask-Admin's own list on our data, as its documentation shows it and as it may be tuned."""

from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_babel import Babel
from sqlalchemy import DateTime, ForeignKey, Integer, create_engine, event
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    joinedload,
    mapped_column,
    relationship,
    scoped_session,
    sessionmaker,
)

from signing_core.states import SigningState

from .children import Figures, milliseconds


class Base(DeclarativeBase):
    def __str__(self):
        return self.name


class School(Base):
    __tablename__ = "schools"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class College(Base):
    __tablename__ = "colleges"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    school_id: Mapped[int] = mapped_column(Integer, ForeignKey("schools.id"))
    school: Mapped[School] = relationship()


class Student(Base):
    __tablename__ = "students"
    id: Mapped[int] = mapped_column(primary_key=True)
    student_number: Mapped[str]
    name: Mapped[str]
    major: Mapped[str]
    college_id: Mapped[int] = mapped_column(Integer, ForeignKey("colleges.id"))
    college: Mapped[College] = relationship()


class Employer(Base):
    __tablename__ = "employers"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Signing(Base):
    __tablename__ = "signings"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    state: Mapped[str]
    kind: Mapped[str]
    last_act_at = mapped_column(DateTime)
    decided_by: Mapped[str]
    rescission_status: Mapped[str]
    school_id: Mapped[int] = mapped_column(Integer, ForeignKey("schools.id"))
    student_id: Mapped[int] = mapped_column(Integer, ForeignKey("students.id"))
    employer_id: Mapped[int] = mapped_column(Integer, ForeignKey("employers.id"))
    school: Mapped[School] = relationship()
    student: Mapped[Student] = relationship()
    employer: Mapped[Employer] = relationship()


class Default(ModelView):
    column_list = (
        "number", "state", "student.student_number", "student.name", "student.college.name", "student.major", "kind",
        "employer.name", "last_act_at", "decided_by", "rescission_status",
    )  # fmt: skip
    column_searchable_list = ("student.student_number", "student.name", "employer.name")
    column_filters = ("state", "school.name")
    column_default_sort = [("last_act_at", True), ("id", True)]  # noqa: RUF012 - a tuple means one column
    can_export = True
    export_types = ("xlsx",)
    export_max_rows = 0


class Tuned(Default):
    """Without a count, with the joins that the page needs and as many rows as ours."""

    simple_list_pager = True
    page_size = 50

    def get_count_query(self):
        return None

    def get_query(self):
        student = joinedload(Signing.student).joinedload(Student.college)
        return super().get_query().options(student, joinedload(Signing.employer))


def make(url: str, view: type[ModelView] = Default) -> tuple[Flask, ModelView]:
    """An application with the one view, and its engine on the view's session."""
    session = scoped_session(sessionmaker(create_engine(url)))
    app = Flask(__name__)
    app.config["SECRET_KEY"] = "bench"
    Babel(app)  # Flask-Admin asks for it once it is installed
    registered = view(Signing, session, endpoint="signings")
    Admin(app).add_view(registered)
    app.teardown_appcontext(lambda _error: session.remove())
    return app, registered


def pages(url: str, rows: int, sought: dict[str, dict[str, str]], tuned: bool = False, only: str = "") -> Figures:
    """Milliseconds of the pages of the list, or of the only one wanted, and their queries."""
    app, view = make(url, Tuned if tuned else Default)
    with app.app_context():
        school = view.session.get(School, 1).name
        equals = {str(f.column).lower(): at for at, f in enumerate(view._filters) if type(f).__name__ == "FilterEqual"}
        engine = view.session.get_bind()
    sent: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _connection, _cursor, statement, *_: sent.append(statement))
    client = app.test_client()
    addresses = {
        "first": {},
        "deep": {"page": rows // 2 // view.page_size},
        "waiting": {
            f"flt0_{equals['signings.state']}": SigningState.AWAITING_REVIEW.value,
            f"flt1_{equals['schools.name']}": school,
        },
        **{page: {"search": " ".join(fields.values())} for page, fields in sought.items()},
    }

    def get(name: str) -> None:
        answer = client.get("/admin/signings/", query_string=addresses[name])
        assert answer.status_code == 200
        assert ("action-checkbox" in answer.text) is (name != "nothing")

    figures: Figures = {}
    for name in [only] if only else addresses:
        figures[name] = milliseconds(lambda name=name: get(name))
        sent.clear()
        get(name)
        figures[f"{name} queries"] = len(sent)
    return figures
