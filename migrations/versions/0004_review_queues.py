"""Indexes for the review list of a college and for its queues."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NEWEST = [sa.literal_column("last_act_at DESC"), sa.literal_column("id DESC")]


def upgrade() -> None:
    op.create_index("ix_signings_college", "signings", ["college_id", "cohort", *NEWEST])
    op.create_index("ix_signings_queue", "signings", ["school_id", "cohort", "state", *NEWEST])
    op.create_index("ix_signings_college_queue", "signings", ["college_id", "cohort", "state", *NEWEST])
