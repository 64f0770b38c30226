"""From ranked passages to ranked initiatives and ranked organisations."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.passage import Hit
from kb.model import Participation, Role

ROLE_FACTORS = {
    Role.LEAD: 1.0,
    Role.MANUFACTURER: 0.95,
    Role.PARTNER: 0.9,
    Role.SUPPLIER: 0.9,
    Role.CLINICAL_SITE: 0.85,
    Role.CONTACT: 0.75,
    Role.OTHER: 0.75,
    Role.FUNDER: 0.7,
}
"""How much of an initiative's score its actors inherit; a mild factor, measured in the design."""

BEST_WEIGHT = 0.7
BEST_COUNT = 3


@dataclass(frozen=True, slots=True)
class Vote:
    """One initiative speaking for one actor."""

    score: float
    hit: Hit
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class ActorScore:
    """An actor, scored by the votes of its initiatives (best first)."""

    actor_id: str
    score: float
    votes: tuple[Vote, ...]


def rank_organisations(hits: Sequence[Hit], participations: Sequence[Participation]) -> list[ActorScore]:
    """All organisations that take part in an initiative of `hits`, best first, ties by id.

    Score: .7 × the best vote + .3 × the mean of the (at most three) best, a vote being the initiative's
    score × the factor of the organisation's role in it. A document-centric voting model (Macdonald and
    Ounis, 2006) that does not sum: a sum would give first places to those who take part in most.
    """
    hits_by_id = {hit.passage.document_id: hit for hit in hits}
    roles: Mapping[str, dict[str, list[Role]]] = defaultdict(lambda: defaultdict(list))
    for participation in participations:
        if participation.actor_type == "organisation" and participation.initiative_id in hits_by_id:
            roles[participation.actor_id][participation.initiative_id].append(participation.role)
    scored = [
        _score(actor_id, [_vote(hits_by_id[initiative_id], held) for initiative_id, held in by_id.items()])
        for actor_id, by_id in roles.items()
    ]
    return sorted(scored, key=lambda actor: (-actor.score, actor.actor_id))


def _vote(hit: Hit, roles: Sequence[Role]) -> Vote:
    ordered = tuple(sorted(set(roles), key=lambda role: (-ROLE_FACTORS[role], role)))
    return Vote(score=hit.score * ROLE_FACTORS[ordered[0]], hit=hit, roles=ordered)


def _score(actor_id: str, votes: list[Vote]) -> ActorScore:
    ordered = sorted(votes, key=lambda vote: (-vote.score, vote.hit.rank))
    best = [vote.score for vote in ordered[:BEST_COUNT]]
    score = BEST_WEIGHT * best[0] + (1 - BEST_WEIGHT) * sum(best) / len(best)
    return ActorScore(actor_id=actor_id, score=score, votes=tuple(ordered))
