"""Which organisations that state offers are what a question asks for."""

from collections.abc import Iterable

import numpy as np

from kb.question.columns import Columns
from kb.question.constraints import Constraint, KindConstraint, PlaceConstraint


def offering(constraints: Iterable[Constraint], columns: Columns) -> frozenset[str]:
    """Ids of the organisations that state offers and meet all `constraints`, which are certain.

    Kinds and places are the organisation's own. Roles, statuses, periods and named actors are of
    initiatives: an offer by itself meets none of them.
    """
    wanted = list(constraints)
    kinds = [one for one in wanted if isinstance(one, KindConstraint)]
    places = [one for one in wanted if isinstance(one, PlaceConstraint)]
    if len(kinds) + len(places) < len(wanted) or not columns.offering.any():
        return frozenset()
    masks = [columns.offering]
    included = {kind for one in kinds if not one.is_excluded for kind in one.kinds}
    if included:
        masks.append(columns.organisations_of_kinds(included))
    excluded = {kind for one in kinds if one.is_excluded for kind in one.kinds}
    if excluded:
        masks.append(~columns.organisations_of_kinds(excluded))
    if places:
        masks.append(np.logical_or.reduce([columns.organisations_seated(place) for place in places]))
    return frozenset(columns.organisation_ids[np.logical_and.reduce(masks)])
