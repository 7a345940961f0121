"""Reply days per school and cohort, and the history of 网签开放设置, which is never changed."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

ROLES = ("STUDENT", "EMPLOYER", "COLLEGE", "SCHOOL", "PROVINCE", "SYSTEM")
APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER settings_changes_are_never_{past} BEFORE {act} ON settings_changes "
        "BEGIN SELECT RAISE(ABORT, 'the history of settings is append-only'); END"
        for act, past in (("UPDATE", "changed"), ("DELETE", "deleted"))
    ],
    "postgresql": [
        "CREATE FUNCTION refuse_settings_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the history of settings is append-only'; END $$",
        "CREATE TRIGGER settings_changes_are_never_changed BEFORE UPDATE ON settings_changes "
        "FOR EACH ROW EXECUTE FUNCTION refuse_settings_change()",
        "CREATE TRIGGER settings_changes_are_never_deleted BEFORE DELETE OR TRUNCATE ON settings_changes "
        "EXECUTE FUNCTION refuse_settings_change()",
    ],
}


def upgrade() -> None:
    op.add_column("school_settings", sa.Column("reply_days", sa.Integer(), nullable=False, server_default="5"))
    op.create_table(
        "settings_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("cohort", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("role", sa.Enum(*ROLES, name="role", native_enum=False, length=30), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_settings_changes_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_settings_changes"),
    )
    op.create_index("ix_settings_changes", "settings_changes", ["school_id", "cohort", "id"])
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
