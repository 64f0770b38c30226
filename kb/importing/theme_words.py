"""Which theme a free word means: an id, a preferred label or an alternative one, in any language."""

from collections import defaultdict
from collections.abc import Iterable

from kb.model import Label, Theme
from kb.names import fold, slug


class ThemeWords:
    """The labels of all themes, folded."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        self._ids: set[str] = set()
        self._preferred = defaultdict[str, set[str]](set)
        self._alternative = defaultdict[str, set[str]](set)
        for theme in themes:
            self.add(theme)

    def add(self, theme: Theme) -> None:
        """Know one more theme."""
        self._ids.add(theme.id)
        for label in theme.labels:
            self._preferred[fold(label.text)].add(theme.id)
        for label in theme.alternative_labels:
            self._alternative[fold(label.text)].add(theme.id)

    def __contains__(self, theme_id: str) -> bool:
        return theme_id in self._ids

    def find(self, text: str) -> tuple[str, ...]:
        """Ids of the themes that `text` means, by id, else by preferred, else by alternative label."""
        if text in self._ids:
            return (text,)
        folded = fold(text)
        return tuple(sorted(self._preferred.get(folded) or self._alternative.get(folded) or ()))

    def new(self, text: str, language: str) -> Theme:
        """A theme that is not in the vocabulary yet, with an id no other has."""
        first = slug(text, fallback="theme")
        theme_id, number = first, 2
        while theme_id in self._ids:
            theme_id, number = f"{first}-{number}", number + 1
        theme = Theme(id=theme_id, labels=(Label(language=language, text=text),))
        self.add(theme)
        return theme
