"""The records of the knowledge base. All are frozen; lists are tuples; what is unknown is None."""

import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from kb.field_checks import (
    check_date,
    check_kbo,
    check_period,
    check_record_id,
    check_ror,
    check_web_address,
)


class Role(StrEnum):
    """What an actor does in an initiative."""

    LEAD = "lead"
    PARTNER = "partner"
    FUNDER = "funder"
    SUPPLIER = "supplier"
    MANUFACTURER = "manufacturer"
    CLINICAL_SITE = "clinical site"
    CONTACT = "contact"
    OTHER = "other"


ROLE_ORDER = (
    Role.LEAD,
    Role.MANUFACTURER,
    Role.PARTNER,
    Role.SUPPLIER,
    Role.CLINICAL_SITE,
    Role.CONTACT,
    Role.OTHER,
    Role.FUNDER,
)
"""The order in which roles are listed: those who do most of the work first."""

WORKING_ROLES = frozenset(Role) - {Role.FUNDER}
"""The roles that tell what an organisation can do; paying for an initiative does not."""


class Status(StrEnum):
    """Where an initiative stands, as of the latest source seen."""

    UNDER_DEVELOPMENT = "under development"
    ONGOING = "ongoing"
    COMPLETED = "completed"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


class OrganisationKind(StrEnum):
    """What sort of organisation."""

    SME = "SME"
    COMPANY = "company"
    UNIVERSITY = "university"
    HOSPITAL = "hospital"
    RESEARCH_CENTRE = "research centre"
    PUBLIC_AUTHORITY = "public authority"
    CLUSTER = "cluster"
    NON_PROFIT = "non-profit"
    OTHER = "other"


class DescriptionBasis(StrEnum):
    """What the description of an organisation rests on."""

    SOURCE = "source text"
    ROLE = "role in an initiative only"
    """No source describes it; what is said follows from what it does in the initiatives."""


class Confidence(StrEnum):
    """How well the sources support a record."""

    HIGH = "high"
    """Two or more independent or first-hand sources agree."""
    MEDIUM = "medium"
    """One source, or a short listing."""
    LOW = "low"
    """Not yet confirmed by a source."""


class NeedStatus(StrEnum):
    """Whether somebody still waits for an answer to an open need."""

    OPEN = "open"
    CLOSED = "closed"


ActorType = Literal["organisation", "person"]
RecordId = Annotated[str, AfterValidator(check_record_id)]
PartialDate = Annotated[str, AfterValidator(check_date)]
"""A date as precise as it is known: ``2020``, ``2020-04`` or ``2020-04-17``; text order is time order."""
WebAddress = Annotated[str, AfterValidator(check_web_address)]
Text = Annotated[str, Field(min_length=1)]


class Record(BaseModel):
    """What all records share: they do not change, and unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Source(Record):
    """Where a statement was read."""

    url: WebAddress
    title: str = ""
    supports: str = ""
    """Which statements of the record it supports."""


class Translation(Record):
    """The texts of an initiative in another language."""

    language: str
    title: Text
    description: str = ""
    needs: tuple[Text, ...] = ()
    offers: tuple[Text, ...] = ()


class Initiative(Record):
    """What is done: a project, a programme, a pilot, a network."""

    id: RecordId
    title: Text
    description: str = ""
    language: str = "und"
    translations: tuple[Translation, ...] = ()
    themes: tuple[RecordId, ...] = ()
    """Ids of themes."""
    status: Status = Status.UNKNOWN
    start: PartialDate | None = None
    end: PartialDate | None = None
    needs: tuple[Text, ...] = ()
    """What it looks for in others."""
    offers: tuple[Text, ...] = ()
    """What it gives to others: capacity, kits, expertise, a platform."""
    sources: tuple[Source, ...] = ()
    source_language: str | None = None
    """Language most of its sources are written in."""
    confidence: Confidence | None = None
    updated_at: str | None = None
    """Day the record was last changed, ISO 8601; the store sets it."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "Initiative":
        check_period(self.start, self.end)
        return self

    def texts(self, language: str) -> Translation:
        """Title, description, needs and offers in `language`, or in the initiative's own language."""
        for translation in self.translations:
            if translation.language == language:
                return translation
        return Translation(
            language=self.language,
            title=self.title,
            description=self.description,
            needs=self.needs,
            offers=self.offers,
        )


class Organisation(Record):
    """An actor that is a company, a hospital, a university, an authority."""

    id: RecordId
    name: Text
    aliases: tuple[Text, ...] = ()
    kind: OrganisationKind = OrganisationKind.OTHER
    parent_id: RecordId | None = None
    """The organisation it is a part of (GIGA within the University of Liège)."""
    city: str | None = None
    region: str | None = None
    """Province or region."""
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = None
    """ISO 3166-1 alpha-2."""
    website: WebAddress | None = None
    ror: Annotated[str, AfterValidator(check_ror)] | None = None
    kbo: Annotated[str, AfterValidator(check_kbo)] | None = None
    """Number in the Belgian register of enterprises (KBO/BCE), ten digits."""
    description: str = ""
    description_basis: DescriptionBasis | None = None
    needs: tuple[Text, ...] = ()
    """What it looks for in others."""
    offers: tuple[Text, ...] = ()
    """What it gives to others: capacity, kits, expertise, a platform."""
    sources: tuple[Source, ...] = ()


class Person(Record):
    """An actor named by a public source in a professional role."""

    id: RecordId
    name: Text
    affiliations: tuple[Text, ...] = ()
    sources: tuple[Source, ...] = ()


class Participation(Record):
    """Who takes part in what, and how."""

    id: int | None = None
    """Given by the store; never reused."""
    initiative_id: RecordId
    actor_id: RecordId
    actor_type: ActorType = "organisation"
    role: Role = Role.OTHER
    job_title: str | None = None
    """A person's professional role, in the source's words (``rector``)."""
    affiliation: str | None = None
    """Whom a person speaks for in this initiative, in the source's words."""
    start: PartialDate | None = None
    end: PartialDate | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "Participation":
        check_period(self.start, self.end)
        return self


class OpenNeed(Record):
    """A need that nothing answered, as a visitor recorded it; nothing is kept of who that was."""

    id: int
    """Given by the store; never reused."""
    text: Text
    language: Annotated[str, Field(pattern="^[a-z]{2}$")]
    """Of the interface in which it was recorded; the text may be in another."""
    recorded_at: datetime.datetime
    """UTC, to the hour and no closer, so that it does not tell whose visit it was."""
    status: NeedStatus


class Label(Record):
    """A word for a theme, in one language."""

    language: str
    text: Text


class Theme(Record):
    """A subject of the controlled vocabulary (after SKOS: preferred and alternative labels, broader)."""

    id: RecordId
    labels: tuple[Label, ...]
    """The preferred label, one per language."""
    alternative_labels: tuple[Label, ...] = ()
    broader_id: RecordId | None = None

    def label(self, language: str) -> str:
        """The preferred label in `language`, else in English, else the first one, else the id."""
        by_language = {label.language: label.text for label in self.labels}
        first = next(iter(by_language.values()), self.id)
        return by_language.get(language) or by_language.get("en") or first
