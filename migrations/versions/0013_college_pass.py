"""Who passed for the college what the school has yet to review, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    for table in ("signings", "rescissions"):
        op.add_column(table, sa.Column("college_passed_by", sa.String(length=120), nullable=True))
        op.add_column(table, sa.Column("college_passed_at", sa.DateTime(timezone=True), nullable=True))
