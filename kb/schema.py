"""The tables of the store, as the newest migration leaves them."""

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text, text

SCHEMA_VERSION = "0003"
"""The newest migration; known here so that opening a current store needs no Alembic."""

metadata = MetaData()


def _reference(column: str, *, on_delete: str | None = None) -> ForeignKey:
    """Checked at commit, so records that refer to each other may be written in any order."""
    return ForeignKey(column, ondelete=on_delete, deferrable=True, initially="DEFERRED")


change = Table(
    "change",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True),
    Column("counter", Integer, nullable=False),
)
"""One row: how many transactions have changed something."""

theme = Table(
    "theme",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    Column("labels", JSON, nullable=False),
    Column("alternative_labels", JSON, nullable=False),
    Column("broader_id", Text, _reference("theme.id")),
    Column("revision", Integer, nullable=False),
)

organisation = Table(
    "organisation",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    Column("name", Text, nullable=False),
    Column("aliases", JSON, nullable=False),
    Column("kind", Text, nullable=False),
    Column("parent_id", Text, _reference("organisation.id")),
    Column("city", Text),
    Column("region", Text),
    Column("country", Text),
    Column("website", Text),
    Column("ror", Text),
    Column("kbo", Text),
    Column("description", Text, nullable=False),
    Column("description_basis", Text),
    Column("needs", JSON, nullable=False, server_default="[]"),
    Column("offers", JSON, nullable=False, server_default="[]"),
    Column("sources", JSON, nullable=False),
    Column("updated_at", Text),
    Column("revision", Integer, nullable=False),
)
"""`updated_at` is empty for what was stored before schema 0003."""

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    Column("name", Text, nullable=False),
    Column("affiliations", JSON, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("revision", Integer, nullable=False),
)

initiative = Table(
    "initiative",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("translations", JSON, nullable=False),
    Column("status", Text, nullable=False),
    Column("start", Text),
    Column("end", Text),
    Column("needs", JSON, nullable=False),
    Column("offers", JSON, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("source_language", Text),
    Column("confidence", Text),
    Column("updated_at", Text, nullable=False),
    Column("revision", Integer, nullable=False),
)

initiative_theme = Table(
    "initiative_theme",
    metadata,
    Column(
        "initiative_id",
        Text,
        _reference("initiative.id", on_delete="CASCADE"),
        primary_key=True,
        nullable=False,
    ),
    Column("theme_id", Text, _reference("theme.id"), primary_key=True, nullable=False),
    Column("position", Integer, nullable=False),
    Index("initiative_theme_by_theme", "theme_id"),
)

participation = Table(
    "participation",
    metadata,
    Column("id", Integer, primary_key=True, nullable=False),
    Column("initiative_id", Text, _reference("initiative.id", on_delete="CASCADE"), nullable=False),
    Column("organisation_id", Text, _reference("organisation.id")),
    Column("person_id", Text, _reference("person.id", on_delete="CASCADE")),
    Column("role", Text, nullable=False),
    Column("job_title", Text),
    Column("affiliation", Text),
    Column("start", Text),
    Column("end", Text),
    Column("position", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    CheckConstraint("(organisation_id IS NULL) <> (person_id IS NULL)"),
    Index("participation_by_initiative", "initiative_id"),
    Index("participation_by_organisation", "organisation_id"),
    Index("participation_by_person", "person_id"),
    sqlite_autoincrement=True,
)
"""Who takes part in what; AUTOINCREMENT, because SQLite would give a deleted id away again."""

open_need = Table(
    "open_need",
    metadata,
    Column("id", Integer, primary_key=True, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("status", Text, CheckConstraint("status IN ('open', 'closed')"), nullable=False),
    Index("open_need_by_text", "text", unique=True, sqlite_where=text("status = 'open'")),
    sqlite_autoincrement=True,
)
"""What visitors asked for in vain; of needs that are open, no two have the same text."""

TABLES = {"initiative": initiative, "organisation": organisation, "person": person, "theme": theme}
"""The table of each kind of record."""
