"""The first tables of `vault`."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "family_keys",
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("wrapped_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("erased_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("family", name="pk_family_keys"),
        sqlite_strict=True,
    )
    op.create_table(
        "sealed_fields",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "field", name="pk_sealed_fields"),
        sa.ForeignKeyConstraint(["family"], ["family_keys.family"], name="fk_sealed_fields_family"),
        sqlite_strict=True,
    )
    op.create_index("ix_sealed_fields_family", "sealed_fields", ["family"])
    op.create_table(
        "blind_index",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "digest", "subject", name="pk_blind_index"),
        sa.ForeignKeyConstraint(["family"], ["family_keys.family"], name="fk_blind_index_family"),
        sqlite_strict=True,
    )
    op.create_index("ix_blind_index_family", "blind_index", ["family"])
