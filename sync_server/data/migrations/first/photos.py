"""The first tables of ``tables/photos.py``."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Create them."""
    _photo_file()


def _photo_file() -> None:
    op.create_table('photo_file',
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('size_bytes', sa.Integer(), nullable=False),
    sa.Column('arrived_at', sa.String(length=24), nullable=False),
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
