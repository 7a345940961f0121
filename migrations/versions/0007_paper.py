"""Paper agreements: their working copies, images of stamped paper, signings without a registered employer."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

MOMENT = sa.DateTime(timezone=True)
NEWEST = [sa.literal_column("last_act_at DESC"), sa.literal_column("id DESC")]
INVITED = "state IN ('INVITED')"
ACTIVE = (
    "kind = 'ONLINE' AND state IN ('AWAITING_REVIEW', 'RETURNED', 'APPROVED') OR kind = 'PAPER' AND state IN "
    "('FORM_REVIEW', 'FORM_RETURNED', 'AWAITING_FEEDBACK', 'AWAITING_REVIEW', 'REJECTED', 'APPROVED')"
)
IN_ENTRY = "kind = 'PAPER' AND state IN ('DRAFT', 'FORM_REJECTED') AND discarded_at IS NULL"
ENDING = "rescission_status IN ('待对方处理', '等待解约审核')"
BEFORE = {  # name: columns, condition, unique
    "ix_signings_college": (["college_id", "cohort", *NEWEST], "", False),
    "ix_signings_college_queue": (["college_id", "cohort", "state", *NEWEST], "", False),
    "ix_signings_college_turn": (["college_id", "cohort", "turn", *NEWEST], "", False),
    "ix_signings_console": (["school_id", "cohort", *NEWEST], "", False),
    "ix_signings_deadline": (["deadline"], INVITED, False),
    "ix_signings_employer": (["employer_id", sa.literal_column("invited_at DESC"), NEWEST[1]], "", False),
    "ix_signings_ending": (["school_id", "cohort", *NEWEST], ENDING, False),
    "ix_signings_number_search": (["school_id", "cohort", "student_number"], "", False),
    "ix_signings_proposal_deadline": (["proposal_deadline"], "proposed_version IS NOT NULL", False),
    "ix_signings_queue": (["school_id", "cohort", "state", *NEWEST], "", False),
    "ix_signings_student_id": (["student_id"], "", False),
    "ix_signings_turn": (["school_id", "cohort", "turn", *NEWEST], "", False),
    "one_active_signing_per_student": (["student_id"], ACTIVE, True),
    "one_live_invitation_per_pair": (["employer_id", "student_id"], INVITED, True),
}
AFTER = BEFORE | {"one_paper_in_entry_per_student": (["student_id"], IN_ENTRY, True)}


def upgrade() -> None:
    signings()
    papers()
    images()
    for name in ("paper_from", "paper_until"):
        op.add_column("school_settings", sa.Column(name, MOMENT, nullable=True))
    op.add_column("rescissions", sa.Column("type", sa.String(length=30), nullable=False, server_default=""))


def signings() -> None:
    """SQLite builds the table anew and would keep only half of some indexes: all of them are made again."""
    for name in BEFORE:
        op.drop_index(name, table_name="signings")
    with op.batch_alter_table("signings") as batch:
        batch.alter_column("employer_id", existing_type=sa.Integer(), nullable=True)
        batch.alter_column("invited_at", existing_type=MOMENT, nullable=True)
        batch.alter_column("deadline", existing_type=MOMENT, nullable=True)
        batch.add_column(sa.Column("discarded_at", MOMENT, nullable=True))
    for name, (columns, condition, unique) in AFTER.items():
        where = {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)} if condition else {}
        op.create_index(name, "signings", columns, unique=unique, **where)


def papers() -> None:
    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("signing_id", sa.Integer(), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("previewed_sha256", sa.String(length=64), nullable=True),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["signing_id"], ["signings.id"], name="fk_papers_signing_id"),
        sa.PrimaryKeyConstraint("id", name="pk_papers"),
        sa.UniqueConstraint("public_id", name="uq_papers_public_id"),
        sa.UniqueConstraint("signing_id", name="uq_papers_signing_id"),
    )


def images() -> None:
    purposes = sa.Enum("FEEDBACK", "RESCISSION", name="imagepurpose", native_enum=False, length=30)
    op.create_table(
        "images",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("signing_id", sa.Integer(), nullable=False),
        sa.Column("purpose", purposes, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("thumbnail_key", sa.String(length=64), nullable=False),
        sa.Column("image_sha256", sa.String(length=64), nullable=False),
        sa.Column("thumbnail_sha256", sa.String(length=64), nullable=False),
        sa.Column("sent_sha256", sa.String(length=64), nullable=False),
        sa.Column("pixel_sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["signing_id"], ["signings.id"], name="fk_images_signing_id"),
        sa.PrimaryKeyConstraint("id", name="pk_images"),
        sa.UniqueConstraint("public_id", name="uq_images_public_id"),
        sa.UniqueConstraint("key", name="uq_images_key"),
        sa.UniqueConstraint("thumbnail_key", name="uq_images_thumbnail_key"),
    )
    op.create_index("ix_images_signing", "images", ["signing_id", "purpose", "round", "position"])
    op.create_index("ix_images_pixel_sha256", "images", ["pixel_sha256"])
