"""The obvious way to the best group: look at all of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from kb.project.cover import Cover
from kb.project.togetherness import WorkedTogether
from kb.project.wishes import Wishes

Members = frozenset[str]


class EveryGroup:
    """All groups that grant the wishes, and what each is worth."""

    def __init__(
        self,
        covers: Sequence[Cover],
        weights: Mapping[str, int],
        wishes: Wishes,
        pairs: Sequence[WorkedTogether] = (),
    ) -> None:
        self.weights, self.wishes = weights, wishes
        self.worked_together = {frozenset(pair.organisation_ids) for pair in pairs}
        self.scores: dict[tuple[str, str], int] = {}
        for cover in covers:
            if cover.is_at_least(wishes.strength) and cover.organisation_id not in wishes.exclude:
                key = cover.organisation_id, cover.need_id
                score = max(1, round(cover.score * 1000))
                self.scores[key] = max(self.scores.get(key, score), score)
        self.order_key = {
            one: (
                -sum(weights[need_id] * score for (o, need_id), score in self.scores.items() if o == one),
                one,
            )
            for one in {one for one, _ in self.scores} | set(wishes.include)
        }
        self.organisation_ids = sorted({one for one, _ in self.scores} | set(wishes.include))

    def all(self) -> Iterator[Members]:
        count = len(self.organisation_ids)
        most = count if self.wishes.at_most is None else min(count, self.wishes.at_most)
        for size in range(len(self.wishes.include), most + 1):
            for members in combinations(self.organisation_ids, size):
                if set(self.wishes.include) <= set(members):
                    yield frozenset(members)

    def covered(self, members: Members) -> set[str]:
        return {need_id for one, need_id in self.scores if one in members}

    def covered_weight(self, members: Members) -> int:
        return sum(self.weights[need_id] for need_id in self.covered(members))

    def evidence(self, members: Members) -> int:
        """In thousandths."""
        best: dict[str, int] = defaultdict(int)
        for (one, need_id), score in self.scores.items():
            if one in members:
                best[need_id] = max(best[need_id], score)
        return sum(self.weights[need_id] * score for need_id, score in best.items())

    def together_count(self, members: Members) -> int:
        return sum(frozenset(pair) in self.worked_together for pair in combinations(sorted(members), 2))

    def order(self, members: Members) -> list[tuple[int, str]]:
        """The members in the order that decides between equal groups."""
        return sorted(self.order_key[one] for one in members)

    def best(self) -> list[Members]:
        """The best group and the others that cover as much with as few, best first."""
        groups = list(self.all())
        weight = max(map(self.covered_weight, groups))
        groups = [one for one in groups if self.covered_weight(one) == weight]
        size = min(map(len, groups))
        groups = [one for one in groups if len(one) == size]
        if self.wishes.together is None:
            return sorted(groups, key=lambda one: (-self.evidence(one), self.order(one)))
        most = max(map(self.evidence, groups))
        sign = -1 if self.wishes.together == "together" else 1
        return sorted(
            (one for one in groups if 10 * self.evidence(one) >= 9 * most),
            key=lambda one: (sign * self.together_count(one), -self.evidence(one), self.order(one)),
        )
