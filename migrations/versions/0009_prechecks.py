"""Indexes for what 预审 asks: who else has a phone, and how many students one employer has."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_index("ix_students_phone", "students", ["school_id", "phone_index"])
    op.create_index("ix_signings_unit", "signings", ["school_id", "cohort", "uscc"])
