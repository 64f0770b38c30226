"""Which themes rows mean by their words, and which themes are new."""

from collections.abc import Sequence

from kb.importing.circles import refuse_circles
from kb.importing.drafts import InitiativeDraft, ThemeDraft
from kb.importing.identity import Identities
from kb.importing.report import NewRecord, Notes
from kb.importing.theme_words import ThemeWords
from kb.model import Theme
from kb.store import StoreReads


class ThemeResolver:
    """Knows the themes of the store and of the file."""

    def __init__(
        self, drafts: Sequence[ThemeDraft], store: StoreReads, identities: Identities, notes: Notes
    ) -> None:
        stored = {theme.id: theme for theme in store.themes()}
        self.planned = identities.settle(drafts, stored, lambda theme: theme.label("en"))
        """Themes to write, by id."""
        self.new: list[NewRecord] = []
        """Themes that only initiatives name."""
        self._notes = notes
        self._words = ThemeWords({**stored, **self.planned}.values())
        for draft in drafts:
            self._set_broader(draft, identities.id_of(draft))
        above = {theme.id: theme.broader_id for theme in {**stored, **self.planned}.values()}
        rows = [(draft.place, identities.id_of(draft)) for draft in drafts]
        refuse_circles(rows, "broader", above, notes)

    def resolve(self, draft: InitiativeDraft, text: str) -> str:
        """The id of the theme that an initiative calls `text`; a new one where there is none."""
        found = self._words.find(text)
        if len(found) > 1:
            message = f"{text!r} is a label of {', '.join(found)}; the first was taken"
            self._notes.warn(draft.place, "themes", message)
        if found:
            return found[0]
        theme: Theme = self._words.new(text, draft.values["language"])
        self.planned[theme.id] = theme
        self.new.append(NewRecord(id=theme.id, name=text, row=draft.place))
        return theme.id

    def _set_broader(self, draft: ThemeDraft, theme_id: str) -> None:
        if draft.above is None:
            return
        found = self._words.find(draft.above)
        if found:
            self.planned[theme_id] = self.planned[theme_id].model_copy(update={"broader_id": found[0]})
        else:
            hint = "add a row for it, or leave it out"
            self._notes.problem(draft.place, "broader", f"there is no theme {draft.above!r}", hint)
