"""What the forms about a new project say: its description, its needs, and what is wished of the group."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext
from werkzeug.datastructures import FileStorage, MultiDict

from kb.answer import Band
from kb.project.needs import in_order
from kb.project.project import MAX_CONDITIONS, MAX_NEED_TEXT, MAX_NEEDS, Project, ProjectNeed, Weight
from kb.project.wishes import Preference, Wishes
from kb.project_files.reading import read_project_file
from web.wording import number

MOST_MEMBERS = 9
"""The largest group that the form offers as a limit."""
WANTED: Weight = 2
_WEIGHTS: dict[str, Weight] = {"1": 1, "2": 2, "3": 3}
_PREFERENCES: dict[str, Preference] = {"together": "together", "apart": "apart"}

Form = MultiDict[str, str]


class FormRefused(ValueError):
    """What was typed cannot be used; the text says why and what to do, in the page's language."""


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need as it stands in the form, usable or not."""

    text: str
    weight: Weight = WANTED
    start: int | None = None
    end: int | None = None
    heading: str = ""


def description_from(typed: str, file: FileStorage | None) -> str:
    """What was typed, then what the file says, if there is one; ProjectFileRefused where it is not read."""
    if file is None or not file.filename:
        return typed
    read = read_project_file(file.filename, file.read())
    return f"{typed.rstrip()}\n\n{read.text}" if typed.strip() else read.text


def rows_of(project: Project) -> list[NeedRow]:
    """The needs of `project` as the form shows them."""
    return [
        NeedRow(need.text, need.weight, need.start, need.end, need.heading[:MAX_NEED_TEXT])
        for need in project.needs
    ]


def rows_from(form: Form) -> list[NeedRow]:
    """The needs in the form, less what was emptied or removed, joined where that was asked for."""
    rows = [_row(form, place) for place in range(len(form.getlist("need")))]
    removed, joined = _place(form.get("remove")), _place(form.get("join"))
    if joined is not None and 0 < joined < len(rows):
        rows[joined - 1] = _joined(rows[joined - 1], rows[joined])
        removed = joined
    return [row for place, row in enumerate(rows) if row.text and place != removed]


def with_rows(project: Project, rows: Sequence[NeedRow], conditions: str) -> Project:
    """`project` with these needs, heaviest first, and these conditions; FormRefused where they cannot be."""
    if not rows:
        raise FormRefused(gettext("There is no need left. Write at least one."))
    check_count(len(rows))
    conditions = " ".join(conditions.split())
    if len(conditions) > MAX_CONDITIONS:
        raise FormRefused(
            gettext(
                "The conditions for all partners take up to %(count)s characters.",
                count=number(MAX_CONDITIONS),
            )
        )
    for place, row in enumerate(rows, start=1):
        if len(row.text) > MAX_NEED_TEXT:
            raise FormRefused(
                gettext(
                    "Need %(number)s is too long: %(count)s characters at most. Keep what is sought, "
                    "or make two needs of it.",
                    number=number(place),
                    count=number(MAX_NEED_TEXT),
                )
            )
        if not any(character.isalnum() for character in row.text):
            raise FormRefused(
                gettext("Need %(number)s has no word in it. Say what is sought.", number=number(place))
            )
    needs = (
        ProjectNeed(text=row.text, weight=row.weight, start=row.start, end=row.end, heading=row.heading)
        for row in rows
    )
    kept = project.without if conditions == project.conditions else ()
    return project.model_copy(
        update={"needs": in_order(needs), "conditions": conditions, "without": kept},
    )


def check_count(count: int) -> None:
    """FormRefused for more needs than a project may have."""
    if count > MAX_NEEDS:
        raise FormRefused(
            gettext(
                "These are %(count)s needs; a project has %(most)s at most. Remove some, or join them.",
                count=number(count),
                most=number(MAX_NEEDS),
            )
        )


def wishes_from(wishes: Wishes, form: Form) -> Wishes:
    """`wishes` as the form changes them; FormRefused where they cannot all be granted."""
    include, exclude = set(wishes.include), set(wishes.exclude)
    for name in ("put_in", "leave_out", "free"):
        for organisation_id in form.getlist(name):
            include.discard(organisation_id)
            exclude.discard(organisation_id)
    include.update(form.getlist("put_in"))
    exclude.update(set(form.getlist("leave_out")) - include)
    at_most = _whole_number(form.get("at_most"))
    at_most = at_most if at_most is None else max(1, at_most)
    if at_most is not None and len(include) > at_most:
        raise FormRefused(
            gettext(
                "You put %(included)s organisations in, but allow %(most)s members at most. Allow more, "
                "or let one of them go.",
                included=number(len(include)),
                most=number(at_most),
            )
        )
    strength = form.get("strength", "")
    return Wishes(
        include=tuple(include),
        exclude=tuple(exclude),
        at_most=at_most,
        together=_PREFERENCES.get(form.get("together", "")),
        strength=Band(strength) if strength in tuple(Band) else Band.POSSIBLE,
    )


def _row(form: Form, place: int) -> NeedRow:
    return NeedRow(
        text=" ".join(_at(form, "need", place).split()),
        weight=_WEIGHTS.get(_at(form, "weight", place), WANTED),
        start=_whole_number(_at(form, "start", place)),
        end=_whole_number(_at(form, "end", place)),
        heading=_at(form, "heading", place)[:MAX_NEED_TEXT],
    )


def _joined(one: NeedRow, other: NeedRow) -> NeedRow:
    """Both in one, as heavy as the heavier; it stands where the first does."""
    return replace(
        one, text=" ".join(filter(None, (one.text, other.text))), weight=max(one.weight, other.weight)
    )


def _at(form: Form, name: str, place: int) -> str:
    values = form.getlist(name)
    return values[place] if place < len(values) else ""


def _place(value: str | None) -> int | None:
    """A place in the list, from 0, of a number that is shown from 1."""
    read = _whole_number(value)
    return None if read is None else read - 1


def _whole_number(value: str | None) -> int | None:
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
