"""Whether this process can answer a question: model and index are loaded once, in the background."""

import logging
import threading
import time
from collections.abc import Callable

RETRY_SECONDS = 2.0
_log = logging.getLogger(__name__)


class Readiness:
    """Loads in a thread of its own; after a failure it tries again when asked, at most every 2 seconds.

    `load` must be cheap where all is loaded: it is called again to see that it still is.
    """

    def __init__(self, load: Callable[[], object]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._last_start = 0.0
        self._has_loaded = False
        self.problem: Exception | None = None
        """Why the last attempt failed; None where it did not, or before there was one."""

    def is_ready(self) -> bool:
        """Whether a question would be answered now, without waiting for the model."""
        if self._has_loaded:
            self._attempt()  # the index may have become damaged, or another model's, since
        return self._has_loaded

    def start(self) -> None:
        """Begin to load unless it is loaded, being loaded, or has failed within the last 2 seconds."""
        with self._lock:
            busy = self._thread is not None and self._thread.is_alive()
            too_early = self._thread is not None and time.monotonic() - self._last_start < RETRY_SECONDS
            if self._has_loaded or busy or too_early:
                return
            self._last_start = time.monotonic()
            self._thread = threading.Thread(target=self._attempt, name="warm-up", daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait for the attempt under way; returns whether the process is ready then."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self._has_loaded

    def _attempt(self) -> None:
        try:
            self._load()
        except Exception as error:  # told at /readyz; a thread has nobody to raise to
            if str(error) != str(self.problem):
                _log.warning("Searches are not answered: %s", error)
            self.problem, self._has_loaded = error, False
        else:
            self.problem, self._has_loaded = None, True
