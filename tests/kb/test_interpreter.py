"""Questions are read with the names and columns of the store as it is now."""

import pytest

from kb.interpreter import Interpreter
from kb.query import parse_query
from kb.question.filtering import EVERYTHING, Allowed
from kb.store import Store
from tests.kb.question.reading import constraints
from tests.kb.question.records import INITIATIVES, ORGANISATIONS, PARTICIPATIONS, PEOPLE, THEMES
from tests.kb.records import GIGA, SALIVA, ULIEGE


@pytest.fixture
def interpreter(store: Store) -> Interpreter:
    """Reads with the names of the small world of `tests.kb.question`."""
    with store.writing() as writing:
        for record in (*THEMES, *ORGANISATIONS, *PEOPLE, *INITIATIVES, *PARTICIPATIONS):
            writing.put(record)
    return Interpreter(store)


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


@pytest.mark.parametrize(
    ("text", "read", "organisations"),
    [
        ("only SMEs in the province of Liège", ["kind SMEs", "place Liège"], {"zentech"}),
        ("uniquement des PME en province de Liège", ["kind SMEs", "place Liège"], {"zentech"}),
        ("alleen kmo's in de provincie Luik", ["kind SMEs", "place Liège"], {"zentech"}),
        ("nur KMU in der Provinz Lüttich", ["kind SMEs", "place Liège"], {"zentech"}),
        ("hospitals, since 2021", ["kind hospitals", "period since 2021"], {"epicura"}),
        ("des hôpitaux, depuis 2021", ["kind hospitals", "period since 2021"], {"epicura"}),
        ("ziekenhuizen, sinds 2021", ["kind hospitals", "period since 2021"], {"epicura"}),
        ("Krankenhäuser, seit 2021", ["kind hospitals", "period since 2021"], {"epicura"}),
        # In a question this is doubtful; a condition is meant.
        ("near Namur", ["place near Namur"], {"unamur", "deltrian"}),
        ("in der Nähe von Namur", ["place near Namur"], {"unamur", "deltrian"}),
        (
            "no universities in Liège",
            ["kind not universities", "place Liège"],
            {"chu", "giga", "zentech", "eurogentec"},
        ),
    ],
)
def test_conditions_for_partners_hold_for_certain(
    interpreter: Interpreter, text: str, read: list[str], organisations: set[str]
) -> None:
    found = interpreter.conditions(text)
    assert constraints(found.question) == read
    assert found.allowed.organisation_ids == frozenset(organisations)


@pytest.mark.parametrize("text", ["", "masks", "partners of ZenTech", "clinical trials", "something else"])
def test_names_themes_and_topics_are_no_conditions(interpreter: Interpreter, text: str) -> None:
    found = interpreter.conditions(text)
    assert found.question.constraints == ()
    assert found.allowed == EVERYTHING


def test_a_condition_can_be_taken_out_again(interpreter: Interpreter) -> None:
    found = interpreter.conditions("only SMEs in Namur", without=["place:10-18"])
    assert constraints(found.question) == ["kind SMEs"]
    assert [one.key for one in found.question.removed] == ["place:10-18"]
    assert found.allowed.organisation_ids == frozenset({"zentech", "deltrian"})


def test_a_need_of_a_text_excludes_nothing_and_prefers_what_it_says(interpreter: Interpreter) -> None:
    asked = parse_query("We look for an SME in Fleurus that makes masks")
    within = Allowed(frozenset({"masks", "rapid"}), frozenset({"deltrian", "uliege"}))
    need = interpreter.need(asked, topic="masks", within=within)
    assert need.allowed == within
    assert (need.text, need.length) == ("masks", 10)
    assert not need.question.certain
    assert not need.is_relaxed
    # An SME in Fleurus makes the masks; of the rapid test there is an SME, elsewhere.
    assert need.preferences.initiatives == {"masks": 1.0, "rapid": 0.5}
    # As a question it keeps to SMEs.
    assert interpreter.interpret(asked).allowed.organisation_ids == frozenset({"deltrian", "zentech"})


def test_nothing_beyond_what_is_allowed_is_answered_even_when_constraints_are_relaxed(
    interpreter: Interpreter,
) -> None:
    within = Allowed(frozenset({"masks", "app"}), frozenset({"deltrian"}))
    met = interpreter.interpret(parse_query("hospitals in Hainaut that test"), within=within)
    assert met.allowed == Allowed(frozenset({"app"}), frozenset())
    relaxed = interpreter.interpret(parse_query("hospitals in Liège that test"), within=within)
    assert relaxed.is_relaxed
    assert relaxed.allowed == within


def test_columns_and_parts_are_of_the_store_as_it_is(interpreter: Interpreter, store: Store) -> None:
    assert interpreter.parts()["uliege"] == ("uliege", "giga")
    assert interpreter.columns().initiative_count("uliege") == 2
    with store.writing() as writing:
        writing.remove("initiative", "masks")
        writing.put(
            next(one for one in ORGANISATIONS if one.id == "well").model_copy(update={"parent_id": "giga"})
        )
    assert interpreter.parts()["uliege"] == ("uliege", "giga", "well")
    assert interpreter.columns().initiative_count("uliege") == 1
