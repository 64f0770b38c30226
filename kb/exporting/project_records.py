"""The records that the answer to a project names, each once."""

from collections.abc import Iterator, Mapping

from kb.model import Initiative, Organisation
from kb.project.answer import ProjectAnswer


def organisations_of(answer: ProjectAnswer) -> Mapping[str, Organisation]:
    """Id → every organisation that `answer` names, ids ascending."""
    ranked = (ranked.organisation for need in answer.needs for ranked in need.organisations)
    named = {organisation.id: organisation for organisation in ranked} | answer.organisations
    return dict(sorted(named.items()))


def initiatives_of(answer: ProjectAnswer) -> Mapping[str, Initiative]:
    """Id → every initiative that `answer` names, ids ascending."""
    named = {initiative.id: initiative for initiative in _initiatives(answer)}
    return dict(sorted(named.items()))


def _initiatives(answer: ProjectAnswer) -> Iterator[Initiative]:
    yield from answer.initiatives.values()
    yield from (ranked.initiative for ranked in answer.resembling)
    for need in answer.needs:
        yield from (ranked.initiative for ranked in need.initiatives)
        yield from (found.initiative for ranked in need.organisations for found in ranked.evidence)
    for row in answer.matrix:
        yield from (found.initiative for cell in row.cells if cell is not None for found in cell.evidence)
