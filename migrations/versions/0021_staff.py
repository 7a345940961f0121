"""Deputies, addresses of staff, a school opened by the province for a while; the log is append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

MOMENT = sa.DateTime(timezone=True)
APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER log_is_never_{past} BEFORE {act} ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        for act, past in (("UPDATE", "changed"), ("DELETE", "deleted"))
    ],
    "postgresql": [
        "CREATE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$",
        "CREATE TRIGGER log_is_never_changed BEFORE UPDATE ON log FOR EACH ROW EXECUTE FUNCTION refuse_log_change()",
        "CREATE TRIGGER log_is_never_deleted BEFORE DELETE OR TRUNCATE ON log EXECUTE FUNCTION refuse_log_change()",
    ],
}


def upgrade() -> None:
    accounts()
    sessions()
    log()


def accounts() -> None:
    with op.batch_alter_table("accounts") as batch:
        batch.add_column(sa.Column("email_sealed", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("deputy_of_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("ends_at", MOMENT, nullable=True))
        batch.create_foreign_key("fk_accounts_deputy_of_id", "accounts", ["deputy_of_id"], ["id"])


def sessions() -> None:
    with op.batch_alter_table("sessions") as batch:
        batch.add_column(sa.Column("opened_school_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("opened_reason", sa.String(length=200), nullable=True))
        batch.add_column(sa.Column("opened_until", MOMENT, nullable=True))
        batch.create_foreign_key("fk_sessions_opened_school_id", "schools", ["opened_school_id"], ["id"])


def log() -> None:
    """The triggers come last: a rebuilt table loses them."""
    op.drop_index("ix_log_school_id", "log")
    with op.batch_alter_table("log") as batch:
        batch.alter_column("account_id", existing_type=sa.Integer(), nullable=True)
    op.create_index("ix_log_list", "log", ["school_id", "id"])
    op.create_index("ix_log_acts", "log", ["school_id", "act"])
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
