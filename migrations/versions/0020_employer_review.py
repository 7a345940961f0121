"""Employers are judged: their licences, what was done about them and why, and how their contact is found again."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

MOMENT = sa.DateTime(timezone=True)
ROLES = sa.Enum("STUDENT", "EMPLOYER", "COLLEGE", "SCHOOL", "PROVINCE", "SYSTEM", name="role", native_enum=False, length=30)


def upgrade() -> None:
    employers()
    licences()
    events()


def employers() -> None:
    """The index of a phone needs the key of a process: ``contact_phone_index`` fills as employers save their data."""
    for column in (
        sa.Column("postcode", sa.String(length=6), nullable=False, server_default=""),
        sa.Column("contact_phone_index", sa.String(length=32), nullable=True),
        sa.Column("said_because", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("last_act_at", MOMENT, nullable=False, server_default=sa.text("'1970-01-01 00:00:00'")),
    ):
        op.add_column("employers", column)
    op.execute("UPDATE employers SET last_act_at = created_at")
    op.create_index("ix_employers_contact_phone_index", "employers", ["contact_phone_index"])
    op.create_index("ix_employers_email", "employers", ["email"])
    op.create_index("ix_employers_name", "employers", ["name", "id"])
    op.create_index("ix_employers_queue", "employers", ["state", "last_act_at", "id"])


def licences() -> None:
    digests = [
        sa.Column(name, sa.String(length=64), nullable=False)
        for name in ("key", "thumbnail_key", "pixel_sha256", "image_sha256", "thumbnail_sha256")
    ]
    op.create_table(
        "licences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        *digests,
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name="fk_licences_employer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_licences"),
        sa.UniqueConstraint("public_id", name="uq_licences_public_id"),
        sa.UniqueConstraint("key", name="uq_licences_key"),
        sa.UniqueConstraint("thumbnail_key", name="uq_licences_thumbnail_key"),
    )
    op.create_index("ix_licences_employer_id", "licences", ["employer_id"])
    op.create_index("ix_licences_pixel_sha256", "licences", ["pixel_sha256"])


def events() -> None:
    op.create_table(
        "employer_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("role", ROLES, nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("remark", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name="fk_employer_events_employer_id"),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_employer_events_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_employer_events"),
    )
    op.create_index("ix_employer_events_employer_id", "employer_events", ["employer_id"])
    op.create_index("ix_employer_events_school_id", "employer_events", ["school_id"])
