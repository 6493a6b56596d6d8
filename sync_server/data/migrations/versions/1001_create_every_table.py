"""Create every table: ledger, projected and own."""

import sqlalchemy as sa
from alembic import op

revision = "1001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this revision."""
    _account()
    _activity()
    _assignment()
    _campaign()
    _chain()
    _checklist()
    _console_session()
    _device_token()
    _district()
    _entry()
    _finding()
    _follow_up()
    _head_signature()
    _note_print()
    _notice()
    _notice_finding()
    _number_series()
    _person()
    _photo_file()
    _policy()
    _policy_read()
    _reference()
    _school()
    _setting()
    _subject()
    _theme()
    _tree_head()
    _visit()
    _visit_flag()
    _visit_photo()
    _workbook_mark()
    _zone()


def _account() -> None:
    op.create_table('account',
    sa.Column('account', sa.String(length=64), nullable=False),
    sa.Column('password_hash', sa.String(), nullable=True),
    sa.Column('code_hash', sa.String(length=64), nullable=True),
    sa.Column('code_expires_at', sa.String(length=24), nullable=True),
    sa.Column('is_disabled', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('account')
    )


def _activity() -> None:
    op.create_table('activity',
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('activity_id', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('held_on', sa.String(length=10), nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('zone', sa.String(length=64), nullable=True),
    sa.Column('sessions', sa.Integer(), nullable=False),
    sa.Column('attendances', sa.Integer(), nullable=False),
    sa.Column('facts', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'activity_id')
    )
    op.create_index(op.f('ix_activity_month'), 'activity', ['month'], unique=False)


def _assignment() -> None:
    op.create_table('assignment',
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('school_id', sa.String(length=64), nullable=False),
    sa.Column('account', sa.String(length=64), nullable=False),
    sa.Column('from_on', sa.String(length=10), nullable=False),
    sa.Column('to_on', sa.String(length=10), nullable=True),
    sa.PrimaryKeyConstraint('district', 'school_id', 'account', 'from_on')
    )


def _campaign() -> None:
    op.create_table('campaign',
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('campaign_id', sa.String(length=64), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('from_on', sa.String(length=10), nullable=False),
    sa.Column('to_on', sa.String(length=10), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.Column('facts', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'campaign_id')
    )


def _chain() -> None:
    op.create_table('chain',
    sa.Column('chain', sa.String(length=36), nullable=False),
    sa.Column('account', sa.String(length=64), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('installation', sa.String(length=64), nullable=False),
    sa.Column('public_key', sa.String(length=64), nullable=False),
    sa.Column('is_practice', sa.Boolean(), nullable=False),
    sa.Column('enrolled_at', sa.String(length=24), nullable=False),
    sa.Column('revoked_at', sa.String(length=24), nullable=True),
    sa.Column('tip_seq', sa.BigInteger(), nullable=False),
    sa.Column('tip_id', sa.String(length=64), nullable=True),
    sa.Column('tip_earliest', sa.String(length=24), nullable=True),
    sa.Column('is_forked', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('chain')
    )
    op.create_index(op.f('ix_chain_account'), 'chain', ['account'], unique=False)


def _checklist() -> None:
    op.create_table('checklist',
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('checklist_id', sa.String(length=64), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('checklist', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'checklist_id', 'version')
    )


def _console_session() -> None:
    op.create_table('console_session',
    sa.Column('secret_hash', sa.String(length=64), nullable=False),
    sa.Column('account', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.String(length=24), nullable=False),
    sa.Column('expires_at', sa.String(length=24), nullable=False),
    sa.PrimaryKeyConstraint('secret_hash')
    )
    op.create_index(op.f('ix_console_session_account'), 'console_session', ['account'], unique=False)


def _device_token() -> None:
    op.create_table('device_token',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('account', sa.String(length=64), nullable=False),
    sa.Column('chain', sa.String(length=36), nullable=False),
    sa.Column('device_name', sa.String(), nullable=False),
    sa.Column('app_version', sa.String(), nullable=True),
    sa.Column('created_at', sa.String(length=24), nullable=False),
    sa.Column('last_answer_at', sa.String(length=24), nullable=True),
    sa.Column('revoked_at', sa.String(length=24), nullable=True),
    sa.PrimaryKeyConstraint('token_hash')
    )
    op.create_index(op.f('ix_device_token_account'), 'device_token', ['account'], unique=False)
    op.create_index(op.f('ix_device_token_chain'), 'device_token', ['chain'], unique=False)


def _district() -> None:
    op.create_table('district',
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('rules', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('district')
    )


def _entry() -> None:
    op.create_table('entry',
    sa.Column('position', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('chain', sa.String(length=36), nullable=False),
    sa.Column('seq', sa.BigInteger(), nullable=False),
    sa.Column('prev', sa.String(length=64), nullable=True),
    sa.Column('kind', sa.String(length=65), nullable=False),
    sa.Column('saw', sa.String(length=64), nullable=True),
    sa.Column('subject', sa.String(length=64), nullable=False),
    sa.Column('header', sa.LargeBinary(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=True),
    sa.Column('private', sa.LargeBinary(), nullable=True),
    sa.Column('accepted_at', sa.String(length=24), nullable=False),
    sa.Column('earliest', sa.String(length=24), nullable=False),
    sa.Column('latest', sa.String(length=24), nullable=False),
    sa.Column('carrier', sa.String(length=36), nullable=False),
    sa.Column('marks', sa.String(), nullable=False),
    sa.Column('tree_size', sa.BigInteger(), nullable=False),
    sa.Column('signature', sa.String(length=128), nullable=False),
    sa.PrimaryKeyConstraint('position'),
    sa.UniqueConstraint('id')
    )
    op.create_index('ix_entry_chain_prev', 'entry', ['chain', 'prev'], unique=False)
    op.create_index('ix_entry_chain_seq', 'entry', ['chain', 'seq'], unique=False)
    op.create_index('ix_entry_kind', 'entry', ['kind'], unique=False)
    op.create_index('ix_entry_subject', 'entry', ['subject'], unique=False)


def _finding() -> None:
    op.create_table('finding',
    sa.Column('visit', sa.String(length=64), nullable=False),
    sa.Column('finding_id', sa.String(length=64), nullable=False),
    sa.Column('entry', sa.String(length=64), nullable=False),
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('school_id', sa.String(length=64), nullable=False),
    sa.Column('category', sa.String(length=32), nullable=False),
    sa.Column('severity', sa.String(length=16), nullable=False),
    sa.Column('is_hazard', sa.Boolean(), nullable=False),
    sa.Column('is_fixed_on_spot', sa.Boolean(), nullable=False),
    sa.Column('raised_on', sa.String(length=10), nullable=False),
    sa.Column('due_on', sa.String(length=10), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('suggestion', sa.Text(), nullable=False),
    sa.Column('responsible', sa.Text(), nullable=False),
    sa.Column('recurs', sa.String(length=64), nullable=True),
    sa.Column('reply', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('visit', 'finding_id')
    )
    op.create_index(op.f('ix_finding_school_id'), 'finding', ['school_id'], unique=False)


def _follow_up() -> None:
    op.create_table('follow_up',
    sa.Column('visit', sa.String(length=64), nullable=False),
    sa.Column('finding_id', sa.String(length=64), nullable=False),
    sa.Column('finding_visit', sa.String(length=64), nullable=False),
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('school_id', sa.String(length=64), nullable=False),
    sa.Column('account', sa.String(length=64), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('conclusion', sa.String(length=16), nullable=False),
    sa.Column('followed_up_on', sa.String(length=10), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('visit', 'finding_id')
    )
    op.create_index('ix_follow_up_finding', 'follow_up', ['finding_visit', 'finding_id'], unique=False)


def _head_signature() -> None:
    op.create_table('head_signature',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('chain', sa.String(length=36), nullable=False),
    sa.Column('seq', sa.BigInteger(), nullable=False),
    sa.Column('signature', sa.String(length=128), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_head_signature_chain'), 'head_signature', ['chain'], unique=False)


def _note_print() -> None:
    op.create_table('note_print',
    sa.Column('visit', sa.String(length=64), nullable=False),
    sa.Column('section', sa.String(length=16), nullable=False),
    sa.Column('print', sa.String(length=16), nullable=False),
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('characters', sa.Integer(), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('visit', 'section', 'print')
    )
    op.create_index('ix_note_print', 'note_print', ['district', 'print'], unique=False)


def _notice() -> None:
    op.create_table('notice',
    sa.Column('notice', sa.String(length=64), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('school_id', sa.String(length=64), nullable=False),
    sa.Column('number', sa.String(length=200), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('issued_on', sa.String(length=10), nullable=False),
    sa.Column('due_on', sa.String(length=10), nullable=False),
    sa.Column('account', sa.String(length=64), nullable=False),
    sa.Column('requirement', sa.Text(), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('notice')
    )
    op.create_index('ix_notice_school', 'notice', ['district', 'school_id'], unique=False)
    op.create_index('ix_notice_series', 'notice', ['district', 'year', 'serial'], unique=False)


def _notice_finding() -> None:
    op.create_table('notice_finding',
    sa.Column('notice', sa.String(length=64), nullable=False),
    sa.Column('visit', sa.String(length=64), nullable=False),
    sa.Column('finding_id', sa.String(length=64), nullable=False),
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('entry', sa.String(length=64), nullable=False),
    sa.Column('version', sa.String(length=64), nullable=False),
    sa.Column('standing', sa.String(length=16), nullable=False),
    sa.PrimaryKeyConstraint('notice', 'visit', 'finding_id')
    )
    op.create_index('ix_notice_finding', 'notice_finding', ['visit', 'finding_id'], unique=False)


def _number_series() -> None:
    op.create_table('number_series',
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('series', sa.String(length=64), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'series')
    )


def _person() -> None:
    op.create_table('person',
    sa.Column('account', sa.String(length=64), nullable=False),
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('zone', sa.String(length=64), nullable=True),
    sa.Column('post', sa.String(length=16), nullable=True),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('account')
    )
    op.create_index(op.f('ix_person_district'), 'person', ['district'], unique=False)


def _photo_file() -> None:
    op.create_table('photo_file',
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size_bytes', sa.Integer(), nullable=False),
    sa.Column('received_at', sa.String(length=24), nullable=False),
    sa.Column('likeness', sa.String(length=16), nullable=True),
    sa.Column('band0', sa.Integer(), nullable=True),
    sa.Column('band1', sa.Integer(), nullable=True),
    sa.Column('band2', sa.Integer(), nullable=True),
    sa.Column('band3', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('sha256')
    )
    op.create_index(op.f('ix_photo_file_band0'), 'photo_file', ['band0'], unique=False)
    op.create_index(op.f('ix_photo_file_band1'), 'photo_file', ['band1'], unique=False)
    op.create_index(op.f('ix_photo_file_band2'), 'photo_file', ['band2'], unique=False)
    op.create_index(op.f('ix_photo_file_band3'), 'photo_file', ['band3'], unique=False)


def _policy() -> None:
    op.create_table('policy',
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('policy_id', sa.String(length=64), nullable=False),
    sa.Column('part', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size_bytes', sa.Integer(), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.Column('facts', sa.Text(), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'policy_id', 'part')
    )
    op.create_index(op.f('ix_policy_sha256'), 'policy', ['sha256'], unique=False)


def _policy_read() -> None:
    op.create_table('policy_read',
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('policy_id', sa.String(length=64), nullable=False),
    sa.Column('account', sa.String(length=64), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('read_on', sa.String(length=10), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'policy_id', 'account')
    )


def _reference() -> None:
    op.create_table('reference',
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('subject', sa.String(length=64), nullable=False),
    sa.Column('entry', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=65), nullable=False),
    sa.Column('referrer', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('position', 'subject')
    )
    op.create_index('ix_reference_subject', 'reference', ['subject'], unique=False)


def _school() -> None:
    op.create_table('school',
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('school_id', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('initials', sa.String(), nullable=False),
    sa.Column('zone', sa.String(length=64), nullable=False),
    sa.Column('school_kind', sa.String(length=16), nullable=False),
    sa.Column('ownership', sa.String(length=16), nullable=False),
    sa.Column('lat', sa.Float(), nullable=True),
    sa.Column('lng', sa.Float(), nullable=True),
    sa.Column('radius_m', sa.Integer(), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.Column('facts', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'school_id')
    )


def _setting() -> None:
    op.create_table('setting',
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('name')
    )


def _subject() -> None:
    op.create_table('subject',
    sa.Column('subject', sa.String(length=64), nullable=False),
    sa.Column('noun', sa.String(length=16), nullable=False),
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('code', sa.String(length=200), nullable=True),
    sa.Column('tip', sa.String(length=64), nullable=False),
    sa.Column('version', sa.String(length=64), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('subject'),
    sa.UniqueConstraint('district', 'noun', 'code')
    )


def _theme() -> None:
    op.create_table('theme',
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('theme_id', sa.String(length=64), nullable=False),
    sa.Column('month', sa.Integer(), nullable=False),
    sa.Column('theme', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'theme_id')
    )


def _tree_head() -> None:
    op.create_table('tree_head',
    sa.Column('tree_size', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('root', sa.String(length=64), nullable=False),
    sa.Column('frontier', sa.Text(), nullable=False),
    sa.Column('at', sa.String(length=24), nullable=False),
    sa.Column('epoch', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('tree_size')
    )


def _visit() -> None:
    op.create_table('visit',
    sa.Column('visit', sa.String(length=64), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('zone', sa.String(length=64), nullable=False),
    sa.Column('school_id', sa.String(length=64), nullable=False),
    sa.Column('account', sa.String(length=64), nullable=False),
    sa.Column('visit_type', sa.String(length=16), nullable=False),
    sa.Column('theme_id', sa.String(length=64), nullable=True),
    sa.Column('campaign_id', sa.String(length=64), nullable=True),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('is_counted', sa.Boolean(), nullable=False),
    sa.Column('visit_on', sa.String(length=10), nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('presence', sa.String(length=16), nullable=False),
    sa.Column('grade', sa.String(length=16), nullable=True),
    sa.Column('head', sa.String(length=64), nullable=False),
    sa.Column('submitted_at', sa.String(length=24), nullable=True),
    sa.Column('tally', sa.Text(), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('assessed', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('visit')
    )
    op.create_index('ix_visit_account', 'visit', ['account', 'visit_on'], unique=False)
    op.create_index('ix_visit_campaign', 'visit', ['campaign_id'], unique=False)
    op.create_index('ix_visit_month', 'visit', ['district', 'month'], unique=False)
    op.create_index(op.f('ix_visit_school_id'), 'visit', ['school_id'], unique=False)


def _visit_flag() -> None:
    op.create_table('visit_flag',
    sa.Column('visit', sa.String(length=64), nullable=False),
    sa.Column('code', sa.String(length=32), nullable=False),
    sa.PrimaryKeyConstraint('visit', 'code')
    )
    op.create_index(op.f('ix_visit_flag_code'), 'visit_flag', ['code'], unique=False)


def _visit_photo() -> None:
    op.create_table('visit_photo',
    sa.Column('entry', sa.String(length=64), nullable=False),
    sa.Column('visit', sa.String(length=64), nullable=False),
    sa.Column('photo_id', sa.String(length=64), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('original_sha256', sa.String(length=64), nullable=False),
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('finding_id', sa.String(length=64), nullable=True),
    sa.Column('is_withdrawn', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('entry'),
    sa.UniqueConstraint('visit', 'photo_id')
    )
    op.create_index(op.f('ix_visit_photo_original_sha256'), 'visit_photo', ['original_sha256'], unique=False)
    op.create_index(op.f('ix_visit_photo_sha256'), 'visit_photo', ['sha256'], unique=False)


def _workbook_mark() -> None:
    op.create_table('workbook_mark',
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('account', sa.String(length=64), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'account')
    )


def _zone() -> None:
    op.create_table('zone',
    sa.Column('district', sa.String(length=64), nullable=False),
    sa.Column('zone', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'zone')
    )
