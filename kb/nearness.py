"""What is near to a record: initiatives to an initiative, organisations to an organisation."""

from dataclasses import replace

from indexer import Engine
from kb.answer import RankedInitiative
from kb.interpreter import Interpreter
from kb.landscape import Landscape, read_landscape
from kb.query import clean
from kb.records import RecordsOfStore
from kb.remembered import Remembered
from kb.retrieval import Retrieved, retrieve
from kb.search import Searched, ranked_initiatives
from kb.similar_organisations import (
    Likeness,
    SimilarOrganisation,
    most_alike,
    similar_organisations,
)
from kb.store import Store


class Nearness:
    """Finds it once for each index and each version of the store. Threads may share it."""

    def __init__(
        self, store: Store, engine: Engine, interpreter: Interpreter, records: RecordsOfStore
    ) -> None:
        self._store = store
        self._engine = engine
        self._interpreter = interpreter
        self._records = records
        self._initiatives = Remembered[Retrieved]()
        self._landscape = Remembered[Landscape]()
        self._organisations = Remembered[tuple[Likeness, ...]]()

    def initiatives(self, initiative_id: str, *, top: int) -> tuple[RankedInitiative, ...]:
        """The `top` initiatives nearest to this one; NotFound, or errors as in `Engine.search`."""
        initiative = self._store.initiative(initiative_id)
        text = clean(f"{initiative.title}. {initiative.description}")
        interpretation = self._interpreter.unconstrained(text)

        def find() -> Retrieved:
            # Rerankers learnt to read questions, and a page should not wait for one.
            [retrieved] = retrieve(self._engine, [interpretation], top=top + 1, highlight=False, rerank=False)
            others = [hit for hit in retrieved.hits if hit.document_id != initiative_id]
            return replace(retrieved, hits=tuple(hit.with_quotation_read() for hit in others[:top]))

        others = self._initiatives.get(self._engine.current_generation(), (initiative_id, top), find)
        with self._records.reading() as records:
            return ranked_initiatives(records, Searched(interpretation, others), top=top)

    def organisations(self, organisation_id: str) -> tuple[SimilarOrganisation, ...]:
        """The organisations most like this one; NotFound, or errors as in `Engine.search`."""
        generation = self._engine.current_generation()
        with self._store.reading() as store:
            store.organisation(organisation_id)
            counter = store.change_counter()
            landscape = self._landscape.get(counter, None, lambda: read_landscape(store))

        def find() -> tuple[Likeness, ...]:
            work = sorted(landscape.work.get(organisation_id, ()))
            return most_alike(landscape, organisation_id, self._engine.cosines(work)) if work else ()

        likenesses = self._organisations.get((generation, counter), organisation_id, find)
        with self._records.reading() as records:
            return similar_organisations(records, landscape.themes, likenesses)
