"""Documents, jobs, the office's log, corrected unit data"""


import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'


def upgrade() -> None:
    op.create_table('documents',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('signing_id', sa.Integer(), nullable=False),
    sa.Column('issue', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=16), nullable=False),
    sa.Column('sheet_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('ordered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('drawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('key', sa.String(length=64), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['signing_id'], ['signings.id'], name='fk_documents_signing_id'),
    sa.PrimaryKeyConstraint('id', name='pk_documents'),
    sa.UniqueConstraint('code', name='uq_documents_code'),
    sa.UniqueConstraint('public_id', name='uq_documents_public_id'),
    sa.UniqueConstraint('signing_id', 'issue', name='uq_documents_signing_id_issue')
    )
    op.create_table('jobs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('state', sa.Enum('WAITING', 'RUNNING', 'DONE', 'FAILED', name='jobstate', native_enum=False, length=30), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('found', sa.JSON(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('message', sa.String(length=200), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name='fk_jobs_account_id'),
    sa.PrimaryKeyConstraint('id', name='pk_jobs'),
    sa.UniqueConstraint('public_id', name='uq_jobs_public_id')
    )
    op.create_index('ix_jobs_account_id', 'jobs', ['account_id'], unique=False)
    op.create_index('ix_jobs_unfinished', 'jobs', ['created_at'], unique=False, sqlite_where=sa.text("state IN ('WAITING', 'RUNNING')"), postgresql_where=sa.text("state IN ('WAITING', 'RUNNING')"))

    op.create_table('log',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('STUDENT', 'EMPLOYER', 'COLLEGE', 'SCHOOL', 'PROVINCE', 'SYSTEM', name='role', native_enum=False, length=30), nullable=False),
    sa.Column('who', sa.String(length=120), nullable=False),
    sa.Column('school_id', sa.Integer(), nullable=True),
    sa.Column('act', sa.String(length=60), nullable=False),
    sa.Column('detail', sa.String(length=400), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name='fk_log_account_id'),
    sa.ForeignKeyConstraint(['school_id'], ['schools.id'], name='fk_log_school_id'),
    sa.PrimaryKeyConstraint('id', name='pk_log')
    )
    op.create_index('ix_log_account_id', 'log', ['account_id'], unique=False)
    op.create_index('ix_log_school_id', 'log', ['school_id'], unique=False)

    op.add_column('employers', sa.Column('receivers_sealed', sa.LargeBinary(), nullable=True))

    op.add_column('signings', sa.Column('unit_nature', sa.String(length=30), nullable=True))
    op.add_column('signings', sa.Column('unit_industry', sa.String(length=60), nullable=True))
    op.add_column('signings', sa.Column('unit_place', sa.String(length=120), nullable=True))
    op.add_column('signings', sa.Column('unit_address', sa.String(length=120), nullable=True))
