"""The list of plans reads one table; what was exported last is kept; a school's own code stands beside the assigned one."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

OF_THE_STUDENT = ("school_id", "college_id", "cohort", "student_number")


def upgrade() -> None:
    plans()
    exported_plans()
    own_codes()


def plans() -> None:
    """Nothing could set a code of a school's own so far: each is the assigned one."""
    for name in OF_THE_STUDENT:
        op.add_column("plans", sa.Column(name, kind_of(name), nullable=True))
    op.add_column("plans", sa.Column("assigned_code", sa.String(length=4), nullable=False, server_default=""))
    copied = (f"{name} = (SELECT {name} FROM students WHERE students.id = plans.student_id)" for name in OF_THE_STUDENT)
    op.execute(f"UPDATE plans SET assigned_code = destination_code, {', '.join(copied)}")  # noqa: S608 - our own names
    with op.batch_alter_table("plans") as batch:
        for name in OF_THE_STUDENT:
            batch.alter_column(name, existing_type=kind_of(name), nullable=False)
    op.create_index("ix_plans_list", "plans", ["school_id", "cohort", "student_number"])


def kind_of(name: str) -> sa.Integer | sa.String:
    return sa.String(length=20) if name == "student_number" else sa.Integer()


def exported_plans() -> None:
    op.create_table(
        "exported_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("cohort", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("row_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_exported_plans_school_id"),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_exported_plans_student_id"),
        sa.PrimaryKeyConstraint("id", name="pk_exported_plans"),
        sa.UniqueConstraint("public_id", name="uq_exported_plans_public_id"),
        sa.UniqueConstraint("student_id", name="uq_exported_plans_student_id"),
    )
    op.create_index("ix_exported_plans_cohort", "exported_plans", ["school_id", "cohort"])


def own_codes() -> None:
    with op.batch_alter_table("own_codes") as batch:
        batch.add_column(sa.Column("assigned", sa.String(length=4), nullable=False, server_default=""))
        batch.drop_constraint("uq_own_codes_school_id_cohort_destination", type_="unique")
        batch.create_unique_constraint(
            "uq_own_codes_school_id_cohort_destination_assigned", ["school_id", "cohort", "destination", "assigned"]
        )
