"""Create the tables of records, of participations and of the change counter."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE change (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        counter INTEGER NOT NULL
    )
    """,
    "INSERT INTO change (id, counter) VALUES (1, 0)",
    """
    CREATE TABLE theme (
        id TEXT NOT NULL PRIMARY KEY,
        labels JSON NOT NULL,
        alternative_labels JSON NOT NULL,
        broader_id TEXT,
        revision INTEGER NOT NULL,
        FOREIGN KEY (broader_id) REFERENCES theme (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE TABLE organisation (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        aliases JSON NOT NULL,
        kind TEXT NOT NULL,
        parent_id TEXT,
        city TEXT,
        region TEXT,
        country TEXT,
        website TEXT,
        ror TEXT,
        kbo TEXT,
        description TEXT NOT NULL,
        description_basis TEXT,
        sources JSON NOT NULL,
        revision INTEGER NOT NULL,
        FOREIGN KEY (parent_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    """
    CREATE TABLE person (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        affiliations JSON NOT NULL,
        sources JSON NOT NULL,
        revision INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE initiative (
        id TEXT NOT NULL PRIMARY KEY,
        title TEXT NOT NULL,
        description TEXT NOT NULL,
        language TEXT NOT NULL,
        translations JSON NOT NULL,
        status TEXT NOT NULL,
        start TEXT,
        "end" TEXT,
        needs JSON NOT NULL,
        offers JSON NOT NULL,
        sources JSON NOT NULL,
        source_language TEXT,
        confidence TEXT,
        updated_at TEXT NOT NULL,
        revision INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE initiative_theme (
        initiative_id TEXT NOT NULL,
        theme_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (initiative_id, theme_id),
        FOREIGN KEY (initiative_id) REFERENCES initiative (id)
            ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY (theme_id) REFERENCES theme (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    "CREATE INDEX initiative_theme_by_theme ON initiative_theme (theme_id)",
    """
    CREATE TABLE participation (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        initiative_id TEXT NOT NULL,
        organisation_id TEXT,
        person_id TEXT,
        role TEXT NOT NULL,
        job_title TEXT,
        affiliation TEXT,
        start TEXT,
        "end" TEXT,
        position INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        CHECK ((organisation_id IS NULL) <> (person_id IS NULL)),
        FOREIGN KEY (initiative_id) REFERENCES initiative (id)
            ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY (organisation_id) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY (person_id) REFERENCES person (id)
            ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
    )
    """,
    "CREATE INDEX participation_by_initiative ON participation (initiative_id)",
    "CREATE INDEX participation_by_organisation ON participation (organisation_id)",
    "CREATE INDEX participation_by_person ON participation (person_id)",
)


def upgrade() -> None:
    """Apply this step."""
    for statement in STATEMENTS:
        op.execute(statement)
