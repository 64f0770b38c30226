"""From hits to the answer: ranked initiatives and organisations, each with its evidence."""

from collections.abc import Iterable, Sequence

from indexer.passage import Hit
from kb.answer import (
    Evidence,
    Match,
    OrganisationEvidence,
    RankedInitiative,
    RankedOrganisation,
    SignalScores,
)
from kb.model import Initiative
from kb.participants import participants_of
from kb.query import Query
from kb.ranking import ActorScore, rank_organisations
from kb.store import Store

EVIDENCE_COUNT = 3


def ranked_initiatives(store: Store, query: Query, hits: Sequence[Hit]) -> tuple[RankedInitiative, ...]:
    """The initiatives of `hits`, in their order; one removed since the index was built is left out."""
    ids = [hit.passage.document_id for hit in hits]
    initiatives = _by_id(store, ids)
    participants = participants_of(store, ids)
    present = [hit for hit in hits if hit.passage.document_id in initiatives]
    return tuple(
        RankedInitiative(
            rank=rank,
            score=hit.score,
            initiative=initiatives[hit.passage.document_id],
            participants=participants.get(hit.passage.document_id, ()),
            evidence=evidence(query, hit),
            signals=SignalScores(
                dense=hit.signals.dense,
                lexical=hit.signals.lexical,
                fused=hit.signals.fused,
                late=hit.signals.late,
            ),
        )
        for rank, hit in enumerate(present, start=1)
    )


def ranked_organisations(
    store: Store, query: Query, hits: Sequence[Hit], *, top: int
) -> tuple[RankedOrganisation, ...]:
    """The `top` organisations that take part in the initiatives of `hits`, best first."""
    participations = store.participations(initiative_ids=[hit.passage.document_id for hit in hits])
    scores = rank_organisations(hits, participations)[:top]
    organisations = {o.id: o for o in store.organisations([score.actor_id for score in scores])}
    counts = _initiative_counts(store, organisations)
    shown = [vote.hit.passage.document_id for score in scores for vote in score.votes[:EVIDENCE_COUNT]]
    initiatives = _by_id(store, shown)
    return tuple(
        RankedOrganisation(
            rank=rank,
            score=score.score,
            organisation=organisations[score.actor_id],
            initiative_count=counts[score.actor_id],
            evidence=_organisation_evidence(query, score, initiatives),
        )
        for rank, score in enumerate(scores, start=1)
    )


def evidence(query: Query, hit: Hit) -> Evidence:
    """The passage of `hit`, with the words of the query that its words answer."""
    passage = hit.passage
    return Evidence(
        initiative_id=passage.document_id,
        title=passage.title,
        text=passage.text,
        language=passage.language,
        field=passage.field,
        start=passage.start,
        end=passage.end,
        score=hit.score,
        matches=tuple(
            Match(
                start=match.start,
                end=match.end,
                query_word=query.text[match.query_start : match.query_end],
                similarity=match.similarity,
            )
            for match in hit.matches
        ),
    )


def _organisation_evidence(
    query: Query, score: ActorScore, initiatives: dict[str, Initiative]
) -> tuple[OrganisationEvidence, ...]:
    return tuple(
        OrganisationEvidence(
            initiative=initiatives[vote.hit.passage.document_id],
            roles=tuple(vote.roles),
            evidence=evidence(query, vote.hit),
        )
        for vote in score.votes[:EVIDENCE_COUNT]
    )


def _by_id(store: Store, ids: Iterable[str]) -> dict[str, Initiative]:
    return {initiative.id: initiative for initiative in store.initiatives(set(ids))}


def _initiative_counts(store: Store, organisation_ids: Iterable[str]) -> dict[str, int]:
    taken_part: dict[str, set[str]] = {organisation_id: set() for organisation_id in organisation_ids}
    for participation in store.participations(actor_ids=taken_part, actor_type="organisation"):
        taken_part[participation.actor_id].add(participation.initiative_id)
    return {organisation_id: len(ids) for organisation_id, ids in taken_part.items()}
