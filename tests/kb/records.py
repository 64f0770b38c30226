"""One record of each kind with every field filled, and who takes part."""

from kb.model import (
    Confidence,
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

MASKS = Theme(
    id="masks",
    labels=(Label(language="en", text="masks"), Label(language="fr", text="masques")),
    alternative_labels=(Label(language="en", text="respirators"),),
    broader_id="protection",
)
PROTECTION = Theme(id="protection", labels=(Label(language="en", text="protection"),))
ULIEGE = Organisation(
    id="university-liege",
    name="University of Liège",
    aliases=("ULiège", "ULg"),
    kind=OrganisationKind.UNIVERSITY,
    city="Liège",
    region="Liège",
    country="BE",
    website="https://www.uliege.be",
    ror="https://ror.org/00afp2z80",
    kbo="0325777171",
    description="A university.",
    description_basis=DescriptionBasis.SOURCE,
    needs=("a freezer; -80 °C",),
    offers=("sequencing | 500 samples a day", "advice"),
    sources=(Source(url="https://www.uliege.be/about", title="About", supports="name"),),
)
GIGA = Organisation(id="giga", name="GIGA", parent_id="university-liege")
JANE = Person(id="jane-doe", name="Jane Doe", affiliations=("ULiège",), sources=(Source(url="http://x.be"),))
SALIVA = Initiative(
    id="saliva-test",
    title="Saliva test",
    description="A test.\nIt works.",
    language="en",
    translations=(
        Translation(language="fr", title="Test salivaire", description="Un test.", needs=("réactifs",)),
    ),
    themes=("masks", "protection"),
    status=Status.COMPLETED,
    start="2020-04",
    end="2021",
    needs=("reagents",),
    offers=("capacity", "advice"),
    sources=(Source(url="https://news.uliege.be/saliva"),),
    source_language="fr",
    confidence=Confidence.HIGH,
)
LEAD = Participation(initiative_id="saliva-test", actor_id="university-liege", role=Role.LEAD, start="2020")
PARTNER = Participation(initiative_id="saliva-test", actor_id="giga", role=Role.PARTNER)
CONTACT = Participation(
    initiative_id="saliva-test",
    actor_id="jane-doe",
    actor_type="person",
    job_title="rector",
    affiliation="ULiège",
)
