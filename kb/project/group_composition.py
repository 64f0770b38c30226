"""Who is in a group, and what they cover between them."""

from kb.model import Record


class Member(Record):
    """An organisation in a group."""

    organisation_id: str
    need_ids: tuple[str, ...]
    """Ids of the needs it covers, ascending; other members may cover them too."""
    is_included_by_wish: bool


class GroupComposition(Record):
    """Members and what they cover."""

    members: tuple[Member, ...]
    """Who covers the greatest weight first, equal ones by id."""
    covered: tuple[str, ...]
    """Ids of the needs that at least one member covers, ascending."""
    covered_weight: int
    evidence: float
    """Sum over the covered needs of weight × best score of a member, scores to three decimals."""
    together_count: int
    """Pairs of members who have worked together."""
