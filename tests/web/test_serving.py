"""The server as a process: its port, its signals, what it says while it starts."""

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from tests.web.invoking import program, run
from web import serving, terminal
from web.settings import Settings


def read_until(process: "subprocess.Popen[str]", pattern: str, seconds: float = 30) -> str:
    assert process.stderr is not None
    deadline = time.monotonic() + seconds
    seen = ""
    while time.monotonic() < deadline:
        line = process.stderr.readline()
        seen += line
        if re.search(pattern, line):
            return line
        if not line and process.poll() is not None:
            break
    raise AssertionError(f"no {pattern!r} in {seen!r}")


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_serve_answers_and_stops_on_signals(tmp_path: Path, sent: signal.Signals) -> None:
    environment = {**os.environ, "COMPENDIUM_CACHE": str(tmp_path / "cache"), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        program("--data", str(tmp_path / "data"), "serve", "--port", "0", "--host", "127.0.0.1"),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        line = read_until(process, "Listening on")
        address = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert address is not None
        with urllib.request.urlopen(f"{address.group()}/healthz", timeout=10) as response:
            assert json.load(response) == {"ok": True}
        process.send_signal(sent)
        _, rest = process.communicate(timeout=20)
        assert process.returncode == 0
        assert "Traceback" not in rest
        assert ("Stopped." in rest) is (sent == signal.SIGINT)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        failed = subprocess.run(
            program("--data", str(tmp_path), "--cache", str(tmp_path), "serve", "--port", port),
            capture_output=True,
            text=True,
            check=False,
        )
    assert failed.returncode == 1
    assert len(failed.stderr.splitlines()) == 1
    assert f"Cannot listen on 127.0.0.1 port {port}: Address already in use." in failed.stderr


def test_the_preparation_of_a_model_is_told(
    opened: list[dict[str, Any]], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apps: list[Flask] = []

    def listen(app: Flask, _settings: Settings) -> object:
        apps.append(app)
        return SimpleNamespace(effective_port=8000)

    monkeypatch.setattr(serving, "_server", listen)
    monkeypatch.setattr(serving, "_run_until_stopped", lambda _: apps[0].extensions["readiness"].wait(30))
    monkeypatch.setattr(terminal, "PLAIN_SECONDS", 0.0)
    served = run("--data", data, "serve")
    assert served.exit_code == 0, served.output
    assert [options["data"] for options in opened] == [data]
    assert served.stderr.splitlines()[:2] == [
        "Listening on http://127.0.0.1:8000; loading the model.",
        "Preparing the model: 1/1",
    ]
