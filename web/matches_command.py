"""``compendium matches``: which offers answer which needs, for the people who run the compendium."""

from typing import TYPE_CHECKING

import click

from web.needs_commands import HIGHEST_ID
from web.session import Session, examples, pass_session, setting_option

if TYPE_CHECKING:
    from kb.need_match import NeedMatch

DEFAULT_TOP = 5
"""Answers to each need where nothing else is said."""
_MAX_TOP = 200
_EXAMPLES = (
    "compendium matches",
    "compendium matches --since 2026-11-24",
    "compendium matches --organisation university-liege --top 20",
)


def _read_day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """The date, checked by the room that knows dates."""
    if value is None:
        return None
    from kb.field_checks import check_date

    try:
        return check_date(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command(short_help="Show which offers answer which needs.", epilog=examples(*_EXAMPLES))
@click.option(
    "--need", "need_id", metavar="ID", type=click.IntRange(1, HIGHEST_ID), help="Only this open need."
)
@click.option(
    "--initiative",
    "initiative_id",
    metavar="ID",
    help="Needs it states, and needs of others that it answers.",
)
@click.option(
    "--organisation",
    "organisation_id",
    metavar="ID",
    help="The same, by its offers and what it does in initiatives.",
)
@click.option(
    "--since",
    metavar="DATE",
    callback=_read_day,
    help="Only what is new since then: new needs, and answers by what was added or changed.",
)
@click.option(
    "--top",
    type=click.IntRange(1, _MAX_TOP),
    default=DEFAULT_TOP,
    help=f"How many answers to each need at most.  [default: {DEFAULT_TOP}]",
)
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
@setting_option("data")
@pass_session
def matches(
    session: Session,
    need_id: int | None,
    initiative_id: str | None,
    organisation_id: str | None,
    since: str | None,
    top: int,
    as_json: bool,
) -> None:
    """Show who answers the open needs of visitors and the needs that initiatives and organisations state.

    Answers are what a search finds, strong or possible: initiatives, and organisations by what they say they
    offer. Nobody answers a need of their own.
    """
    given = [one for one in (need_id, initiative_id, organisation_id) if one is not None]
    if len(given) > 1:
        raise click.UsageError("--need, --initiative and --organisation: give one of them.")
    from web.terminal import progress_shown

    knowledge_base = session.current_knowledge_base()
    with progress_shown() as progress:
        found = knowledge_base.matches.listed(
            need_id=need_id,
            initiative_id=initiative_id,
            organisation_id=organisation_id,
            since=since,
            top=top,
            progress=progress,
        )
    if as_json:
        from web.match_responses import listed_response

        click.echo(listed_response(found).model_dump_json(indent=2))
    else:
        _show(found, are_all_told=bool(given))


def _show(found: "tuple[NeedMatch, ...]", *, are_all_told: bool) -> None:
    from web.match_terminal import show_matches, summary

    show_matches(found if are_all_told else [match for match in found if match.offers])
    click.echo(summary(found), err=True)
