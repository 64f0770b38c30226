"""The group of organisations that is proposed for a project, and what it covers."""

from kb.model import Record
from kb.project.group_changes import GroupChanges
from kb.project.group_composition import GroupComposition


class Alternative(GroupComposition):
    """Another group that covers as much with as few members."""

    changes: GroupChanges
    """What differs from the group it could replace."""


class Bound(Record):
    """What no group that grants the same wishes can exceed."""

    covered_weight: int
    """The most that any of them covers, or more."""
    member_count: int
    """The fewest members of those that cover the most, or fewer."""


class Group(GroupComposition):
    """The smallest group found that covers most of a project's needs; the order is that of `best_group`."""

    uncovered: tuple[str, ...]
    """Ids of the needs that some organisation covers, but no member, ascending."""
    only_excluded: tuple[str, ...]
    """Those of them that only excluded organisations cover; for the others too few members are allowed."""
    uncoverable: tuple[str, ...]
    """Ids of the needs that no organisation covers at the strength that was wished for, ascending."""
    total_weight: int
    """Of all needs."""
    is_exact: bool
    """Whether it is proved that no group is better, nor any other as good as the alternatives."""
    bound: Bound
    """The group's own figures where these are proved to be the best, whether or not `is_exact`."""
    alternatives: tuple[Alternative, ...]
    """At most three, best first; with a preference for together or apart, only such as it allows."""
