"""Organisations are ranked by their best evidence; expectations are worked out by hand."""

import pytest

from indexer.passage import Hit, Passage, Signals
from kb.model import Participation, Role
from kb.ranking import rank_organisations


def hit(document_id: str, score: float, rank: int) -> Hit:
    passage = Passage(
        passage_id=rank,
        document_id=document_id,
        language="en",
        field="description",
        title="",
        text="",
        start=0,
        end=0,
    )
    return Hit(
        passage=passage, found_by="description", score=score, rank=rank, signals=Signals(score, 0, score, 0)
    )


def takes_part(actor_id: str, initiative_id: str, role: Role) -> Participation:
    return Participation(initiative_id=initiative_id, actor_id=actor_id, role=role)


HITS = [hit("masks", 0.9, 1), hit("visors", 0.6, 2), hit("gel", 0.3, 3), hit("tests", 0.2, 4)]


def test_score_is_the_best_vote_blended_with_the_mean_of_the_best_three() -> None:
    ranked = rank_organisations(
        HITS,
        [
            takes_part("small", "masks", Role.PARTNER),
            *[takes_part("big", name, Role.LEAD) for name in ("visors", "gel", "tests")],
        ],
    )
    # small: .9 × .9 = .81, alone: .7 × .81 + .3 × .81
    # big: .7 × .6 + .3 × (.6 + .3 + .2) / 3 = .42 + .11
    assert [(actor.actor_id, pytest.approx(actor.score)) for actor in ranked] == [
        ("small", 0.81),
        ("big", 0.53),
    ]


def test_a_fourth_initiative_adds_nothing() -> None:
    three = rank_organisations(HITS, [takes_part("a", n, Role.LEAD) for n in ("masks", "visors", "gel")])
    four = rank_organisations(HITS, [takes_part("a", h.passage.document_id, Role.LEAD) for h in HITS])
    assert three[0].score == four[0].score == pytest.approx(0.7 * 0.9 + 0.3 * 0.6)
    assert len(four[0].votes) == 4


def test_the_strongest_of_several_roles_counts_once() -> None:
    [actor] = rank_organisations(
        HITS, [takes_part("a", "masks", Role.FUNDER), takes_part("a", "masks", Role.MANUFACTURER)]
    )
    assert actor.score == pytest.approx(0.9 * 0.95)
    assert actor.votes[0].roles == (Role.MANUFACTURER, Role.FUNDER)


def test_equal_scores_are_ordered_by_id_and_other_initiatives_do_not_count() -> None:
    ranked = rank_organisations(
        HITS,
        [
            takes_part("b", "masks", Role.LEAD),
            takes_part("a", "masks", Role.LEAD),
            takes_part("c", "elsewhere", Role.LEAD),
        ],
    )
    assert [actor.actor_id for actor in ranked] == ["a", "b"]


def test_people_are_not_ranked_among_organisations() -> None:
    person = Participation(initiative_id="masks", actor_id="p", actor_type="person", role=Role.OTHER)
    assert rank_organisations(HITS, [person]) == []
