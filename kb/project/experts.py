"""Who could meet each need of a project: the search of questions, once for every need."""

from dataclasses import dataclass

from indexer import Engine
from kb.answer import Band
from kb.confidence import band
from kb.interpreter import Conditions, Interpretation, Interpreter
from kb.project.project import Project, ProjectNeed
from kb.project.topic import topic_of_need
from kb.query import parse_query
from kb.ranking import ActorScore
from kb.retrieval import Retrieved, retrieve, retrieve_offers
from kb.search import VOTING_DEPTH, Searched, organisation_scores

OFFER_COUNT = 10
"""Offers that are looked at for each need."""


@dataclass(frozen=True, slots=True)
class SearchedNeed:
    """One need, what was found for it, and the organisations that follow."""

    id: str
    need: ProjectNeed
    searched: Searched
    scores: tuple[ActorScore, ...]
    """Of the organisations that may be asked, best first."""
    offers: Retrieved | None
    """What organisations state that they offer, nearest first; None where nobody who may be asked does."""

    def band_of_initiative(self, initiative_id: str) -> Band | None:
        """How sure it is that this initiative answers the need; None where it was not found for it."""
        hits = (hit for hit in self.searched.retrieved.hits if hit.document_id == initiative_id)
        found = next(hits, None)
        return None if found is None else band(self.searched.confidence_of(found))


def search_needs(
    engine: Engine, interpreter: Interpreter, project: Project, conditions: Conditions
) -> list[SearchedNeed]:
    """Each need of `project`, searched among what its conditions allow; errors as in `Engine.search`."""
    interpretations = [_interpreted(need, interpreter, conditions) for need in project.needs]
    retrieved = retrieve(engine, interpretations, top=VOTING_DEPTH)
    offers = retrieve_offers(engine, interpretations, top=OFFER_COUNT)
    excluded = set(project.wishes.exclude)
    needs = []
    pairs = zip(interpretations, retrieved, strict=True)
    for number, (need, pair, offered) in enumerate(zip(project.needs, pairs, offers, strict=True), start=1):
        searched = Searched(*pair)
        scores = (score for score in organisation_scores(searched) if score.actor_id not in excluded)
        # Two digits, so that ids stand in the order of the needs.
        needs.append(SearchedNeed(f"n{number:02}", need, searched, tuple(scores), offered))
    return needs


def _interpreted(need: ProjectNeed, interpreter: Interpreter, conditions: Conditions) -> Interpretation:
    """A need out of a description, or one that was written as a question is."""
    query = parse_query(need.text, noun="need")
    if need.start is None:
        return interpreter.interpret(query, within=conditions.allowed)
    return interpreter.need(query, topic=topic_of_need(need.text), within=conditions.allowed)
