"""What a project is answered with: who could meet each need, the smallest group, what exists already."""

from kb.answer import OfferingOrganisation, RankedInitiative, RankedOrganisation
from kb.model import Initiative, Organisation, Record
from kb.project.group import Group
from kb.project.project import Project, ProjectNeed
from kb.project.togetherness import NeverTogether, WorkedTogether
from kb.question import Question


class NeedAnswer(Record):
    """Who could meet one need, and what was done already that resembles it."""

    id: str
    """``n01`` for the first need, and so on: names it within this answer."""
    need: ProjectNeed
    question: Question
    """The need as it was understood."""
    organisations: tuple[RankedOrganisation, ...]
    """Best first, each with its evidence."""
    initiatives: tuple[RankedInitiative, ...]
    """The most similar ones, best first."""
    confidence: float
    """That something answers the need, 0 to 1."""
    is_close: bool
    """False where nothing is close; what is listed is then merely the nearest."""
    relaxed: tuple[str, ...] = ()
    """Keys of constraints, in a need written by hand, that no initiative meets together; they only prefer."""
    unmet: tuple[str, ...] = ()
    """Keys of those among `relaxed` that no initiative meets, even alone."""
    offered_by: tuple[OfferingOrganisation, ...] = ()
    """Organisations that state an offer which meets it, best first."""


class MatrixRow(Record):
    """One organisation over all needs."""

    organisation: Organisation
    score: float
    """For the whole project: its scores for the needs that it could meet, at least possibly, each times the
    need's share of all weight; 0 where it could meet none."""
    cells: tuple[RankedOrganisation | None, ...]
    """As ranked for each need, in the order of the needs; None where it was not found for it."""
    is_member: bool
    """Whether it is in the proposed group."""


class ProjectAnswer(Record):
    """The whole answer to one project."""

    project: Project
    conditions: Question | None
    """The conditions as they were understood; None without any."""
    needs: tuple[NeedAnswer, ...]
    matrix: tuple[MatrixRow, ...]
    """Organisations that could meet a need, best for the whole project first."""
    group: Group
    worked_together: tuple[WorkedTogether, ...]
    """Pairs among the members of the group that share initiatives."""
    never_together: tuple[NeverTogether, ...]
    """Strong organisations for different needs that share none."""
    resembling: tuple[RankedInitiative, ...]
    """Initiatives that resemble the whole project, best first."""
    is_resembled: bool
    """False where nothing resembles it; what is listed is then merely the nearest."""
    organisations: dict[str, Organisation]
    """By id, all that are named in group and pairs."""
    initiatives: dict[str, Initiative]
    """By id, all that members of pairs share."""
    generation: str
    """The index that answered."""
    milliseconds: float
