"""Which organisation of a store somebody means who gives an id or a name."""

from collections.abc import Collection

from kb.errors import NotFound
from kb.organisation_names import OrganisationNames
from kb.store import Store

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
        nearest = names.nearest(text)
        if nearest is None:
            raise NotFound(
                f"No organisation is called “{shown}”; give its id or its name as its page has it."
            )
        raise NotFound(
            f"No organisation is called “{shown}”; the nearest is “{nearest.name}” "
            f"(id {nearest.organisation_id})."
        )

    def _read(self) -> OrganisationNames:
        if self._names is None:
            self._names = OrganisationNames(self._store.organisations())
        return self._names
