"""Questions against the records as they are now: understood, then turned into what may be answered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from kb.query import Query
from kb.question import ActorConstraint, Gazetteer, Question, ThemeConstraint, understand
from kb.question.columns import Columns
from kb.question.filtering import (
    EVERYTHING,
    Allowed,
    Preferences,
    allowed,
    allowed_partners,
    preferences,
    unmet,
)
from kb.question.ordinary_words import ordinary_words
from kb.store import Store


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A question and what follows from it for the records."""

    question: Question
    allowed: Allowed
    preferences: Preferences
    columns: Columns
    relaxed: tuple[str, ...] = ()
    """Keys of what the question was certain of and no initiative met together, so that it only prefers."""
    unmet: tuple[str, ...] = ()
    """Keys of those among them that no initiative meets, even alone."""

    word_count: int | None = None
    """Words of what was asked, where that is more than what is searched for."""

    @property
    def length(self) -> int:
        """Words of what was asked."""
        return len(self.text.split()) if self.word_count is None else self.word_count

    @property
    def is_relaxed(self) -> bool:
        """Whether no initiative met all that the question is certain of."""
        return bool(self.relaxed)

    @property
    def text(self) -> str:
        """What to search for: the topic, or all of a question that is nothing but constraints."""
        return self.question.topic or self.question.text


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is asked of every partner, and what follows from it for the records."""

    question: Question
    allowed: Allowed


class Interpreter:
    """Reads questions with the names and columns of a store, read again when the store has changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._read: _Read | None = None

    def interpret(
        self, query: Query, *, without: Collection[str] = (), within: Allowed = EVERYTHING
    ) -> Interpretation:
        """What `query` asks for, less the constraints whose keys are in `without`.

        Where the certain constraints together leave nothing, all of them become preferences. Nothing that
        is not `within` is ever answered.
        """
        read = self._current()
        question, columns = understand(query.text, read.gazetteer).without(without), read.columns
        found = allowed(question, columns).within(within)
        if not found.is_empty:
            return Interpretation(question, found, preferences(question, columns), columns)
        doubtful = tuple(c.model_copy(update={"is_certain": False}) for c in question.constraints)
        relaxed = question.model_copy(update={"constraints": doubtful})
        return Interpretation(
            relaxed,
            within,
            preferences(relaxed, columns),
            columns,
            relaxed=tuple(constraint.key for constraint in question.certain),
            unmet=unmet(question, columns),
        )

    def need(self, query: Query, *, topic: str, within: Allowed = EVERYTHING) -> Interpretation:
        """`query`, a need out of a longer text, as what it prefers; searched for by its `topic`.

        Nothing in it excludes: a sentence of a description names places and kinds for many reasons.
        """
        read = self._current()
        asked = understand(query.text, read.gazetteer)
        doubtful = tuple(c.model_copy(update={"is_certain": False}) for c in asked.constraints)
        question = Question(text=query.text, topic=topic, constraints=doubtful)
        return Interpretation(
            question,
            within,
            preferences(question, read.columns),
            read.columns,
            word_count=len(query.text.split()),
        )

    def unconstrained(self, text: str) -> Interpretation:
        """`text` as nothing but a topic, for texts that are not questions."""
        columns = self._current().columns
        return Interpretation(Question(text=text, topic=text), Allowed(), Preferences({}, {}), columns)

    def conditions(self, text: str, *, without: Collection[str] = ()) -> Conditions:
        """What `text` asks of every partner, less the constraints whose keys are in `without`.

        Whatever is read of kind, place, role, status and period must hold; names and themes are not read.
        """
        read = self._current()
        question = understand(text, read.gazetteer)
        held = [
            constraint.model_copy(update={"is_certain": True})
            for constraint in question.constraints
            if not isinstance(constraint, ActorConstraint | ThemeConstraint)
        ]
        question = question.model_copy(update={"constraints": tuple(held)}).without(without)
        return Conditions(question, allowed_partners(question, read.columns))

    def columns(self) -> Columns:
        """The records as the filters read them, as they are now."""
        return self._current().columns

    def parts(self) -> Mapping[str, Sequence[str]]:
        """Organisation id → itself and its parts, and theirs, as they are now."""
        return self._current().gazetteer.parts

    def prepare(self) -> None:
        """Read names and columns now, so that the first question does not wait for them."""
        self._current()
        ordinary_words()

    def _current(self) -> "_Read":
        with self._lock, self._store.reading() as store:
            counter = store.change_counter()
            if self._read is None or self._read.counter != counter:
                self._read = _Read(counter, Gazetteer.of(store), Columns.of(store))
            return self._read


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of one version of the store."""

    counter: int
    gazetteer: Gazetteer
    columns: Columns
