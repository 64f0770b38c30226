"""How good one ranking is, by ir-measures (trec_eval's definitions).

nDCG's gain is the grade itself (0, 1, 2, 3), its discount log2(rank + 1). For recall, MRR and precision
every grade of 1 and more counts as relevant.
"""

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, P, R, nDCG

from kb.evaluation.questions import Target

MAIN = "nDCG@10"
_INITIATIVES = {MAIN: nDCG @ 10, "recall@50": R @ 50, "MRR@10": RR @ 10}
_MEASURES: dict[Target, dict[str, ir_measures.Measure]] = {
    "initiatives": _INITIATIVES,
    "organisations": _INITIATIVES | {"P@5": P @ 5},
}


def measure_rankings(
    target: Target, grades: Mapping[str, Mapping[str, int]], rankings: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, float]]:
    """Question id → measure → value, for each question of `grades`; an empty ranking has 0 in all.

    Args:
        target: Decides which measures are taken.
        grades: Question id → id → grade.
        rankings: Question id → ids, best first.
    """
    measures = _MEASURES[target]
    names = {measure: name for name, measure in measures.items()}
    values = {question_id: dict.fromkeys(measures, 0.0) for question_id in grades}
    qrels = {question_id: dict(graded) for question_id, graded in grades.items()}
    # trec_eval orders by score and breaks ties by id: falling scores by rank keep the system's own order.
    run = {
        question_id: {found_id: -float(rank) for rank, found_id in enumerate(rankings[question_id])}
        for question_id in grades
    }
    for value in ir_measures.iter_calc(list(measures.values()), qrels, run):
        values[value.query_id][names[value.measure]] = float(value.value)
    return values
