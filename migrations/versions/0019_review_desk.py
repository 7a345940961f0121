"""Reasons that a school words once, and who has a case open."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

MOMENT = sa.DateTime(timezone=True)
GROUPS = ("REFUSE", "RETURN", "REFUSE_RESCISSION", "REVOKE", "FORCE")


def upgrade() -> None:
    op.create_table(
        "reason_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("group", sa.Enum(*GROUPS, name="reasongroup", native_enum=False, length=30), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_reason_templates_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reason_templates"),
        sa.UniqueConstraint("school_id", "group", "position", name="uq_reason_templates_school_id_group_position"),
    )
    op.create_table(
        "case_openings",
        sa.Column("signing_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["signing_id"], ["signings.id"], name="fk_case_openings_signing_id"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_case_openings_account_id"),
        sa.PrimaryKeyConstraint("signing_id", "account_id", name="pk_case_openings"),
    )
    op.create_index("ix_case_openings_seen", "case_openings", ["seen_at"])
