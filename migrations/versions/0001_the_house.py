"""The house: schools, people, signings, records"""


import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None

# The trail is append-only: the database itself refuses to change or delete an entry.
APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER trail_is_never_{past} BEFORE {act} ON trail BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END"
        for act, past in (("UPDATE", "changed"), ("DELETE", "deleted"))
    ],
    "postgresql": [
        "CREATE FUNCTION refuse_trail_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the trail is append-only'; END $$",
        "CREATE TRIGGER trail_is_never_changed BEFORE UPDATE ON trail FOR EACH ROW EXECUTE FUNCTION refuse_trail_change()",
        "CREATE TRIGGER trail_is_never_deleted BEFORE DELETE OR TRUNCATE ON trail EXECUTE FUNCTION refuse_trail_change()",
    ],
}


def upgrade() -> None:
    op.create_table('employers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('uscc', sa.String(length=18), nullable=False),
    sa.Column('state', sa.Enum('PENDING', 'APPROVED', 'REJECTED', 'SUSPENDED', name='employerstate', native_enum=False, length=30), nullable=False),
    sa.Column('nature', sa.String(length=30), nullable=False),
    sa.Column('industry', sa.String(length=60), nullable=False),
    sa.Column('place', sa.String(length=120), nullable=False),
    sa.Column('address', sa.String(length=120), nullable=False),
    sa.Column('contact', sa.String(length=50), nullable=False),
    sa.Column('contact_phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('email', sa.String(length=120), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name='pk_employers'),
    sa.UniqueConstraint('public_id', name='uq_employers_public_id')
    )
    op.create_index('ix_employers_uscc', 'employers', ['uscc'], unique=False)
    op.create_index('one_registered_employer_per_uscc', 'employers', ['uscc'], unique=True, sqlite_where=sa.text("state IN ('APPROVED', 'SUSPENDED')"), postgresql_where=sa.text("state IN ('APPROVED', 'SUSPENDED')"))

    op.create_table('limits',
    sa.Column('name', sa.String(length=30), nullable=False),
    sa.Column('subject', sa.String(length=64), nullable=False),
    sa.Column('window', sa.Integer(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('over_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', 'subject', 'window', name='pk_limits')
    )
    op.create_index('ix_limits_over_at', 'limits', ['over_at'], unique=False)

    op.create_table('schools',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=5), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.PrimaryKeyConstraint('id', name='pk_schools'),
    sa.UniqueConstraint('code', name='uq_schools_code')
    )
    op.create_table('colleges',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['school_id'], ['schools.id'], name='fk_colleges_school_id'),
    sa.PrimaryKeyConstraint('id', name='pk_colleges'),
    sa.UniqueConstraint('school_id', 'name', name='uq_colleges_school_id_name')
    )
    op.create_table('employer_blocks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Integer(), nullable=False),
    sa.Column('employer_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['employer_id'], ['employers.id'], name='fk_employer_blocks_employer_id'),
    sa.ForeignKeyConstraint(['school_id'], ['schools.id'], name='fk_employer_blocks_school_id'),
    sa.PrimaryKeyConstraint('id', name='pk_employer_blocks'),
    sa.UniqueConstraint('school_id', 'employer_id', name='uq_employer_blocks_school_id_employer_id')
    )
    op.create_index('ix_employer_blocks_employer_id', 'employer_blocks', ['employer_id'], unique=False)

    op.create_table('number_counters',
    sa.Column('type', sa.String(length=1), nullable=False),
    sa.Column('cohort', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['school_id'], ['schools.id'], name='fk_number_counters_school_id'),
    sa.PrimaryKeyConstraint('type', 'cohort', 'school_id', name='pk_number_counters')
    )
    op.create_table('school_settings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Integer(), nullable=False),
    sa.Column('cohort', sa.Integer(), nullable=False),
    sa.Column('online_from', sa.DateTime(timezone=True), nullable=True),
    sa.Column('online_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['school_id'], ['schools.id'], name='fk_school_settings_school_id'),
    sa.PrimaryKeyConstraint('id', name='pk_school_settings'),
    sa.UniqueConstraint('school_id', 'cohort', name='uq_school_settings_school_id_cohort')
    )
    op.create_table('trail_heads',
    sa.Column('school_id', sa.Integer(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['school_id'], ['schools.id'], name='fk_trail_heads_school_id'),
    sa.PrimaryKeyConstraint('school_id', name='pk_trail_heads')
    )
    op.create_table('contacts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Integer(), nullable=True),
    sa.Column('college_id', sa.Integer(), nullable=True),
    sa.Column('office', sa.String(length=120), nullable=False),
    sa.Column('person', sa.String(length=50), nullable=False),
    sa.Column('phone', sa.String(length=30), nullable=False),
    sa.Column('hours', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['college_id'], ['colleges.id'], name='fk_contacts_college_id'),
    sa.ForeignKeyConstraint(['school_id'], ['schools.id'], name='fk_contacts_school_id'),
    sa.PrimaryKeyConstraint('id', name='pk_contacts'),
    sa.UniqueConstraint('school_id', 'college_id', name='uq_contacts_school_id_college_id')
    )
    op.create_index('ix_contacts_college_id', 'contacts', ['college_id'], unique=False)

    op.create_table('students',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('school_id', sa.Integer(), nullable=False),
    sa.Column('college_id', sa.Integer(), nullable=False),
    sa.Column('cohort', sa.Integer(), nullable=False),
    sa.Column('student_number', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=50), nullable=False),
    sa.Column('gender', sa.String(length=2), nullable=False),
    sa.Column('id_number_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('id_number_index', sa.String(length=32), nullable=False),
    sa.Column('phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('phone_index', sa.String(length=32), nullable=True),
    sa.Column('email', sa.String(length=120), nullable=False),
    sa.Column('major', sa.String(length=120), nullable=False),
    sa.Column('class_name', sa.String(length=120), nullable=False),
    sa.Column('education', sa.String(length=30), nullable=False),
    sa.Column('training', sa.String(length=10), nullable=False),
    sa.Column('origin', sa.String(length=120), nullable=False),
    sa.Column('source_reviewed', sa.Boolean(), nullable=False),
    sa.Column('restricted', sa.Boolean(), nullable=False),
    sa.Column('restriction_reason', sa.String(length=200), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['college_id'], ['colleges.id'], name='fk_students_college_id'),
    sa.ForeignKeyConstraint(['school_id'], ['schools.id'], name='fk_students_school_id'),
    sa.PrimaryKeyConstraint('id', name='pk_students'),
    sa.UniqueConstraint('public_id', name='uq_students_public_id'),
    sa.UniqueConstraint('school_id', 'cohort', 'id_number_index', name='uq_students_school_id_cohort_id_number_index'),
    sa.UniqueConstraint('school_id', 'cohort', 'student_number', name='uq_students_school_id_cohort_student_number')
    )
    op.create_index('ix_students_college_id', 'students', ['college_id'], unique=False)
    op.create_index('ix_students_id_number_index', 'students', ['id_number_index'], unique=False)
    op.create_index('ix_students_list', 'students', ['school_id', 'cohort', 'college_id', 'student_number'], unique=False)
    op.create_index('ix_students_phone_index', 'students', ['phone_index'], unique=False)
    op.create_index('ix_students_student_number', 'students', ['student_number'], unique=False)

    op.create_table('accounts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('role', sa.Enum('STUDENT', 'EMPLOYER', 'COLLEGE', 'SCHOOL', 'PROVINCE', 'SYSTEM', name='role', native_enum=False, length=30), nullable=False),
    sa.Column('login', sa.String(length=60), nullable=True),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('password_hash', sa.String(length=120), nullable=True),
    sa.Column('student_id', sa.Integer(), nullable=True),
    sa.Column('employer_id', sa.Integer(), nullable=True),
    sa.Column('school_id', sa.Integer(), nullable=True),
    sa.Column('college_id', sa.Integer(), nullable=True),
    sa.Column('disabled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['college_id'], ['colleges.id'], name='fk_accounts_college_id'),
    sa.ForeignKeyConstraint(['employer_id'], ['employers.id'], name='fk_accounts_employer_id'),
    sa.ForeignKeyConstraint(['school_id'], ['schools.id'], name='fk_accounts_school_id'),
    sa.ForeignKeyConstraint(['student_id'], ['students.id'], name='fk_accounts_student_id'),
    sa.PrimaryKeyConstraint('id', name='pk_accounts'),
    sa.UniqueConstraint('login', name='uq_accounts_login'),
    sa.UniqueConstraint('public_id', name='uq_accounts_public_id'),
    sa.UniqueConstraint('student_id', name='uq_accounts_student_id')
    )
    op.create_index('ix_accounts_college_id', 'accounts', ['college_id'], unique=False)
    op.create_index('ix_accounts_employer_id', 'accounts', ['employer_id'], unique=False)
    op.create_index('ix_accounts_school_id', 'accounts', ['school_id'], unique=False)

    op.create_table('candidates',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('employer_id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['employer_id'], ['employers.id'], name='fk_candidates_employer_id'),
    sa.ForeignKeyConstraint(['student_id'], ['students.id'], name='fk_candidates_student_id'),
    sa.PrimaryKeyConstraint('id', name='pk_candidates'),
    sa.UniqueConstraint('employer_id', 'student_id', name='uq_candidates_employer_id_student_id'),
    sa.UniqueConstraint('public_id', name='uq_candidates_public_id')
    )
    op.create_index('ix_candidates_student_id', 'candidates', ['student_id'], unique=False)

    op.create_table('plans',
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('NOT_SUBMITTED', 'AWAITING_COLLEGE', name='planstatus', native_enum=False, length=30), nullable=False),
    sa.Column('source', sa.Enum('NONE', 'SIGNING', 'OTHER', name='plansource', native_enum=False, length=30), nullable=False),
    sa.Column('destination_code', sa.String(length=4), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['student_id'], ['students.id'], name='fk_plans_student_id'),
    sa.PrimaryKeyConstraint('student_id', name='pk_plans')
    )
    op.create_table('signings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('kind', sa.Enum('ONLINE', name='signingkind', native_enum=False, length=30), nullable=False),
    sa.Column('state', sa.Enum('INVITED', 'DECLINED', 'EXPIRED', 'WITHDRAWN', 'AWAITING_REVIEW', 'REJECTED', 'APPROVED', 'RESCINDED', name='signingstate', native_enum=False, length=30), nullable=False),
    sa.Column('school_id', sa.Integer(), nullable=False),
    sa.Column('college_id', sa.Integer(), nullable=False),
    sa.Column('cohort', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('employer_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=16), nullable=True),
    sa.Column('student_number', sa.String(length=20), nullable=False),
    sa.Column('student_name', sa.String(length=50), nullable=False),
    sa.Column('college_name', sa.String(length=120), nullable=False),
    sa.Column('major', sa.String(length=120), nullable=False),
    sa.Column('class_name', sa.String(length=120), nullable=False),
    sa.Column('employer_name', sa.String(length=120), nullable=False),
    sa.Column('uscc', sa.String(length=18), nullable=False),
    sa.Column('position', sa.String(length=50), nullable=False),
    sa.Column('rescission_status', sa.String(length=20), nullable=False),
    sa.Column('terms_version', sa.Integer(), nullable=False),
    sa.Column('agreed_version', sa.Integer(), nullable=True),
    sa.Column('decided_by', sa.Enum('STUDENT', 'EMPLOYER', 'COLLEGE', 'SCHOOL', 'PROVINCE', 'SYSTEM', name='role', native_enum=False, length=30), nullable=True),
    sa.Column('invited_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deadline', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_act_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['college_id'], ['colleges.id'], name='fk_signings_college_id'),
    sa.ForeignKeyConstraint(['employer_id'], ['employers.id'], name='fk_signings_employer_id'),
    sa.ForeignKeyConstraint(['school_id'], ['schools.id'], name='fk_signings_school_id'),
    sa.ForeignKeyConstraint(['student_id'], ['students.id'], name='fk_signings_student_id'),
    sa.PrimaryKeyConstraint('id', name='pk_signings'),
    sa.UniqueConstraint('number', name='uq_signings_number'),
    sa.UniqueConstraint('public_id', name='uq_signings_public_id')
    )
    op.create_index('ix_signings_console', 'signings', ['school_id', 'cohort', sa.literal_column('last_act_at DESC'), sa.literal_column('id DESC')], unique=False)
    op.create_index('ix_signings_deadline', 'signings', ['deadline'], unique=False, sqlite_where=sa.text("state IN ('INVITED')"), postgresql_where=sa.text("state IN ('INVITED')"))
    op.create_index('ix_signings_employer', 'signings', ['employer_id', sa.literal_column('invited_at DESC'), sa.literal_column('id DESC')], unique=False)
    op.create_index('ix_signings_number_search', 'signings', ['school_id', 'cohort', 'student_number'], unique=False)
    op.create_index('ix_signings_student_id', 'signings', ['student_id'], unique=False)
    op.create_index('one_active_signing_per_student', 'signings', ['student_id'], unique=True, sqlite_where=sa.text("kind = 'ONLINE' AND state IN ('AWAITING_REVIEW', 'APPROVED')"), postgresql_where=sa.text("kind = 'ONLINE' AND state IN ('AWAITING_REVIEW', 'APPROVED')"))
    op.create_index('one_live_invitation_per_pair', 'signings', ['employer_id', 'student_id'], unique=True, sqlite_where=sa.text("state IN ('INVITED')"), postgresql_where=sa.text("state IN ('INVITED')"))

    op.create_table('codes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('handle_sha256', sa.String(length=64), nullable=False),
    sa.Column('secret_hmac', sa.String(length=32), nullable=True),
    sa.Column('purpose', sa.Enum('FIRST_SIGN_IN', 'SET_PASSWORD', name='purpose', native_enum=False, length=30), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name='fk_codes_account_id'),
    sa.PrimaryKeyConstraint('id', name='pk_codes'),
    sa.UniqueConstraint('handle_sha256', name='uq_codes_handle_sha256')
    )
    op.create_index('ix_codes_account_id', 'codes', ['account_id'], unique=False)

    op.create_table('files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(length=30), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name='fk_files_account_id'),
    sa.PrimaryKeyConstraint('id', name='pk_files'),
    sa.UniqueConstraint('key', name='uq_files_key'),
    sa.UniqueConstraint('public_id', name='uq_files_public_id')
    )
    op.create_index('ix_files_account_id', 'files', ['account_id'], unique=False)

    op.create_table('operations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('operation_id', sa.String(length=36), nullable=False),
    sa.Column('address', sa.String(length=300), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name='fk_operations_account_id'),
    sa.PrimaryKeyConstraint('id', name='pk_operations'),
    sa.UniqueConstraint('account_id', 'operation_id', name='uq_operations_account_id_operation_id')
    )
    op.create_index('ix_operations_at', 'operations', ['at'], unique=False)

    op.create_table('outbox',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('channel', sa.Enum('MAIL', 'SMS', name='channel', native_enum=False, length=30), nullable=False),
    sa.Column('recipient_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('subject', sa.String(length=120), nullable=False),
    sa.Column('body_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('signing_id', sa.Integer(), nullable=True),
    sa.Column('queued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('given_up_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_error', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['signing_id'], ['signings.id'], name='fk_outbox_signing_id'),
    sa.PrimaryKeyConstraint('id', name='pk_outbox'),
    sa.UniqueConstraint('public_id', name='uq_outbox_public_id')
    )
    op.create_index('ix_outbox_signing_id', 'outbox', ['signing_id'], unique=False)
    op.create_index('ix_outbox_waiting', 'outbox', ['due_at'], unique=False, sqlite_where=sa.text('sent_at IS NULL AND given_up_at IS NULL'), postgresql_where=sa.text('sent_at IS NULL AND given_up_at IS NULL'))

    op.create_table('rescissions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('signing_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('AWAITING_COUNTERPART', 'AWAITING_REVIEW', 'DECLINED', 'REJECTED', 'APPROVED', 'SUPERSEDED', name='rescissionstate', native_enum=False, length=30), nullable=False),
    sa.Column('asked_by', sa.Enum('STUDENT', 'EMPLOYER', 'COLLEGE', 'SCHOOL', 'PROVINCE', 'SYSTEM', name='role', native_enum=False, length=30), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['signing_id'], ['signings.id'], name='fk_rescissions_signing_id'),
    sa.PrimaryKeyConstraint('id', name='pk_rescissions'),
    sa.UniqueConstraint('public_id', name='uq_rescissions_public_id')
    )
    op.create_index('ix_rescissions_signing_id', 'rescissions', ['signing_id'], unique=False)
    op.create_index('one_open_rescission_per_signing', 'rescissions', ['signing_id'], unique=True, sqlite_where=sa.text("state IN ('AWAITING_COUNTERPART', 'AWAITING_REVIEW')"), postgresql_where=sa.text("state IN ('AWAITING_COUNTERPART', 'AWAITING_REVIEW')"))

    op.create_table('sessions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_sha256', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name='fk_sessions_account_id'),
    sa.PrimaryKeyConstraint('id', name='pk_sessions'),
    sa.UniqueConstraint('token_sha256', name='uq_sessions_token_sha256')
    )
    op.create_index('ix_sessions_account_id', 'sessions', ['account_id'], unique=False)

    op.create_table('terms',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=22), nullable=False),
    sa.Column('signing_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('text_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['signing_id'], ['signings.id'], name='fk_terms_signing_id'),
    sa.PrimaryKeyConstraint('id', name='pk_terms'),
    sa.UniqueConstraint('public_id', name='uq_terms_public_id'),
    sa.UniqueConstraint('signing_id', 'version', name='uq_terms_signing_id_version')
    )
    op.create_table('trail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('signing_id', sa.Integer(), nullable=True),
    sa.Column('student_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('role', sa.Enum('STUDENT', 'EMPLOYER', 'COLLEGE', 'SCHOOL', 'PROVINCE', 'SYSTEM', name='role', native_enum=False, length=30), nullable=False),
    sa.Column('who', sa.String(length=120), nullable=False),
    sa.Column('label', sa.String(length=60), nullable=False),
    sa.Column('remark', sa.String(length=200), nullable=False),
    sa.Column('state_before', sa.String(length=30), nullable=False),
    sa.Column('state_after', sa.String(length=30), nullable=False),
    sa.Column('salt', sa.String(length=32), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['school_id'], ['schools.id'], name='fk_trail_school_id'),
    sa.ForeignKeyConstraint(['signing_id'], ['signings.id'], name='fk_trail_signing_id'),
    sa.ForeignKeyConstraint(['student_id'], ['students.id'], name='fk_trail_student_id'),
    sa.PrimaryKeyConstraint('id', name='pk_trail'),
    sa.UniqueConstraint('school_id', 'position', name='uq_trail_school_id_position')
    )
    op.create_index('ix_trail_signing_id', 'trail', ['signing_id'], unique=False)
    op.create_index('ix_trail_student_id', 'trail', ['student_id'], unique=False)
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
