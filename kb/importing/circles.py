"""Records that would be above themselves: part of a part of their own, or broader than themselves."""

from collections.abc import Iterable, Mapping

from kb.importing.report import Notes


def refuse_circles(
    rows: Iterable[tuple[str, str]], field: str, above: Mapping[str, str | None], notes: Notes
) -> None:
    """Add a problem for each row whose record is above itself.

    Args:
        rows: The place of each row and the id of its record.
        field: What the file calls the record above.
        above: The id of the record above each, in the store or in the file.
        notes: Where problems go.
    """
    for place, first in rows:
        seen, upper = {first}, above.get(first)
        while upper is not None and upper not in seen:
            seen.add(upper)
            upper = above.get(upper)
        if upper == first:
            notes.problem(place, field, f"{first!r} would be above itself", f"mend its {field}")
