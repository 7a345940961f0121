"""Kept counts of graduates by what they are and how their plan stands."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

STATUSES = sa.Enum("NOT_SUBMITTED", "AWAITING_COLLEGE", name="planstatus", native_enum=False, length=30)
SOURCES = sa.Enum("NONE", "SIGNING", "OTHER", name="plansource", native_enum=False, length=30)
OF_STUDENT = ["school_id", "cohort", "college_id", "major", "education", "gender"]
OF_PLAN = ["status", "source", "kind", "code"]


def upgrade() -> None:
    op.create_table(
        "tallies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("cohort", sa.Integer(), nullable=False),
        sa.Column("college_id", sa.Integer(), nullable=False),
        sa.Column("major", sa.String(length=120), nullable=False),
        sa.Column("education", sa.String(length=30), nullable=False),
        sa.Column("gender", sa.String(length=2), nullable=False),
        sa.Column("status", STATUSES, nullable=False),
        sa.Column("source", SOURCES, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_tallies_school_id"),
        sa.ForeignKeyConstraint(["college_id"], ["colleges.id"], name="fk_tallies_college_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tallies"),
    )
    count()
    op.create_index("ix_tallies_college", "tallies", ["school_id", "cohort", "college_id", *OF_PLAN, "count"])
    op.create_index("ix_tallies_school", "tallies", ["cohort", "school_id", *OF_PLAN, "count"])


def count() -> None:
    """Whoever is in the roster already."""
    sort = ", ".join(f"students.{name}" for name in OF_STUDENT) + ", status, source, coalesce(kind, ''), destination_code"
    op.execute(
        f"INSERT INTO tallies ({', '.join([*OF_STUDENT, *OF_PLAN])}, count) "  # noqa: S608 - of constants
        f"SELECT {sort}, count(*) FROM students JOIN plans ON plans.student_id = students.id GROUP BY {sort}"
    )
