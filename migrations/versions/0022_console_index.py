"""Indexes of the review list: they hold what it shows, not unanswered invitations, and what tells whose turn it is."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

SHOWN = sa.text(
    "state IN ('FORM_REVIEW', 'FORM_RETURNED', 'FORM_REJECTED', 'AWAITING_FEEDBACK', 'AWAITING_REVIEW', 'RETURNED', "
    "'REJECTED', 'APPROVED', 'RESCINDED', 'RELEASED')"
)
NEWEST = ("cohort", sa.text("last_act_at DESC"), sa.text("id DESC"))


def upgrade() -> None:
    for name, whose in (("ix_signings_console", "school_id"), ("ix_signings_college", "college_id")):
        op.drop_index(name, "signings")
        op.create_index(name, "signings", [whose, *NEWEST], sqlite_where=SHOWN, postgresql_where=SHOWN)
    for name, whose in (("ix_signings_turn", "school_id"), ("ix_signings_college_turn", "college_id")):
        op.drop_index(name, "signings")
        op.create_index(name, "signings", [whose, "cohort", "turn", *NEWEST[1:], "college_passed_at"])
