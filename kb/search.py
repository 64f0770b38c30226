"""From hits to the answer: ranked initiatives and organisations, each with its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.passage import Hit
from kb.answer import (
    Band,
    Evidence,
    Match,
    OfferingOrganisation,
    OrganisationEvidence,
    RankedInitiative,
    RankedOrganisation,
    SignalScores,
)
from kb.confidence import band, best_confidence, confidence
from kb.documents import offering_organisation
from kb.interpreter import Interpretation
from kb.model import Initiative
from kb.question import RoleConstraint
from kb.question.filtering import met_by
from kb.ranking import ActorScore, rank_organisations
from kb.records import Records
from kb.retrieval import Retrieved

EVIDENCE_COUNT = 3
VOTING_DEPTH = 100
"""How many initiatives vote for organisations."""
CONSIDERED = 10
"""Hits among which the surest tells whether anything is close."""


@dataclass(frozen=True, slots=True)
class Searched:
    """A question as it was interpreted, and what was retrieved for it."""

    interpretation: Interpretation
    retrieved: Retrieved

    def confidence_of(self, hit: Hit) -> float:
        """The probability that the initiative of `hit` answers the question."""
        return confidence(hit, self.interpretation, self.retrieved.calibration)

    def band_of(self, score: ActorScore) -> Band:
        """How sure it is that this organisation is an answer: as sure as its best initiative is."""
        return band(self.confidence_of(score.votes[0].hit))

    def confidence(self) -> float:
        """The confidence that something answers the question; 0 where its constraints had to be relaxed."""
        if self.interpretation.is_relaxed:
            return 0.0
        surest = self.retrieved.hits[:CONSIDERED]
        return best_confidence(surest, self.interpretation, self.retrieved.calibration)


def ranked_initiatives(records: Records, searched: Searched, *, top: int) -> tuple[RankedInitiative, ...]:
    """The `top` initiatives, best first; one removed since the index was built is left out."""
    hits = searched.retrieved.hits[:top]
    ids = [hit.document_id for hit in hits]
    initiatives = records.initiatives(ids)
    participants = records.participants(ids)
    interpretation = searched.interpretation
    met = met_by(interpretation.question, ids, interpretation.columns)
    present = [hit for hit in hits if hit.document_id in initiatives]
    return tuple(
        RankedInitiative(
            rank=rank,
            score=hit.score,
            initiative=initiatives[hit.document_id],
            participants=participants.get(hit.document_id, ()),
            evidence=evidence(interpretation.text, hit),
            signals=_signals(hit),
            found_by=hit.found_by,
            band=band(searched.confidence_of(hit)),
            met=met[hit.document_id],
        )
        for rank, hit in enumerate(present, start=1)
    )


def ranked_organisations(records: Records, searched: Searched, *, top: int) -> tuple[RankedOrganisation, ...]:
    """The `top` organisations that take part in the initiatives found, best first.

    Those removed, or whose best initiative was, since the question was interpreted are left out.
    """
    shown = with_evidence(records, searched, organisation_scores(searched)[:top])
    return tuple(
        ranked.model_copy(update={"rank": rank}) if ranked.rank != rank else ranked
        for rank, ranked in enumerate(shown, start=1)
    )


def with_evidence(
    records: Records, searched: Searched, scores: Sequence[ActorScore], *, ranks: Sequence[int] | None = None
) -> list[RankedOrganisation]:
    """The organisations of `scores` with what speaks for them; those removed meanwhile are left out.

    Their ranks are `ranks`, or their places in `scores`.
    """
    organisations = records.organisations(score.actor_id for score in scores)
    shown = [vote.hit.document_id for score in scores for vote in score.votes[:EVIDENCE_COUNT]]
    initiatives = records.initiatives(shown)
    return [
        RankedOrganisation(
            rank=rank,
            score=score.score,
            organisation=organisations[score.actor_id],
            initiative_count=searched.interpretation.columns.initiative_count(score.actor_id),
            evidence=_organisation_evidence(searched, score, initiatives),
            band=searched.band_of(score),
        )
        for rank, score in zip(ranks or range(1, len(scores) + 1), scores, strict=True)
        if score.actor_id in organisations and score.votes[0].hit.document_id in initiatives
    ]


def offering_organisations(
    records: Records, interpretation: Interpretation, offers: Retrieved | None, *, top: int
) -> tuple[OfferingOrganisation, ...]:
    """The `top` organisations that state an offer which answers, at least possibly, best first.

    `offers` is what `retrieve_offers` found. Organisations removed since the index was built are left out.
    """
    if offers is None:
        return ()
    searched = Searched(interpretation, offers)
    bands = {hit.document_id: band(searched.confidence_of(hit)) for hit in searched.retrieved.hits}
    answering = [hit for hit in searched.retrieved.hits if bands[hit.document_id] is not Band.WEAK]
    organisations = records.organisations(hit.document_id for hit in answering)
    present = [hit for hit in answering if hit.document_id in organisations]
    return tuple(
        OfferingOrganisation(
            organisation=organisations[hit.document_id],
            score=hit.score,
            evidence=evidence(searched.interpretation.text, hit),
            band=bands[hit.document_id],
        )
        for hit in present[:top]
    )


def ranked_initiative_ids(searched: Searched) -> list[tuple[str, float]]:
    """The ids of the initiatives found and their scores, best first."""
    return [(hit.document_id, hit.score) for hit in searched.retrieved.hits]


def ranked_organisation_ids(searched: Searched) -> list[tuple[str, float]]:
    """The ids of the organisations that follow from them and their scores, best first."""
    return [(actor.actor_id, actor.score) for actor in organisation_scores(searched)]


def organisation_scores(searched: Searched) -> list[ActorScore]:
    """Every organisation that the question allows, by the initiatives found, best first."""
    interpretation = searched.interpretation
    hits = searched.retrieved.hits[:VOTING_DEPTH]
    asked = [c for c in interpretation.question.constraints if isinstance(c, RoleConstraint)]
    return rank_organisations(
        hits,
        interpretation.columns.taking_part(hit.document_id for hit in hits),
        asked_roles={role for constraint in asked for role in constraint.roles},
        are_roles_certain=any(constraint.is_certain for constraint in asked),
        preferred=interpretation.preferences.organisations,
        allowed=interpretation.allowed.organisation_ids,
    )


def _signals(hit: Hit) -> SignalScores:
    return SignalScores(
        dense=hit.signals.dense,
        lexical=hit.signals.lexical,
        fused=hit.signals.fused,
        late=hit.signals.late,
        feedback=hit.signals.feedback,
        cross_encoder=hit.signals.cross_encoder,
    )


def evidence(text: str, hit: Hit) -> Evidence:
    """The passage of `hit`, with the words of the searched `text` that its words answer."""
    quotation = hit.quote()
    passage = quotation.passage
    is_of_initiative = offering_organisation(passage.document_id) is None
    return Evidence(
        initiative_id=passage.document_id if is_of_initiative else None,
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
                query_word=text[match.query_start : match.query_end],
                similarity=match.similarity,
            )
            for match in quotation.matches
        ),
    )


def _organisation_evidence(
    searched: Searched, score: ActorScore, initiatives: dict[str, Initiative]
) -> tuple[OrganisationEvidence, ...]:
    return tuple(
        OrganisationEvidence(
            initiative=initiatives[vote.hit.document_id],
            roles=tuple(vote.roles),
            evidence=evidence(searched.interpretation.text, vote.hit),
        )
        for vote in score.votes[:EVIDENCE_COUNT]
        if vote.hit.document_id in initiatives
    )
