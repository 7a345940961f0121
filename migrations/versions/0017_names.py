"""The names that signings show and their pieces, by which any part of a name is found; saved filters."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

NAMED = ("student_name", "employer_name", "major", "class_name")
PIECE = 4
KEY = ["school_id", "cohort", "kind"]
SEARCHED = {
    "ix_signings_student_name": "student_name",
    "ix_signings_employer_name": "employer_name",
    "ix_signings_major": "major",
    "ix_signings_class": "class_name",
}


def upgrade() -> None:
    op.create_table(
        "names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("cohort", sa.Integer(), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_names_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_names"),
        sa.UniqueConstraint(*KEY, "name", name="uq_names_school_id_cohort_kind_name"),
    )
    piece = sa.String(PIECE).with_variant(sa.String(PIECE, collation="C"), "postgresql")
    op.create_table(
        "name_pieces",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in KEY[:2]),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("piece", piece, nullable=False),
        sa.Column("name_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["name_id"], ["names.id"], name="fk_name_pieces_name_id"),
        sa.PrimaryKeyConstraint(*KEY, "piece", "name_id", name="pk_name_pieces"),
        sqlite_with_rowid=False,
    )
    gather()
    create_saved_filters()
    for index, column in SEARCHED.items():
        op.create_index(index, "signings", ["school_id", "cohort", column])


def create_saved_filters() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("college_id", sa.Integer(), nullable=True),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("queue", sa.String(length=20), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("saved_at", moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_saved_filters_account_id"),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_saved_filters_school_id"),
        sa.ForeignKeyConstraint(["college_id"], ["colleges.id"], name="fk_saved_filters_college_id"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_filters"),
        sa.UniqueConstraint("public_id", name="uq_saved_filters_public_id"),
        sa.UniqueConstraint("account_id", "name", name="uq_saved_filters_account_id_name"),
    )
    op.create_index("ix_saved_filters_office", "saved_filters", ["school_id", "college_id"])


def gather() -> None:
    """What signings show already; small letters are those of ASCII on both databases."""
    for kind, column in enumerate(NAMED):
        op.execute(
            f"INSERT INTO names (school_id, cohort, kind, name) "  # noqa: S608 - of constants
            f"SELECT DISTINCT school_id, cohort, {kind}, {column} FROM signings WHERE {column} <> ''"
        )
    plain = ' COLLATE "C"' if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(
        "INSERT INTO name_pieces (school_id, cohort, kind, piece, name_id) "  # noqa: S608 - of constants
        "WITH RECURSIVE places (place) AS (SELECT 1 UNION ALL SELECT place + 1 FROM places WHERE place < 120) "
        f"SELECT DISTINCT school_id, cohort, kind, lower(substr(name, place, {PIECE}){plain}), id "
        "FROM names JOIN places ON place <= length(name)"
    )
