"""The door of this room: one data folder, its store, its index and its model."""

import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from indexer import BuildReport, Engine, IndexStatus, Progress, open_engine
from kb.answer import Answer, RankedInitiative
from kb.documents import documents
from kb.errors import StoreError
from kb.exporting import export_file
from kb.importing import ImportReport, import_file
from kb.model import Record
from kb.query import MAX_DESCRIPTION, Query, parse_query
from kb.ranking import rank_organisations
from kb.runs import RankedIds, RunReport, write_run
from kb.sample import load_sample
from kb.search import ranked_initiatives, ranked_organisations
from kb.store import Store
from kb.views import (
    InitiativeView,
    OrganisationView,
    ThemeView,
    view_initiative,
    view_organisation,
    view_theme,
)

VOTING_DEPTH = 100
"""How many initiatives vote for organisations."""


class Status(Record):
    """What the data folder holds and whether the index answers for it."""

    version: str
    counts: dict[str, int]
    """Records by kind."""
    change_counter: int
    index: IndexStatus
    is_current: bool
    """Whether the index was built from the store as it is now."""


class KnowledgeBase:
    """Who is working on what. Safe to share between threads."""

    def __init__(self, store: Store, engine: Engine) -> None:
        self.store = store
        self._engine = engine

    def warm_up(self) -> None:
        """Load model and index, so that the first question does not wait for them."""
        self._engine.prepare()

    def search(self, text: str, *, top: int = 10) -> Answer:
        """The `top` initiatives and organisations for `text`.

        Raises InvalidQuery for a text that cannot be searched, IndexingError without a usable index,
        ModelError without a usable model.
        """
        return self._answer(parse_query(text), initiatives=top, organisations=top)

    def experts(self, text: str, *, top: int = 10) -> Answer:
        """The `top` organisations for `text`, which may be a whole description; errors as in `search`."""
        query = parse_query(text, max_characters=MAX_DESCRIPTION)
        return self._answer(query, initiatives=0, organisations=top)

    def similar(self, initiative_id: str, *, top: int = 5) -> tuple[RankedInitiative, ...]:
        """The initiatives nearest in meaning to this one; NotFound where it does not exist."""
        initiative = self.store.initiative(initiative_id)
        query = Query(text=f"{initiative.title}. {initiative.description}")
        [hits] = self._engine.search([query.text], top=top + 1).hits
        others = [hit for hit in hits if hit.passage.document_id != initiative_id]
        return ranked_initiatives(self.store, query, others[:top])

    def initiative(self, initiative_id: str) -> InitiativeView:
        """The initiative and who takes part; NotFound where it does not exist."""
        return view_initiative(self.store, initiative_id)

    def organisation(self, organisation_id: str) -> OrganisationView:
        """The organisation, what it does and with whom; NotFound where it does not exist."""
        return view_organisation(self.store, organisation_id)

    def theme(self, theme_id: str) -> ThemeView:
        """The theme and its initiatives; NotFound where it does not exist."""
        return view_theme(self.store, theme_id)

    def status(self) -> Status:
        """Counts, and the state of the index; loads no model."""
        counter = self.store.change_counter()
        index = self._engine.status()
        return Status(
            version=version("compendium"),
            counts=self.store.counts(),
            change_counter=counter,
            index=index,
            is_current=index.problem is None and index.source_counter == counter,
        )

    def reindex(self, *, full: bool = False, progress: Progress | None = None) -> BuildReport:
        """Build the index anew where the store has changed; `full` builds it in any case.

        Raises BuildInProgress while another process builds, IndexingError where the folder cannot be
        written, ModelError without a usable model.
        """
        counter = self.store.change_counter()
        return self._engine.build(documents(self.store), source_counter=counter, full=full, progress=progress)

    def load_sample(self, *, progress: Progress | None = None) -> ImportReport:
        """Import the bundled compendium."""
        return load_sample(self.store, progress=progress)

    def import_file(
        self, path: Path, *, kind: str | None = None, dry_run: bool = False, progress: Progress | None = None
    ) -> ImportReport:
        """Import a .jsonl, .json, .csv or .xlsx file; ImportRefused names every bad row."""
        return import_file(self.store, path, kind=kind, dry_run=dry_run, progress=progress)

    def export_file(self, path: Path, *, kind: str | None = None) -> int:
        """Export to a .jsonl, .json, .csv or .xlsx file; returns the number of records written."""
        return export_file(self.store, path, kind=kind)

    def run_search(
        self, queries_file: Path, run_file: Path, *, top: int = 100, progress: Progress | None = None
    ) -> RunReport:
        """Rank initiatives for each query of a JSON-lines file into a TREC run."""

        def answer(queries: Sequence[Query]) -> list[RankedIds]:
            found = self._engine.search([query.text for query in queries], top=top, highlight=False)
            return [[(hit.passage.document_id, hit.score) for hit in hits] for hits in found.hits]

        return write_run(queries_file, run_file, answer=answer, progress=progress)

    def run_experts(
        self, queries_file: Path, run_file: Path, *, top: int = 100, progress: Progress | None = None
    ) -> RunReport:
        """Rank organisations for each query of a JSON-lines file into a TREC run."""

        def answer(queries: Sequence[Query]) -> list[RankedIds]:
            texts = [query.text for query in queries]
            hits = self._engine.search(texts, top=VOTING_DEPTH, highlight=False).hits
            participations = self.store.participations(
                initiative_ids={hit.passage.document_id for found in hits for hit in found}
            )
            ranked = [rank_organisations(found, participations)[:top] for found in hits]
            return [[(actor.actor_id, actor.score) for actor in actors] for actors in ranked]

        return write_run(queries_file, run_file, answer=answer, progress=progress)

    def _answer(self, query: Query, *, initiatives: int, organisations: int) -> Answer:
        started = time.perf_counter()
        found = self._engine.search([query.text], top=max(initiatives, VOTING_DEPTH))
        [hits] = found.hits
        return Answer(
            query=query.text,
            initiatives=ranked_initiatives(self.store, query, hits[:initiatives]),
            organisations=ranked_organisations(self.store, query, hits, top=organisations),
            generation=found.generation,
            milliseconds=(time.perf_counter() - started) * 1000,
        )


def open_knowledge_base(
    data: Path,
    *,
    model: str = "bundled",
    runtime: str = "compiled",
    cache: Path | None = None,
    progress: Progress | None = None,
) -> KnowledgeBase:
    """The knowledge base in folder `data`, made where there is none; the model loads at first need.

    Raises StoreError where the folder cannot be used.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"Cannot make the data folder {data}: {error.strerror}.") from error
    engine = open_engine(data / "index", model=model, runtime=runtime, cache=cache, progress=progress)
    return KnowledgeBase(Store.open(data / "compendium.sqlite"), engine)
