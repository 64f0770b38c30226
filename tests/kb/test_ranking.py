"""Organisations are ranked by their best evidence; expectations are worked out by hand."""

import math

import pytest

from indexer.passage import Hit, Quotation, Signals
from kb.model import Role
from kb.question.columns import TakingPart
from kb.ranking import rank_organisations


def hit(document_id: str, score: float, rank: int) -> Hit:
    return Hit(document_id, score, rank, Signals(score, 0, score, 0), _needless)


def _needless() -> Quotation:
    raise AssertionError("scores alone rank organisations")


def takes_part(organisation_id: str, initiative_id: str, role: Role) -> TakingPart:
    return TakingPart(organisation_id, initiative_id, role)


HITS = [hit("masks", 0.9, 1), hit("visors", 0.6, 2), hit("gel", 0.3, 3), hit("tests", 0.2, 4)]


def test_score_is_the_best_vote_whatever_else_one_takes_part_in() -> None:
    ranked = rank_organisations(
        HITS,
        [
            takes_part("small", "masks", Role.PARTNER),
            takes_part("big", "masks", Role.FUNDER),
            *[takes_part("big", name, Role.LEAD) for name in ("visors", "gel", "tests")],
        ],
    )
    # small: .9 × √.9 = .8538; big: .9 × √.7 = .7530, more than .6 × 1 for the visors it leads
    assert {actor.actor_id: actor.score for actor in ranked} == pytest.approx(
        {"small": 0.8538, "big": 0.7530}, abs=1e-4
    )
    assert [actor.actor_id for actor in ranked] == ["small", "big"]
    assert [vote.hit.document_id for vote in ranked[1].votes] == ["masks", "visors", "gel", "tests"]


def test_of_equal_best_votes_the_next_vote_decides_then_the_id() -> None:
    ranked = rank_organisations(
        HITS,
        [
            takes_part("a", "masks", Role.LEAD),
            takes_part("b", "masks", Role.LEAD),
            takes_part("c", "masks", Role.LEAD),
            takes_part("c", "gel", Role.PARTNER),
        ],
    )
    assert [actor.actor_id for actor in ranked] == ["c", "a", "b"]


def test_the_strongest_of_several_roles_counts_once() -> None:
    [actor] = rank_organisations(
        HITS, [takes_part("a", "masks", Role.FUNDER), takes_part("a", "masks", Role.MANUFACTURER)]
    )
    assert actor.score == pytest.approx(0.9 * math.sqrt(0.95))
    assert actor.votes[0].roles == (Role.MANUFACTURER, Role.FUNDER)


def test_an_organisation_gains_a_tenth_by_being_all_that_the_question_prefers() -> None:
    ranked = rank_organisations(
        HITS,
        [takes_part("leader", "visors", Role.LEAD), takes_part("near", "visors", Role.PARTNER)],
        preferred={"near": 0.5},
    )
    # near: .6 × √.9 + .1 × .5 = .6192; leader: .6
    assert {actor.actor_id: actor.score for actor in ranked} == pytest.approx(
        {"near": 0.6192, "leader": 0.6}, abs=1e-4
    )
    assert [actor.actor_id for actor in ranked] == ["near", "leader"]


def test_the_role_that_is_asked_for_counts_fully_and_others_less() -> None:
    ranked = rank_organisations(
        HITS,
        [takes_part("leader", "masks", Role.LEAD), takes_part("payer", "masks", Role.FUNDER)],
        asked_roles={Role.FUNDER},
    )
    assert [actor.actor_id for actor in ranked] == ["payer", "leader"]
    assert [actor.score for actor in ranked] == pytest.approx([0.9, 0.9 * 0.7])


def test_a_role_that_is_asked_for_doubtfully_takes_less_from_the_others() -> None:
    ranked = rank_organisations(
        HITS,
        [takes_part("leader", "masks", Role.LEAD), takes_part("maker", "masks", Role.MANUFACTURER)],
        asked_roles={Role.MANUFACTURER, Role.SUPPLIER},
        are_roles_certain=False,
    )
    assert [actor.actor_id for actor in ranked] == ["maker", "leader"]
    assert [actor.score for actor in ranked] == pytest.approx([0.9, 0.9 * 0.87])


def test_only_allowed_organisations_are_ranked_and_other_initiatives_do_not_count() -> None:
    ranked = rank_organisations(
        HITS,
        [
            takes_part("a", "masks", Role.LEAD),
            takes_part("b", "masks", Role.LEAD),
            takes_part("c", "elsewhere", Role.LEAD),
        ],
        allowed={"b", "c"},
    )
    assert [actor.actor_id for actor in ranked] == ["b"]
