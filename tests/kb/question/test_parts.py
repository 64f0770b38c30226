from kb.model import Organisation
from kb.question.parts import with_parts


def test_parts_are_told_by_parent_or_by_name() -> None:
    organisations = (
        Organisation(
            id="whole", name="University of Liège (ULiège)", aliases=("University of Liège", "ULiège")
        ),
        Organisation(id="institute", name="Institute", parent_id="whole"),
        Organisation(id="laboratory", name="Laboratory", parent_id="institute"),
        Organisation(id="farah", name="University of Liège (FARAH)"),
        Organisation(id="giga", name="GIGA, University of Liège"),
        Organisation(
            id="other", name="University of Namur (UNamur)", aliases=("UNamur", "University of Namur")
        ),
    )
    parts = with_parts(organisations)
    assert set(parts["whole"]) == {"whole", "institute", "laboratory", "farah", "giga"}
    assert parts["whole"][0] == "whole"
    assert parts["institute"] == ("institute", "laboratory")
    assert parts["other"] == ("other",)


def test_a_circle_of_parents_ends() -> None:
    one = Organisation(id="one", name="One", parent_id="two")
    two = Organisation(id="two", name="Two", parent_id="one")
    assert with_parts((one, two)) == {"one": ("one", "two"), "two": ("two", "one")}
