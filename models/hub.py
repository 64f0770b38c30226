"""Where the name of a model leads: to a folder, to what was fetched before, or to the hub."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from huggingface_hub import HfApi
from huggingface_hub.errors import HFValidationError, RepositoryNotFoundError

from models.encoder import Progress
from models.errors import ModelNotFound, ModelUnusable

_Model = TypeVar("_Model")
_HUB_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Kind:
    """What is told of the models of one kind when one of them cannot be had."""

    called: str
    """``model``."""
    organisation: str
    """Whose a name in the hub is that names nobody."""
    otherwise: str
    """What else can be done, as the end of a sentence."""


def open_named(kind: Kind, name: str, open_model: Callable[[bool], _Model], *, progress: Progress) -> _Model:
    """Return the model in the folder `name`, or of that name in the hub.

    A model that was fetched before is not asked for again, so it needs no network.

    Args:
        kind: what sort of model it is.
        name: a folder, or a name in the hub.
        open_model: opens it, from this machine alone where it is told True; ModelUnusable where it cannot.
        progress: told of fetching.

    Raises:
        ModelNotFound: no such model, or it is not here yet and the hub cannot be reached.
        ModelUnusable: as `open_model`.
    """
    if Path(name).exists():
        return open_model(True)
    try:
        return open_model(True)
    except ModelUnusable:
        _ask_hub(kind, name)
        step = f"Fetching the {kind.called} {name}"
        progress(step, 0, 1)
        model = open_model(False)
        progress(step, 1, 1)
        return model


def unreadable(kind: Kind, name: str, error: Exception, *, remedy: str) -> ModelUnusable:
    """Return the error, in one line, for a model that the libraries cannot read."""
    reason = str(error).strip().splitlines() or [type(error).__name__]
    return ModelUnusable(f"cannot read the {kind.called} {name}: {reason[0]}; {remedy}")


def _ask_hub(kind: Kind, name: str) -> None:
    """Return if the hub has the model; a question with a short deadline, before a patient download."""
    repository = name if "/" in name else f"{kind.organisation}/{name}"
    try:
        HfApi().model_info(repository, timeout=_HUB_SECONDS)
    except (RepositoryNotFoundError, HFValidationError) as error:
        raise ModelNotFound(
            f"there is no {kind.called} {name}, neither a folder nor in the hub; "
            f"check the name, or {kind.otherwise}"
        ) from error
    except Exception as error:  # whichever library makes the request, each with its own errors
        raise ModelNotFound(
            f"the {kind.called} {name} is not on this machine and the hub cannot be reached; "
            f"connect to the network, or {kind.otherwise}"
        ) from error
