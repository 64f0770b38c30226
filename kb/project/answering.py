"""From a project to the whole answer: experts for each need, the group, what exists already."""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence

from indexer import Engine
from kb.answer import Band, RankedOrganisation
from kb.confidence import is_close
from kb.interpreter import Interpreter
from kb.project.answer import MatrixRow, NeedAnswer, ProjectAnswer
from kb.project.cover import Cover
from kb.project.covering import best_group
from kb.project.experts import SearchedNeed, search_needs
from kb.project.group import Group
from kb.project.project import Project
from kb.project.resembling import find_resembling
from kb.project.togetherness import (
    NeverTogether,
    Parts,
    WorkedTogether,
    never_together,
    worked_together,
)
from kb.project.wishes import Wishes, with_known
from kb.question.columns import Columns
from kb.records import Records
from kb.search import offering_organisations, ranked_initiatives, with_evidence

MATRIX_ROWS = 15
"""Organisations of the matrix, beside those of the group."""
CONSIDERED = 60
"""Organisations of each need that the group may be made of: the rest has hardly a word in common with it."""
NEAR_THE_BEST = 0.93
"""Share of the best score for a need from which an organisation may stand for it in the group.

Else the smallest group is made of those who know something of many needs and most of none; measured in
docs/decisions/0011-needs-of-a-project.md.
"""
ALREADY_COUNT = 3
"""Initiatives told beside each need."""
PAIR_COUNT = 8
"""Pairs that never worked together, at most."""


def answer_project(
    engine: Engine, interpreter: Interpreter, records: Records, project: Project, *, top: int
) -> ProjectAnswer:
    """What the compendium answers to `project`, with `top` organisations for each need.

    Raises InvalidQuery for a need that cannot be searched, IndexingError without a usable index, ModelError
    without a usable model.
    """
    started = time.perf_counter()
    conditions = interpreter.conditions(project.conditions, without=project.without)
    needs = search_needs(engine, interpreter, project, conditions)
    covers = [cover for need in needs for cover in _covers(need)]
    columns, parts = interpreter.columns(), interpreter.parts()
    acquainted = _acquainted(covers, columns, parts)
    weights = {need.id: need.need.weight for need in needs}
    wishes = with_known(
        project.wishes, records.organisations({*project.wishes.include, *project.wishes.exclude})
    )
    group = best_group(_standing(covers, wishes), weights, wishes, acquainted)
    members = {member.organisation_id for member in group.members}
    whole = _scores_for_the_whole(covers, weights)
    rows = _rows(whole, members)
    ranked = [_ranked(records, need, {*rows, *_best(need, top)}) for need in needs]
    resembled = find_resembling(engine, interpreter, records, project, needs)
    known = tuple(pair for pair in acquainted if members.issuperset(pair.organisation_ids))
    strangers = never_together(
        covers,
        _taking_part(columns),
        at_most=PAIR_COUNT,
        strength=project.wishes.strength,
        parts=parts,
    )
    organisations = records.organisations(_named(rows, group, strangers))
    return ProjectAnswer(
        project=project,
        conditions=conditions.question if project.conditions else None,
        needs=tuple(
            _need_answer(records, need, by_id, top) for need, by_id in zip(needs, ranked, strict=True)
        ),
        matrix=tuple(
            MatrixRow(
                organisation=organisations[id_],
                score=whole.get(id_, 0.0),
                cells=tuple(by_id.get(id_) for by_id in ranked),
                is_member=id_ in members,
            )
            for id_ in rows
            if id_ in organisations
        ),
        group=group,
        worked_together=known,
        never_together=strangers,
        resembling=resembled.initiatives,
        is_resembled=resembled.is_close,
        organisations=organisations,
        initiatives=records.initiatives(id_ for pair in known for id_ in pair.initiative_ids),
        generation=engine.current_generation(),
        milliseconds=(time.perf_counter() - started) * 1000,
    )


def _covers(need: SearchedNeed) -> Iterable[Cover]:
    for score in need.scores[:CONSIDERED]:
        yield Cover(
            need_id=need.id,
            organisation_id=score.actor_id,
            score=max(score.score, 0.0),
            band=need.searched.band_of(score),
        )


def _standing(covers: Sequence[Cover], wishes: Wishes) -> list[Cover]:
    """Those of the covers nearly as good as the best, or of organisations that must be members."""
    best: dict[str, float] = {}
    for cover in covers:
        best[cover.need_id] = max(cover.score, best.get(cover.need_id, 0.0))
    return [
        cover
        for cover in covers
        if cover.score >= NEAR_THE_BEST * best[cover.need_id] or cover.organisation_id in wishes.include
    ]


def _acquainted(covers: Sequence[Cover], columns: Columns, parts: Parts) -> tuple[WorkedTogether, ...]:
    """The pairs that have worked together, of all who could meet some need."""
    organisation_ids = {cover.organisation_id for cover in covers}
    return worked_together(organisation_ids, _taking_part(columns), parts=parts)


def _taking_part(columns: Columns) -> Iterable[tuple[str, str]]:
    rows = columns.taking_part(columns.initiative_ids.tolist())
    return ((row.organisation_id, row.initiative_id) for row in rows)


def _scores_for_the_whole(covers: Sequence[Cover], weights: Mapping[str, int]) -> dict[str, float]:
    """Organisation → its score for the whole project, as `MatrixRow.score` says."""
    total = sum(weights.values())
    scores: dict[str, float] = {}
    for cover in covers:
        share = weights[cover.need_id] / total if cover.is_at_least(Band.POSSIBLE) else 0.0
        scores[cover.organisation_id] = scores.get(cover.organisation_id, 0.0) + share * cover.score
    return {id_: round(score, 6) for id_, score in scores.items()}


def _rows(whole: Mapping[str, float], members: Collection[str]) -> list[str]:
    """The organisations of the matrix, best first: the members of the group, and who could do most beside."""
    ordered = sorted({*whole, *members}, key=lambda id_: (-whole.get(id_, 0.0), id_))
    able = [id_ for id_ in ordered if whole.get(id_, 0.0) > 0][:MATRIX_ROWS]
    return [id_ for id_ in ordered if id_ in members or id_ in able]


def _best(need: SearchedNeed, top: int) -> list[str]:
    return [score.actor_id for score in need.scores[:top]]


def _ranked(
    records: Records, need: SearchedNeed, organisation_ids: Collection[str]
) -> dict[str, RankedOrganisation]:
    """Those of the organisations that were found for the need, by id, with their evidence."""
    numbered = [
        (rank, score) for rank, score in enumerate(need.scores, start=1) if score.actor_id in organisation_ids
    ]
    scores, ranks = [score for _, score in numbered], [rank for rank, _ in numbered]
    found = with_evidence(records, need.searched, scores, ranks=ranks)
    return {ranked.organisation.id: ranked for ranked in found}


def _need_answer(
    records: Records, need: SearchedNeed, ranked: Mapping[str, RankedOrganisation], top: int
) -> NeedAnswer:
    confidence = need.searched.confidence()
    return NeedAnswer(
        id=need.id,
        need=need.need,
        question=need.searched.interpretation.question,
        organisations=tuple(one for one in ranked.values() if one.rank <= top),
        initiatives=ranked_initiatives(records, need.searched, top=ALREADY_COUNT),
        confidence=confidence,
        is_close=is_close(confidence),
        relaxed=need.searched.interpretation.relaxed,
        unmet=need.searched.interpretation.unmet,
        offered_by=offering_organisations(records, need.searched.interpretation, need.offers, top=top),
    )


def _named(rows: Iterable[str], group: Group, strangers: Iterable[NeverTogether]) -> set[str]:
    """Every organisation that the answer names without its record."""
    named = {*rows, *(id_ for pair in strangers for id_ in pair.organisation_ids)}
    return named.union(member.organisation_id for other in group.alternatives for member in other.members)
