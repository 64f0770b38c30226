"""The group for a small project, worked out by hand."""

import pytest

from kb.answer import Band
from kb.project.cover import Cover
from kb.project.covering import best_group
from kb.project.group import Bound, Group
from kb.project.group_changes import changes
from kb.project.group_composition import GroupComposition
from kb.project.wishes import Wishes
from tests.kb.project.projects import cover, pair

WEIGHTS = {"masks": 3, "tests": 2, "vaccine": 1}

#             masks 3   tests 2   vaccine 1   3 × masks + 2 × tests + vaccine
# aero            .9        –         –
# bio             .6       .7         –
# chem            –        .8        .5
# doc             –        .6        .6
# ella            –         –        .9 (weak)
COVERS = [
    cover("masks", "aero", 0.9),
    cover("masks", "bio", 0.6),
    cover("tests", "bio", 0.7),
    cover("tests", "chem", 0.8),
    cover("vaccine", "chem", 0.5, Band.POSSIBLE),
    cover("tests", "doc", 0.6),
    cover("vaccine", "doc", 0.6),
    cover("vaccine", "ella", 0.9, Band.WEAK),
]


def ids(group: GroupComposition) -> list[str]:
    return [member.organisation_id for member in group.members]


def others(group: Group) -> list[list[str]]:
    return [ids(other) for other in group.alternatives]


def test_of_groups_that_cover_as_much_with_as_few_the_evidence_decides() -> None:
    group = best_group(COVERS, WEIGHTS)
    # aero + chem: 3 × .9 + 2 × .8 + .5 = 4.8;  aero + doc: 2.7 + 1.2 + .6 = 4.5
    # bio + chem: 1.8 + 1.6 + .5 = 3.9;         bio + doc: 1.8 + 1.4 + .6 = 3.8
    assert (ids(group), group.evidence) == (["aero", "chem"], 4.8)
    assert [(ids(one), one.evidence) for one in group.alternatives] == [
        (["aero", "doc"], 4.5),
        (["bio", "chem"], 3.9),
        (["bio", "doc"], 3.8),
    ]
    assert [member.need_ids for member in group.members] == [("masks",), ("tests", "vaccine")]
    assert (group.covered, group.covered_weight, group.total_weight) == (("masks", "tests", "vaccine"), 6, 6)
    assert (group.uncovered, group.only_excluded, group.uncoverable) == ((), (), ())
    assert (group.is_exact, group.bound) == (True, Bound(covered_weight=6, member_count=2))


def test_an_alternative_says_what_differs() -> None:
    first = best_group(COVERS, WEIGHTS).alternatives[0].changes
    assert [(one.organisation_id, one.need_ids) for one in first.entered] == [("doc", ("tests", "vaccine"))]
    assert [one.organisation_id for one in first.left] == ["chem"]
    assert (first.newly_covered, first.no_longer_covered) == ((), ())


def test_with_few_members_the_greatest_weight_is_covered() -> None:
    group = best_group(COVERS, WEIGHTS, Wishes(at_most=1))
    # bio covers masks and tests, 5; aero 3; chem and doc 3
    assert (ids(group), group.covered_weight, group.uncovered) == (["bio"], 5, ("vaccine",))
    assert (group.only_excluded, group.uncoverable, group.alternatives) == ((), (), ())
    assert group.is_exact


def test_who_is_included_is_in_whatever_they_cover() -> None:
    group = best_group(COVERS, WEIGHTS, Wishes(include=("ella", "unheard")))
    assert ids(group) == ["aero", "chem", "ella", "unheard"]
    assert [(one.need_ids, one.is_included_by_wish) for one in group.members] == [
        (("masks",), False),
        (("tests", "vaccine"), False),
        ((), True),
        ((), True),
    ]
    full = best_group(COVERS, WEIGHTS, Wishes(include=("ella", "unheard"), at_most=2))
    assert (ids(full), full.covered, full.uncovered) == (
        ["ella", "unheard"],
        (),
        ("masks", "tests", "vaccine"),
    )


def test_what_only_the_excluded_cover_is_told_from_what_nobody_covers() -> None:
    group = best_group(COVERS, WEIGHTS | {"beds": 2}, Wishes(exclude=("aero", "bio")))
    assert (ids(group), group.covered) == (["chem"], ("tests", "vaccine"))
    # chem: 2 × .8 + .5 = 2.1; doc: 1.2 + .6 = 1.8
    assert others(group) == [["doc"]]
    assert (group.uncovered, group.only_excluded, group.uncoverable) == (("masks",), ("masks",), ("beds",))
    assert (group.covered_weight, group.total_weight) == (3, 8)


def test_the_strength_says_what_counts_as_covering() -> None:
    strong = best_group(COVERS, WEIGHTS, Wishes(strength=Band.STRONG))
    # chem is no longer strong for the vaccine, doc is
    assert (ids(strong), others(strong)) == (["aero", "doc"], [["bio", "doc"]])
    weak = best_group(COVERS, WEIGHTS, Wishes(strength=Band.WEAK))
    # bio + ella: 1.8 + 1.4 + .9 = 4.1
    assert (ids(weak), others(weak)) == (
        ["aero", "chem"],
        [["aero", "doc"], ["bio", "ella"], ["bio", "chem"]],
    )
    nothing = best_group(COVERS[-1:], {"vaccine": 1}, Wishes())
    assert (nothing.members, nothing.uncoverable, nothing.is_exact) == ((), ("vaccine",), True)


def test_a_preference_goes_before_evidence_but_leaves_nine_tenths_of_it() -> None:
    pairs = [pair("aero", "doc"), pair("bio", "chem")]
    group = best_group(COVERS, WEIGHTS, Wishes(together="together"), pairs)
    # 90 % of 4.8 is 4.32: aero + doc (4.5) have worked together and are near enough, bio + chem (3.9) are not
    assert (ids(group), group.evidence, group.together_count) == (["aero", "doc"], 4.5, 1)
    assert others(group) == [["aero", "chem"]]
    apart = best_group(COVERS, WEIGHTS, Wishes(together="apart"), [pair("aero", "chem")])
    assert (ids(apart), apart.together_count) == (["aero", "doc"], 0)
    assert [(ids(one), one.together_count) for one in apart.alternatives] == [(["aero", "chem"], 1)]


def test_pairs_are_counted_but_decide_nothing_without_a_preference() -> None:
    group = best_group(COVERS, WEIGHTS, pairs=[pair("aero", "chem"), pair("aero", "ella")])
    assert (ids(group), group.together_count) == (["aero", "chem"], 1)


def test_who_has_more_evidence_for_all_needs_wins_a_tie_then_the_smaller_id() -> None:
    covers = [
        cover("masks", "a", 0.9),
        cover("masks", "b", 0.9),
        cover("masks", "c", 0.9),
        cover("tests", "c", 0.2),
        cover("tests", "d", 0.9),
    ]
    # All three + d have .9 + .9; c also has .2 for tests.
    group = best_group(covers, {"masks": 1, "tests": 1})
    # c alone covers both, so it needs nobody.
    assert (ids(group), others(group)) == (["c"], [])
    with_d = best_group(covers, {"masks": 1, "tests": 1}, Wishes(include=("d",)))
    assert (ids(with_d), others(with_d)) == (["c", "d"], [["a", "d"], ["b", "d"]])


def test_scores_that_differ_by_less_than_a_thousandth_are_equal() -> None:
    covers = [cover("masks", "a", 0.7001), cover("masks", "b", 0.7004)]
    assert ids(best_group(covers, {"masks": 1})) == ["a"]


def test_the_best_of_several_covers_for_one_need_counts() -> None:
    covers = [cover("masks", "a", 0.3), cover("masks", "a", 0.8), cover("masks", "a", 0.9, Band.WEAK)]
    assert best_group(covers, {"masks": 2}).evidence == 1.6


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"masks": 1}, "bio covers need tests, which has no weight"),
        ({"masks": 1, "tests": 0}, "need tests has the weight 0; at least 1 is needed"),
    ],
)
def test_weights_that_cannot_be_are_refused(weights: dict[str, int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        best_group([cover("tests", "bio", 0.5)], weights)


def test_a_search_cut_short_says_so_and_gives_the_bounds() -> None:
    group = best_group(COVERS, WEIGHTS, covering_steps=0, choosing_steps=0)
    # Greedy takes bio (5), then chem for the vaccine; exchanging bio for aero helps.
    assert (ids(group), group.covered_weight, group.is_exact) == (["aero", "chem"], 6, False)
    # The greatest weights that one adds are 5, 3 and 3, so two are needed for 6.
    assert group.bound == Bound(covered_weight=6, member_count=2)


def without_need(need_id: str) -> list[Cover]:
    return [one for one in COVERS if one.need_id != need_id]


def test_changes_tell_what_one_wish_did() -> None:
    before = best_group(COVERS, WEIGHTS)
    done = changes(before, best_group(COVERS, WEIGHTS, Wishes(exclude=("aero", "bio"))))
    assert [one.organisation_id for one in done.left] == ["aero"]
    assert (done.entered, done.newly_covered, done.no_longer_covered) == ((), (), ("masks",))
    back = changes(best_group(without_need("vaccine"), WEIGHTS), before)
    # Without the vaccine bio alone covers the rest.
    assert [one.organisation_id for one in back.entered] == ["aero", "chem"]
    assert [one.organisation_id for one in back.left] == ["bio"]
    assert (back.newly_covered, back.no_longer_covered) == (("vaccine",), ())
    same = changes(before, before)
    assert (same.entered, same.left, same.newly_covered, same.no_longer_covered) == ((), (), (), ())
