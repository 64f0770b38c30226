"""What cannot be answered as a project: each says why and what to do, and nothing that was typed is lost."""

import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kb.project.project import Project, ProjectNeed
from kb.project.wishes import Wishes
from tests.web.conftest import filled
from tests.web.need_forms import typed
from tests.web.project_forms import address, answered, describe, fields, project, project_of, sent
from tests.web.reading import ENGLISH, page, words
from web.application import create_app
from web.project_address import packed, to_address_part
from web.settings import Settings

NO_NEED = (
    "The weather was fine on Tuesday and the cat slept on the roof of the old mill all afternoon. "
    "Grandmother baked two cakes with cherries, and everybody went home before the rain began. "
    "On Wednesday it rained until noon, and the river rose by a hand above the mark of last year."
)
SPANISH = (
    "El tiempo era bueno el martes y el gato dormía en el tejado del viejo molino toda la tarde. "
    "La abuela preparó dos tartas de cerezas y todos volvieron a casa antes de que empezara a llover. "
    "El miércoles llovió hasta el mediodía y el río subió un palmo por encima de la marca del año pasado."
)


@pytest.mark.parametrize("text", ["", "   \n ", "— … —"])
def test_without_words_there_is_nothing_to_read(client: FlaskClient, text: str) -> None:
    refused = describe(client, text)
    assert refused.status_code == 400
    assert "There is no text yet. Paste the description of your project, or choose a file." in words(
        refused.text
    )


def test_five_words_are_one_need(client: FlaskClient) -> None:
    found = project_of(describe(client, "somebody who sterilises used masks"))
    assert found == project("somebody who sterilises used masks")


@pytest.mark.parametrize("text", [NO_NEED, SPANISH])
def test_a_text_without_a_need_is_kept_and_the_remedy_said(client: FlaskClient, text: str) -> None:
    refused = describe(client, text)
    assert refused.status_code == 400
    assert "No sentence of this text says what the project seeks from others." in words(refused.text)
    assert typed(refused.text) == text


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Aucune phrase de ce texte ne dit ce que le projet cherche chez d’autres."),
        ("nl", "Geen enkele zin van deze tekst zegt wat het project bij anderen zoekt."),
        ("de", "Kein Satz dieses Textes sagt, was das Projekt bei anderen sucht."),
    ],
)
def test_refusals_are_in_the_page_s_language(client: FlaskClient, language: str, line: str) -> None:
    assert line in words(describe(client, NO_NEED, language).text)


def test_a_file_that_is_not_read_says_why(client: FlaskClient) -> None:
    refused = describe(client, "kept", file=(io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"\0" * 99), "photo.docx"))
    assert refused.status_code == 400
    assert "A file of this kind is not read. Save it as .docx, .pdf, .txt or .md" in words(refused.text)
    assert typed(refused.text) == "kept"


def test_the_text_of_a_file_without_a_need_comes_back_in_the_box(client: FlaskClient) -> None:
    refused = describe(client, "", file=(io.BytesIO(NO_NEED.encode()), "weather.txt"))
    assert refused.status_code == 400
    assert typed(refused.text) == NO_NEED


def test_too_long_a_text_is_told_how_long_it_is(client: FlaskClient) -> None:
    text = "masks " * 40_000
    refused = describe(client, text)
    assert refused.status_code == 400
    assert "The text has 240,000 characters; 200,000 are read at most." in words(refused.text)
    assert typed(refused.text) == text


@pytest.mark.parametrize("damaged", ["x", "eNrVVU1v", "é", "A" * 13_000, packed(Wishes(at_most=1))])
def test_a_damaged_address_says_so(client: FlaskClient, damaged: str) -> None:
    refused = client.get("/experts", query_string={"project": damaged}, headers=ENGLISH)
    assert refused.status_code == 400
    assert "This address holds no project any more. It was cut off or changed." in words(refused.text)
    assert 'name="text"' in refused.text


def test_a_damaged_group_of_before_only_says_less(client: FlaskClient) -> None:
    shown = page(client, address(project("sterilise used masks")) + "&before=damaged")
    assert "What your wish changed" not in words(shown)


def test_more_needs_than_thirty_are_kept_to_be_mended(client: FlaskClient) -> None:
    line = "These are 31 needs; a project has 30 at most. Remove some, or join them."
    texts = [f"mask {number}" for number in range(31)]
    refused = sent(client, "needs", answered(client, project("masks")), need=texts)
    assert refused.status_code == 400 and line in words(refused.text)
    assert fields(refused.text, "needs-form")["need"][:-1] == texts
    mended = project_of(sent(client, "needs", refused.text, remove="31"))
    assert len(mended.needs) == 30


@pytest.mark.parametrize(
    ("needs", "line"),
    [
        (["", " "], "There is no need left. Write at least one."),
        (["masks", "!?"], "Need 2 has no word in it. Say what is sought."),
        (["x" * 1_001], "Need 1 is too long: 1,000 characters at most."),
    ],
)
def test_needs_that_cannot_be_searched_are_kept(client: FlaskClient, needs: list[str], line: str) -> None:
    shown = answered(client, project("masks"))
    refused = sent(client, "needs", shown, need=needs)
    assert refused.status_code == 400
    assert line in words(refused.text)
    kept = [need for need in needs if need.strip()]
    assert fields(refused.text, "needs-form")["need"][:-1] == kept


def test_a_project_too_long_for_an_address_keeps_its_needs(client: FlaskClient) -> None:
    texts = [" ".join(f"{(place * 7919 + n) ** 3:x}" for n in range(80))[:1000] for place in range(30)]
    shown = answered(client, project("masks"))
    refused = sent(client, "needs", shown, need=texts)
    assert refused.status_code == 400
    assert "The needs are too long to be kept in an address." in words(refused.text)
    assert fields(refused.text, "needs-form")["need"][:-1] == texts


def test_wishes_that_contradict_each_other_are_refused(client: FlaskClient) -> None:
    both = Wishes(include=("clean-air", "north-university"))
    shown = answered(client, project("masks", wishes=both))
    refused = sent(client, "wishes", shown, at_most="1")
    assert refused.status_code == 400
    assert "You put 2 organisations in, but allow 1 members at most." in words(refused.text)
    torn = Project.model_construct(
        needs=(ProjectNeed(text="masks"),),
        wishes=Wishes.model_construct(include=("clean-air",), exclude=("clean-air",)),
    )
    told = client.get(f"/experts?project={to_address_part(torn)}", headers=ENGLISH)
    assert told.status_code == 400
    assert "This address holds no project any more. It was cut off or changed." in words(told.text)


def test_organisations_that_are_not_there_are_told_and_ignored(client: FlaskClient) -> None:
    wishes = Wishes(include=("nobody-knows-it",), exclude=("gone",))
    said = words(answered(client, project("sterilise used masks hydrogen peroxide", wishes=wishes)))
    assert "Not in this compendium, and so ignored: gone, nobody-knows-it" in said
    assert "CleanAir could meet the need." in said


def test_without_an_index_the_text_is_kept_and_the_answer_comes_later(
    tmp_path: Path, settings: Settings
) -> None:
    kb = filled(tmp_path, reindex=False)
    client = create_app(settings, knowledge_base=kb, warm_up=False).test_client()
    text = f"We are looking for a hospital that tests masks. {NO_NEED}"
    refused = describe(client, text)
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "30"
    assert typed(refused.text) == text
    assert client.get(address(project("masks"))).status_code == 503
    kb.store.close()


def test_where_forms_are_sent_to_there_is_nothing_to_see(client: FlaskClient) -> None:
    for form in ("needs", "wishes"):
        response = client.get(f"/experts/{form}")
        assert response.status_code == 302 and response.headers["Location"] == "/experts"
