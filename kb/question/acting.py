"""Reads named actors and roles: ``led by X``, ``projets de l'ULiège``, ``makers of``."""

from functools import partial

from kb.question.constraints import ActorConstraint, KindConstraint, RoleConstraint
from kb.question.naming import Name
from kb.question.places import place_names
from kb.question.reading import Reading, Sentence
from kb.question.skipping import ends_before, skip_back
from kb.question.vocabulary import RoleWords, phrases, roles
from kb.question.words import Found


def read_actors(sentence: Sentence) -> None:
    """Add every name; certain where it is written right and the words before or after it say so."""
    for name in sentence.names:
        said = _said_before(sentence, name)
        only = _only_before(sentence, name)
        first = said.first if said else name.first if only is None else only
        is_claimed = said is not None or only is not None or _is_owner(sentence, name)
        # A region that pays does so through its agencies, which the records name.
        is_region = (
            place_names().get(tuple(w.folded for w in sentence.words[name.first : name.after])) is not None
        )
        certain = is_claimed and name.is_exact and not sentence.is_about_a_fact and not is_region
        make = partial(
            ActorConstraint,
            is_certain=certain,
            name=name.named.name,
            organisation_ids=tuple(name.named.organisation_ids),
            person_ids=tuple(name.named.person_ids),
            initiative_ids=tuple(name.named.initiative_ids),
            roles=said.value.roles if said else (),
            are_roles_certain=said.value.is_certain if said else False,
            is_exact=name.is_exact,
        )
        sentence.add(make, first, name.after, is_embedded=not certain)


def read_roles(sentence: Sentence) -> None:
    """Add the roles of the organisations asked for: before a kind (``led by an SME``), or alone, doubtful."""
    _read_roles_of_kinds(sentence)
    at = 0
    while at < len(sentence.words):
        found = None if at in sentence.taken() else roles("asked").at(sentence.words, at)
        if found is None:
            at += 1
            continue
        at = found.after
        make = partial(RoleConstraint, roles=found.value.roles, is_certain=False)
        sentence.add(make, found.first, found.after, is_embedded=found.first > 0)


def _read_roles_of_kinds(sentence: Sentence) -> None:
    for reading in [reading for reading in sentence.readings if reading.constraint.type == "kind"]:
        found = _by_before(sentence, reading.first)
        if found is None or not found.value.roles:
            continue
        certain = found.value.is_certain and reading.constraint.is_certain
        make = partial(RoleConstraint, roles=found.value.roles, is_of_initiatives=True, is_certain=certain)
        # With the articles between; what stays in the topic stays there whole (``led by a spin-off``).
        sentence.add(make, found.first, reading.first, is_embedded=reading.is_embedded)


def read_deeds(sentence: Sentence) -> None:
    """Add the roles that verbs speak of where someone is asked for: ``which company made``; doubtful."""
    if not _asks_for_someone(sentence):
        return
    known = {r.constraint.roles for r in sentence.readings if isinstance(r.constraint, RoleConstraint)}
    for at in range(len(sentence.words)):
        if phrases("of_whom").at(sentence.words, at):
            return
        found = None if at in sentence.taken() else roles("deeds").at(sentence.words, at)
        if found is not None and found.value.roles and found.value.roles not in known:
            make = partial(RoleConstraint, roles=found.value.roles, is_certain=False)
            sentence.add(make, found.first, found.after, is_embedded=True)
            known.add(found.value.roles)


def _asks_for_someone(sentence: Sentence) -> bool:
    """Whether a kind of organisation is asked for, or ``who`` or ``where`` begins the question or a part."""
    if any(isinstance(reading.constraint, KindConstraint) for reading in sentence.readings):
        return True
    words, text = sentence.words, sentence.text
    for at in range(len(words)):
        if phrases("who").at(words, at) is None and phrases("where").at(words, at) is None:
            continue
        is_after_a_mark = at > 0 and not text[words[at - 1].end : words[at].start].isspace()
        if is_after_a_mark or skip_back(words, at, ("openings", "articles", "fillers")) == 0:
            return True
    return False


def _said_before(sentence: Sentence, name: Name) -> Found[RoleWords] | None:
    found = _by_before(sentence, name.first)
    if found is not None:
        return found
    # ``by A and B``: what was said of the first holds for the second.
    joint = phrases("or").ending(sentence.words, skip_back(sentence.words, name.first, ("articles",)))
    previous = _actor_ending(sentence, joint.first) if joint else None
    if joint is None or previous is None or not isinstance(previous.constraint, ActorConstraint):
        return None
    if not previous.constraint.is_certain:
        return None
    value = RoleWords(previous.constraint.roles, previous.constraint.are_roles_certain)
    return Found(value, joint.first, name.first)


def _actor_ending(sentence: Sentence, after: int) -> Reading | None:
    return next((reading for reading in sentence.readings if reading.after == after), None)


def _by_before(sentence: Sentence, first: int) -> Found[RoleWords] | None:
    found = (roles("by").ending(sentence.words, end) for end in ends_before(sentence.words, first))
    return next((phrase for phrase in found if phrase is not None), None)


def _only_before(sentence: Sentence, name: Name) -> int | None:
    """Where ``only``, ``uniquement équipes`` begins before the name."""
    end = skip_back(sentence.words, name.first, ("articles", "generic"))
    found = phrases("only").ending(sentence.words, end)
    return found.first if found else None


def _is_owner(sentence: Sentence, name: Name) -> bool:
    """``ULiège projects``: the name, then what is listed, and nothing more."""
    found = phrases("generic").at(sentence.words, name.after)
    is_first = skip_back(sentence.words, name.first, ("openings", "articles")) == 0
    return found is not None and is_first and found.after == len(sentence.words)
