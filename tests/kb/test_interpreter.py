"""Questions are read with the names and columns of the store as it is now."""

from kb.interpreter import Interpreter
from kb.query import parse_query
from kb.store import Store
from tests.kb.records import GIGA, SALIVA, ULIEGE


def test_names_and_columns_follow_the_store(store: Store) -> None:
    interpreter, query = Interpreter(store), parse_query("saliva tests of ULiège")
    empty = interpreter.interpret(query)
    assert (empty.question.constraints, len(empty.columns.initiative_ids)) == ((), 0)
    assert interpreter.interpret(query).columns is empty.columns
    with store.writing() as writing:
        for record in (ULIEGE, GIGA, SALIVA.model_copy(update={"themes": ()})):
            writing.put(record)
    found = interpreter.interpret(query)
    assert [constraint.type for constraint in found.question.constraints] == ["actor"]
    assert list(found.columns.initiative_ids) == ["saliva-test"]
