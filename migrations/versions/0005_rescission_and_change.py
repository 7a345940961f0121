"""Changes before the review, returns, rescissions by the parties, notices, whose turn it is, certificates."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True)
NEWEST = [sa.literal_column("last_act_at DESC"), sa.literal_column("id DESC")]
NEWEST_NOTICE = [sa.literal_column("at DESC"), sa.literal_column("id DESC")]
ACTIVE = sa.text("kind = 'ONLINE' AND state IN ('AWAITING_REVIEW', 'RETURNED', 'APPROVED')")
ENDING = sa.text("rescission_status IN ('待对方处理', '等待解约审核')")
PROPOSED = sa.text("proposed_version IS NOT NULL")
OPEN = sa.text("state = 'OPEN'")
UNREAD = sa.text("read_at IS NULL")
TO_DRAW = sa.text("drawn_at IS NULL")
ROLES = ("STUDENT", "EMPLOYER", "COLLEGE", "SCHOOL", "PROVINCE", "SYSTEM")


def word(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=30)


def where(condition: sa.TextClause) -> dict[str, sa.TextClause]:
    return {"sqlite_where": condition, "postgresql_where": condition}


def upgrade() -> None:
    changes()
    notices()
    signings()
    rescissions()
    documents()
    op.add_column("school_settings", sa.Column("rescission_cap", sa.Integer(), nullable=True))


def changes() -> None:
    states = word("OPEN", "AGREED", "REFUSED", "WITHDRAWN", "LAPSED", "CLOSED", name="proposalstate")
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("signing_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", states, nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("deadline", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["signing_id"], ["signings.id"], name="fk_proposals_signing_id"),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
        sa.UniqueConstraint("public_id", name="uq_proposals_public_id"),
    )
    op.create_index("ix_proposals_signing_id", "proposals", ["signing_id"])
    op.create_index("one_open_proposal_per_signing", "proposals", ["signing_id"], unique=True, **where(OPEN))
    op.create_table(
        "returns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("signing_id", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("returned_at", MOMENT, nullable=False),
        sa.Column("role", word(*ROLES, name="role"), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["signing_id"], ["signings.id"], name="fk_returns_signing_id"),
        sa.PrimaryKeyConstraint("id", name="pk_returns"),
        sa.UniqueConstraint("public_id", name="uq_returns_public_id"),
    )
    op.create_index("ix_returns_signing_id", "returns", ["signing_id"])


def notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=True),
        sa.Column("employer_id", sa.Integer(), nullable=True),
        sa.Column("signing_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_notices_student_id"),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name="fk_notices_employer_id"),
        sa.ForeignKeyConstraint(["signing_id"], ["signings.id"], name="fk_notices_signing_id"),
        sa.ForeignKeyConstraint(["message_id"], ["outbox.id"], name="fk_notices_message_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("public_id", name="uq_notices_public_id"),
    )
    op.create_index("ix_notices_signing_id", "notices", ["signing_id"])
    for party in ("student", "employer"):
        op.create_index(f"ix_notices_{party}", "notices", [f"{party}_id", *NEWEST_NOTICE])
        op.create_index(f"ix_notices_unread_{party}", "notices", [f"{party}_id"], **where(UNREAD))


def signings() -> None:
    turns = word("STUDENT", "EMPLOYER", "OFFICE", "NOBODY", name="turn")
    op.add_column("signings", sa.Column("rescission_by", word(*ROLES, name="role"), nullable=True))
    op.add_column("signings", sa.Column("proposed_version", sa.Integer(), nullable=True))
    op.add_column("signings", sa.Column("proposal_deadline", MOMENT, nullable=True))
    op.add_column("signings", sa.Column("reminded_at", MOMENT, nullable=True))
    op.add_column("signings", sa.Column("turn", turns, nullable=False, server_default="NOBODY"))
    op.add_column("signings", sa.Column("turn_since", MOMENT, nullable=True))
    op.execute("UPDATE signings SET turn = 'STUDENT', turn_since = last_act_at WHERE state = 'INVITED'")
    op.execute("UPDATE signings SET turn = 'OFFICE', turn_since = last_act_at WHERE state = 'AWAITING_REVIEW'")
    op.execute("UPDATE signings SET rescission_by = 'SCHOOL' WHERE rescission_status <> ''")
    op.drop_index("one_active_signing_per_student", table_name="signings")
    op.create_index("one_active_signing_per_student", "signings", ["student_id"], unique=True, **where(ACTIVE))
    op.create_index("ix_signings_turn", "signings", ["school_id", "cohort", "turn", *NEWEST])
    op.create_index("ix_signings_college_turn", "signings", ["college_id", "cohort", "turn", *NEWEST])
    op.create_index("ix_signings_ending", "signings", ["school_id", "cohort", *NEWEST], **where(ENDING))
    op.create_index("ix_signings_proposal_deadline", "signings", ["proposal_deadline"], **where(PROPOSED))


def rescissions() -> None:
    role, text = word(*ROLES, name="role"), sa.String(length=200)
    op.add_column("rescissions", sa.Column("answer_reason", text, nullable=False, server_default=""))
    op.add_column("rescissions", sa.Column("answered_at", MOMENT, nullable=True))
    op.add_column("rescissions", sa.Column("decided_by", role, nullable=True))
    op.add_column("rescissions", sa.Column("decision_reason", text, nullable=False, server_default=""))
    op.add_column("rescissions", sa.Column("last_act_at", MOMENT, nullable=False, server_default="1970-01-01 00:00:00"))
    op.execute("UPDATE rescissions SET last_act_at = coalesce(decided_at, asked_at)")
    op.execute("UPDATE rescissions SET decided_by = asked_by WHERE state = 'APPROVED'")


def documents() -> None:
    """The table is built anew on SQLite, which would keep only half of a partial index: it is made again."""
    op.drop_index("ix_documents_to_draw", table_name="documents")
    with op.batch_alter_table("documents") as batch:
        kinds = word("AGREEMENT", "RESCISSION", name="documentkind")
        batch.add_column(sa.Column("kind", kinds, nullable=False, server_default="AGREEMENT"))
        batch.drop_constraint("uq_documents_signing_id_issue", type_="unique")
        batch.create_unique_constraint("uq_documents_signing_id_kind_issue", ["signing_id", "kind", "issue"])
    op.create_index("ix_documents_to_draw", "documents", ["ordered_at"], **where(TO_DRAW))
