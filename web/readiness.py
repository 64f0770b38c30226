"""Whether this process can answer a question: model and index are loaded once, in the background."""

import threading
import time
from collections.abc import Callable

RETRY_SECONDS = 2.0


class Readiness:
    """Loads in a thread of its own; after a failure it tries again when asked, at most every 2 seconds."""

    def __init__(self, load: Callable[[], object]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._loaded = threading.Event()
        self._thread: threading.Thread | None = None
        self._last_start = 0.0
        self.problem: str | None = None
        """Why the last attempt failed, in one line; None while there was none."""

    @property
    def is_ready(self) -> bool:
        """Whether a question would be answered without waiting for the model."""
        return self._loaded.is_set()

    def start(self) -> None:
        """Begin to load unless it is loaded, being loaded, or has failed within the last 2 seconds."""
        with self._lock:
            busy = self._thread is not None and self._thread.is_alive()
            too_early = self._thread is not None and time.monotonic() - self._last_start < RETRY_SECONDS
            if self.is_ready or busy or too_early:
                return
            self._last_start = time.monotonic()
            self._thread = threading.Thread(target=self._attempt, name="warm-up", daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait for the attempt under way; returns whether the process is ready then."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self.is_ready

    def _attempt(self) -> None:
        try:
            self._load()
        except Exception as error:  # told at /readyz; a thread has nobody to raise to
            self.problem = str(error) or type(error).__name__
        else:
            self.problem = None
            self._loaded.set()
