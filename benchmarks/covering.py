"""Times the group for a project, over made-up projects of several sizes, and tells how often it is proved.

    python -m benchmarks.covering
    python -m benchmarks.covering --choosing-steps 100000

Projects are of two shapes. *Scattered*: any organisation may cover any need, each with a score of its own,
the hardest there is. *By initiatives*: as an answer makes them, a need is answered by a few initiatives and
so by all who take part in them, with scores that differ by their role, often the same.

The processor's time is told, for other programs slow down the clock's.
"""

import argparse
import os
import platform
import random
import statistics
import time
from collections.abc import Callable
from itertools import combinations

from kb.answer import Band
from kb.project.cover import Cover
from kb.project.covering import CHOOSING_STEPS, COVERING_STEPS, best_group
from kb.project.group import Bound, Group
from kb.project.togetherness import WorkedTogether
from kb.project.wishes import Wishes

SIZES = ((4, 60), (8, 60), (15, 100), (30, 200))
"""Needs and organisations."""
WISHES = {
    "no wish": Wishes(),
    "at most 4": Wishes(at_most=4),
    "together": Wishes(together="together"),
    "apart": Wishes(together="apart"),
}
_ROLE_FACTORS = (1.0, 0.975, 0.949, 0.949, 0.922)

Project = tuple[list[Cover], dict[str, int], list[WorkedTogether]]


def consortia(organisation_count: int, chance: random.Random) -> list[list[str]]:
    """Return who takes part in each initiative: two to seven, some organisations more often than others."""
    ids = [f"organisation {number:03}" for number in range(organisation_count)]
    often = [1 / (1 + number) ** 0.5 for number in range(organisation_count)]
    return [
        sorted(set(chance.choices(ids, often, k=chance.randint(2, 7))))
        for _ in range(organisation_count // 2)
    ]


def scattered(need_count: int, organisation_count: int, chance: random.Random) -> Project:
    """Return a project each of whose needs eight organisations cover, drawn from all."""
    taking_part = consortia(organisation_count, chance)
    covers = [
        _cover(need, f"organisation {one:03}", chance.uniform(0.25, 0.99))
        for need in range(need_count)
        for one in chance.sample(range(organisation_count), 8)
    ]
    return covers, _weights(need_count, chance), _pairs(taking_part)


def by_initiatives(need_count: int, organisation_count: int, chance: random.Random) -> Project:
    """Return a project each of whose needs the participants of four initiatives cover."""
    taking_part = consortia(organisation_count, chance)
    covers = [
        _cover(need, one, score * chance.choice(_ROLE_FACTORS))
        for need in range(need_count)
        for members in chance.sample(taking_part, 4)
        for score in [chance.uniform(0.25, 0.99)]
        for one in members
    ]
    return covers, _weights(need_count, chance), _pairs(taking_part)


def _cover(need: int, organisation_id: str, score: float) -> Cover:
    return Cover(need_id=f"need {need:02}", organisation_id=organisation_id, score=score, band=Band.POSSIBLE)


def _weights(need_count: int, chance: random.Random) -> dict[str, int]:
    return {f"need {need:02}": chance.randint(1, 3) for need in range(need_count)}


def _pairs(taking_part: list[list[str]]) -> list[WorkedTogether]:
    both = {pair for members in taking_part for pair in combinations(members, 2)}
    return [WorkedTogether(organisation_ids=pair, initiative_ids=("shared",)) for pair in sorted(both)]


def measure(
    make: Callable[[int, int, random.Random], Project],
    size: tuple[int, int],
    wishes: Wishes,
    arguments: argparse.Namespace,
) -> str:
    """Return times, sizes, evidence and how many are proved, of groups for so many projects."""
    times, groups = [], []
    for seed in range(arguments.projects):
        covers, weights, pairs = make(*size, random.Random(seed))
        started = time.process_time()
        group = best_group(
            covers,
            weights,
            wishes,
            pairs,
            covering_steps=arguments.covering_steps,
            choosing_steps=arguments.choosing_steps,
        )
        times.append((time.process_time() - started) * 1000)
        groups.append(group)
    return (
        f"{statistics.median(times):6.0f} ms median{max(times):6.0f} ms slowest"
        f"{statistics.fmean(len(group.members) for group in groups):6.1f} members"
        f"{statistics.fmean(_is_amount_proved(group) for group in groups):7.0%} amount proved"
        f"{statistics.fmean(group.is_exact for group in groups):7.0%} all proved"
        f"{statistics.fmean(group.evidence for group in groups):8.3f} evidence"
    )


def _is_amount_proved(group: Group) -> bool:
    return group.bound == Bound(covered_weight=group.covered_weight, member_count=len(group.members))


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--projects", type=int, default=20, help="of each size and shape")
    parser.add_argument("--covering-steps", type=int, default=COVERING_STEPS)
    parser.add_argument("--choosing-steps", type=int, default=CHOOSING_STEPS)
    arguments = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for size in SIZES:
        for make in (scattered, by_initiatives):
            for said, wishes in WISHES.items():
                print(
                    f"{size[0]:3} × {size[1]:<4}{make.__name__:<16}{said:<10}",
                    measure(make, size, wishes, arguments),
                    f"load {os.getloadavg()[0]:.1f}",
                )


if __name__ == "__main__":
    main()
