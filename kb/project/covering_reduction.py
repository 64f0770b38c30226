"""Organisations that no group looked for can have as a member, left out beforehand."""

import numpy as np

from kb.project.covering_problem import CoveringProblem, Flags, Numbers


def useful(problem: CoveringProblem) -> Numbers:
    """Places of the organisations, ascending, that cover a need which those included leave open."""
    is_open = problem.best_values(problem.included) == 0
    rows = np.flatnonzero((problem.values[:, is_open] > 0).any(axis=1))
    return rows


def widest(problem: CoveringProblem) -> Numbers:
    """Places of the useful organisations, ascending, whose open needs no other covers as well and more.

    They suffice to find out how much can be covered by how many.
    """
    is_open = problem.best_values(problem.included) == 0
    covers = problem.values[:, is_open] > 0
    rows = useful(problem)
    rows = rows[np.argsort(-covers[rows].sum(axis=1), kind="stable")]
    kept: list[int] = []
    for row in rows:
        if not (covers[kept] >= covers[row]).all(axis=1).any():
            kept.append(int(row))
    return np.sort(np.array(kept, dtype=np.int64))


def seldom_surpassed(problem: CoveringProblem, *, group_count: int) -> Numbers:
    """Places of the useful organisations, ascending, that fewer than `group_count` others surpass in all.

    One that others surpass, score by score and in whom they worked with where that is wished for, is in no
    group with one of these: it would be superfluous there. So in any group it can be replaced by each of
    them, and the group gets better: as many groups as that are better than its best one.
    """
    rows = useful(problem)
    values = problem.values[rows]
    kept = []
    for at, row in enumerate(rows):
        # Who surpasses stands before: it has more evidence, or the same and the smaller id.
        is_surpassed_by = (values[:at] >= values[at]).all(axis=1)
        if problem.together is not None:
            is_surpassed_by &= _suits_as_well(problem, rows[:at], int(row))
        if is_surpassed_by.sum() < group_count:
            kept.append(int(row))
    return np.array(kept, dtype=np.int64)


def _suits_as_well(problem: CoveringProblem, others: Numbers, row: int) -> Flags:
    """Whether each of `others` fits any group as well as `row`, by whom they worked with."""
    theirs, its = problem.has_worked_with[others], problem.has_worked_with[row]
    suits = theirs >= its if problem.together == "together" else theirs <= its
    suits[:, row] = True
    suits[np.arange(len(others)), others] = True
    every: Flags = suits.all(axis=1)
    return every
