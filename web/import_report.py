"""The report of an import, as lines and tables for a person."""

from typing import TYPE_CHECKING

import click

from kb.kinds import PLURALS

if TYPE_CHECKING:
    from kb.importing.report import ImportReport, NewRecord, Notice

SHOWN = 20
"""Rows of a list of things that were done; problems are all shown."""


def counted(number: int, kind: str) -> str:
    """A number with its noun: ``1 person``, ``140 people``."""
    return f"{number:,} {kind if number == 1 else PLURALS[kind]}"


def show_problems(report: "ImportReport") -> None:
    """Print every row that cannot be imported, as a table; what is wrong with the whole file is not a row."""
    from web.terminal import show_table

    rows = [(p.row, p.field, p.reason, p.hint) for p in report.problems if p.row]
    if rows:
        show_table(("row", "field", "reason", "hint"), rows)


def show_import_report(report: "ImportReport", *, only_counts: bool = False) -> None:
    """Print what was done and, unless `only_counts`, what needs a person's eye."""
    _show_counts(report)
    if only_counts:
        return
    _show_notices("To check", report.warnings)
    _show_new("organisations", report.new_organisations)
    _show_new("people", report.new_people)
    _show_new("themes", report.new_themes)
    if report.suggestions:
        click.echo("May be the same (nothing was merged):")
        for suggestion in report.suggestions[:SHOWN]:
            other = f"{suggestion.resembles_name} ({suggestion.resembles_id})"
            click.echo(f"  {suggestion.name} ({suggestion.record_id})  ~  {other}")
        _and_more(len(report.suggestions))


def _show_counts(report: "ImportReport") -> None:
    verb = "would be " if report.dry_run else ""
    for name, counts in (
        ("added", report.added),
        ("changed", report.changed),
        ("unchanged", report.unchanged),
    ):
        parts = [counted(number, kind) for kind, number in counts.items() if number]
        if parts:
            click.echo(f"{verb}{name}: {', '.join(parts)}".capitalize())
    if not report.has_changed:
        click.echo("Nothing would change." if report.dry_run else "Nothing changed.")


def _show_notices(heading: str, notices: "tuple[Notice, ...]") -> None:
    if notices:
        click.echo(f"{heading}:")
        for notice in notices[:SHOWN]:
            place = ", ".join(
                part for part in (f"row {notice.row}" if notice.row else "", notice.field) if part
            )
            click.echo(f"  {place}: {notice.message}" if place else f"  {notice.message}")
        _and_more(len(notices))


def _show_new(what: str, records: "tuple[NewRecord, ...]") -> None:
    if records:
        click.echo(f"New {what}, named only by other rows:")
        for record in records[:SHOWN]:
            click.echo(f"  {record.name} ({record.id})")
        _and_more(len(records))


def _and_more(count: int) -> None:
    if count > SHOWN:
        click.echo(f"  and {count - SHOWN:,} more")
