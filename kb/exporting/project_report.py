"""The answer to a project as it is told in a file: in one language, on one day."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from babel.dates import format_date

from kb.answer import Band, OrganisationEvidence, RankedInitiative
from kb.exporting.project_records import initiatives_of, organisations_of
from kb.model import Initiative, Organisation, OrganisationKind
from kb.project.answer import NeedAnswer, ProjectAnswer
from kb.question import labels
from kb.wording.phrases import Phrases, phrases
from kb.wording.sentences import text_of


@dataclass(frozen=True)
class ProjectReport:
    """An answer, and the words for what is in it."""

    answer: ProjectAnswer
    language: str
    """``en``, ``fr``, ``nl`` or ``de``; any other is told in English."""
    now: datetime.datetime
    """When it is written; the day is told."""

    @property
    def words(self) -> Phrases:
        """The phrases of the language."""
        return phrases(self.language)

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """Id → each organisation that the answer names, ids ascending."""
        return dict(organisations_of(self.answer))

    @cached_property
    def initiatives(self) -> dict[str, Initiative]:
        """Id → each initiative that the answer names, ids ascending."""
        return dict(initiatives_of(self.answer))

    def say(self, key: str, **gaps: str) -> str:
        """A phrase of the section for projects."""
        return text_of(self.words.say("project", key, **gaps))

    def says(self, *keys: str) -> tuple[str, ...]:
        """Several of them."""
        return tuple(map(self.say, keys))

    def stated(self) -> tuple[tuple[str, str], ...]:
        """What every file tells of itself: date, index, where its facts come from."""
        return (
            (self.say("date"), self.date()),
            (self.say("index"), self.answer.generation),
            (self.say("note"), self.say("statement")),
        )

    def date(self) -> str:
        """The day in words."""
        return str(format_date(self.now.date(), format="long", locale=self.words.locale))

    def weight(self, need: NeedAnswer) -> str:
        """How much the need matters."""
        return self.words.text("project", "weights", str(need.need.weight))

    def strength(self, band: Band) -> str:
        """The band in one word."""
        return self.words.text("project", "strength", band)

    def kind(self, organisation: Organisation) -> str:
        """What sort of organisation, in the singular."""
        is_other = organisation.kind == OrganisationKind.OTHER
        return self.words.text("project", "kind", "other_kind" if is_other else organisation.kind)

    def place(self, organisation: Organisation) -> str:
        """City, else region, else country; empty where none is known."""
        country = organisation.country
        named = str(self.words.locale.territories.get(country, country)) if country else ""
        return organisation.city or organisation.region or named

    def roles(self, roles: Iterable[str]) -> str:
        """Roles, each once, separated by commas."""
        return ", ".join(labels.role(role, self.language_known) for role in dict.fromkeys(roles))

    @property
    def language_known(self) -> str:
        """The language, English for any that there are no words in."""
        return self.words.language

    def title_of(self, initiative: Initiative) -> str:
        """Its title, in the language where it has one, on one line."""
        return " ".join(initiative.texts(self.language_known).title.split())

    def name_of(self, organisation_id: str) -> str:
        """The organisation's name."""
        return self.organisations[organisation_id].name

    def names(self, organisation_ids: Iterable[str]) -> str:
        """Names, separated by semicolons: names hold commas."""
        return "; ".join(map(self.name_of, organisation_ids))

    def titles(self, initiative_ids: Iterable[str]) -> str:
        """Titles of initiatives, separated by semicolons."""
        return "; ".join(self.title_of(self.initiatives[id_]) for id_ in initiative_ids)

    def covering(self, need: NeedAnswer) -> str:
        """The members of the group that cover `need`, or why none does."""
        group = self.answer.group
        members = [member for member in group.members if need.id in member.need_ids]
        if members:
            return self.names(member.organisation_id for member in members)
        return self.why_uncovered(need.id)

    def why_uncovered(self, need_id: str) -> str:
        """Why the group does not cover the need."""
        group = self.answer.group
        if need_id in group.uncoverable:
            return self.say("uncoverable")
        return self.say("only_excluded" if need_id in group.only_excluded else "too_few")

    def group_in_words(self) -> str:
        """How much the group covers and whether a better one may exist."""
        group = self.answer.group
        if not group.members:
            return self.say("group_empty")
        total = len(self.answer.needs)
        covered = self.say("covered_count", covered=str(len(group.covered)), total=str(total))
        return f"{covered} {self.say('exact' if group.is_exact else 'inexact')}"

    def evidence_of(
        self, organisation_id: str, need_ids: Iterable[str]
    ) -> list[tuple[list[str], OrganisationEvidence]]:
        """An organisation's best evidence for each of the needs; each passage once, with its needs."""
        row = next(row for row in self.answer.matrix if row.organisation.id == organisation_id)
        cells = {need.id: cell for need, cell in zip(self.answer.needs, row.cells, strict=True)}
        told: dict[tuple[str, str], tuple[list[str], OrganisationEvidence]] = {}
        for need_id in need_ids:
            cell = cells.get(need_id)
            for found in cell.evidence[:1] if cell is not None else ():
                passage = (found.initiative.id, found.evidence.text)
                told.setdefault(passage, ([], found))[0].append(need_id)
        return [*told.values()]

    def existing(self) -> Iterator[tuple[str, RankedInitiative]]:
        """What resembles each need, with its id, then the whole project, without one."""
        for need in self.answer.needs:
            yield from ((need.id, ranked) for ranked in need.initiatives)
        yield from (("", ranked) for ranked in self.answer.resembling)
