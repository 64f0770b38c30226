"""Whatever the answer, its words hold no gaps, no foreign links and no figures of their own."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.answer import Answer, Band, Match, OrganisationEvidence, RankedInitiative, RankedOrganisation
from kb.model import Initiative, Organisation, OrganisationKind, Role, Status
from kb.question import (
    ActorConstraint,
    Constraint,
    KindConstraint,
    PeriodConstraint,
    Place,
    PlaceConstraint,
    Question,
    RoleConstraint,
    StatusConstraint,
)
from kb.wording import answer_in_words, why
from kb.wording.phrases import LANGUAGES
from kb.wording.sentences import Part
from tests.kb.wording.answers import answer, evidence, initiative, organisation

NAMES = st.sampled_from(["A", "imec", "ZenTech (Z)", "L’Oréal; & Cie", "x “y”", "« z »", "漢字", "a,  b\nc"])
CITIES = st.sampled_from([None, "Liège", "Ghent", "Mons", "Le Roeulx", "Tokyo", "Nowhere"])
REGIONS = st.sampled_from([None, "Liège", "Hainaut", "Brussels-Capital Region", "Osaka Prefecture"])
ORGANISATION_IDS = ("o1", "o2", "o3", "o4", "o5", "o6")
TEXT = "avant maintenant, après demain"
FLAGS = st.booleans()


def organisation_record(draw: st.DrawFn, organisation_id: str) -> Organisation:
    return Organisation(
        id=organisation_id,
        name=draw(NAMES),
        kind=draw(st.sampled_from(OrganisationKind)),
        city=draw(CITIES),
        region=draw(REGIONS),
        country=draw(st.sampled_from([None, "BE", "JP"])),
    )


def constraint(draw: st.DrawFn) -> Constraint:
    start = draw(st.integers(0, 8))
    said = {"start": start, "end": start + draw(st.integers(1, 9)), "is_certain": draw(FLAGS)}
    some_roles = st.lists(st.sampled_from(Role), min_size=1, max_size=2).map(tuple)
    kinds = draw(st.lists(st.sampled_from(OrganisationKind), min_size=1, max_size=2).map(tuple))
    place = Place(scope=draw(st.sampled_from(["town", "province"])), name="Mons", code="50000")
    made: list[Constraint] = [
        KindConstraint(**said, kinds=kinds, is_excluded=draw(FLAGS)),
        RoleConstraint(**said, roles=draw(some_roles)),
        PlaceConstraint(**said, places=(place,)),
        StatusConstraint(**said, statuses=(draw(st.sampled_from(Status)),)),
        PeriodConstraint(**said, first="2020-01-01"),
        ActorConstraint(
            **said,
            name="imec",
            organisation_ids=draw(st.sampled_from([(), ("o1",), ("o1", "o2")])),
            person_ids=draw(st.sampled_from([(), ("p1",)])),
            roles=draw(st.just(()) | some_roles),
            are_roles_certain=draw(FLAGS),
        ),
    ]
    return draw(st.sampled_from(made))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    actors = [organisation_record(draw, organisation_id) for organisation_id in ORGANISATION_IDS]
    records = [Initiative(id=f"i{number}", title=draw(NAMES)) for number in range(4)]
    bands, roles = st.sampled_from(Band), st.sampled_from(Role)
    taking_part = st.lists(st.tuples(st.sampled_from(actors), roles), max_size=3)
    scores = st.floats(-0.2, 1)
    found: list[RankedInitiative] = [
        initiative(
            record,
            *draw(taking_part),
            band=draw(bands),
            signals=(draw(scores), draw(scores), draw(scores)),
            found_by=draw(st.sampled_from(["title", "description", "themes", "participants", "offer"])),
            quoted=evidence(
                record,
                Match(start=0, end=5, query_word=draw(st.sampled_from(["Avant", "before"])), similarity=0.5),
                text=TEXT,
            ),
        )
        for record in records[: draw(st.integers(0, 4))]
    ]
    voting = st.lists(st.tuples(st.sampled_from(records), roles), max_size=3, unique_by=lambda one: one[0].id)
    ranked: list[RankedOrganisation] = [
        organisation(actor, *draw(voting), band=draw(bands), initiative_count=draw(st.integers(1, 99)))
        for actor in actors[: draw(st.integers(0, 6))]
    ]
    constraints = tuple(constraint(draw) for _ in range(draw(st.integers(0, 3))))
    keys = [one.key for one in constraints]
    clashes = ((keys[0], keys[-1]),) if len(keys) > 1 and draw(FLAGS) else ()
    asked = Question(
        text=TEXT,
        topic=draw(st.sampled_from(["", "demain"])),
        constraints=constraints,
        contradictions=clashes,
    )
    return answer(asked, initiatives=found, organisations=ranked, is_close=draw(FLAGS))


def known(found: Answer) -> set[tuple[str, str]]:
    """Kind and id of all that the answer holds."""
    of_organisations: list[OrganisationEvidence] = [e for o in found.organisations for e in o.evidence]
    return {
        *(("organisation", ranked.organisation.id) for ranked in found.organisations),
        *(("organisation", p.actor.id) for ranked in found.initiatives for p in ranked.participants),
        *(("initiative", ranked.initiative.id) for ranked in found.initiatives),
        *(("initiative", one.initiative.id) for one in of_organisations),
    }


def supports(part: Part, found: Answer) -> bool:
    """Whether the organisation of a part takes part in the initiative it is linked to."""
    return part.kind != "organisation" or any(
        (part.id, part.evidence_id) == pair
        for pair in [
            *((o.organisation.id, e.initiative.id) for o in found.organisations for e in o.evidence),
            *((p.actor.id, i.initiative.id) for i in found.initiatives for p in i.participants),
        ]
    )


@settings(deadline=None)
@given(found=answers(), language=st.sampled_from(LANGUAGES), top=st.integers(1, 10))
def test_words_say_only_what_the_answer_holds(found: Answer, language: str, top: int) -> None:
    said = answer_in_words(found, language, top=top)
    assert said.text == "".join(part.text for part in said.parts)
    assert not re.search(r"[{}]|None| {2}|\.\.|\n", said.text)
    assert said.text.endswith(".")
    assert said.parts[0].kind is not None or not said.text[0].islower() or said.text.startswith("imec")
    for part in said.parts:
        assert part.kind is None or (part.kind, part.id) in known(found)
        assert part.kind is None or ("initiative", part.evidence_id) in known(found)
        assert supports(part, found)
    unlinked = "".join(part.text for part in said.parts if part.kind is None)
    labels = ", ".join(one.label(language) for one in found.question.certain)
    counts = {str(ranked.initiative_count) for ranked in found.organisations}
    assert set(re.findall(r"\d+", unlinked)) <= counts | set(re.findall(r"\d+", labels))


@settings(deadline=None)
@given(found=answers(), language=st.sampled_from(LANGUAGES))
def test_the_named_are_few(found: Answer, language: str) -> None:
    links = [part for part in answer_in_words(found, language).parts if part.kind]
    assert len(links) <= 9
    assert not links or bool(found.initiatives or found.organisations)


@settings(deadline=None)
@given(found=answers(), language=st.sampled_from(LANGUAGES))
def test_reasons_are_sentences(found: Answer, language: str) -> None:
    for ranked in found.initiatives:
        for line in why(ranked, found, language):
            assert line.endswith(".") and not re.search(r"[{}]|None| {2}", line)
