"""The door of this room: one data folder, its store, its index and its model."""

import time
from collections.abc import Collection, Sequence
from importlib.metadata import version
from pathlib import Path

from indexer import BuildReport, Engine, IndexStatus, Progress, Runtime, open_engine
from kb.answer import Answer, RankedInitiative
from kb.confidence import is_close
from kb.documents import documents
from kb.evaluation.answers import EvaluatedAnswer
from kb.exporting import export_file
from kb.importing import ImportReport, import_file
from kb.interpreter import Interpreter
from kb.matching import Matching
from kb.model import NeedStatus
from kb.nearness import Nearness
from kb.open_needs import OpenNeeds
from kb.organisation_theme import OrganisationThemeView, view_organisation_theme
from kb.project.answer import ProjectAnswer
from kb.project.answering import answer_project
from kb.project.project import Project
from kb.project.reading import read_project
from kb.query import MAX_DESCRIPTION, Query, parse_query
from kb.records import RecordsOfStore
from kb.remembered import Remembered
from kb.retrieval import retrieve, retrieve_offers
from kb.runs import RankedIds, RunReport, write_run
from kb.sample import load_sample
from kb.search import (
    VOTING_DEPTH,
    Searched,
    offering_organisations,
    ranked_initiative_ids,
    ranked_initiatives,
    ranked_organisation_ids,
    ranked_organisations,
)
from kb.similar_organisations import SimilarOrganisation
from kb.status import KnowledgeBaseStatus
from kb.store import Store
from kb.themes import ThemeCount, theme_counts
from kb.views import (
    InitiativeView,
    OrganisationView,
    ThemeView,
    view_initiative,
    view_organisation,
    view_theme,
)

__all__ = [
    "BuildReport",
    "IndexStatus",
    "KnowledgeBase",
    "KnowledgeBaseStatus",
    "Progress",
    "Runtime",
    "open_knowledge_base",
]

STORE_FILE = "compendium.sqlite"
"""Name of the store in a data folder; where there is none, there is no data."""


class KnowledgeBase:
    """Who is working on what. Safe to share between threads."""

    def __init__(self, store: Store, engine: Engine) -> None:
        self.store = store
        self.open_needs = OpenNeeds(store)
        self._engine = engine
        self._interpreter = Interpreter(store)
        self._records = RecordsOfStore(store)
        self.matches = Matching(store, engine, self._interpreter, self._records)
        self._nearness = Nearness(store, engine, self._interpreter, self._records)
        self._theme_counts = Remembered[tuple[ThemeCount, ...]]()
        self._counts = Remembered[dict[str, int]]()

    @property
    def folder(self) -> Path:
        """The data folder: the one that holds the store."""
        return self.store.path.parent

    def warm_up(self) -> None:
        """Load model and index, so that the first question does not wait for them."""
        self._engine.prepare()
        self._interpreter.prepare()

    def search(
        self, text: str, *, top: int = 10, without: Collection[str] = (), language: str | None = None
    ) -> Answer:
        """The `top` initiatives and organisations for `text`.

        Constraints that were read in `text` and whose keys are in `without` are dropped. Evidence is quoted
        in `language`, the reader's, where there is some.

        Raises InvalidQuery for a text that cannot be searched, IndexingError without a usable index,
        ModelError without a usable model.
        """
        started = time.perf_counter()
        query = parse_query(text)
        interpretation = self._interpreter.interpret(query, without=without)
        [retrieved] = retrieve(self._engine, [interpretation], top=max(top, VOTING_DEPTH), language=language)
        [offers] = retrieve_offers(self._engine, [interpretation], top=top)
        searched = Searched(interpretation, retrieved)
        confidence = searched.confidence()
        with self._records.reading() as records:
            return Answer(
                query=query.text,
                question=interpretation.question,
                initiatives=ranked_initiatives(records, searched, top=top),
                organisations=ranked_organisations(records, searched, top=top),
                offered_by=offering_organisations(records, interpretation, offers, top=top),
                confidence=confidence,
                is_close=is_close(confidence),
                relaxed=interpretation.relaxed,
                unmet=interpretation.unmet,
                generation=retrieved.generation,
                milliseconds=(time.perf_counter() - started) * 1000,
            )

    def read_project(self, description: str) -> Project:
        """What `description` asks for; InvalidQuery where that is nothing, else errors as in `search`."""
        return read_project(self._engine, description)

    def experts(self, project: Project, *, top: int = 10) -> ProjectAnswer:
        """The `top` organisations for each need of `project`, and the group that could do it together.

        Raises InvalidQuery for a need that cannot be searched, else errors as in `search`.
        """
        with self._records.reading() as records:
            return answer_project(self._engine, self._interpreter, records, project, top=top)

    def answer_description(self, description: str) -> ProjectAnswer:
        """What `experts` answers to the project that `read_project` reads in `description`."""
        return self.experts(self.read_project(description))

    def similar(self, initiative_id: str, *, top: int = 5) -> tuple[RankedInitiative, ...]:
        """The initiatives nearest in meaning to this one, without matches; NotFound, or as `search`."""
        return self._nearness.initiatives(initiative_id, top=top)

    def similar_organisations(self, organisation_id: str) -> tuple[SimilarOrganisation, ...]:
        """The organisations whose work resembles this one's, and why; NotFound, or errors as in `search`.

        At most six it never worked with, best first, then at most three it worked with.
        """
        return self._nearness.organisations(organisation_id)

    def initiative(self, initiative_id: str) -> InitiativeView:
        """The initiative and who takes part; NotFound where it does not exist."""
        with self.store.reading() as store:
            return view_initiative(store, initiative_id)

    def organisation(self, organisation_id: str) -> OrganisationView:
        """The organisation, what it does and with whom; NotFound where it does not exist."""
        with self.store.reading() as store:
            return view_organisation(store, organisation_id)

    def organisation_theme(self, organisation_id: str, theme_id: str) -> OrganisationThemeView:
        """What the organisation does within the theme, and who else; NotFound where either does not exist."""
        with self.store.reading() as store:
            return view_organisation_theme(store, organisation_id, theme_id)

    def theme(self, theme_id: str) -> ThemeView:
        """The theme and its initiatives; NotFound where it does not exist."""
        with self.store.reading() as store:
            return view_theme(store, theme_id)

    def theme_counts(self) -> tuple[ThemeCount, ...]:
        """The themes in use and how many initiatives `theme` lists, most first; remembered until a change."""
        with self.store.reading() as store:
            return self._theme_counts.get(store.change_counter(), None, lambda: theme_counts(store))

    def counts(self) -> dict[str, int]:
        """How many records there are of each kind, as `Store.counts` tells; remembered until a change."""
        with self.store.reading() as store:
            return self._counts.get(store.change_counter(), None, store.counts)

    def status(self) -> KnowledgeBaseStatus:
        """Counts, and the state of the index; loads no model."""
        with self.store.reading() as store:
            counter, counts = store.change_counter(), store.counts()
            open_need_count = store.open_need_count(status=NeedStatus.OPEN)
        index = self._engine.status()
        return KnowledgeBaseStatus(
            version=version("compendium"),
            counts=counts,
            change_counter=counter,
            index=index,
            is_current=index.problem is None and index.source_counter == counter,
            open_need_count=open_need_count,
        )

    def verify(self) -> None:
        """Read the whole index and compare it with its checksums; loads no model.

        Raises IndexingError where there is no index or it is not what was built, and says how to repair it.
        """
        self._engine.verify()

    def reindex(self, *, full: bool = False, progress: Progress | None = None) -> BuildReport:
        """Build the index anew where the store has changed; `full` builds it in any case.

        Raises BuildInProgress while another process builds, IndexingError where the folder cannot be
        written, ModelError without a usable model.
        """
        # Read at once: a build takes longer than a store should be kept from tidying up its log.
        with self.store.reading() as store:
            counter = store.change_counter()
            read = tuple(documents(store))
        return self._engine.build(read, source_counter=counter, full=full, progress=progress)

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
            return [ranked_initiative_ids(searched) for searched in self._searched(queries, top=top)]

        return write_run(queries_file, run_file, answer=answer, progress=progress)

    def run_experts(
        self, queries_file: Path, run_file: Path, *, top: int = 100, progress: Progress | None = None
    ) -> RunReport:
        """Rank organisations for each query of a JSON-lines file into a TREC run."""

        def answer(queries: Sequence[Query]) -> list[RankedIds]:
            return [
                ranked_organisation_ids(searched)[:top]
                for searched in self._searched(queries, top=VOTING_DEPTH)
            ]

        return write_run(queries_file, run_file, answer=answer, progress=progress)

    def evaluated_answers(self, texts: Sequence[str]) -> list[EvaluatedAnswer]:
        """Rankings, confidence and refusal for each of `texts`, for `kb.evaluation`."""
        queries = [parse_query(text, max_characters=MAX_DESCRIPTION) for text in texts]
        answers = []
        for searched in self._searched(queries, top=VOTING_DEPTH):
            confidence = searched.confidence()
            answers.append(
                EvaluatedAnswer(
                    initiatives=tuple(ranked_initiative_ids(searched)),
                    organisations=tuple(ranked_organisation_ids(searched)[:VOTING_DEPTH]),
                    confidence=confidence,
                    is_close=is_close(confidence),
                )
            )
        return answers

    def _searched(self, queries: Sequence[Query], *, top: int) -> list[Searched]:
        interpretations = [self._interpreter.interpret(query) for query in queries]
        retrieved = retrieve(self._engine, interpretations, top=top, highlight=False)
        return [Searched(*pair) for pair in zip(interpretations, retrieved, strict=True)]


def open_knowledge_base(
    data: Path,
    *,
    model: str = "bundled",
    runtime: Runtime = "compiled",
    cache: Path | None = None,
    reranker: str | None = None,
    progress: Progress | None = None,
) -> KnowledgeBase:
    """The knowledge base in folder `data`, made where there is none; the models load at first need.

    `reranker` names a sentence-transformers CrossEncoder that reads the best initiatives once more.

    Raises StoreError where the folder cannot be used.
    """
    store = Store.open(data / STORE_FILE)
    engine = open_engine(
        data / "index", model=model, runtime=runtime, cache=cache, reranker=reranker, progress=progress
    )
    return KnowledgeBase(store, engine)
