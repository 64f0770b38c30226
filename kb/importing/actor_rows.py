"""Rows of organisations, people and themes, read into drafts."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from kb.importing.countries import closest_country, country_code
from kb.importing.drafts import OrganisationDraft, PersonRecordDraft, ThemeDraft
from kb.importing.report import Notes
from kb.importing.rows import Fields, Row
from kb.importing.vocabulary import language_code
from kb.model import DescriptionBasis, Label, Organisation, OrganisationKind, Person, Theme

_R = TypeVar("_R", bound=BaseModel)


def read_organisation(row: Row, notes: Notes) -> OrganisationDraft:
    """The draft of an organisation; without what is a problem, which is added to `notes`."""
    before = len(notes.problems)
    fields = Fields(row, notes)
    record_id, name = _identity(fields, "name", before)
    kind, basis = fields.choice("kind", "kind"), fields.choice("description_basis", "description_basis")
    values = {
        "name": name or record_id or row.place,
        "aliases": tuple(alias for alias in fields.texts("aliases") if alias != name),
        "kind": OrganisationKind(kind) if kind else OrganisationKind.OTHER,
        "city": fields.text("city"),
        "region": fields.text("region") or fields.text("province"),
        "country": _country(fields),
        "website": fields.address("website"),
        "ror": _ror(fields),
        "kbo": fields.number("kbo"),
        "description": fields.text("description") or "",
        "description_basis": DescriptionBasis(basis) if basis else None,
        "needs": fields.texts("needs"),
        "offers": fields.texts("offers"),
        "sources": fields.sources("sources", "source"),
    }
    parent = fields.text("parent") or fields.text("parent_id")
    fields.finish()
    record = _built(Organisation, fields, {"id": record_id or "new", **values})
    return OrganisationDraft(row.place, record, record_id is not None, parent)


def read_person_record(row: Row, notes: Notes) -> PersonRecordDraft:
    """The draft of a person; without what is a problem, which is added to `notes`."""
    before = len(notes.problems)
    fields = Fields(row, notes)
    record_id, name = _identity(fields, "name", before, of_person=True)
    affiliations = (
        *fields.texts("affiliations", of_person=True),
        *fields.texts("affiliation", of_person=True),
    )
    sources = fields.sources("sources", "source")
    fields.finish()
    values = {
        "name": name or record_id or row.place,
        "affiliations": tuple(dict.fromkeys(affiliations)),
        "sources": sources,
    }
    record = _built(Person, fields, {"id": record_id or "new", **values})
    return PersonRecordDraft(row.place, record, record_id is not None)


def read_theme(row: Row, notes: Notes) -> ThemeDraft:
    """The draft of a theme; without what is a problem, which is added to `notes`."""
    before = len(notes.problems)
    fields = Fields(row, notes)
    record_id = fields.identifier()
    if record_id is None and row.needs_id and len(notes.problems) == before:
        fields.problem("id", "is missing", "give each theme an id that stays the same")
    labels = _labels(fields, "labels")
    alternatives = _labels(fields, "alternative_labels")
    broader = fields.text("broader") or fields.text("broader_id")
    fields.finish()
    if not labels and len(notes.problems) == before:
        fields.problem("labels", "is missing", 'write {"en": "…", "fr": "…"}')
    languages = [label.language for label in labels]
    if len(set(languages)) < len(languages):
        fields.problem("labels", "has two labels in one language", "move one to alternative_labels")
    values = {"id": record_id or "new", "labels": labels, "alternative_labels": alternatives}
    record = _built(Theme, fields, values)
    return ThemeDraft(row.place, record, record_id is not None, broader)


def _identity(
    fields: Fields, name_key: str, before: int, *, of_person: bool = False
) -> tuple[str | None, str | None]:
    record_id = fields.identifier()
    if record_id is None and fields.row.needs_id and len(fields.notes.problems) == before:
        fields.problem("id", "is missing", f"give each {fields.row.kind} an id that stays the same")
    return record_id, fields.required(name_key, of_person=of_person)


def _country(fields: Fields) -> str | None:
    text = fields.text("country")
    if text is None:
        return None
    code = country_code(text)
    if code is None:
        near = closest_country(text)
        hint = "write the two-letter code (ISO 3166), such as BE"
        fields.problem(
            "country",
            f"unknown country {text[:80]!r}",
            f"did you mean {near!r}? Else {hint}" if near else hint,
        )
    return code


def _ror(fields: Fields) -> str | None:
    text = fields.text("ror")
    return f"https://ror.org/{text.rpartition('/')[2].lower()}" if text else None


def _labels(fields: Fields, key: str) -> tuple[Label, ...]:
    value = fields.raw(key)
    if isinstance(value, str):
        value = {"und": value}
    if value is not None and not isinstance(value, dict):
        fields.problem(key, "is not an object", 'write {"en": "…", "fr": "…"}')
        return ()
    labels = []
    for written in value or {}:
        language = language_code(str(written))
        if language is None:
            fields.problem(f"{key}.{written}", "is not a language", "write its two-letter code, such as fr")
            continue
        texts = fields.inner(value or {}, key).texts(written)
        labels += [Label(language=language, text=text) for text in texts]
    # In the order of their languages, since the columns of a table have no other.
    return tuple(sorted(dict.fromkeys(labels), key=lambda label: label.language))


def _built(model: type[_R], fields: Fields, values: Mapping[str, object]) -> _R:
    """The record, without the fields that the model refuses; each of them is a problem."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        reasons = {str(one["loc"][0]): str(one["msg"]) for one in error.errors()}
        for key, reason in reasons.items():
            fields.problem(key, reason.removeprefix("Value error, "))
        return model.model_validate({key: value for key, value in values.items() if key not in reasons})
