"""The group before a wish, as part of an address: so that what the wish changed can be told."""

from kb.project.group import Group
from kb.project.group_changes import GroupChanges, changes
from kb.project.group_composition import GroupComposition
from web.project_address import UnreadableProject, packed, unpacked


def to_before_part(group: Group) -> str:
    """Members of `group` and what they cover, in letters that an address takes."""
    return packed(GroupComposition(**{name: getattr(group, name) for name in GroupComposition.model_fields}))


def changes_since(part: str, group: Group) -> GroupChanges | None:
    """What differs between `group` and the one that `part` was made of.

    None where there is no such part, or it was damaged: it only adds to what is shown.
    """
    if not part:
        return None
    try:
        return changes(unpacked(part, GroupComposition), group)
    except UnreadableProject:
        return None
