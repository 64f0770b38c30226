"""Hand-made answers: who takes part in what, and how it was ranked."""

from collections.abc import Sequence

from kb.answer import (
    Answer,
    Band,
    Evidence,
    Match,
    OrganisationEvidence,
    Participant,
    RankedInitiative,
    RankedOrganisation,
    SignalScores,
)
from kb.model import Initiative, Organisation, OrganisationKind, Participation, Person, Role, Translation
from kb.question import Constraint, KindConstraint, Place, PlaceConstraint, Question
from kb.wording import answer_in_words

SALIVA = Initiative(
    id="saliva",
    title="Saliva tests at school",
    language="en",
    translations=(
        Translation(language="fr", title="Tests salivaires à l’école"),
        Translation(language="nl", title="Speekseltests op school"),
        Translation(language="de", title="Speicheltests in der Schule"),
    ),
)
RAPID = Initiative(id="rapid", title="Rapid test", language="en")
MASKS = Initiative(id="masks", title="Masks from Fleurus", language="en")
APP = Initiative(id="app", title="Coronalert", language="en")

ULIEGE = Organisation(
    id="uliege", name="ULiège", kind=OrganisationKind.UNIVERSITY, city="Liège", country="BE"
)
CHU = Organisation(id="chu", name="CHU de Liège", kind=OrganisationKind.HOSPITAL, city="Liège", country="BE")
UNAMUR = Organisation(
    id="unamur", name="UNamur", kind=OrganisationKind.UNIVERSITY, city="Namur", country="BE"
)
ZENTECH = Organisation(id="zentech", name="ZenTech", kind=OrganisationKind.SME, city="Herstal", country="BE")
DELTRIAN = Organisation(
    id="deltrian", name="Deltrian International", kind=OrganisationKind.SME, city="Fleurus", country="BE"
)
EPICURA = Organisation(id="epicura", name="EpiCURA", kind=OrganisationKind.HOSPITAL, region="Hainaut")
TIVOLI = Organisation(id="tivoli", name="CHU Tivoli", kind=OrganisationKind.HOSPITAL, city="La Louvière")
NOWHERE = Organisation(id="nowhere", name="Somewhere Ltd", kind=OrganisationKind.COMPANY)
GUIOT = Person(id="guiot", name="Julien Guiot")


def question(
    text: str = "saliva tests",
    *constraints: Constraint,
    topic: str | None = None,
    contradictions: tuple[tuple[str, str], ...] = (),
) -> Question:
    return Question(
        text=text,
        topic=text if topic is None else topic,
        constraints=constraints,
        contradictions=contradictions,
    )


def evidence(initiative: Initiative, *matches: Match, text: str = "") -> Evidence:
    return Evidence(
        initiative_id=initiative.id,
        title=initiative.title,
        text=text,
        language="en",
        field="description",
        start=0,
        end=len(text),
        score=0.5,
        matches=matches,
    )


def participant(initiative: Initiative, actor: Organisation | Person, role: Role) -> Participant:
    is_person = isinstance(actor, Person)
    return Participant(
        actor=actor,
        participation=Participation(
            initiative_id=initiative.id,
            actor_id=actor.id,
            actor_type="person" if is_person else "organisation",
            role=role,
        ),
    )


def initiative(
    record: Initiative,
    *participants: tuple[Organisation | Person, Role],
    band: Band = Band.STRONG,
    signals: tuple[float, float, float] = (0.5, 0.5, 0.5),
    cross_encoder: float | None = None,
    found_by: str = "description",
    met: tuple[str, ...] = (),
    quoted: Evidence | None = None,
) -> RankedInitiative:
    """Ranked, with `signals` dense, lexical and late."""
    dense, lexical, late = signals
    return RankedInitiative(
        rank=1,
        score=0.5,
        initiative=record,
        participants=tuple(participant(record, actor, role) for actor, role in participants),
        evidence=quoted or evidence(record),
        signals=SignalScores(dense=dense, lexical=lexical, fused=0.5, late=late, cross_encoder=cross_encoder),
        found_by=found_by,
        band=band,
        met=met,
    )


def organisation(
    record: Organisation,
    *roles: tuple[Initiative, Role],
    band: Band = Band.STRONG,
    initiative_count: int | None = None,
) -> RankedOrganisation:
    """Ranked, with a role in each initiative that is its evidence."""
    return RankedOrganisation(
        rank=1,
        score=0.5,
        organisation=record,
        initiative_count=len(roles) if initiative_count is None else initiative_count,
        evidence=tuple(
            OrganisationEvidence(initiative=initiative, roles=(role,), evidence=evidence(initiative))
            for initiative, role in roles
        ),
        band=band,
    )


def answer(
    asked: Question | None = None,
    *,
    initiatives: Sequence[RankedInitiative] = (),
    organisations: Sequence[RankedOrganisation] = (),
    is_close: bool = True,
) -> Answer:
    asked = asked or question()
    return Answer(
        query=asked.text,
        question=asked,
        initiatives=tuple(initiatives),
        organisations=tuple(organisations),
        confidence=0.9,
        is_close=is_close,
        generation="g",
        milliseconds=1.0,
    )


def weaker(found: Answer, band: Band) -> Answer:
    return found.model_copy(
        update={
            "initiatives": tuple(one.model_copy(update={"band": band}) for one in found.initiatives),
            "organisations": tuple(one.model_copy(update={"band": band}) for one in found.organisations),
        }
    )


def in_four(found: Answer, *, top: int = 10) -> list[str]:
    return [answer_in_words(found, language, top=top).text for language in ("en", "fr", "nl", "de")]


SALIVA_FOUND = initiative(SALIVA, (ULIEGE, Role.LEAD), (CHU, Role.PARTNER))
LEADER = organisation(ULIEGE, (SALIVA, Role.LEAD))
PARTNER = organisation(CHU, (SALIVA, Role.PARTNER))
HOSPITALS = KindConstraint(start=0, end=8, is_certain=True, kinds=(OrganisationKind.HOSPITAL,))
IN_HAINAUT = PlaceConstraint(
    start=12,
    end=19,
    is_certain=True,
    places=(Place(scope="province", name="Hainaut", code="50000", names={"nl": "Henegouwen"}),),
)
HOSPITALS_IN_HAINAUT = question("hôpitaux en Hainaut", HOSPITALS, IN_HAINAUT, topic="")
