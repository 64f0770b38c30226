"""The body that asks for experts in JSON, and the project it means."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError

from kb.errors import InvalidQuery, InvalidWishes, NotFound
from kb.knowledge_base import KnowledgeBase
from kb.model import Record
from kb.organisation_lookup import OrganisationLookup
from kb.project.project import MAX_ABOUT, MAX_CONDITIONS, MAX_NEEDS, Project, ProjectNeed
from kb.project.wishes import Wishes, unknown_organisations
from kb.query import MAX_DESCRIPTION, parse_query

SHAPE = '{"text": "…"} or {"needs": [{"text": "…", "weight": 2}]}'
_OF_TEXT = (
    f"Description of a project, at most {MAX_DESCRIPTION:,} characters, in any language; the needs are found "
    "in it. Nothing of it is kept."
)
_OF_NEEDS = f"The needs themselves, at most {MAX_NEEDS}, instead of `text`."


_Description = Annotated[str, StringConstraints(strip_whitespace=False, max_length=MAX_DESCRIPTION)]
"""As it was sent: the needs found in it are told by their place."""


class RefusedProject(ValueError):
    """A body that is no project; the line names the field and the remedy."""


class ExpertsRequest(Record):
    """A project: its description or its needs, and what is wished of partners and of the group."""

    text: Annotated[_Description | None, Field(description=_OF_TEXT)] = None
    needs: Annotated[
        tuple[ProjectNeed, ...] | None,
        Field(description=_OF_NEEDS, json_schema_extra={"minItems": 1, "maxItems": MAX_NEEDS}),
    ] = None
    about: Annotated[str, Field(max_length=MAX_ABOUT)] = ""
    """The project in short, beside `needs`; out of `text` it is taken by itself."""
    conditions: Annotated[str, Field(max_length=MAX_CONDITIONS)] = ""
    """What every partner must meet, in words."""
    without: tuple[str, ...] = ()
    """Keys of constraints read in `conditions` that are dropped."""
    wishes: Wishes = Wishes()
    """What the group should be like; organisations by id."""
    description_length: int | None = None
    """As an answer's `project` has it; beside `text` it is counted."""


def project_of(body: Any, knowledge_base: KnowledgeBase) -> Project:  # noqa: ANN401 - whatever was sent
    """The project that `body`, a JSON value, asks about.

    Raises:
        RefusedProject: It has another shape, asks for nothing, or wishes for what cannot be granted.
        IndexingError, ModelError: as `KnowledgeBase.search`.
    """
    asked = _request(body)
    _check_organisations(asked.wishes, knowledge_base)
    if asked.text is not None:
        return _described(asked, asked.text, knowledge_base)
    fields = asked.model_dump(exclude={"text", "needs", "wishes"})
    return check_needs(Project(needs=asked.needs or (), wishes=asked.wishes, **fields))


def check_needs(project: Project) -> Project:
    """`project` itself; RefusedProject where it has no need, too many, or one that cannot be searched."""
    if not project.needs:
        raise RefusedProject(f"needs: There is none. Send {SHAPE}.")
    if len(project.needs) > MAX_NEEDS:
        raise RefusedProject(
            f"needs: There are {len(project.needs)}; at most {MAX_NEEDS} are accepted. Leave some out."
        )
    for place, need in enumerate(project.needs):
        try:
            parse_query(need.text, noun="need")
        except InvalidQuery as error:
            raise RefusedProject(f"needs.{place}.text: {error}") from error
    return project


def _request(body: object) -> ExpertsRequest:
    try:
        asked = ExpertsRequest.model_validate(body)
    except InvalidWishes as error:
        raise RefusedProject(f"wishes: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the body"
        raise RefusedProject(f"{field}: {first['msg']}. Send {SHAPE}.") from error
    if (asked.text is None) == (asked.needs is None):
        both = "Both are there" if asked.text is not None else "Neither is there"
        raise RefusedProject(f"text, needs: {both}; send one of them: {SHAPE}.")
    if asked.text is not None and asked.about:
        raise RefusedProject(
            "about: It goes with needs; beside text leave it out, it is taken from the text."
        )
    return asked


def _check_organisations(wishes: Wishes, knowledge_base: KnowledgeBase) -> None:
    """Raise RefusedProject where `wishes` name an organisation that does not exist."""
    lookup = OrganisationLookup(knowledge_base.store)
    known = lookup.known({*wishes.include, *wishes.exclude})
    for id_ in unknown_organisations(wishes, known):
        field = "include" if id_ in wishes.include else "exclude"
        try:
            meant = lookup.id_of(id_)
            line = f"“{id_}” is no id of an organisation; send “{meant}” instead."
        except NotFound as error:
            line = str(error)
        raise RefusedProject(f"wishes.{field}: {line}")


def _described(asked: ExpertsRequest, text: str, knowledge_base: KnowledgeBase) -> Project:
    try:
        read = knowledge_base.read_project(text)
    except InvalidQuery as error:
        raise RefusedProject(f"text: {error}") from error
    return read.model_copy(
        update={"conditions": asked.conditions, "without": asked.without, "wishes": asked.wishes}
    )
