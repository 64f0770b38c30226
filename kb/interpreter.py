"""Questions against the records as they are now: understood, then turned into what may be answered."""

from collections.abc import Collection
from dataclasses import dataclass
from threading import Lock

from kb.query import Query
from kb.question import Gazetteer, Question, understand
from kb.question.columns import Columns
from kb.question.filtering import Allowed, Preferences, allowed, preferences, unmet
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

    @property
    def is_relaxed(self) -> bool:
        """Whether no initiative met all that the question is certain of."""
        return bool(self.relaxed)

    @property
    def text(self) -> str:
        """What to search for: the topic, or all of a question that is nothing but constraints."""
        return self.question.topic or self.question.text


class Interpreter:
    """Reads questions with the names and columns of a store, read again when the store has changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._read: _Read | None = None

    def interpret(self, query: Query, *, without: Collection[str] = ()) -> Interpretation:
        """What `query` asks for, less the constraints whose keys are in `without`.

        Where the certain constraints together leave nothing, all of them become preferences.
        """
        read = self._current()
        question, columns = understand(query.text, read.gazetteer).without(without), read.columns
        found = allowed(question, columns)
        if not found.is_empty:
            return Interpretation(question, found, preferences(question, columns), columns)
        doubtful = tuple(c.model_copy(update={"is_certain": False}) for c in question.constraints)
        relaxed = question.model_copy(update={"constraints": doubtful})
        return Interpretation(
            relaxed,
            Allowed(),
            preferences(relaxed, columns),
            columns,
            relaxed=tuple(constraint.key for constraint in question.certain),
            unmet=unmet(question, columns),
        )

    def unconstrained(self, text: str) -> Interpretation:
        """`text` as nothing but a topic, for texts that are not questions."""
        columns = self._current().columns
        return Interpretation(Question(text=text, topic=text), Allowed(), Preferences({}, {}), columns)

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
