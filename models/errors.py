"""What can go wrong with a model; every message says what to do."""


class ModelError(Exception):
    """Base of this room's errors; its text is one line for a person."""


class ModelNotFound(ModelError):
    """No model under this name or path, or no network to fetch it."""


class ModelUnusable(ModelError):
    """There is such a model, but it is damaged or of a kind that this runtime cannot run."""


class NotEnoughSpace(ModelError):
    """The cache folder's disk is too full for the model."""


class CacheUnusable(ModelError):
    """The cache folder cannot be read or written."""
