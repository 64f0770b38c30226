"""The command that finds experts for a project, or for many questions from a file."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.search_commands import (
    DEFAULT_TOP,
    as_json_option,
    content_of,
    is_run,
    queries_option,
    run_option,
    text_argument,
    text_of,
    top_option,
    write_run,
)
from web.session import Session, examples, pass_session, setting_option

if TYPE_CHECKING:
    from kb.knowledge_base import KnowledgeBase
    from kb.project.answer import ProjectAnswer
    from kb.project.project import Project
    from kb.project.wishes import Wishes

TOP_OF_SEVERAL = 3
"""Organisations for each need, where there are several."""
_ENDINGS = (".docx", ".xlsx", ".csv", ".json")
_FOR_ONE_PROJECT = ("conditions", "include", "exclude", "at_most", "preference")
_LANGUAGES = ("en", "fr", "nl", "de")
_EXAMPLES = (
    'compendium experts "rapid antigen tests"',
    "compendium experts @project.docx --at-most 4 --with ULiège --export partners.docx",
    'compendium experts @project.txt --only "SMEs in Wallonia" --together',
)


def _checked_ending(_context: click.Context, _parameter: click.Parameter, file: Path | None) -> Path | None:
    if file is not None and file.suffix.lower() not in _ENDINGS:
        raise click.BadParameter(f"{file.name} ends with none of {', '.join(_ENDINGS)}; name one that does.")
    return file


@click.command(short_help="Show who could meet the needs of a project.", epilog=examples(*_EXAMPLES))
@text_argument
@top_option(f"{DEFAULT_TOP}; {TOP_OF_SEVERAL} for each of several needs; 100 with --queries")
@as_json_option
@click.option(
    "--only", "conditions", metavar="TEXT", default="", help="What every partner must meet, in words."
)
@click.option("--with", "include", metavar="ORG", multiple=True, help="Id or name of a partner that is set.")
@click.option("--without", "exclude", metavar="ORG", multiple=True, help="One that is out of the question.")
@click.option("--at-most", type=click.IntRange(1), metavar="N", help="Most members of the group.")
@click.option("--together", "preference", flag_value="together", help="Rather such as have worked together.")
@click.option("--apart", "preference", flag_value="apart", help="Rather such as have not.")
@click.option(
    "--strength",
    type=click.Choice(("strong", "possible", "weak")),
    default="possible",
    show_default=True,
    help="The weakest match that counts as covering a need.",
)
@click.option(
    "--export",
    "export_file",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_checked_ending,
    help="Write the answer to a .docx, .xlsx, .csv or .json file instead of showing it.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(_LANGUAGES),
    default="en",
    show_default=True,
    help="Language of headings and labels in files and JSON.",
)
@queries_option
@run_option
@setting_option("data")
@pass_session
def experts(
    session: Session,
    /,
    text: str | None,
    top: int | None,
    as_json: bool,
    queries: Path | None,
    run_file: Path | None,
    export_file: Path | None,
    language: str,
    **wished: object,
) -> None:
    """Show who could meet the needs that TEXT states, and the smallest group that covers most of them.

    TEXT is a question or the description of a project; @FILE reads it from a .docx, .pdf, .txt or .md file,
    @- from standard input.
    """
    if is_run(text, queries, run_file, as_json):
        if export_file is not None or any(wished[name] for name in _FOR_ONE_PROJECT):
            raise click.UsageError(
                "--queries ranks organisations for each question: leave wishes and --export out."
            )
        write_run(session.current_knowledge_base().run_experts, queries, run_file, top)
        return
    description = _description(text or "")
    knowledge_base = session.current_knowledge_base()
    project = _wished(knowledge_base.read_project(description), wished, knowledge_base)
    top = top or (DEFAULT_TOP if len(project.needs) == 1 else TOP_OF_SEVERAL)
    answer = knowledge_base.experts(project, top=top)
    if export_file is not None:
        _export(answer, export_file, top=top, language=language)
    if as_json:
        from web.project_responses import experts_response

        click.echo(experts_response(answer, top=top, language=language).model_dump_json(indent=2))
    elif export_file is None:
        from web.project_terminal import show_project

        show_project(answer, top=top)


def _description(text: str) -> str:
    """`text` itself, what the file after the @ says of a project, or what comes from standard input."""
    if not text.startswith("@") or text == "@-":
        return text_of(text)
    from kb.project_files.reading import read_project_file

    name = text[1:]
    return read_project_file(name, content_of(name)).text


def _wished(project: "Project", wished: dict[str, object], knowledge_base: "KnowledgeBase") -> "Project":
    """`project` with what the options ask of partners and of the group."""
    from kb.project.project import MAX_CONDITIONS

    conditions = str(wished["conditions"]).strip()
    if len(conditions) > MAX_CONDITIONS:
        raise click.UsageError(
            f"--only has {len(conditions):,} characters; at most {MAX_CONDITIONS} are read."
        )
    wishes = _wishes(wished, knowledge_base)
    return project.model_copy(update={"conditions": conditions, "wishes": wishes})


def _wishes(wished: dict[str, object], knowledge_base: "KnowledgeBase") -> "Wishes":
    from kb.errors import InvalidWishes
    from kb.organisation_lookup import OrganisationLookup
    from kb.project.wishes import Wishes

    lookup = OrganisationLookup(knowledge_base.store)
    named = {key: [lookup.id_of(one) for one in _texts(wished[key])] for key in ("include", "exclude")}
    try:
        return Wishes.model_validate(
            {
                **named,
                "at_most": wished["at_most"],
                "together": wished["preference"],
                "strength": wished["strength"],
            }
        )
    except InvalidWishes as error:
        raise click.UsageError(f"--with, --without and --at-most contradict each other: {error}") from error


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def _export(answer: "ProjectAnswer", file: Path, *, top: int, language: str) -> None:
    from kb.writing import replacing
    from web.project_files import project_file

    kind, now = file.suffix.lower().removeprefix("."), datetime.datetime.now(datetime.UTC)
    content = project_file(answer, kind, top=top, language=language, now=now)
    with replacing(file) as written:
        written.buffer.write(content)
    count = len(answer.needs)
    click.echo(f"Exported the answer to {count} need{'' if count == 1 else 's'}: {file}", err=True)
