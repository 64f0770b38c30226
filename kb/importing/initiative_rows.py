"""Rows of initiatives, read into drafts."""

import re
from collections.abc import Mapping
from typing import Any

from kb.cell_text import read_entry
from kb.field_checks import ends_before_it_starts
from kb.importing.drafts import InitiativeDraft, ParticipantDraft, PersonDraft
from kb.importing.report import Notes
from kb.importing.rows import Fields, Row
from kb.importing.vocabulary import closest_word, language_code
from kb.model import Confidence, Role, Status, Translation
from kb.names import fold
from kb.words import words

_SENTENCE_END = re.compile(r"(?<=[.!?])\s|\n")
_LONGEST_TITLE = 120


def read_initiative(row: Row, notes: Notes) -> InitiativeDraft:
    """The draft of an initiative; without what is a problem, which is added to `notes`."""
    before = len(notes.problems)
    fields = Fields(row, notes)
    record_id = fields.identifier()
    if record_id is None and row.needs_id and len(notes.problems) == before:
        fields.problem("id", "is missing", "give each initiative an id that stays the same")
    description = fields.text("description") or ""
    title = _title(fields, description)
    values = {"description": description, **_values(fields)}
    values["translations"] = _translations(fields, values["language"])
    _warn_of_no_description(fields, values)
    draft = InitiativeDraft(
        place=row.place,
        id=record_id,
        title=title or record_id or row.place,
        values=values,
        themes=fields.texts("themes"),
        participants=tuple(
            filter(None, (_participant(fields, *item) for item in fields.objects("participants")))
        ),
        people=tuple(filter(None, (_person(fields, *item) for item in fields.objects("people")))),
    )
    fields.finish()
    return draft


def _title(fields: Fields, description: str) -> str | None:
    if fields.raw("title") is not None or not description:
        return fields.required("title")
    title = first_sentence(description)
    fields.warn("title", f"is blank; the first sentence of the description was taken: {title!r}")
    return title


def _warn_of_no_description(fields: Fields, values: Mapping[str, Any]) -> None:
    if fields.raw("description") is not None:
        return
    others = "title, needs and offers" if values["needs"] or values["offers"] else "title"
    fields.warn("", f"has no description: it will be found by its {others} only")


def first_sentence(text: str) -> str:
    """The first sentence of a text, cut after a word at 120 characters."""
    sentence = _SENTENCE_END.split(text.strip(), maxsplit=1)[0].strip()
    if len(sentence) <= _LONGEST_TITLE:
        return sentence
    return f"{sentence[:_LONGEST_TITLE].rpartition(' ')[0] or sentence[:_LONGEST_TITLE]}…"


def _values(fields: Fields) -> dict[str, Any]:
    start, end = _period(fields)
    status, confidence = fields.choice("status", "status"), fields.choice("confidence", "confidence")
    updated_at = fields.date("updated_at")
    if updated_at is not None and len(updated_at) != len("YYYY-MM-DD"):
        fields.problem(
            "updated_at", f"{updated_at!r} is not a whole day", "write YYYY-MM-DD, or leave it out"
        )
    return {
        "language": fields.language("language") or "und",
        "status": Status(status) if status else Status.UNKNOWN,
        "start": start,
        "end": end,
        "needs": fields.texts("needs"),
        "offers": fields.texts("offers"),
        "sources": fields.sources("sources", "source"),
        "source_language": fields.language("source_language"),
        "confidence": Confidence(confidence) if confidence else None,
        "updated_at": updated_at,
    }


def _period(fields: Fields) -> tuple[str | None, str | None]:
    start, end = fields.date("start"), fields.date("end")
    if ends_before_it_starts(start, end):
        fields.problem("end", f"{end} is before the start, {start}", "exchange the two, or leave one out")
        return start, None
    return start, end


def _translations(fields: Fields, own_language: str) -> tuple[Translation, ...]:
    value = fields.raw("translations")
    if value is None:
        return ()
    if not isinstance(value, dict):
        fields.problem("translations", "is not an object", 'write {"fr": {"title": "…", "description": "…"}}')
        return ()
    found = {}
    for written, texts in value.items():
        language = language_code(str(written))
        if language is None or not isinstance(texts, dict):
            reason = "is not a language" if language is None else "is not an object"
            fields.problem(f"translations.{written}", reason, 'write {"fr": {"title": "…"}}')
        elif language == own_language or language in found:
            hint = "leave one of the two out"
            fields.problem(f"translations.{written}", f"there already are texts in {language!r}", hint)
        else:
            translation = _translation(fields.inner(texts, f"translations.{written}"), language)
            if translation:
                found[language] = translation
    return tuple(found[language] for language in sorted(found))


def _translation(fields: Fields, language: str) -> Translation | None:
    description = fields.text("description") or ""
    needs, offers = fields.texts("needs"), fields.texts("offers")
    has_text = bool(description or needs or offers) or fields.raw("title") is not None
    title = _title(fields, description) if has_text else None
    fields.finish()
    if not title:
        return None
    return Translation(language=language, title=title, description=description, needs=needs, offers=offers)


def _participant(fields: Fields, at: str, item: object) -> ParticipantDraft | None:
    if isinstance(item, str):
        item, remark = read_participant(item)
        if remark:
            fields.notes.warn(fields.row.place, at, remark)
    if not isinstance(item, dict):
        fields.problem(at, "is neither a name nor an object", 'write {"organisation": "…", "role": "…"}')
        return None
    inner = fields.inner(item, at)
    organisation, name = inner.text("organisation"), inner.text("name")
    role, (start, end) = inner.choice("role", "role"), _period(inner)
    inner.finish()
    is_id = name and organisation and name != organisation and not re.search(r"\s", organisation)
    if is_id and inner.identifier("organisation") is None:
        return None
    if not organisation and not name:
        inner.problem("organisation", "is missing", "give the organisation's id or name")
        return None
    return ParticipantDraft(
        at, organisation or name or "", name, Role(role) if role else Role.OTHER, start, end
    )


def read_participant(text: str) -> tuple[dict[str, Any], str | None]:
    """The object for ``name [id] (role) {start/end}``, and what to mention of it.

    Brackets that hold nothing like a role belong to the name: ``University of Liège (ULiège)``.
    """
    name, groups = read_entry(text, "[({")
    item: dict[str, Any] = {
        "organisation": groups.get("[") or name,
        "name": name or None,
        **_interval(groups),
    }
    role = groups.get("(")
    if role is None or "[" in groups or fold(role) in words("role") or closest_word(role, "role"):
        return {**item, "role": role}, None
    whole = f"{name} ({role})"
    return {**item, "organisation": whole, "name": whole}, f"({role}) is no role; read as part of the name"


def _person(fields: Fields, at: str, item: object) -> PersonDraft | None:
    if isinstance(item, str):
        item = read_person(item)
    if not isinstance(item, dict):
        fields.problem(at, "is neither a name nor an object", 'write {"name": "…", "role": "…"}')
        return None
    inner = fields.inner(item, at)
    person_id = inner.identifier("person")
    name = inner.required("name", of_person=True)
    role, job_title = _role_and_job_title(inner)
    start, end = _period(inner)
    affiliation = inner.text("affiliation", of_person=True)
    inner.finish()
    participation = {
        "role": role,
        "job_title": job_title,
        "affiliation": affiliation,
        "start": start,
        "end": end,
    }
    return PersonDraft(at, person_id, name, participation) if name else None


def _role_and_job_title(fields: Fields) -> tuple[Role, str | None]:
    """What sources call a person's role is mostly a job title; where both keys are there, each is itself."""
    job_title = fields.text("job_title", of_person=True)
    if job_title is not None:
        role = fields.choice("role", "role")
        return (Role(role) if role else Role.OTHER), job_title
    said = fields.text("role", of_person=True)
    stored = words("role").get(fold(said)) if said else None
    if stored is None:
        return Role.OTHER, said
    return Role(stored), None if said == stored else said


def read_person(text: str) -> dict[str, Any]:
    """The object for ``name [id] (role: job title) <affiliation> {start/end}``."""
    name, groups = read_entry(text, "[(<{")
    said = groups.get("(")
    item = {"person": groups.get("["), "name": name, "affiliation": groups.get("<"), **_interval(groups)}
    role, colon, job_title = (said or "").partition(": ")
    if colon and role in [role.value for role in Role]:
        return {**item, "role": role, "job_title": job_title}
    return {**item, "role": said}


def _interval(groups: dict[str, str]) -> dict[str, str | None]:
    start, slash, end = groups.get("{", "").partition("/")
    return {"start": start or None, "end": (end or None) if slash else None}
