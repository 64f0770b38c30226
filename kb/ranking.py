"""From ranked passages to ranked organisations."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from indexer.passage import Hit
from kb.model import Role
from kb.question.columns import TakingPart

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
"""How much an organisation counts for an initiative; their square roots are used, a milder factor."""

OTHER_ROLE = 0.7
"""Factor for roles other than the one that was asked for ("who paid …")."""
OTHER_THAN_DOUBTFUL_ROLE = 0.87
"""The same where the question only seems to ask for a role ("who makes …": a maker, or who leads it).

Measured in docs/decisions/0008-near-the-best.md.
"""

PREFERENCE_WEIGHT = 0.1
"""What an organisation gains that meets all preferences of the question; measured on the develop half."""


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


def rank_organisations(
    hits: Sequence[Hit],
    taking_part: Iterable[TakingPart],
    *,
    asked_roles: Collection[Role] = (),
    are_roles_certain: bool = True,
    preferred: Mapping[str, float] | None = None,
    allowed: Collection[str] | None = None,
) -> list[ActorScore]:
    """All organisations that take part in an initiative of `hits`, best first.

    The score is the best vote, a vote being the initiative's score × a mild factor of the organisation's
    role in it, and what the organisation gains by being as the question prefers; equal scores are ordered
    by the next votes, then by id. A document-centric voting model (C. Macdonald, I. Ounis, "Voting for
    Candidates", CIKM 2006) that does not sum: a sum would give first places to those who take part in most,
    a mean would punish them.

    Args:
        hits: initiatives, with their scores.
        taking_part: organisations in these initiatives; others are ignored.
        asked_roles: what the question asks organisations to be; these count fully, others less.
        are_roles_certain: whether it asks for them beyond doubt.
        preferred: share of the question's preferences that an organisation meets, above 0 to 1, by its id.
        allowed: ids of the only organisations to rank; None for all.
    """
    hits_by_id = {hit.document_id: hit for hit in hits}
    roles: Mapping[str, dict[str, list[Role]]] = defaultdict(lambda: defaultdict(list))
    for organisation_id, initiative_id, role in taking_part:
        if initiative_id in hits_by_id and (allowed is None or organisation_id in allowed):
            roles[organisation_id][initiative_id].append(role)
    others = _factor_of_others(asked_roles, is_certain=are_roles_certain)
    factors = {role: 1.0 if role in asked_roles else others * math.sqrt(ROLE_FACTORS[role]) for role in Role}
    scored = []
    for actor_id, held in roles.items():
        votes = [_vote(hits_by_id[initiative_id], by, factors) for initiative_id, by in held.items()]
        votes.sort(key=lambda vote: (-vote.score, vote.hit.rank))
        gain = PREFERENCE_WEIGHT * (preferred or {}).get(actor_id, 0.0)
        scored.append(ActorScore(actor_id=actor_id, score=votes[0].score + gain, votes=tuple(votes)))
    return sorted(scored, key=_place)


def _place(actor: ActorScore) -> tuple[list[float], str]:
    """Sorts the best first; having no further vote is worth a vote of 0."""
    return [-actor.score, *(-vote.score for vote in actor.votes[1:]), 0.0], actor.actor_id


def _vote(hit: Hit, roles: Sequence[Role], factors: Mapping[Role, float]) -> Vote:
    ordered = tuple(roles)
    if len(ordered) > 1:
        ordered = tuple(sorted(set(ordered), key=lambda role: (-factors[role], role)))
    return Vote(score=hit.score * factors[ordered[0]], hit=hit, roles=ordered)


def _factor_of_others(asked_roles: Collection[Role], *, is_certain: bool) -> float:
    if not asked_roles:
        return 1.0
    return OTHER_ROLE if is_certain else OTHER_THAN_DOUBTFUL_ROLE
