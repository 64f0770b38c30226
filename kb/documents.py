"""From records to the documents that are indexed: initiatives, and what organisations offer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from indexer.passage import Document, DocumentText
from kb.answer import Participant
from kb.model import Initiative, Organisation, Theme, Translation
from kb.participants import participants_of
from kb.store import StoreReads

_OFFERS_OF = "offers of "
"""Before the id of an organisation; as it holds spaces, no initiative has such an id."""


def documents(store: StoreReads) -> Iterator[Document]:
    """One document per initiative, by id, with the names of all who take part in it.

    Then one per organisation that states offers, which no search answers as an initiative.
    """
    participants = participants_of(store)
    themes = {theme.id: theme for theme in store.themes()}
    for initiative in store.initiatives():
        yield document(initiative, participants.get(initiative.id, ()), themes)
    for organisation in store.organisations():
        if organisation.offers:
            yield offers_document(organisation)


def document(
    initiative: Initiative, participants: Iterable[Participant], themes: Mapping[str, Theme]
) -> Document:
    """The texts of `initiative` in each of its languages, and the names it is found by."""
    participants = tuple(participants)
    translations = (initiative.texts(initiative.language), *initiative.translations)
    own_themes = [themes[theme_id] for theme_id in initiative.themes]
    names = [name for participant in participants for name in _names(participant)]
    labels = [label.text for theme in own_themes for label in theme.labels]
    return Document(
        document_id=initiative.id,
        texts=(
            *(text for translation in translations for text in _texts(translation)),
            *_theme_texts(initiative, own_themes),
            *_participant_texts(initiative, participants),
        ),
        names=tuple(dict.fromkeys([*names, *labels])),
    )


def offers_document(organisation: Organisation) -> Document:
    """What `organisation` says it offers, in whatever language.

    Its needs are not in it: what somebody looks for answers nobody who looks for the same. Without a title:
    a name would weigh as much as the short offer behind it, and the index measures itself by its titles.
    """
    return Document(
        document_id=offers_document_id(organisation.id),
        texts=tuple(
            DocumentText(language="und", field="offer", title="", text=offer) for offer in organisation.offers
        ),
        names=(organisation.name, *organisation.aliases, *([organisation.city] if organisation.city else ())),
    )


def offers_document_id(organisation_id: str) -> str:
    """The id of the document that holds an organisation's offers."""
    return _OFFERS_OF + organisation_id


def offering_organisation(document_id: str) -> str | None:
    """The id of the organisation whose offers are in the document; None where it is an initiative's."""
    return document_id.removeprefix(_OFFERS_OF) if document_id.startswith(_OFFERS_OF) else None


def _texts(translation: Translation) -> Iterator[DocumentText]:
    language, title = translation.language, translation.title
    yield DocumentText(language=language, field="description", title=title, text=translation.description)
    for need in translation.needs:
        yield DocumentText(language=language, field="need", title=title, text=need)
    for offer in translation.offers:
        yield DocumentText(language=language, field="offer", title=title, text=offer)


def _theme_texts(initiative: Initiative, themes: Sequence[Theme]) -> Iterator[DocumentText]:
    """One text per language: all words for the initiative's themes, which its own texts may not use."""
    words: dict[str, list[str]] = {}
    for theme in themes:
        for label in (*theme.labels, *theme.alternative_labels):
            words.setdefault(label.language, []).append(label.text)
    for language in sorted(words):
        yield DocumentText(
            language=language,
            field="themes",
            title=initiative.texts(language).title,
            text=", ".join(words[language]),
            is_evidence=False,
        )


def _participant_texts(initiative: Initiative, participants: Sequence[Participant]) -> Iterator[DocumentText]:
    """Who takes part and as what: titles and descriptions often leave it out."""
    if participants:
        yield DocumentText(
            language="en",
            field="participants",
            title=initiative.title,
            text="; ".join(_described(participant) for participant in participants) + ".",
            is_evidence=False,
        )


def _described(participant: Participant) -> str:
    """Such as "ZenTech (lead, SME, Liège)" or "Pierre Wolper, rector (University of Liège)"."""
    actor, participation = participant.actor, participant.participation
    if isinstance(actor, Organisation):
        country = actor.country if actor.country != "BE" else None
        facts = [participation.role, actor.kind, actor.city, country]
        return f"{actor.name} ({', '.join(fact for fact in facts if fact)})"
    named = f"{actor.name}, {participation.job_title}" if participation.job_title else actor.name
    return f"{named} ({participation.affiliation})" if participation.affiliation else named


def _names(participant: Participant) -> Iterator[str]:
    actor = participant.actor
    yield actor.name
    if isinstance(actor, Organisation):
        yield from actor.aliases
        if actor.city:
            yield actor.city
