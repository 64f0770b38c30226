"""What a page says to machines: schema.org, from the records alone, as JSON-LD."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import url_for

from kb.answer import Participant
from kb.model import WORKING_ROLES, Initiative, Organisation
from kb.participants import organisations_among
from kb.views import InitiativeView, OrganisationView
from web.wording import texts, theme_label

CONTEXT = "https://schema.org"


def organisation_data(view: OrganisationView) -> dict[str, Any]:
    """The organisation; `knowsAbout` are themes of what it works on, not of what it only pays for."""
    organisation = view.organisation
    return _filled(
        {
            "@context": CONTEXT,
            **_named(organisation),
            "alternateName": list(organisation.aliases),
            "url": organisation.website,
            "sameAs": organisation.ror,
            "identifier": _enterprise_number(organisation),
            "address": _address(organisation),
            "parentOrganization": _named(view.parent) if view.parent else None,
            "subOrganization": [_named(part) for part in view.parts],
            "knowsAbout": _known_subjects(view),
        }
    )


def initiative_data(view: InitiativeView) -> dict[str, Any]:
    """The initiative, who takes part in it and who pays for it."""
    initiative = view.initiative
    shown = texts(initiative)
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "Project",
            "@id": _address_of_initiative(initiative),
            "name": shown.title,
            "description": shown.description,
            "url": _address_of_initiative(initiative),
            "foundingDate": initiative.start,
            "dissolutionDate": initiative.end,
            "keywords": [theme_label(theme) for theme in view.themes],
            "member": _organisations(p for p in view.participants if p.participation.role in WORKING_ROLES),
            "funder": _organisations(
                p for p in view.participants if p.participation.role not in WORKING_ROLES
            ),
            "subjectOf": [source.url for source in initiative.sources],
        }
    )


def _known_subjects(view: OrganisationView) -> list[str]:
    worked_on = {
        theme
        for involvement in view.initiatives
        if any(participation.role in WORKING_ROLES for participation in involvement.participations)
        for theme in involvement.initiative.themes
    }
    return [theme_label(found.theme) for found in view.themes if found.theme.id in worked_on]


def _named(organisation: Organisation) -> dict[str, Any]:
    address = url_for("pages.organisation", organisation_id=organisation.id, _external=True)
    return {"@type": "Organization", "@id": address, "name": organisation.name}


def _organisations(participants: Iterable[Participant]) -> list[dict[str, Any]]:
    """Each organisation once, in the given order."""
    return [_named(organisation) for organisation in organisations_among(participants).values()]


def _address_of_initiative(initiative: Initiative) -> str:
    return url_for("pages.initiative", initiative_id=initiative.id, _external=True)


def _enterprise_number(organisation: Organisation) -> dict[str, Any] | None:
    if organisation.kbo is None:
        return None
    return {"@type": "PropertyValue", "propertyID": "KBO/BCE", "value": organisation.kbo}


def _address(organisation: Organisation) -> dict[str, Any] | None:
    known = {"addressLocality": organisation.city, "addressCountry": organisation.country}
    return {"@type": "PostalAddress", **_filled(known)} if any(known.values()) else None


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """What is known: without None, empty lists and empty texts."""
    return {key: value for key, value in data.items() if value}
