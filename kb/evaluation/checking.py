"""Questions with one right answer: is it first?"""

from collections.abc import Collection

from kb.evaluation.answers import EvaluatedAnswer
from kb.evaluation.catalogue import Catalogue
from kb.evaluation.questions import Question

FIRST = "organisation first"
THREE = "organisation in first three"
OWN = "own organisation first"
INITIATIVE = "initiative first"


def check_answer(question: Question, answer: EvaluatedAnswer, catalogue: Catalogue) -> dict[str, float]:
    """Measure → 1 or 0.

    Right are the organisations that were judged so for the question; under OWN, any organisation that
    takes part in the right initiative.
    """
    organisations = [found_id for found_id, _ in answer.organisations]
    initiatives = [found_id for found_id, _ in answer.initiatives]
    own = {
        organisation_id
        for initiative_id in question.initiatives
        for organisation_id in catalogue.organisations_of.get(initiative_id, ())
    }
    return {
        FIRST: _hit(organisations[:1], question.organisations.keys()),
        THREE: _hit(organisations[:3], question.organisations.keys()),
        OWN: _hit(organisations[:1], own | question.organisations.keys()),
        INITIATIVE: _hit(initiatives[:1], question.initiatives.keys()),
    }


def _hit(found: list[str], right: Collection[str]) -> float:
    return float(any(found_id in right for found_id in found))
