"""What an evaluation must know of the store: which ids exist, who takes part in what, and titles."""

from collections import defaultdict

from kb.model import Record
from kb.store import Store


class Catalogue(Record):
    """The initiatives and organisations that questions may be judged by."""

    titles: dict[str, str]
    """Initiative id → title."""
    names: dict[str, str]
    """Organisation id → name."""
    organisations_of: dict[str, frozenset[str]]
    """Initiative id → ids of the organisations that take part; initiatives without any are left out."""

    def initiative_counts(self) -> dict[str, int]:
        """Organisation id → how many initiatives it takes part in, 0 included."""
        counts = dict.fromkeys(self.names, 0)
        for organisation_ids in self.organisations_of.values():
            for organisation_id in organisation_ids:
                counts[organisation_id] = counts.get(organisation_id, 0) + 1
        return counts


def read_catalogue(store: Store) -> Catalogue:
    """The catalogue of `store` as it is now; StoreError where it cannot be read."""
    organisations_of = defaultdict[str, set[str]](set)
    for participation in store.participations(actor_type="organisation"):
        organisations_of[participation.initiative_id].add(participation.actor_id)
    return Catalogue(
        titles={initiative.id: initiative.title for initiative in store.initiatives()},
        names={organisation.id: organisation.name for organisation in store.organisations()},
        organisations_of={key: frozenset(ids) for key, ids in organisations_of.items()},
    )
