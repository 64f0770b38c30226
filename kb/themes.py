"""Themes with all that is narrower, at any depth: what a theme's page lists is what is counted for it."""

from collections.abc import Iterable

from kb.model import Record, Theme
from kb.store import StoreReads


class ThemeCount(Record):
    """A theme and how many initiatives carry it, themselves or through a narrower one."""

    theme: Theme
    initiative_count: int


def theme_counts(store: StoreReads) -> tuple[ThemeCount, ...]:
    """The themes that are in use, most used first, then by id."""
    themes = store.themes()
    tagged = store.initiative_ids_by_theme()
    counts = {
        theme_id: len(set[str]().union(*(tagged.get(one, ()) for one in ids)))
        for theme_id, ids in with_narrower(themes).items()
    }
    used = [ThemeCount(theme=one, initiative_count=counts[one.id]) for one in themes if counts[one.id]]
    return tuple(sorted(used, key=lambda found: (-found.initiative_count, found.theme.id)))


def with_narrower(themes: Iterable[Theme]) -> dict[str, set[str]]:
    """Theme id → its own id and those of all narrower themes, at any depth."""
    broader = {theme.id: theme.broader_id for theme in themes}
    found: dict[str, set[str]] = {theme_id: set() for theme_id in broader}
    for theme_id in broader:
        above: str | None = theme_id
        # Themes that are above each other end the way up too; the import refuses them, the store does not.
        while above in found and theme_id not in found[above]:
            found[above].add(theme_id)
            above = broader[above]
    return found
