"""Documents wait under a lease; a copy has no code"""


import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'


def upgrade() -> None:
    with op.batch_alter_table('documents', schema=None) as batch_op:
        batch_op.add_column(sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column('code',
               existing_type=sa.String(length=16),
               nullable=True)
        batch_op.create_index('ix_documents_to_draw', ['ordered_at'], unique=False, sqlite_where=sa.text('drawn_at IS NULL'), postgresql_where=sa.text('drawn_at IS NULL'))

