"""The program as its users start it: in a process of its own."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COMPENDIUM = Path(sys.executable).with_name("compendium")


def compendium(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """What ``compendium …`` printed and how it ended, run in `folder`."""
    return subprocess.run(
        [COMPENDIUM, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=600
    )


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[str]:
    """The address of ``compendium serve`` running in `folder`, ready to answer."""
    port = str(_free_port())
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        [COMPENDIUM, *arguments, "serve", "--port", port],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            _wait_until_ready(server, address)
            yield address
        finally:
            server.terminate()
            server.communicate(timeout=30)


def _wait_until_ready(server: "subprocess.Popen[str]", address: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise AssertionError(f"the server stopped: {server.communicate()[1]}")
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server was not ready within two minutes")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
