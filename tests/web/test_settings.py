"""Defaults, then the environment, then arguments; bad values are named."""

import os
from pathlib import Path

import pytest

from web.settings import SETTINGS, Setting, SettingError, read_settings, setting

README = Path(__file__).parents[2] / "README.md"


def test_defaults() -> None:
    settings = read_settings(environment={})
    assert settings.data == Path("data")
    assert (settings.model, settings.runtime, settings.cache) == ("bundled", "compiled", None)
    assert settings.reranker is None
    assert (settings.host, settings.port, settings.threads) == ("127.0.0.1", 8000, 8)
    assert (settings.log_level, settings.title, settings.secret_key) == ("warning", "Compendium", None)


def test_the_environment_overrides_defaults_and_arguments_override_both() -> None:
    environment = {"COMPENDIUM_PORT": "9001", "COMPENDIUM_DATA": "/somewhere", "COMPENDIUM_MODEL": "  "}
    settings = read_settings({"port": 9002, "host": None}, environment=environment)
    assert settings.port == 9002
    assert settings.data == Path("/somewhere")
    assert settings.model == "bundled"
    assert settings.host == "127.0.0.1"


def test_an_empty_reranker_is_none_whatever_the_environment_says() -> None:
    environment = {"COMPENDIUM_RERANKER": "some/reranker"}
    assert read_settings(environment=environment).reranker == "some/reranker"
    assert read_settings({"reranker": ""}, environment=environment).reranker is None


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        (
            "COMPENDIUM_PORT",
            "http",
            "COMPENDIUM_PORT cannot be 'http': it is a whole number from 0 to 65535.",
        ),
        ("COMPENDIUM_PORT", "65536", "whole number from 0 to 65535"),
        ("COMPENDIUM_PORT", "²", "whole number"),
        ("COMPENDIUM_PORT", "9" * 5000, "whole number from 0 to 65535"),
        ("COMPENDIUM_THREADS", "0", "whole number from 1 to 256"),
        ("COMPENDIUM_RUNTIME", "onnx", "one of compiled, compiled-32-bit, sentence-transformers"),
        ("COMPENDIUM_LOG_LEVEL", "loud", "one of debug, info, warning, error"),
        ("COMPENDIUM_DATA", "x" * 300, "there is no such folder (File name too long); name another"),
        ("COMPENDIUM_CACHE", "~nobody-of-this-name/x", "there is no such folder ("),
        ("COMPENDIUM_MODEL", "x" * 300, "too long to be a name or a path"),
        ("COMPENDIUM_RERANKER", "x/" + "y" * 300, "too long to be a name or a path"),
    ],
)
def test_a_bad_value_is_named_with_what_is_allowed(variable: str, value: str, message: str) -> None:
    with pytest.raises(SettingError) as caught:
        read_settings(environment={variable: value})
    assert message in str(caught.value)


def test_a_secret_is_not_repeated() -> None:
    with pytest.raises(SettingError) as caught:
        read_settings(environment={"COMPENDIUM_SECRET_KEY": "easy to guess"})
    assert str(caught.value) == (
        "COMPENDIUM_SECRET_KEY is too short: give it at least 16 characters that nobody can guess."
    )
    settings = read_settings(environment={"COMPENDIUM_SECRET_KEY": "0123456789abcdef"})
    assert settings.secret_key == "0123456789abcdef"
    assert "0123456789abcdef" not in repr(settings)


def test_a_folder_that_this_user_may_not_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # whoever runs the tests may read anything
    with pytest.raises(SettingError, match="this user may not read it"):
        read_settings(environment={"COMPENDIUM_DATA": str(tmp_path)})


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(SettingError, match="it is a file; name a folder"):
        read_settings({"data": file}, environment={})


def test_an_argument_that_is_no_setting_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="ports"):
        read_settings({"ports": 1}, environment={})


def test_the_table_is_whole() -> None:
    assert [row.name for row in SETTINGS] == list(dict.fromkeys(row.name for row in SETTINGS))
    assert all(row.variable == f"COMPENDIUM_{row.name.upper()}" for row in SETTINGS)
    assert all(row.help.endswith(".") for row in SETTINGS)
    assert setting("port").default == 8000


def test_the_readme_lists_every_setting_as_it_is() -> None:
    lines = README.read_text(encoding="utf-8").splitlines()
    first = lines.index("| setting | variable | argument | default | meaning |")
    end = lines.index("", first)
    assert lines[first + 2 : end] == [in_readme(row) for row in SETTINGS]


def in_readme(row: Setting) -> str:
    default = "–" if row.default is None else f"`{row.default}`"
    argument = "–" if row.is_secret else f"`--{row.name.replace('_', '-')}`"
    return f"| {row.name} | `{row.variable}` | {argument} | {default} | {row.help} |"
