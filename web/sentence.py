"""The answer in words, each part linked to its evidence on the page of results."""

from dataclasses import dataclass

from flask import url_for

from kb.answer import Answer
from kb.model import Initiative
from kb.wording import Part, answer_in_words


@dataclass(frozen=True, slots=True)
class LinkedPart:
    """A piece of the sentence; `address` is where what it names is shown."""

    text: str
    kind: str | None = None
    """``organisation`` or ``initiative``; None for the words between."""
    address: str | None = None
    language: str | None = None
    """Of an initiative's title; None where it is the sentence's own or a name's."""


def linked_sentence(answer: Answer, language: str, *, top: int) -> tuple[LinkedPart, ...]:
    """The answer in words without what the question contradicts itself in: the page says that by itself.

    Args:
        answer: as the page lists it.
        language: of the page.
        top: how many initiatives and organisations the page lists at most.
    """
    question = answer.question.model_copy(update={"contradictions": ()})
    said = answer_in_words(answer.model_copy(update={"question": question}), language, top=top)
    addresses = _addresses_on_the_page(answer)
    initiatives = _initiatives(answer)
    return tuple(
        LinkedPart(
            text=part.text,
            kind=part.kind,
            address=addresses.get((part.kind, part.id)) or _address_of_record(part),
            language=_language_of(initiatives.get(part.id or ""), part, language),
        )
        for part in said.parts
    )


def _addresses_on_the_page(answer: Answer) -> dict[tuple[str | None, str | None], str]:
    addresses: dict[tuple[str | None, str | None], str] = {}
    for initiative in answer.initiatives:
        addresses["initiative", initiative.initiative.id] = f"#initiative-{initiative.rank}"
    for organisation in answer.organisations:
        addresses["organisation", organisation.organisation.id] = f"#organisation-{organisation.rank}"
    return addresses


def _address_of_record(part: Part) -> str | None:
    if part.kind is None:
        return None
    arguments = {f"{part.kind}_id": part.id}
    return url_for(f"pages.{part.kind}", **arguments)  # type: ignore[arg-type]


def _initiatives(answer: Answer) -> dict[str, Initiative]:
    listed = [ranked.initiative for ranked in answer.initiatives]
    voting = [evidence.initiative for ranked in answer.organisations for evidence in ranked.evidence]
    return {initiative.id: initiative for initiative in (*voting, *listed)}


def _language_of(initiative: Initiative | None, part: Part, language: str) -> str | None:
    if initiative is None or part.kind != "initiative":
        return None
    written = initiative.texts(language).language
    return written if written != language else None
