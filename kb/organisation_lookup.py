"""Which organisation of a store somebody means who gives an id or a name."""

from collections.abc import Collection

from rapidfuzz import fuzz, process

from kb.errors import NotFound
from kb.model import Organisation
from kb.organisation_names import OrganisationNames
from kb.store import Store

_RESEMBLES = 75.0
"""Percentage of equal letters from which an id is worth a look."""
_SHOWN = 80
"""Characters of what was given that a message repeats."""


class OrganisationLookup:
    """Finds organisations of `store` by id, name or alias; names are read at the first one that is no id."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: OrganisationNames | None = None

    def known(self, ids: Collection[str]) -> frozenset[str]:
        """Those of `ids` that an organisation has."""
        return frozenset(organisation.id for organisation in self._store.organisations(ids))

    def id_of(self, text: str) -> str:
        """The id of the organisation that `text` means; NotFound names the nearest, or all it may mean."""
        if self.known([text]):
            return text
        names = self._read()
        found = names.find(text)
        if len(found) == 1:
            return found[0]
        shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
        if found:
            raise NotFound(f"Several organisations are called “{shown}”; give the id: {', '.join(found)}.")
        nearest = self._nearest(text, names)
        if nearest is None:
            raise NotFound(
                f"No organisation is called “{shown}”; give its id or its name as its page has it."
            )
        raise NotFound(
            f"No organisation is called “{shown}”; the nearest is “{nearest.name}” (id {nearest.id})."
        )

    def _nearest(self, text: str, names: OrganisationNames) -> Organisation | None:
        """By name or alias, else by id; None where nothing resembles `text`."""
        by_name = names.nearest(text)
        if by_name is not None:
            return names.named(by_name.organisation_id)
        ids = [organisation.id for organisation in self._store.organisations()]
        by_id = process.extractOne(text, ids, scorer=fuzz.ratio, score_cutoff=_RESEMBLES)
        return names.named(by_id[0]) if by_id else None

    def _read(self) -> OrganisationNames:
        if self._names is None:
            self._names = OrganisationNames(self._store.organisations())
        return self._names
