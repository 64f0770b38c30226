"""What the command line shows: progress on stderr; ranked answers and tables on stdout."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TaskID
    from rich.text import Text

    from kb.answer import Answer, Band, Evidence, RankedInitiative, RankedOrganisation
    from kb.knowledge_base import Progress
    from kb.question import Constraint

PLAIN_SECONDS = 2.0
"""At most one line of plain progress in this time, and one at the end of each step."""
WHO_COUNT = 4
DEFAULT_TOP = 10
"""How many are asked for where nothing else is said."""
LANGUAGE = "en"
"""What the command line speaks."""


def console() -> "Console":
    """The console of results; as wide as the terminal, and lines are left whole where there is none."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=not sys.stdout.isatty(), emoji=False, markup=False)


@contextmanager
def progress_shown() -> "Iterator[Progress]":
    """A progress callback: a moving bar on a terminal, plain lines elsewhere; both on stderr."""
    if not sys.stderr.isatty():
        yield _plain_progress()
        return
    from rich import progress
    from rich.console import Console

    description = progress.TextColumn("{task.description}")
    count, elapsed = progress.MofNCompleteColumn(), progress.TimeElapsedColumn()
    columns = (description, progress.BarColumn(), count, elapsed)
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total or None)
            bars.update(tasks[step], completed=done, total=total or None)

        yield show


def first_use_shown() -> "Progress":
    """A progress callback for what normally takes no time: silent until 2 seconds have passed."""
    started = time.monotonic()
    plain = _plain_progress()

    def show(step: str, done: int, total: int) -> None:
        if time.monotonic() - started > PLAIN_SECONDS:
            plain(step, done, total)

    return show


def _plain_progress() -> "Progress":
    last: dict[str, float] = {}
    finished: set[str] = set()

    def show(step: str, done: int, total: int) -> None:
        now = time.monotonic()
        is_end = total > 0 and done >= total
        if step in finished or (not is_end and now - last.get(step, 0.0) < PLAIN_SECONDS):
            return
        last[step] = now
        if is_end:
            finished.add(step)
        click.echo(f"{step}: {done}/{total}" if total else step, err=True)

    return show


def show_initiatives(answer: "Answer", *, top: int = DEFAULT_TOP) -> None:
    """The answer in words, then rank, title, band, who (role) and evidence of each initiative.

    Args:
        answer: what was found.
        top: how many were asked for: a list as long as that is counted with ``at least``.
    """
    out = console()
    _show_sentence(out, answer, top)
    for ranked in answer.initiatives:
        _show_initiative(out, ranked, answer)
    _show_offered(out, answer)


def _show_sentence(out: "Console", answer: "Answer", top: int) -> None:
    from kb.wording import answer_in_words

    out.print(answer_in_words(answer, LANGUAGE, top=top).text)
    said = dict.fromkeys(_understood(constraint, answer) for constraint in answer.question.constraints)
    if said:
        out.print(f"Understood as: {'; '.join(said)}", style="dim")
    is_listed = answer.initiatives or answer.organisations
    out.print("\nThe nearest:" if is_listed and not answer.is_close else "")


def _understood(constraint: "Constraint", answer: "Answer") -> str:
    label = constraint.label(LANGUAGE)
    if constraint.key in answer.unmet:
        return f"{label} (met by nothing)"
    if constraint.key in answer.relaxed:
        return f"{label} (not all together)"
    return label if constraint.is_certain else f"preferably {label}"


def _show_initiative(out: "Console", ranked: "RankedInitiative", answer: "Answer") -> None:
    from rich.text import Text

    from kb.wording import why

    initiative = ranked.initiative
    line = Text(f"{ranked.rank:>3}. ").append(initiative.title, style="bold" if answer.is_close else "")
    out.print(line.append(band_words(ranked.band), style="dim") if answer.is_close else line)
    who = _who(ranked)
    if who:
        out.print(Text("     " + who, style="cyan"))
    print_indented(out, evidence_line(ranked.evidence))
    print_indented(out, Text(" ".join(why(ranked, answer, LANGUAGE)), style="dim italic"))
    out.print(Text(f"     {initiative.id}", style="dim"))


def band_words(band: "Band") -> str:
    """The band, as it stands behind a title."""
    from kb.wording import band_label

    return f"  [{band_label(band, LANGUAGE)}]"


def _who(ranked: "RankedInitiative") -> str:
    from kb.model import Organisation

    roles: dict[str, list[str]] = {}
    for participant in ranked.participants:
        if isinstance(participant.actor, Organisation):
            roles.setdefault(participant.actor.name, []).append(participant.participation.role.value)
    named = [f"{name} ({', '.join(dict.fromkeys(held))})" for name, held in roles.items()]
    more = f" and {len(named) - WHO_COUNT} more" if len(named) > WHO_COUNT else ""
    return ", ".join(named[:WHO_COUNT]) + more


def show_organisations(answer: "Answer", *, top: int = DEFAULT_TOP) -> None:
    """The answer in words, then rank, name, place, band and evidence of each organisation.

    Args:
        answer: what was found.
        top: how many were asked for: a list as long as that is counted with ``at least``.
    """
    out = console()
    _show_sentence(out, answer, top)
    for ranked in answer.organisations:
        show_organisation(out, ranked, is_close=answer.is_close)
    _show_offered(out, answer)


def _show_offered(out: "Console", answer: "Answer") -> None:
    """The organisations that state an offer which answers, each with the offer."""
    from rich.text import Text

    if answer.offered_by:
        out.print(Text("Organisations that say they offer it:"))
    for offering in answer.offered_by:
        line = Text("   - ").append(offering.organisation.name, style="bold")
        out.print(line.append(band_words(offering.band), style="dim"))
        print_indented(out, evidence_line(offering.evidence))
        out.print(Text(f"     {offering.organisation.id}", style="dim"))


def show_organisation(out: "Console", ranked: "RankedOrganisation", *, is_close: bool) -> None:
    """Rank, name, place, band and evidence of one organisation; without the band where nothing is close."""
    from rich.text import Text

    organisation = ranked.organisation
    count = ranked.initiative_count
    facts = [organisation.kind.value, organisation.city or organisation.region or organisation.country or ""]
    facts.append(f"{count} initiative{'' if count == 1 else 's'}")
    line = Text(f"{ranked.rank:>3}. ").append(organisation.name, style="bold" if is_close else "")
    line.append(f"  {', '.join(fact for fact in facts if fact)}", style="dim")
    out.print(line.append(band_words(ranked.band), style="dim") if is_close else line)
    for item in ranked.evidence:
        out.print(Text(f"     {', '.join(item.roles)}: {item.initiative.title}", style="cyan"))
        print_indented(out, evidence_line(item.evidence))
    out.print(Text(f"     {organisation.id}", style="dim"))


def evidence_line(evidence: "Evidence") -> "Text":
    """The evidence in one line, with the words marked that answer words of the query."""
    from rich.text import Text

    from web.highlighting import segments

    line = Text()
    for segment in segments(evidence):
        line.append(segment.text.replace("\n", " "), style="bold yellow" if segment.query_word else "")
    return line


def print_indented(out: "Console", line: "Text") -> None:
    """Print `line` five columns in; wrapped on a terminal, whole where a program reads."""
    from rich.padding import Padding
    from rich.text import Text

    if out.soft_wrap:
        out.print(Text("     ").append(line))
    else:
        out.print(Padding(line, (0, 0, 0, 5)))


def show_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table of text; wrapped on a terminal, one line per row where a program reads."""
    if not sys.stdout.isatty():
        widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
        for row in (headings, *rows):
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            click.echo("  ".join(cells).rstrip())
        return
    from rich.table import Table

    table = Table(*headings, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*row)
    console().print(table)
