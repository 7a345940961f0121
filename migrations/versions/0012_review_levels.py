"""Who has to pass a signing before it is approved, per school and cohort; one review by either until now."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

LEVELS = sa.Enum("EITHER", "SCHOOL", "COLLEGE_THEN_SCHOOL", name="reviewlevels", native_enum=False, length=30)


def upgrade() -> None:
    op.add_column("school_settings", sa.Column("review_levels", LEVELS, nullable=False, server_default="EITHER"))
