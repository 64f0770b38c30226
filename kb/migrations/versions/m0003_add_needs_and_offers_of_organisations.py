"""Let organisations state needs and offers, and keep the day on which an organisation last changed."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE organisation ADD COLUMN needs JSON NOT NULL DEFAULT '[]'",
    "ALTER TABLE organisation ADD COLUMN offers JSON NOT NULL DEFAULT '[]'",
    "ALTER TABLE organisation ADD COLUMN updated_at TEXT",
)


def upgrade() -> None:
    """Apply this step."""
    for statement in STATEMENTS:
        op.execute(statement)
