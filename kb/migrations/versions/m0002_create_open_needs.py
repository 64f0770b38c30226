"""Create the table of open needs."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE open_need (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        text TEXT NOT NULL,
        language TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('open', 'closed'))
    )
    """,
    "CREATE UNIQUE INDEX open_need_by_text ON open_need (text) WHERE status = 'open'",
)


def upgrade() -> None:
    """Apply this step."""
    for statement in STATEMENTS:
        op.execute(statement)
