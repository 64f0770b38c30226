"""From a description to a project."""

import pytest

from kb.errors import InvalidQuery
from kb.project.project import Project, ProjectNeed
from kb.project.reading import read_project
from tests.kb.project.world import World

pytestmark = pytest.mark.usefixtures("plain_weights")


@pytest.mark.parametrize(
    "text", ["who makes masks?", "  masques\tréutilisables \n", "We make masks of cotton."]
)
def test_one_short_line_is_a_need_as_a_question_is(world: World, text: str) -> None:
    assert read_project(world.engine, text) == Project(needs=(ProjectNeed(text=" ".join(text.split())),))


def test_a_short_text_of_several_sentences_is_read_and_else_taken_as_a_whole(world: World) -> None:
    stating = "We make masks.\nWe seek a lab.\n"
    assert read_project(world.engine, stating) == Project(
        needs=(ProjectNeed(text="We seek a lab.", start=15, end=29),),
        about="We make masks. We seek a lab.",
        description_length=30,
    )
    telling = "We make masks.\nThey are white."
    whole = "We make masks. They are white."
    assert read_project(world.engine, telling).needs == (ProjectNeed(text=whole),)


def test_a_long_text_that_asks_for_nothing_is_refused_with_what_to_do(world: World) -> None:
    text = "The masks of the project are white. " * 6
    assert len(text.split()) == 42
    with pytest.raises(InvalidQuery, match=r"No sentence .* Write what it needs, one need on each line"):
        read_project(world.engine, text)
    assert read_project(world.engine, f"{text} We seek a lab.").needs[0].text == "We seek a lab."


def test_what_it_is_about_is_its_beginning(world: World) -> None:
    text = "We seek a lab. " + "Masks are white. " * 200
    project = read_project(world.engine, text)
    assert len(project.about) <= 1500
    assert text.startswith(project.about)
    assert project.description_length == len(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The description is empty"),
        ("?! …", "no word in it"),
        ("a " * 100_001, "The description has 200,002 characters; at most 200,000 are accepted"),
    ],
)
def test_what_cannot_be_a_description(world: World, text: str, message: str) -> None:
    with pytest.raises(InvalidQuery, match=message):
        read_project(world.engine, text)


def test_a_very_long_word_is_cut_to_the_length_of_a_need(world: World) -> None:
    assert read_project(world.engine, "masks" * 300).needs[0].text == "masks" * 200
