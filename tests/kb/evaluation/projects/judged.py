"""Two judged projects and answers to them, written by hand."""

from collections.abc import Sequence

from kb.answer import Band, RankedOrganisation
from kb.evaluation.projects import JudgedNeed, JudgedProject
from kb.model import Organisation
from kb.project.answer import NeedAnswer, ProjectAnswer
from kb.project.group import Bound, Group
from kb.project.group_composition import Member
from kb.project.project import Project, ProjectNeed
from kb.question import Question

TEXT = "We seek a lab. We have money. We need masks, and soon. Freezers are missing. A pilot would help."
LAB, MASKS, FREEZERS = "We seek a lab.", "We need masks, and soon.", "Freezers are missing."


def need(id_: str, *quotes: str, **grades: int) -> JudgedNeed:
    return JudgedNeed.model_validate({"_id": id_, "quotes": quotes, "grades": grades})


def project(id_: str, text: str, *needs: JudgedNeed, **told: str) -> JudgedProject:
    return JudgedProject.model_validate({"_id": id_, "text": text, "needs": needs, **told})


PROJECT = project(
    "p1",
    TEXT,
    need("p1.1", LAB, lab=3, acme=2, shop=1),
    need("p1.2", "masks, and soon", "A pilot", acme=2),
    need("p1.3", FREEZERS, shop=1),
    language="en",
    half="develop",
)
OTHER = project("p2", "Il nous faut du gel.", need("p2.1", "du gel", shop=2), language="fr")


def ranked(organisation_id: str, rank: int) -> RankedOrganisation:
    return RankedOrganisation(
        rank=rank,
        score=1 / rank,
        organisation=Organisation(id=organisation_id, name=organisation_id.title()),
        initiative_count=1,
        evidence=(),
        band=Band.STRONG,
    )


def need_answer(quote: str, *organisation_ids: str, text: str = TEXT, confidence: float = 0.5) -> NeedAnswer:
    """What was found for the need stated by `quote` of `text`; by no place of it where it is empty."""
    start = text.index(quote) if quote else None
    return NeedAnswer(
        id=f"{quote} {organisation_ids}",
        need=ProjectNeed(
            text=quote or "by hand", start=start, end=None if start is None else start + len(quote)
        ),
        question=Question(text=quote, topic=quote),
        organisations=tuple(ranked(id_, rank) for rank, id_ in enumerate(organisation_ids, start=1)),
        initiatives=(),
        confidence=confidence,
        is_close=True,
    )


def project_answer(*needs: NeedAnswer, group: Sequence[str] = ()) -> ProjectAnswer:
    members = tuple(Member(organisation_id=id_, need_ids=(), is_included_by_wish=False) for id_ in group)
    return ProjectAnswer(
        project=Project(needs=tuple(one.need for one in needs)),
        conditions=None,
        needs=needs,
        matrix=(),
        group=Group(
            members=members,
            covered=(),
            covered_weight=0,
            evidence=0,
            together_count=0,
            uncovered=(),
            only_excluded=(),
            uncoverable=(),
            total_weight=0,
            is_exact=True,
            bound=Bound(covered_weight=0, member_count=0),
            alternatives=(),
        ),
        worked_together=(),
        never_together=(),
        resembling=(),
        is_resembled=False,
        organisations={},
        initiatives={},
        generation="g",
        milliseconds=1,
    )
