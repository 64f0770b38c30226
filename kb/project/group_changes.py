"""How two groups for a project differ: before and after a wish, or the one proposed and an alternative."""

from kb.model import Record
from kb.project.group_composition import GroupComposition, Member


class GroupChanges(Record):
    """How one group differs from another."""

    entered: tuple[Member, ...]
    """As they are in the later group, in its order."""
    left: tuple[Member, ...]
    """As they were in the earlier group, in its order."""
    newly_covered: tuple[str, ...]
    """Ids of needs that only the later group covers, ascending."""
    no_longer_covered: tuple[str, ...]
    """Ids of needs that only the earlier group covers, ascending."""


def changes(before: GroupComposition, after: GroupComposition) -> GroupChanges:
    """Who entered and left, and which needs became covered or uncovered, from `before` to `after`."""
    were = {member.organisation_id for member in before.members}
    are = {member.organisation_id for member in after.members}
    return GroupChanges(
        entered=tuple(member for member in after.members if member.organisation_id not in were),
        left=tuple(member for member in before.members if member.organisation_id not in are),
        newly_covered=tuple(sorted(set(after.covered) - set(before.covered))),
        no_longer_covered=tuple(sorted(set(before.covered) - set(after.covered))),
    )
