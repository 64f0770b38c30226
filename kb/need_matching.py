"""Needs against initiatives and stated offers: searched as questions are; weak answers are left out."""

from collections.abc import Iterator, Sequence

from indexer import Engine, Progress
from indexer.passage import Hit
from kb.answer import Band
from kb.confidence import band
from kb.errors import InvalidQuery
from kb.interpreter import Interpretation, Interpreter
from kb.model import Initiative, Organisation
from kb.need_match import Need, NeedMatch, Offer
from kb.participants import organisations_among
from kb.query import MAX_DESCRIPTION, Query, parse_query
from kb.records import Records, RecordsOfStore
from kb.retrieval import Retrieved, retrieve, retrieve_offers
from kb.search import Searched, evidence

DEPTH = 100
"""Initiatives, and organisations' offers, that are looked at for each need."""
BLOCK = 32
"""Needs that are searched together."""


class NeedMatcher:
    """Searches the index and the records for what answers needs.

    Args:
        engine: the index.
        interpreter: reads needs as it reads questions.
        records: what is found.
        language: the reader's; evidence is quoted in it where there is some.
    """

    def __init__(
        self, engine: Engine, interpreter: Interpreter, records: RecordsOfStore, language: str | None
    ) -> None:
        self._engine = engine
        self._interpreter = interpreter
        self._records = records
        self._language = language

    def match(self, needs: Sequence[Need], *, progress: Progress | None = None) -> Iterator[NeedMatch]:
        """For each need, in their order, what answers it at least possibly, best first.

        Never those who state the need: the initiative itself and the organisations in it; the organisation
        itself and the initiatives it takes part in. Nor an initiative that was found by a need of its own:
        it looks for the same. Errors as in `Engine.search`.
        """
        for start in range(0, len(needs), BLOCK):
            block = needs[start : start + BLOCK]
            yield from self._match_block(block)
            if progress is not None:
                progress("Matching needs", start + len(block), len(needs))

    def _match_block(self, needs: Sequence[Need]) -> list[NeedMatch]:
        queries = [_query(need) for need in needs]
        read = [self._interpreter.interpret(query) for query in queries if query is not None]
        # Rerankers take a second for each question, and no band stands on them.
        initiatives = retrieve(self._engine, read, top=DEPTH, language=self._language, rerank=False)
        offers = retrieve_offers(self._engine, read, top=DEPTH)
        found = iter(zip(read, initiatives, offers, strict=True))
        with self._records.reading() as records:
            return [
                NeedMatch(need=need, offers=() if query is None else _offers(records, need, *next(found)))
                for need, query in zip(needs, queries, strict=True)
            ]


def _query(need: Need) -> Query | None:
    """What to search for; None for a text without any word."""
    try:
        return parse_query(need.text, max_characters=MAX_DESCRIPTION, noun="need")
    except InvalidQuery:
        return None


def _offers(
    records: Records,
    need: Need,
    interpretation: Interpretation,
    initiatives: Retrieved,
    offers: Retrieved | None,
) -> tuple[Offer, ...]:
    found = [
        *_of_initiatives(records, need, Searched(interpretation, initiatives)),
        *(_of_organisations(records, need, Searched(interpretation, offers)) if offers else ()),
    ]
    # Both searches score alike; at equal scores initiatives come first, as they say more.
    found.sort(key=lambda offer: -offer.score)
    return tuple(offer.model_copy(update={"rank": rank}) for rank, offer in enumerate(found, start=1))


def _of_initiatives(records: Records, need: Need, searched: Searched) -> Iterator[Offer]:
    # What meets none of the conditions together is merely the nearest, as in a search.
    if searched.interpretation.is_relaxed:
        return
    answering = _answering(searched)
    initiatives = records.initiatives(hit.document_id for hit, _ in answering)
    participants = records.participants(initiatives)
    for hit, sure in answering:
        initiative = initiatives.get(hit.document_id)
        if initiative is None:
            continue
        organisations = tuple(organisations_among(participants.get(initiative.id, ())).values())
        if not _states(need, initiative, organisations) and not _looks_for_the_same(hit):
            yield _offer(searched, hit, sure, initiative, organisations)


def _of_organisations(records: Records, need: Need, searched: Searched) -> Iterator[Offer]:
    answering = _answering(searched)
    stating = _stating_organisations(records, need)
    organisations = records.organisations({hit.document_id for hit, _ in answering} - stating)
    for hit, sure in answering:
        organisation = organisations.get(hit.document_id)
        if organisation is not None:
            yield _offer(searched, hit, sure, organisation, (organisation,))


def _answering(searched: Searched) -> list[tuple[Hit, Band]]:
    """The hits that are no weak answer, and how sure that is."""
    bands = [(hit, band(searched.confidence_of(hit))) for hit in searched.retrieved.hits]
    return [(hit, sure) for hit, sure in bands if sure is not Band.WEAK]


def _states(need: Need, initiative: Initiative, organisations: Sequence[Organisation]) -> bool:
    """Whether the need is the initiative's own, or that of an organisation in it."""
    stated_by = need.stated_by
    if isinstance(stated_by, Initiative):
        return stated_by.id == initiative.id
    return isinstance(stated_by, Organisation) and stated_by.id in {one.id for one in organisations}


def _stating_organisations(records: Records, need: Need) -> set[str]:
    """Ids of those whose need it is: the organisation that states it, or those in such an initiative."""
    stated_by = need.stated_by
    if isinstance(stated_by, Initiative):
        return set(organisations_among(records.participants([stated_by.id])[stated_by.id]))
    return {stated_by.id} if isinstance(stated_by, Organisation) else set()


def _looks_for_the_same(hit: Hit) -> bool:
    return "need" in (hit.found_by, hit.passage.field)


def _offer(
    searched: Searched,
    hit: Hit,
    sure: Band,
    by: Initiative | Organisation,
    organisations: tuple[Organisation, ...],
) -> Offer:
    return Offer(
        rank=hit.rank,
        score=hit.score,
        band=sure,
        by=by,
        evidence=evidence(searched.interpretation.text, hit),
        organisations=organisations,
    )
