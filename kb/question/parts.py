"""Which organisations are parts of which: by their parent, or by a name that says so."""

import re
from collections import defaultdict
from collections.abc import Sequence

from kb.model import Organisation
from kb.question.words import key_of

_BRACKETED = re.compile(r"^(?P<whole>[^(]+)\((?P<part>[^)]+)\)\s*$")


def with_parts(organisations: Sequence[Organisation]) -> dict[str, tuple[str, ...]]:
    """Organisation id to itself and its parts, and theirs, in a fixed order.

    A part names its whole by `parent_id`, or in its own name: ``University of Liège (FARAH)`` and
    ``GIGA, University of Liège`` are parts of the organisation named ``University of Liège``, and
    ``de Duve Institute (UCLouvain)`` of the one named ``UCLouvain``.
    """
    by_name: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for organisation in organisations:
        for name in (organisation.name, *organisation.aliases):
            by_name[key_of(name)].append(organisation.id)
    children: dict[str, list[str]] = defaultdict(list)
    for organisation in organisations:
        for whole in _wholes(organisation, by_name):
            if whole != organisation.id:
                children[whole].append(organisation.id)
    return {organisation.id: _below(organisation.id, children) for organisation in organisations}


def _wholes(organisation: Organisation, by_name: dict[tuple[str, ...], list[str]]) -> list[str]:
    if organisation.parent_id is not None:
        return [organisation.parent_id]
    bracketed = _BRACKETED.match(organisation.name)
    said = bracketed.groups() if bracketed else organisation.name.rpartition(", ")[2:]
    # ``University of Liège (ULiège)`` only spells itself out: its own alias is no whole.
    owned = {key_of(name) for name in (organisation.name, *organisation.aliases)}
    return [whole for name in said if key_of(name) not in owned for whole in by_name.get(key_of(name), ())]


def _below(organisation_id: str, children: dict[str, list[str]]) -> tuple[str, ...]:
    found = {organisation_id: None}
    waiting = [organisation_id]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found[child] = None
                waiting.append(child)
    return tuple(found)
