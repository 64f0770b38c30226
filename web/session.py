"""What every command shares: the settings given on the command line and the knowledge base they name."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from web.settings import Settings, read_settings, setting

if TYPE_CHECKING:
    from kb.knowledge_base import KnowledgeBase, Progress

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Session:
    """One run of the command line."""

    def __init__(self) -> None:
        self.arguments: dict[str, object] = {}

    def settings(self) -> Settings:
        """Defaults, environment and the options given so far; SettingError where one cannot be used."""
        return read_settings(self.arguments)

    def knowledge_base(self, *, progress: "Progress | None" = None) -> "KnowledgeBase":
        """The knowledge base of the data folder; the model is loaded when a question first needs it."""
        from kb.knowledge_base import open_knowledge_base

        settings = self.settings()
        logging.basicConfig(level=settings.log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
        return open_knowledge_base(
            settings.data,
            model=settings.model,
            runtime=settings.runtime,
            cache=settings.cache,
            reranker=settings.reranker,
            progress=progress,
        )

    def existing_knowledge_base(self, *, progress: "Progress | None" = None) -> "KnowledgeBase":
        """The same, for commands that only read: they make no data folder; ClickException without one."""
        from kb.knowledge_base import STORE_FILE

        folder = self.settings().data
        if not folder.exists() or (folder.is_dir() and not (folder / STORE_FILE).exists()):
            missing = "data in" if folder.exists() else "data folder"
            raise click.ClickException(
                f"There is no {missing} {folder}: run `compendium sample`, import into it, or name another."
            )
        return self.knowledge_base(progress=progress)

    def current_knowledge_base(self) -> "KnowledgeBase":
        """The same, for questions; a warning goes to stderr when the index is older than the data."""
        from web.terminal import first_use_shown

        knowledge_base = self.existing_knowledge_base(progress=first_use_shown())
        status = knowledge_base.status()
        if status.index.problem is None and not status.is_current:
            click.echo(
                "The index is older than the data: `compendium reindex` brings it up to date.", err=True
            )
        return knowledge_base


pass_session = click.make_pass_decorator(Session)


def examples(*commands: str) -> str:
    """The end of a command's help: each of `commands` on a line of its own, as they can be copied."""
    return "\n".join(("\b", "Examples:", *(f"  {command}" for command in commands)))


def setting_option(name: str) -> Callable[[Decorated], Decorated]:
    """An option from the table of settings; its value goes to the session, not to the function."""
    row = setting(name)
    default = (
        f"  [{row.variable}; default: {row.default}]" if row.default is not None else f"  [{row.variable}]"
    )

    def keep(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
        if value is not None:
            context.ensure_object(Session).arguments[name] = value

    return click.option(
        f"--{name.replace('_', '-')}",
        name,
        metavar="DIR" if isinstance(row.default, Path) or name == "cache" else "VALUE",
        help=row.help + default,
        callback=keep,
        expose_value=False,
    )
