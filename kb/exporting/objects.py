"""Records as the objects of .jsonl and .json files; what is unknown or as usual is left out."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from kb.model import Initiative, Label, Organisation, Participation, Person, Source, Theme, Translation

Object = dict[str, Any]


def theme_object(theme: Theme) -> Object:
    """The object of a theme."""
    alternatives: dict[str, list[str]] = {}
    for label in theme.alternative_labels:
        alternatives.setdefault(label.language, []).append(label.text)
    return _filled(
        {
            "type": "theme",
            "id": theme.id,
            "labels": _labels(theme.labels),
            "alternative_labels": alternatives,
            "broader": theme.broader_id,
        }
    )


def organisation_object(organisation: Organisation) -> Object:
    """The object of an organisation."""
    return _filled(
        {
            "type": "organisation",
            "id": organisation.id,
            "name": organisation.name,
            "aliases": organisation.aliases,
            "kind": organisation.kind.value,
            "parent": organisation.parent_id,
            "city": organisation.city,
            "region": organisation.region,
            "country": organisation.country,
            "website": organisation.website,
            "ror": organisation.ror,
            "kbo": organisation.kbo,
            "description": organisation.description,
            "description_basis": _value(organisation.description_basis),
            "needs": organisation.needs,
            "offers": organisation.offers,
            "sources": _sources(organisation.sources),
        }
    )


def person_object(person: Person) -> Object:
    """The object of a person."""
    return _filled(
        {
            "type": "person",
            "id": person.id,
            "name": person.name,
            "affiliations": person.affiliations,
            "sources": _sources(person.sources),
        }
    )


def initiative_object(
    initiative: Initiative, participations: Sequence[Participation], names: Mapping[tuple[str, str], str]
) -> Object:
    """The object of an initiative; `names` are those of actors, by type and id."""
    organisations = [one for one in participations if one.actor_type == "organisation"]
    people = [one for one in participations if one.actor_type == "person"]
    return _filled(
        {
            "type": "initiative",
            "id": initiative.id,
            "title": initiative.title,
            "description": initiative.description,
            "language": None if initiative.language == "und" else initiative.language,
            "translations": {found.language: _translation(found) for found in initiative.translations},
            "themes": initiative.themes,
            "status": initiative.status.value,
            "start": initiative.start,
            "end": initiative.end,
            "participants": [_participant(one, names["organisation", one.actor_id]) for one in organisations],
            "people": [_person(one, names["person", one.actor_id]) for one in people],
            "needs": initiative.needs,
            "offers": initiative.offers,
            "sources": _sources(initiative.sources),
            "source_language": initiative.source_language,
            "confidence": _value(initiative.confidence),
            "updated_at": initiative.updated_at,
        }
    )


def _participant(one: Participation, name: str) -> Object:
    said = {"organisation": one.actor_id, "name": name, "role": one.role.value}
    return _filled({**said, "start": one.start, "end": one.end})


def _person(one: Participation, name: str) -> Object:
    said = {"person": one.actor_id, "name": name, "role": one.role.value, "job_title": one.job_title}
    return _filled({**said, "affiliation": one.affiliation, "start": one.start, "end": one.end})


def _translation(translation: Translation) -> Object:
    return _filled(translation.model_dump(exclude={"language"}))


def _value(word: StrEnum | None) -> str | None:
    return word.value if word else None


def _labels(labels: Iterable[Label]) -> dict[str, str]:
    return {label.language: label.text for label in labels}


def _sources(sources: Iterable[Source]) -> list[Object]:
    return [_filled(source.model_dump()) for source in sources]


def _filled(values: Object) -> Object:
    return {key: value for key, value in values.items() if value not in (None, "", (), [], {})}
