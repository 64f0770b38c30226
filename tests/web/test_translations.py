"""Every message is translated, compiled, and known to the catalogues."""

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

import web

ROOM = Path(web.__file__).parent
MAKEFILE = ROOM.parent / "Makefile"
LANGUAGES = ("fr", "nl", "de")
SAME_IN = {"partner", "cluster", "contact", "Index", "Status", "Version", "Site", "Passages", "organisation"}
"""Messages that may read the same in another language."""


def catalogue(language: str) -> Catalog:
    with (ROOM / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def first(message_id: object) -> str:
    return str(message_id[0] if isinstance(message_id, list | tuple) else message_id)


def translated(message: Message) -> tuple[str, ...]:
    """The translation, one text for each plural form."""
    string = message.string
    return (
        tuple(str(text or "") for text in string)
        if isinstance(string, list | tuple)
        else (str(string or ""),)
    )


def messages(of: Catalog) -> dict[str, Message]:
    return {first(message.id): message for message in of if message.id}


@pytest.fixture(scope="module")
def extracted() -> set[str]:
    with (ROOM / "babel.cfg").open(encoding="utf-8") as file:
        method_map, options_map = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    keywords = {
        "_": None,
        "gettext": None,
        "ngettext": (1, 2),
        "lazy_gettext": None,
    }
    found = extract_from_dir(ROOM, method_map, options_map, keywords=keywords)
    return {first(row[2]) for row in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_exactly_the_messages_in_use(language: str, extracted: set[str]) -> None:
    assert len(extracted) > 120
    assert set(messages(catalogue(language))) == extracted


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_untranslated_or_fuzzy(language: str) -> None:
    for key, message in messages(catalogue(language)).items():
        texts = translated(message)
        assert all(text.strip() for text in texts), key
        assert not message.fuzzy, key
        if len(key.split()) > 2:
            assert key not in texts, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(language: str) -> None:
    for key, message in messages(catalogue(language)).items():
        sources = message.id if isinstance(message.id, list | tuple) else (message.id,)
        texts = translated(message)
        for source, text in zip(sources, texts, strict=True):
            assert sorted(re.findall(r"%\(\w+\)s", text)) == sorted(re.findall(r"%\(\w+\)s", source)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_up_to_date(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    with (ROOM / "translations" / language / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        committed = {first(m.id): m.string for m in read_mo(file) if m.id}
    assert committed == {first(m.id): m.string for m in read_mo(compiled) if m.id}


def test_make_translations_finds_nothing_to_do_and_leaves_nothing_behind(tmp_path: Path) -> None:
    shutil.copy(MAKEFILE, tmp_path)
    shutil.copytree(ROOM, tmp_path / "web", ignore=shutil.ignore_patterns("__pycache__"))
    before = files(tmp_path)
    assert len(before) > 30
    environment = Path(sys.executable).parents[1]
    made = subprocess.run(
        ["make", "-o", f"{environment}/development", f"VENV={environment}", "translations"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    assert files(tmp_path) == before


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_french_puts_no_breaking_space_before_its_double_signs() -> None:
    for key, message in messages(catalogue("fr")).items():
        for text in translated(message):
            assert not re.search(r" [:;?!»]|« ", text), key
            assert not re.search(r"[^\s\u00a0][;?!»]", text), key


def test_templates_hold_no_text_outside_messages() -> None:
    """Words between tags must come from gettext; code samples, names and codes may stand."""
    allowed = {"API", "ROR", "compendium sample", "compendium reindex"}
    for template in sorted((ROOM / "templates").rglob("*.html")):
        text = template.read_text(encoding="utf-8")
        text = re.sub(r"\{% block \w+_class %\}.*?\{% endblock %\}", "", text)
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "\n", text, flags=re.DOTALL)
        text = re.sub(r"<[^>]*>", "\n", text)
        left = {line.strip() for line in text.splitlines() if re.search(r"[^\W\d_]{2}", line)}
        assert left <= allowed, template.name
