"""Who has worked with whom, read off small tables."""

from hypothesis import given
from hypothesis import strategies as st

from kb.answer import Band
from kb.project.cover import Cover
from kb.project.togetherness import NeverTogether, never_together, worked_together
from tests.kb.project.projects import cover, pair

TAKING_PART = [
    ("aero", "visors"),
    ("bio", "visors"),
    ("chem", "visors"),
    ("aero", "gel"),
    ("bio", "gel"),
    ("bio", "gel"),  # in two roles
    ("giga", "sequencing"),
    ("doc", "sequencing"),
    ("farah", "animals"),
    ("chem", "animals"),
    ("uliege", "campus"),
    ("giga", "campus"),
]
PARTS = {
    "uliege": ("uliege", "giga", "farah"),
    "giga": ("giga",),
    "farah": ("farah",),
}


def test_pairs_with_most_shared_initiatives_come_first() -> None:
    assert worked_together(["chem", "bio", "aero"], TAKING_PART) == (
        pair("aero", "bio", "gel", "visors"),
        pair("aero", "chem", "visors"),
        pair("bio", "chem", "visors"),
    )


def test_only_the_given_organisations_are_paired() -> None:
    assert worked_together(["aero", "chem", "doc", "unheard"], TAKING_PART) == (
        pair("aero", "chem", "visors"),
    )
    assert worked_together([], TAKING_PART) == ()


def test_a_whole_has_done_what_its_parts_did_but_is_no_partner_of_them() -> None:
    given = ["uliege", "giga", "doc", "chem"]
    assert worked_together(given, TAKING_PART, parts=PARTS) == (
        pair("chem", "uliege", "animals"),
        pair("doc", "giga", "sequencing"),
        pair("doc", "uliege", "sequencing"),
    )
    # Without knowing the parts, the campus is a collaboration.
    assert worked_together(given, TAKING_PART) == (
        pair("doc", "giga", "sequencing"),
        pair("giga", "uliege", "campus"),
    )


COVERS = [
    cover("masks", "aero", 0.9),
    cover("masks", "bio", 0.8),
    cover("tests", "bio", 0.7, Band.POSSIBLE),
    cover("tests", "giga", 0.8),
    cover("tests", "chem", 0.6, Band.POSSIBLE),
    cover("vaccine", "doc", 0.5),
    cover("vaccine", "uliege", 0.4, Band.WEAK),
]


def never(first: str, second: str, score: float) -> NeverTogether:
    (one, need), (other, other_need) = first.split("/"), second.split("/")
    return NeverTogether(organisation_ids=(one, other), need_ids=(need, other_need), score=score)


def test_the_strongest_pairs_that_never_worked_together() -> None:
    # aero, bio and chem worked together, giga and doc too.
    assert never_together(COVERS, TAKING_PART, at_most=10) == (
        never("aero/masks", "giga/tests", 0.8),
        never("bio/masks", "giga/tests", 0.8),
        never("aero/masks", "doc/vaccine", 0.5),
        never("bio/masks", "doc/vaccine", 0.5),
        never("chem/tests", "doc/vaccine", 0.5),
    )
    assert never_together(COVERS, TAKING_PART, at_most=1) == (never("aero/masks", "giga/tests", 0.8),)
    assert never_together(COVERS, TAKING_PART, at_most=0) == ()


def test_both_are_of_the_band_that_is_asked_for() -> None:
    strong = never_together(COVERS, TAKING_PART, at_most=10, strength=Band.STRONG)
    assert [one.organisation_ids for one in strong] == [
        ("aero", "giga"),
        ("bio", "giga"),
        ("aero", "doc"),
        ("bio", "doc"),
    ]
    weak = never_together(COVERS, TAKING_PART, at_most=10, strength=Band.WEAK)
    assert weak[5:] == (
        never("aero/masks", "uliege/vaccine", 0.4),
        never("bio/masks", "uliege/vaccine", 0.4),
        never("chem/tests", "uliege/vaccine", 0.4),
    )


def test_a_part_its_whole_and_its_sisters_know_each_other_and_whom_one_of_them_knows() -> None:
    covers = [cover("masks", "giga", 0.9), cover("tests", "uliege", 0.9), cover("vaccine", "farah", 0.9)]
    assert never_together(covers, [], at_most=5, parts=PARTS) == ()
    assert len(never_together(covers, [], at_most=5)) == 3
    # chem worked with farah, so giga and uliege know it, too; doc's only partner is giga.
    with_chem = [*covers, cover("gel", "chem", 0.5), cover("gel", "aero", 0.4)]
    assert never_together(with_chem, TAKING_PART, at_most=9, parts=PARTS) == (
        never("giga/masks", "aero/gel", 0.4),
        never("uliege/tests", "aero/gel", 0.4),
        never("farah/vaccine", "aero/gel", 0.4),
    )


def test_two_organisations_that_share_an_institute_are_not_one_but_have_worked_together() -> None:
    parts = {"ulb": ("ulb", "joint"), "vub": ("vub", "joint"), "joint": ("joint",)}
    covers = [cover("masks", "ulb", 0.9), cover("tests", "vub", 0.8)]
    assert worked_together(["ulb", "vub"], [("joint", "robots")], parts=parts) == (
        pair("ulb", "vub", "robots"),
    )
    assert never_together(covers, [("joint", "robots")], at_most=5, parts=parts) == ()
    assert never_together(covers, [], at_most=5, parts=parts) == (never("ulb/masks", "vub/tests", 0.8),)


_NAMES = st.sampled_from("abcde")
_ROWS = st.lists(st.tuples(_NAMES, st.sampled_from("xyz")), max_size=12)
_COVERS = st.lists(
    st.builds(cover, st.sampled_from("mnt"), _NAMES, st.sampled_from([0.2, 0.5, 0.9]), st.sampled_from(Band)),
    max_size=12,
)


@given(_COVERS, _ROWS)
def test_any_pair_is_listed_by_the_best_two_scores_it_has_for_different_needs(
    covers: list[Cover], rows: list[tuple[str, str]]
) -> None:
    done = {name: {initiative for one, initiative in rows if one == name} for name in "abcde"}
    expected: dict[frozenset[str], float] = {}
    for one in covers:
        for other in covers:
            names = frozenset((one.organisation_id, other.organisation_id))
            if one.need_id == other.need_id or len(names) < 2 or Band.WEAK in (one.band, other.band):
                continue
            if not done[one.organisation_id] & done[other.organisation_id]:
                expected[names] = max(expected.get(names, 0), min(one.score, other.score))
    found = never_together(covers, rows, at_most=100)
    assert {frozenset(one.organisation_ids): one.score for one in found} == expected
    assert len(found) == len(expected)
    assert [one.score for one in found] == sorted(expected.values(), reverse=True)
    assert never_together(covers[::-1], rows[::-1], at_most=100) == found
