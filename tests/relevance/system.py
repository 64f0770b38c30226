"""The system whose figures `expected.json` holds: the bundled model over the bundled compendium."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from indexer import Engine, open_engine
from kb.documents import documents
from kb.evaluation import EvaluatedAnswer, Evaluation, Halves, evaluate, read_catalogue, read_question_sets
from kb.query import MAX_DESCRIPTION, parse_query
from kb.ranking import rank_organisations
from kb.sample import load_sample
from kb.store import Store

QUESTIONS = Path(__file__).parent
TOP = 100


def evaluate_bundled(data: Path, *, half: Halves) -> Evaluation:
    """Load and index the bundled compendium in folder `data`, then evaluate it."""
    with _indexed(data) as (store, engine):
        questions = read_question_sets(QUESTIONS, catalogue=read_catalogue(store))
        return evaluate(questions, lambda texts: _answers(store, engine, texts), half=half)


@contextmanager
def _indexed(data: Path) -> Iterator[tuple[Store, Engine]]:
    engine = open_engine(
        data / "index", model="bundled", runtime="compiled", cache=None, progress=lambda *_: None
    )
    with Store.open(data / "compendium.sqlite") as store:
        load_sample(store)
        engine.build(documents(store), source_counter=store.change_counter())
        yield store, engine


def _answers(store: Store, engine: Engine, texts: Sequence[str]) -> list[EvaluatedAnswer]:
    """Ranked by the engine alone: the best score is the confidence, and nothing is refused."""
    queries = [parse_query(text, max_characters=MAX_DESCRIPTION).text for text in texts]
    answers = []
    for hits in engine.search(queries, top=TOP).hits:
        participations = store.participations(initiative_ids=[hit.passage.document_id for hit in hits])
        organisations = rank_organisations(hits, participations)[:TOP]
        answers.append(
            EvaluatedAnswer(
                initiatives=tuple((hit.passage.document_id, float(hit.score)) for hit in hits),
                organisations=tuple((actor.actor_id, float(actor.score)) for actor in organisations),
                confidence=float(hits[0].score) if hits else 0.0,
                is_close=bool(hits),
            )
        )
    return answers
