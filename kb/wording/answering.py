"""The answer in one or two sentences, composed from its records only."""

from collections.abc import Sequence

from kb.answer import Answer, RankedInitiative, RankedOrganisation
from kb.model import OrganisationKind, Role
from kb.wording.counting import (
    Counted,
    asked_kinds,
    asked_roles,
    counted_initiatives,
    counted_organisations,
    is_exact,
)
from kb.wording.named import about_the_named
from kb.wording.naming import (
    first_few,
    introduced,
    linked_initiative,
    linked_organisation,
    organisation_alone,
    organisations_by_initiative,
)
from kb.wording.phrases import Phrases, phrases
from kb.wording.places import where
from kb.wording.relaxing import shown_instead, unmet
from kb.wording.sentences import Parts, Sentences, merged, plain
from kb.wording.wholes import are_apart

TOP = 10
"""How many an answer lists at most, unless told otherwise."""
_HEADINGS = (
    (frozenset([Role.LEAD]), "lead"),
    (frozenset([Role.FUNDER]), "fund"),
    (frozenset([Role.MANUFACTURER, Role.SUPPLIER]), "make"),
)
_NEAREST = 3
_OFFERING = 3


def answer_in_words(answer: Answer, language: str, *, top: int = TOP) -> Sentences:
    """Say who works on what was asked, or plainly that nothing is close.

    Counts are of what `answer` lists above weak; figures and dates that the question asks for are never
    given, the initiatives that hold them are.

    Args:
        answer: what was found.
        language: ``en``, ``fr``, ``nl`` or ``de``; any other is answered in English.
        top: how many initiatives and organisations were asked for; a full list is counted ``at least``.
    """
    words = phrases(language)
    body = words.capitalised(_body(answer, words, top))
    said = words.in_a_row([body, *_offered(answer, words)])
    parts = (*_contradictions(answer, words), *said)
    return Sentences(language=words.language, parts=merged(parts))


def _body(answer: Answer, words: Phrases, top: int) -> Parts:
    if answer.relaxed:
        return _relaxed(answer, words)
    if not answer.initiatives and not answer.organisations:
        return _nothing(answer, words)
    if not answer.is_close:
        return _nothing_close(answer, words)
    named = about_the_named(answer, words, top)
    if named:
        return named
    organisations = counted_organisations(answer, top)
    initiatives = counted_initiatives(answer, top)
    asks_who = bool(asked_kinds(answer.question) or asked_roles(answer.question))
    is_about_initiatives = is_exact(answer.question) and not asks_who
    if len(organisations) and not (is_about_initiatives and len(initiatives)):
        return _who(answer, organisations, words, top)
    if len(initiatives):
        return _what(answer, initiatives, words)
    return words.say("weak", initiatives=_nearest(answer, words, _NEAREST))


def _who(answer: Answer, counted: Counted[RankedOrganisation], words: Phrases, top: int) -> Parts:
    count, asked = len(counted), asked_roles(answer.question)
    ids, is_cut = _initiatives_of(answer, counted, top)
    records = [ranked.organisation for ranked in counted.items]
    heading = words.count(
        count,
        "heading",
        _heading(answer, counted, asked),
        who=words.count(count, "organisations", _noun(answer, counted), is_at_least=counted.is_cut),
        where=where(records, answer.question, words),
        initiatives=words.count(len(ids), "initiatives", "taken_part_in", is_at_least=is_cut),
    )
    if count == 1 and is_exact(answer.question):
        alone = organisation_alone(counted.items[0], len(ids), words)
        told = introduced(alone, are_all=True, phrases=words)
    else:
        shown = counted.items[: first_few(count)]
        who = organisations_by_initiative(shown, asked, words)
        # After a count of initiatives, `among them` would be among those.
        some = "some_organisations" if is_exact(answer.question) else "some"
        told = introduced(who, are_all=len(shown) == count, phrases=words, some=some)
    return (*heading, *told, *plain("."))


def _heading(answer: Answer, counted: Counted[RankedOrganisation], asked: frozenset[Role]) -> str:
    if is_exact(answer.question):
        return "take_part"
    if not counted.is_sure:
        return "perhaps"
    return next((heading for roles, heading in _HEADINGS if asked and asked <= roles), "work")


def _noun(answer: Answer, counted: Counted[RankedOrganisation]) -> str:
    """What the organisations are called: by their kind only where a kind was asked for.

    Two departments of one university are organisations, and not two universities.
    """
    kinds = asked_kinds(answer.question)
    if not are_apart([ranked.organisation for ranked in counted.items]):
        return "organisation"
    if kinds == {OrganisationKind.SME, OrganisationKind.COMPANY}:
        return OrganisationKind.COMPANY
    [only] = kinds if len(kinds) == 1 else [OrganisationKind.OTHER]
    return "organisation" if only == OrganisationKind.OTHER else only


def _initiatives_of(
    answer: Answer, counted: Counted[RankedOrganisation], top: int
) -> tuple[frozenset[str], bool]:
    """Ids of the initiatives the organisations take part in, and whether there may be more."""
    ids = {ranked.organisation.id for ranked in counted.items}
    listed = {
        ranked.initiative.id
        for ranked in answer.initiatives
        if ids & {participant.actor.id for participant in ranked.participants}
    }
    shown = {evidence.initiative.id for ranked in counted.items for evidence in ranked.evidence}
    return frozenset(listed | shown), len(answer.initiatives) >= top or not shown <= listed


def _what(answer: Answer, counted: Counted[RankedInitiative], words: Phrases) -> Parts:
    count, shown = len(counted), counted.items[: first_few(len(counted))]
    close = "about" if counted.is_sure else "about_perhaps"
    heading = words.count(
        count,
        "heading",
        "meet" if is_exact(answer.question) else close,
        who=words.count(count, "initiatives", "subject", is_at_least=counted.is_cut),
    )
    titles = words.listed([linked_initiative(ranked.initiative, words) for ranked in shown])
    return (*heading, *introduced(titles, are_all=len(shown) == count, phrases=words), *plain("."))


def _relaxed(answer: Answer, words: Phrases) -> Parts:
    nearest = _nearest(answer, words, 1)
    told = [unmet(answer, words), shown_instead(answer, words)]
    told += [words.say("relaxed", "first", initiative=nearest)] if nearest else []
    return words.in_a_row([sentence for sentence in told if sentence])


def _offered(answer: Answer, words: Phrases) -> Sequence[Parts]:
    """Who says that they offer it; no sentence where nobody does."""
    shown = [one.organisation for one in answer.offered_by[:_OFFERING]]
    who = words.listed([linked_organisation(one.id, one.name, None) for one in shown])
    return [words.count(len(shown), "offered", organisations=who)] if shown else []


def _nothing(answer: Answer, words: Phrases) -> Parts:
    if answer.offered_by:
        return words.say("nothing", "no_initiative")
    labels = _listed_labels(answer, words)
    return words.say("nothing", "meets", labels=labels) if labels else words.say("nothing", "at_all")


def _listed_labels(answer: Answer, words: Phrases) -> Parts:
    labels = dict.fromkeys(constraint.label(words.language) for constraint in answer.question.certain)
    return plain(", ".join(labels))


def _nothing_close(answer: Answer, words: Phrases) -> Parts:
    nearest = _nearest(answer, words, 1)
    told = [words.say("nothing", "nearest", initiative=nearest)] if nearest else []
    close = words.say("nothing", "no_initiative" if answer.offered_by else "close")
    return words.in_a_row([close, *told])


def _nearest(answer: Answer, words: Phrases, count: int) -> Parts:
    listed = [ranked.initiative for ranked in answer.initiatives]
    voting = [evidence.initiative for ranked in answer.organisations for evidence in ranked.evidence]
    distinct = {initiative.id: initiative for initiative in reversed(listed or voting)}
    first = list(reversed(distinct.values()))[:count]
    return words.listed([linked_initiative(initiative, words) for initiative in first])


def _contradictions(answer: Answer, words: Phrases) -> Parts:
    question = answer.question
    said = {c.key: question.text[c.start : c.end] for c in question.constraints}
    pairs: Sequence[tuple[str, str]] = [pair for pair in question.contradictions if set(pair) <= said.keys()]
    if not pairs:
        return ()
    one, other = (words.quoted(said[key]) for key in pairs[0])
    sentence = words.say("contradiction", one=one, other=other)
    return (*words.capitalised(sentence), *plain(" "))
