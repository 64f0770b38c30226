"""From what was typed to what is meant: a topic, constraints, named actors."""

from collections.abc import Sequence
from functools import partial

from kb.question.acting import read_actors, read_deeds, read_roles
from kb.question.constraints import Constraint, PeriodConstraint, Question, ThemeConstraint
from kb.question.gazetteer import Gazetteer
from kb.question.kinds import read_kinds
from kb.question.locating import read_adjectives, read_places
from kb.question.naming import find_names
from kb.question.negating import drop_negated
from kb.question.periods import read_periods
from kb.question.reading import Sentence
from kb.question.settling import settle_alone, settle_places
from kb.question.standing import read_statuses
from kb.question.topic import topic_of
from kb.question.vocabulary import phrases
from kb.question.words import words_of

LONG = 40
"""More words than this are a pasted text: all of it is topic, only names are looked for."""


def understand(text: str, gazetteer: Gazetteer) -> Question:
    """What `text`, in any of the four languages or in none of them, asks for.

    A constraint is certain only where the words leave no doubt that it is one; everything else is a
    preference, and its words stay in the topic. Nothing raises: what is not understood is topic.
    """
    question = _read(text, gazetteer)
    if question.topic in ("", text) or not question.unembedded:
        return question
    again = _read(question.topic, gazetteer)
    known = {_meaning(constraint) for constraint in question.constraints}
    if all(_meaning(constraint) in known for constraint in again.certain):
        return question
    # Words left out had kept others apart; rather search for all than read what was not written.
    return question.model_copy(update={"topic": text.strip(), "unembedded": ()})


def _read(text: str, gazetteer: Gazetteer) -> Question:
    words = words_of(text)
    if len(words) > LONG:
        return _read_long(text, gazetteer)
    sentence = Sentence(text, words)
    is_fact = phrases("facts").at(words, 0) is not None and phrases("listings").at(words, 0) is None
    sentence.is_about_a_fact = is_fact or len(words) < 2
    sentence.names = tuple(find_names(words, gazetteer))
    read_periods(sentence)
    read_statuses(sentence)
    read_places(sentence, gazetteer)
    read_kinds(sentence)
    read_adjectives(sentence)
    settle_places(sentence)
    settle_alone(sentence)
    read_actors(sentence)
    read_roles(sentence)
    drop_negated(sentence)
    read_themes(sentence, gazetteer)
    read_deeds(sentence)
    constraints, contradictions = _without_contradictions(_ordered(sentence))
    topic, unembedded = topic_of(sentence, is_restricted=any(c.is_certain for c in constraints))
    return Question(
        text=text,
        topic=topic,
        constraints=constraints,
        unembedded=unembedded,
        contradictions=contradictions,
    )


def read_themes(sentence: Sentence, gazetteer: Gazetteer) -> None:
    """Add the themes whose whole label, of two words or more, was said."""
    at = 0
    taken = sentence.taken()
    while at < len(sentence.words):
        found = None if at in taken else gazetteer.themes.at(sentence.words, at)
        if found is None:
            at += 1
            continue
        at = found.after
        theme = found.value
        make = partial(ThemeConstraint, theme_ids=(theme.theme_id,), names=theme.names, is_certain=False)
        sentence.add(make, found.first, found.after, is_embedded=True)


def _read_long(text: str, gazetteer: Gazetteer) -> Question:
    sentence = Sentence(text, words_of(text))
    sentence.names = tuple(find_names(sentence.words, gazetteer, only_exact=True))
    sentence.is_about_a_fact = True
    read_actors(sentence)
    return Question(text=text, topic=text.strip(), constraints=_ordered(sentence))


def _ordered(sentence: Sentence) -> tuple[Constraint, ...]:
    found = {reading.constraint.key: reading.constraint for reading in sentence.readings}
    return tuple(sorted(found.values(), key=lambda constraint: (constraint.start, constraint.end)))


def _without_contradictions(
    constraints: Sequence[Constraint],
) -> tuple[tuple[Constraint, ...], tuple[tuple[str, str], ...]]:
    """Make doubtful the certain periods that no day can meet together, and tell which."""
    periods = [c for c in constraints if isinstance(c, PeriodConstraint) and c.is_certain]
    clashes = tuple(
        (one.key, other.key)
        for index, one in enumerate(periods)
        for other in periods[index + 1 :]
        if _exclude_each_other(one, other)
    )
    keys = {key for pair in clashes for key in pair}
    kept = tuple(c.model_copy(update={"is_certain": False}) if c.key in keys else c for c in constraints)
    return kept, clashes


def _exclude_each_other(one: PeriodConstraint, other: PeriodConstraint) -> bool:
    """Whether one ends before the other begins; two stretches beside each other are alternatives."""
    if None not in (one.first, one.last, other.first, other.last):
        return False
    first = max(one.first or "", other.first or "")
    last = min(one.last or "9", other.last or "9")
    return first > last and {one.of, other.of} != {"start", "end"}


def _meaning(constraint: Constraint) -> str:
    return constraint.model_dump_json(exclude={"start", "end", "is_certain"})
