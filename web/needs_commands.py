"""``compendium needs``: what visitors asked for in vain, for the people who run the compendium."""

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from web.session import Decorated, Session, pass_session, setting_option

if TYPE_CHECKING:
    from kb.model import OpenNeed

HIGHEST_ID = 2**63 - 1
"""SQLite gives no higher one."""


def _ids() -> Callable[[Decorated], Decorated]:
    return click.argument("ids", metavar="ID...", nargs=-1, required=True, type=click.IntRange(1, HIGHEST_ID))


@click.group("needs", invoke_without_command=True, short_help="List, close or remove open needs.")
@click.option("--all", "with_closed", is_flag=True, help="List those that were closed, too.")
@click.option("--json", "as_json", is_flag=True, help="Print them as a JSON array.")
@setting_option("data")
@pass_session
@click.pass_context
def needs(context: click.Context, session: Session, with_closed: bool, as_json: bool) -> None:
    """List open needs: what visitors looked for, did not find, and recorded.

    Nobody else sees them: no page shows them and no export holds them.
    """
    if context.invoked_subcommand is not None:
        _refuse_with_command(context.invoked_subcommand, {"--all": with_closed, "--json": as_json})
    else:
        found = session.existing_knowledge_base().open_needs.listed(with_closed=with_closed)
        if as_json:
            click.echo(
                json.dumps([need.model_dump(mode="json") for need in found], ensure_ascii=False, indent=2)
            )
        elif found:
            _show(found, with_status=with_closed)
        else:
            click.echo("No need was recorded." if with_closed else "No need is open.", err=True)


def _refuse_with_command(command: str, given: dict[str, bool]) -> None:
    for option, is_given in given.items():
        if is_given:
            raise click.UsageError(f"{option} is for listing needs; leave it out with `{command}`.")


def _show(found: "Sequence[OpenNeed]", *, with_status: bool) -> None:
    from web.terminal import show_table

    headings = ("id", "recorded", *(("status",) if with_status else ()), "language", "text")
    rows = [
        (
            str(need.id),
            f"{need.recorded_at:%Y-%m-%d}",
            *((need.status.value,) if with_status else ()),
            need.language,
            need.text,
        )
        for need in found
    ]
    show_table(headings, rows)


@needs.command("close", short_help="Close needs that wait no longer.")
@_ids()
@setting_option("data")
@pass_session
def close(session: Session, ids: tuple[int, ...]) -> None:
    """Close the open needs with these ids: they are kept, and listed with --all only."""
    _tell("Closed", session.existing_knowledge_base().open_needs.close(ids), "closed already")


@needs.command("reopen", short_help="Open closed needs again.")
@_ids()
@setting_option("data")
@pass_session
def reopen(session: Session, ids: tuple[int, ...]) -> None:
    """Open the closed needs with these ids again."""
    _tell("Opened", session.existing_knowledge_base().open_needs.reopen(ids), "open already")


@needs.command("remove", short_help="Delete needs for good.")
@_ids()
@setting_option("data")
@pass_session
def remove(session: Session, ids: tuple[int, ...]) -> None:
    """Delete the open needs with these ids for good, for instance where one names a person."""
    removed = session.existing_knowledge_base().open_needs.remove(ids)
    click.echo(_done("Removed", removed.count))
    if not removed.is_gone:
        click.echo(
            "Another program is reading the store, so its log still holds the text: gone from the files once "
            "all programs that use the store have ended, or with the next removal.",
            err=True,
        )


def _tell(done: str, count: int, otherwise: str) -> None:
    click.echo(_done(done, count) if count else f"Nothing changed: {otherwise}.")


def _done(done: str, count: int) -> str:
    return f"{done} {count:,} need{'' if count == 1 else 's'}."
