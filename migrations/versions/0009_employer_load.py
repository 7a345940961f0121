"""An index for what 预审 and the search by code ask: the signings of a cohort with one employer."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_index("ix_signings_unit", "signings", ["school_id", "cohort", "uscc"])
