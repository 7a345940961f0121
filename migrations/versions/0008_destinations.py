"""Other destinations: their working copies, what the plan says of them, when registering is open, a school's own codes."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)
KINDS = sa.Enum("ONLINE", "PAPER", "DESTINATION", name="signingkind", native_enum=False, length=30)
ACTIVE = (
    "kind = 'ONLINE' AND state IN ('AWAITING_REVIEW', 'RETURNED', 'APPROVED') OR kind = 'PAPER' AND state IN "
    "('FORM_REVIEW', 'FORM_RETURNED', 'AWAITING_FEEDBACK', 'AWAITING_REVIEW', 'REJECTED', 'APPROVED') "
    "OR kind = 'DESTINATION' AND state IN ('AWAITING_REVIEW', 'RETURNED', 'APPROVED')"
)
IN_ENTRY = "kind = 'DESTINATION' AND state IN ('DRAFT', 'REJECTED') AND discarded_at IS NULL"


def upgrade() -> None:
    signings()
    plans()
    destinations()
    own_codes()
    for name, kind in (("other_from", MOMENT), ("other_until", MOMENT), ("minimum_wage", sa.Integer())):
        op.add_column("school_settings", sa.Column(name, kind, nullable=True))


def signings() -> None:
    op.add_column("signings", sa.Column("destination", sa.String(length=30), nullable=False, server_default=""))
    op.drop_index("one_active_signing_per_student", table_name="signings")
    unique_per_student("one_active_signing_per_student", ACTIVE)
    unique_per_student("one_destination_in_entry_per_student", IN_ENTRY)


def unique_per_student(name: str, condition: str) -> None:
    where = {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}
    op.create_index(name, "signings", ["student_id"], unique=True, **where)


def plans() -> None:
    """A plan that comes of a signing comes, so far, of an agreement."""
    op.add_column("plans", sa.Column("kind", KINDS, nullable=True))
    op.add_column("plans", sa.Column("destination", sa.String(length=30), nullable=False, server_default=""))
    op.add_column("plans", sa.Column("other_reason", sa.String(length=200), nullable=False, server_default=""))
    op.add_column("plans", sa.Column("exported_at", MOMENT, nullable=True))
    op.add_column("plans", sa.Column("needs_correction", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("plans", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.execute(
        "UPDATE plans SET destination = '签就业协议形式就业', kind = (SELECT kind FROM signings "
        "WHERE signings.student_id = plans.student_id AND signings.state = 'APPROVED') WHERE source = 'SIGNING'"
    )


def destinations() -> None:
    op.create_table(
        "destinations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("signing_id", sa.Integer(), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["signing_id"], ["signings.id"], name="fk_destinations_signing_id"),
        sa.PrimaryKeyConstraint("id", name="pk_destinations"),
        sa.UniqueConstraint("public_id", name="uq_destinations_public_id"),
        sa.UniqueConstraint("signing_id", name="uq_destinations_signing_id"),
    )


def own_codes() -> None:
    op.create_table(
        "own_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("cohort", sa.Integer(), nullable=False),
        sa.Column("destination", sa.String(length=30), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_own_codes_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_own_codes"),
        sa.UniqueConstraint(
            "school_id", "cohort", "destination", name="uq_own_codes_school_id_cohort_destination"
        ),
    )
