"""A small world: who is where, what they do, and how they are called."""

from kb.model import (
    Initiative,
    Label,
    Organisation,
    OrganisationKind,
    Participation,
    Person,
    Role,
    Status,
    Theme,
    Translation,
)

UNIVERSITY, HOSPITAL = OrganisationKind.UNIVERSITY, OrganisationKind.HOSPITAL
SME, COMPANY = OrganisationKind.SME, OrganisationKind.COMPANY

ORGANISATIONS = (
    Organisation(
        id="uliege",
        name="University of Liège (ULiège)",
        aliases=(
            "ULiège",
            "Université de Liège",
            "Universiteit Luik",
            "Universität Lüttich",
            "University of Liège",
        ),
        kind=UNIVERSITY,
        city="Liège",
        region="Liège",
        country="BE",
    ),
    Organisation(
        id="giga",
        name="GIGA, University of Liège",
        aliases=("GIGA",),
        parent_id="uliege",
        city="Liège",
        country="BE",
    ),
    Organisation(
        id="unamur",
        name="University of Namur",
        aliases=("UNamur",),
        kind=UNIVERSITY,
        city="Namur",
        country="BE",
    ),
    Organisation(
        id="chu", name="CHU de Liège", aliases=("CHU Liège",), kind=HOSPITAL, city="Liège", country="BE"
    ),
    Organisation(
        id="citadelle",
        name="CHR Citadelle",
        aliases=("Citadelle",),
        kind=HOSPITAL,
        city="Liège",
        country="BE",
    ),
    Organisation(id="epicura", name="EpiCURA", kind=HOSPITAL, region="Hainaut", country="BE"),
    Organisation(id="zentech", name="ZenTech", kind=SME, city="Liège", region="Liège", country="BE"),
    Organisation(id="eurogentec", name="Kaneka Eurogentec", kind=COMPANY, city="Seraing", country="BE"),
    Organisation(
        id="kaneka", name="Kaneka Corporation", aliases=("Kaneka",), kind=COMPANY, city="Tokyo", country="JP"
    ),
    Organisation(
        id="deltrian",
        name="Deltrian International",
        aliases=("Deltrian",),
        kind=SME,
        city="Fleurus",
        country="BE",
    ),
    Organisation(id="oncoradiomics", name="OncoRadiomics", kind=SME, city="Liège", country="BE"),
    Organisation(id="coris", name="Coris BioConcept", kind=SME, city="Gembloux", country="BE"),
    Organisation(
        id="fnrs",
        name="F.R.S.-FNRS",
        aliases=("FNRS",),
        kind=OrganisationKind.PUBLIC_AUTHORITY,
        city="Brussels",
        country="BE",
    ),
    Organisation(id="gsk", name="GSK Vaccines", aliases=("GSK",), kind=COMPANY, city="Wavre", country="BE"),
    Organisation(
        id="well", name="WeLL (Wallonia e-health Living Lab)", aliases=("WeLL",), city="Liège", country="BE"
    ),
    Organisation(
        id="province",
        name="Province of Liège (sports medicine)",
        aliases=("Provinz Lüttich",),
        city="Liège",
        country="BE",
    ),
    Organisation(
        id="uk",
        name="University of Cologne",
        kind=UNIVERSITY,
        city="Cologne",
        region="North Rhine-Westphalia",
        country="DE",
    ),
)
PEOPLE = (Person(id="guiot", name="Julien Guiot"), Person(id="szpirer", name="Cédric Szpirer"))
THEMES = (
    Theme(
        id="clinical-trials",
        labels=(Label(language="en", text="Clinical trials"), Label(language="fr", text="Essais cliniques")),
    ),
    Theme(id="masks", labels=(Label(language="en", text="Masks"),)),
)
INITIATIVES = (
    Initiative(
        id="saliva",
        title="Saliva tests at school",
        description="Weekly saliva tests for students.",
        status=Status.COMPLETED,
        start="2020-09",
    ),
    Initiative(
        id="rapid",
        title="Rapid test from Herstal",
        description="A rapid serological test for antibodies.",
        status=Status.STOPPED,
        start="2020-01",
        end="2020-09",
    ),
    Initiative(
        id="masks",
        title="Surgical masks made in Fleurus",
        description="A factory for surgical masks.",
        themes=("masks",),
        status=Status.STOPPED,
        start="2020-03",
        end="2023",
    ),
    Initiative(
        id="vaccine",
        title="Plasmids for a vaccine",
        description="Production of plasmids in large quantities.",
        status=Status.ONGOING,
        start="2021",
    ),
    Initiative(
        id="app",
        title="Coronalert tracing application",
        translations=(Translation(language="fr", title="Application de traçage Coronalert"),),
        description="An application that warns of contacts.",
        themes=("clinical-trials",),
    ),
)


def _takes_part(initiative_id: str, actor_id: str, role: Role) -> Participation:
    return Participation(initiative_id=initiative_id, actor_id=actor_id, role=role)


PARTICIPATIONS = (
    _takes_part("saliva", "uliege", Role.LEAD),
    _takes_part("saliva", "chu", Role.PARTNER),
    _takes_part("saliva", "fnrs", Role.FUNDER),
    _takes_part("rapid", "zentech", Role.LEAD),
    _takes_part("rapid", "chu", Role.CLINICAL_SITE),
    _takes_part("masks", "deltrian", Role.MANUFACTURER),
    _takes_part("masks", "uliege", Role.PARTNER),
    _takes_part("vaccine", "eurogentec", Role.MANUFACTURER),
    _takes_part("vaccine", "kaneka", Role.OTHER),
    _takes_part("vaccine", "giga", Role.PARTNER),
    _takes_part("app", "unamur", Role.LEAD),
    _takes_part("app", "epicura", Role.CLINICAL_SITE),
    Participation(initiative_id="app", actor_id="guiot", actor_type="person", role=Role.CONTACT),
)
