"""What students say of their own record: confirmed, objected to, reported; from what each act was done; sign-ins."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

MOMENT = sa.DateTime(timezone=True)
ROLES = sa.Enum("STUDENT", "EMPLOYER", "COLLEGE", "SCHOOL", "PROVINCE", "SYSTEM", name="role", native_enum=False, length=30)
KINDS = sa.Enum("OBJECTION", "WRONG_DATUM", "NOT_MINE", name="reportkind", native_enum=False, length=30)
ABOUT_AN_ACT = sa.text("answered_at IS NULL AND entry_id IS NOT NULL")
OBJECTION = sa.text("answered_at IS NULL AND kind = 'OBJECTION'")


def upgrade() -> None:
    op.add_column("students", sa.Column("address", sa.String(length=120), nullable=True))
    op.add_column("students", sa.Column("source_confirmed_at", MOMENT, nullable=True))
    op.add_column("trail", sa.Column("device", sa.String(length=60), nullable=False, server_default=""))
    sign_ins()
    reports()


def sign_ins() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_sign_ins_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_ins"),
    )
    op.create_index("ix_sign_ins_account", "sign_ins", ["account_id", "at"])


def reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("college_id", sa.Integer(), nullable=False),
        sa.Column("cohort", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("student_number", sa.String(length=20), nullable=False),
        sa.Column("student_name", sa.String(length=50), nullable=False),
        sa.Column("kind", KINDS, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.Column("filed_at", MOMENT, nullable=False),
        sa.Column("answer", sa.String(length=200), nullable=False),
        sa.Column("answered_by", sa.String(length=120), nullable=False),
        sa.Column("answered_role", ROLES, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_reports_school_id"),
        sa.ForeignKeyConstraint(["college_id"], ["colleges.id"], name="fk_reports_college_id"),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_reports_student_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.UniqueConstraint("public_id", name="uq_reports_public_id"),
    )
    op.create_index("ix_reports_student_id", "reports", ["student_id"])
    op.create_index("ix_reports_list", "reports", ["school_id", "cohort", sa.text("filed_at DESC"), sa.text("id DESC")])
    for name, column, where in (
        ("one_open_report_per_act", "entry_id", ABOUT_AN_ACT),
        ("one_open_objection_per_student", "student_id", OBJECTION),
    ):
        op.create_index(name, "reports", [column], unique=True, sqlite_where=where, postgresql_where=where)
