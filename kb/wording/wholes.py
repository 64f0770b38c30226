"""Whether organisations are counted once: a department beside its university is no second university."""

from collections.abc import Sequence

from kb.model import Organisation
from kb.question.words import key_of


def are_apart(organisations: Sequence[Organisation]) -> bool:
    """Whether none of them seems to be part of another, or two of them parts of the same.

    A part names its whole by `parent_id`, or in its own name, as ``GIGA, University of Liège`` and
    ``UCLouvain (LIBST)`` do.
    """
    told = [
        (organisation.parent_id or organisation.id, _names(organisation)) for organisation in organisations
    ]
    return not any(
        whole == other_whole or _are_within(names, others) or _are_within(others, names)
        for place, (whole, names) in enumerate(told)
        for other_whole, others in told[place + 1 :]
    )


def _names(organisation: Organisation) -> list[tuple[str, ...]]:
    """Its names in words; of a name that ends in brackets also what stands before them."""
    said = [organisation.name, organisation.name.partition(" (")[0], *organisation.aliases]
    return [key for key in map(key_of, said) if key]


def _are_within(short: Sequence[tuple[str, ...]], long: Sequence[tuple[str, ...]]) -> bool:
    return any(_is_within(one, other) for one in short for other in long)


def _is_within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    length = len(short)
    return any(long[at : at + length] == short for at in range(len(long) - length + 1))
