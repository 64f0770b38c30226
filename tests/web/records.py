"""The records of these tests: few, and awkward on purpose."""

from kb.model import (
    DescriptionBasis,
    Initiative,
    Label,
    Organisation,
    OrganisationKind,
    Participation,
    Person,
    Role,
    Source,
    Status,
    Theme,
    Translation,
)

MASKS = "masks-sterilised"
RNA = "rna/platform"
ODD_ID = "/odd//id?#%41&+é"
SCRIPT = "<script>alert('x')</script>"

THEMES = (
    Theme(
        id="protection",
        labels=(
            Label(language="en", text="protection"),
            Label(language="fr", text="protection des soignants"),
        ),
    ),
    Theme(
        id="masks",
        labels=(Label(language="en", text="face masks"), Label(language="fr", text="masques")),
        broader_id="protection",
    ),
)
ORGANISATIONS = (
    Organisation(
        id="north-university",
        name="North University",
        aliases=("NU", "Université du Nord"),
        kind=OrganisationKind.UNIVERSITY,
        city="Liège",
        region="Province of Liège",
        country="BE",
        website="https://www.north.example/start",
        ror="https://ror.org/00afp2z80",
        kbo="0403019261",
        description="A university of the north.",
        description_basis=DescriptionBasis.SOURCE,
        sources=(Source(url="https://www.north.example/about", title="About us"),),
    ),
    Organisation(
        id="north-virology",
        name="North Virology Institute",
        kind=OrganisationKind.RESEARCH_CENTRE,
        city="Liège",
        country="BE",
        parent_id="north-university",
        description="Lead of the Messenger RNA platform.",
        description_basis=DescriptionBasis.ROLE,
    ),
    Organisation(id="clean-air", name="CleanAir", kind=OrganisationKind.SME, city="Mons", country="BE"),
    Organisation(id="bad/name", name=SCRIPT, kind=OrganisationKind.COMPANY, country="FR"),
)
PERSON = Person(id="p-claes", name="Jo Claes", affiliations=("North University",))
INITIATIVES = (
    Initiative(
        id=MASKS,
        title="Sterilised masks for hospitals",
        description="CleanAir can sterilise used masks with hydrogen peroxide.\nHospitals send masks daily.",
        language="en",
        translations=(
            Translation(
                language="fr",
                title="Des masques stérilisés pour les hôpitaux",
                description="CleanAir stérilise les masques usagés au peroxyde d’hydrogène.",
            ),
        ),
        themes=("masks",),
        status=Status.COMPLETED,
        start="2020-03",
        end="2020-04-17",
        needs=("A room to store masks",),
        offers=("Sterilisation of masks",),
        sources=(
            Source(url="https://news.example/masks", title="Masks made clean", supports="the method"),
            Source(url="https://www.bare.example/"),
        ),
        source_language="fr",
        confidence="high",
        updated_at="2026-11-23",
    ),
    Initiative(
        id=RNA,
        title="Messenger RNA platform",
        description="The institute produces messenger RNA for vaccines.",
        language="en",
        status=Status.ONGOING,
        start="2021",
    ),
    Initiative(id=ODD_ID, title=SCRIPT, description=f"Ventilators {SCRIPT} and valves.", language="en"),
)
PARTICIPATIONS = (
    Participation(initiative_id=MASKS, actor_id="clean-air", role=Role.LEAD),
    Participation(initiative_id=MASKS, actor_id="clean-air", role=Role.MANUFACTURER),
    Participation(initiative_id=MASKS, actor_id="north-university", role=Role.CLINICAL_SITE),
    Participation(
        initiative_id=MASKS,
        actor_id="p-claes",
        actor_type="person",
        role=Role.CONTACT,
        job_title="rector",
        affiliation="North University",
    ),
    Participation(initiative_id=RNA, actor_id="north-virology", role=Role.LEAD),
    Participation(initiative_id=RNA, actor_id="north-university", role=Role.PARTNER),
    Participation(initiative_id=ODD_ID, actor_id="bad/name", role=Role.SUPPLIER),
)
RECORDS = (*THEMES, *ORGANISATIONS, PERSON, *INITIATIVES)
NEED = "Who can sterilise used masks?"
