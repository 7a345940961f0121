"""The rows of 批量办理: what is to be said of each, and what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

MOMENT = sa.DateTime(timezone=True)
OPINIONS = sa.Enum("PASS", "REFUSE", name="opinion", native_enum=False, length=30)


def upgrade() -> None:
    op.create_table(
        "bulk_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("check", sa.String(length=22), nullable=False),
        sa.Column("run", sa.String(length=22), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("signing", sa.String(length=22), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("student_number", sa.String(length=20), nullable=False),
        sa.Column("student_name", sa.String(length=50), nullable=False),
        sa.Column("employer_name", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("opinion", OPINIONS, nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("said", sa.String(length=200), nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_bulk_rows_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bulk_rows"),
    )
    confirmed = sa.text("run IS NOT NULL")
    op.create_index("ix_bulk_rows_check", "bulk_rows", ["check", "position"])
    where = {"sqlite_where": confirmed, "postgresql_where": confirmed}
    op.create_index("ix_bulk_rows_run", "bulk_rows", ["run", "position"], **where)
