"""The first tables of ``tables/subjects.py``."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Create them."""
    _subject()


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
