"""From initiatives to the documents that are indexed."""

from collections.abc import Iterable, Iterator, Mapping

from indexer.passage import Document, DocumentText
from kb.answer import Participant
from kb.model import Initiative, Organisation, Theme, Translation
from kb.participants import participants_of
from kb.store import Store


def documents(store: Store) -> Iterator[Document]:
    """One document per initiative, by id, with the names of all who take part in it."""
    participants = participants_of(store)
    themes = {theme.id: theme for theme in store.themes()}
    for initiative in store.initiatives():
        yield document(initiative, participants.get(initiative.id, ()), themes)


def document(
    initiative: Initiative, participants: Iterable[Participant], themes: Mapping[str, Theme]
) -> Document:
    """The texts of `initiative` in each of its languages, and the names it is found by."""
    translations = (initiative.texts(initiative.language), *initiative.translations)
    names = [name for participant in participants for name in _names(participant)]
    labels = [label.text for theme_id in initiative.themes for label in themes[theme_id].labels]
    return Document(
        document_id=initiative.id,
        texts=tuple(text for translation in translations for text in _texts(translation)),
        names=tuple(dict.fromkeys([*names, *labels])),
    )


def _texts(translation: Translation) -> Iterator[DocumentText]:
    language, title = translation.language, translation.title
    yield DocumentText(language=language, field="description", title=title, text=translation.description)
    for need in translation.needs:
        yield DocumentText(language=language, field="need", title=title, text=need)
    for offer in translation.offers:
        yield DocumentText(language=language, field="offer", title=title, text=offer)


def _names(participant: Participant) -> Iterator[str]:
    actor = participant.actor
    yield actor.name
    if isinstance(actor, Organisation):
        yield from actor.aliases
        if actor.city:
            yield actor.city
