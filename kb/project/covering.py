"""The smallest group that covers most of a project's needs."""

from collections.abc import Iterable, Mapping

from kb.project.cover import Cover
from kb.project.group import Bound, Group
from kb.project.group_composition import Member
from kb.project.togetherness import WorkedTogether
from kb.project.wishes import Wishes


def best_group(
    covers: Iterable[Cover], weights: Mapping[str, int], wishes: Wishes, pairs: Iterable[WorkedTogether] = ()
) -> Group:
    usable: dict[str, dict[str, float]] = {}
    for c in sorted(covers, key=lambda c: c.organisation_id):
        if c.is_at_least(wishes.strength) and c.organisation_id not in wishes.exclude:
            usable.setdefault(c.need_id, {})[c.organisation_id] = c.score
    chosen = list(wishes.include)
    left = {n for n, by in usable.items() if not set(chosen) & by.keys()}
    while left and len(chosen) < (wishes.at_most or 99):
        gain: dict[str, float] = {}
        for n in left:
            for o, s in usable[n].items():
                gain[o] = gain.get(o, 0.0) + weights[n] * (1 + s / 10)
        best = min(gain, key=lambda o: (-gain[o], o))
        chosen.append(best)
        left = {n for n in left if best not in usable[n]}
    met = tuple(sorted(n for n, by in usable.items() if set(chosen) & by.keys()))
    return Group(
        members=tuple(
            Member(
                organisation_id=o,
                need_ids=tuple(sorted(n for n, by in usable.items() if o in by)),
                is_included_by_wish=o in wishes.include,
            )
            for o in chosen
        ),
        covered=met,
        covered_weight=sum(weights[n] for n in met),
        evidence=0.0,
        together_count=0,
        uncovered=tuple(sorted(set(usable) - set(met))),
        only_excluded=(),
        uncoverable=tuple(sorted(set(weights) - set(usable))),
        total_weight=sum(weights.values()),
        is_exact=False,
        bound=Bound(covered_weight=0, member_count=0),
        alternatives=(),
    )
