"""Offers and needs, both directions: who answers a need, and which needs somebody answers."""

from collections.abc import Collection, Iterable, Sequence
from threading import Lock

from indexer import Engine, Progress
from kb.errors import NotFound
from kb.interpreter import Interpreter
from kb.match_choice import (
    RecordIds,
    about,
    answered_by,
    answered_first,
    new_since,
    stated_by,
)
from kb.model import WORKING_ROLES, Record
from kb.need_match import Need, NeedMatch
from kb.need_matching import NeedMatcher
from kb.needs import need_of, recorded_needs, stated_needs
from kb.new_answers import NewAnswers, new_answers
from kb.records import RecordsOfStore
from kb.remembered import Remembered
from kb.store import Store, StoreReads


class MatchesOfRecord(Record):
    """What is public of the needs that an initiative or organisation states, and of those it could answer."""

    own: tuple[NeedMatch, ...]
    """Each need it states, and who could answer it."""
    answered: tuple[NeedMatch, ...]
    """Needs that others state, each with how this one answers it, the best answered first."""


class Matching:
    """Matches every need with every initiative and every stated offer. Safe to share between threads.

    What has to be searched raises IndexingError without a usable index, ModelError without a usable model.
    """

    def __init__(
        self, store: Store, engine: Engine, interpreter: Interpreter, records: RecordsOfStore
    ) -> None:
        self._store = store
        self._engine = engine
        self._interpreter = interpreter
        self._records = records
        self._stated_needs = Remembered[tuple[Need, ...]]()
        self._stated = Remembered[tuple[NeedMatch, ...]]()
        self._matching = Lock()

    def stated(
        self,
        *,
        initiative_id: str | None = None,
        organisation_id: str | None = None,
        since: str | None = None,
        top: int | None = None,
        language: str | None = None,
    ) -> tuple[NeedMatch, ...]:
        """What initiatives and organisations need, answered needs first, each with at most `top` answers.

        This is for everybody: what visitors recorded is not among them. Evidence is quoted in `language`, the
        reader's, where there is some; other arguments as in `listed`. Remembered until the index is built
        anew or the store changes.
        """
        chosen = self._chosen(self._stated_matches(language), initiative_id, organisation_id, since)
        return answered_first(chosen, top=top)

    def listed(
        self,
        *,
        need_id: int | None = None,
        initiative_id: str | None = None,
        organisation_id: str | None = None,
        since: str | None = None,
        top: int | None = None,
        progress: Progress | None = None,
    ) -> tuple[NeedMatch, ...]:
        """The same with the open needs of visitors, for the people who run the compendium.

        Args:
            need_id: Only this open need, also a closed one.
            initiative_id: Only the needs it states, and those of others that it answers.
            organisation_id: The same for an organisation, and the initiatives it takes part in other than
                as a funder.
            since: A day, ISO 8601: only needs that are new since then, and of others what those answer that
                were changed since then.
            top: How many answers to each need at most; None for all.
            progress: Told how many needs were matched.

        Raises:
            NotFound: There is no such need, initiative or organisation.
        """
        with self._store.reading() as store:
            _check_exist(store, initiative_id, organisation_id)
            needs = _every_need(store) if need_id is None else [_recorded_need(store, need_id)]
        found = self._match(needs, progress=progress)
        return answered_first(self._chosen(found, initiative_id, organisation_id, since), top=top)

    def of_initiative(self, initiative_id: str, *, language: str | None = None) -> MatchesOfRecord:
        """What is public of its matches, with evidence in `language` where there is some."""
        itself = RecordIds(initiatives=[initiative_id])
        return self._of_record(itself, answering=itself, language=language)

    def of_organisation(self, organisation_id: str, *, language: str | None = None) -> MatchesOfRecord:
        """The same for an organisation: it answers by its offers, and by what it does in initiatives."""
        with self._store.reading() as store:
            answering = _with_its_initiatives(store, organisation_id)
        itself = RecordIds(organisations=[organisation_id])
        return self._of_record(itself, answering=answering, language=language)

    def new_answers(self, document_ids: Collection[str], *, progress: Progress | None = None) -> NewAnswers:
        """What the initiatives and organisations of `document_ids`, new or other in the index, answer."""
        with self._store.reading() as store:
            needs = _every_need(store) if document_ids else []
            days = store.days_of_change("initiative"), store.days_of_change("organisation")
        return new_answers(self._match(needs, progress=progress), document_ids, *days)

    def _stated_matches(self, language: str | None) -> tuple[NeedMatch, ...]:
        with self._store.reading() as store:
            counter = store.change_counter()
            needs = self._stated_needs.get(counter, None, lambda: tuple(stated_needs(store)))
        if not needs:
            return ()
        # One at a time: who asks meanwhile waits for the same.
        with self._matching:
            version = self._engine.current_generation(), counter
            return self._stated.get(version, language, lambda: tuple(self._match(needs, language=language)))

    def _match(
        self, needs: Sequence[Need], *, language: str | None = None, progress: Progress | None = None
    ) -> list[NeedMatch]:
        matcher = NeedMatcher(self._engine, self._interpreter, self._records, language)
        return list(matcher.match(needs, progress=progress))

    def _of_record(
        self, stating: RecordIds, *, answering: RecordIds, language: str | None
    ) -> MatchesOfRecord:
        matches = self._stated_matches(language)
        answered = sorted(answered_by(matches, answering), key=lambda match: -match.offers[0].score)
        return MatchesOfRecord(own=tuple(stated_by(matches, stating)), answered=tuple(answered))

    def _chosen(
        self,
        matches: Iterable[NeedMatch],
        initiative_id: str | None,
        organisation_id: str | None,
        since: str | None,
    ) -> Iterable[NeedMatch]:
        with self._store.reading() as store:
            _check_exist(store, initiative_id, organisation_id)
            if initiative_id is not None:
                matches = about(matches, RecordIds(initiatives=[initiative_id]))
            if organisation_id is not None:
                matches = about(matches, _with_its_initiatives(store, organisation_id))
            if since is not None:
                matches = new_since(matches, since, _changed_since(store, since))
        return matches


def _every_need(store: StoreReads) -> list[Need]:
    return [*recorded_needs(store), *stated_needs(store)]


def _recorded_need(store: StoreReads, need_id: int) -> Need:
    found = store.open_needs(ids=[need_id])
    if not found:
        raise NotFound(
            f"There is no open need with id {need_id}: `compendium needs --all` lists what there is."
        )
    return need_of(found[0])


def _check_exist(store: StoreReads, initiative_id: str | None, organisation_id: str | None) -> None:
    if initiative_id is not None:
        store.initiative(initiative_id)
    if organisation_id is not None:
        store.organisation(organisation_id)


def _with_its_initiatives(store: StoreReads, organisation_id: str) -> RecordIds:
    """The organisation, and the initiatives in which it does more than pay."""
    own = store.participations(actor_ids=[organisation_id], actor_type="organisation")
    return RecordIds(
        initiatives={one.initiative_id for one in own if one.role in WORKING_ROLES},
        organisations=[organisation_id],
    )


def _changed_since(store: StoreReads, day: str) -> RecordIds:
    return RecordIds(
        initiatives={id_ for id_, changed in store.days_of_change("initiative").items() if changed >= day},
        organisations={
            id_ for id_, changed in store.days_of_change("organisation").items() if changed >= day
        },
    )
