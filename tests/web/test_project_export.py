"""``/experts.docx`` and its like: the file, its name, that nobody keeps it, addresses without a project."""

import base64
import csv
import io
import json
import re
import zlib
from pathlib import Path

import docx
import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from kb.project.wishes import Wishes
from tests.web.conftest import filled
from tests.web.projects import NEEDS, PROJECT
from web.application import create_app
from web.project_address import to_address_part
from web.project_files import MEDIA_TYPES
from web.project_responses import ExpertsResponse
from web.settings import Settings


def downloaded(client: FlaskClient, kind: str, **query: str) -> bytes:
    response = client.get(f"/experts.{kind}", query_string={"project": to_address_part(PROJECT), **query})
    assert response.status_code == 200, response.text
    assert response.headers["Content-Type"] == MEDIA_TYPES[kind]
    name = rf'attachment; filename="partners-\d{{4}}-\d\d-\d\d\.{kind}"'
    assert re.fullmatch(name, response.headers["Content-Disposition"])
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    return bytes(response.data)


def test_a_document(client: FlaskClient) -> None:
    document = docx.Document(io.BytesIO(downloaded(client, "docx", lang="nl")))
    assert document.paragraphs[0].text == "Partners voor een project"
    assert [row.cells[1].text for row in document.tables[0].rows] == ["Behoefte", *NEEDS]


def test_a_workbook(client: FlaskClient) -> None:
    book = load_workbook(io.BytesIO(downloaded(client, "xlsx", lang="de")))
    assert book.sheetnames[0] == "Bedarfe"
    assert [row[1].value for row in book.worksheets[0].rows] == ["Bedarf", *NEEDS]


def test_a_table(client: FlaskClient) -> None:
    text = downloaded(client, "csv", lang="fr").decode("utf-8-sig")
    rows = [*csv.DictReader(io.StringIO(text, newline=""))]
    assert (rows[0]["Besoin"], rows[0]["Organisation"]) == (NEEDS[0], "CleanAir")
    assert {row["Besoin"] for row in rows} == set(NEEDS)


def test_json_is_the_answer_of_the_interface(client: FlaskClient) -> None:
    found = json.loads(downloaded(client, "json", lang="en"))
    ExpertsResponse.model_validate(found)
    asked = client.post("/api/v1/experts", json=PROJECT.model_dump(mode="json")).json
    assert asked is not None
    assert {**found, "milliseconds": 0} == {**asked, "milliseconds": 0}


def test_organisations_that_have_gone_are_left_out_of_the_wishes(client: FlaskClient) -> None:
    wished = PROJECT.model_copy(
        update={"wishes": Wishes(include=("clean-air", "gone"), exclude=("gone-too",))}
    )
    response = client.get("/experts.json", query_string={"project": to_address_part(wished)})
    assert response.status_code == 200
    assert response.json is not None
    assert response.json["project"]["wishes"]["include"] == ["clean-air"]
    assert response.json["project"]["wishes"]["exclude"] == []


def packed(project: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(zlib.compress(json.dumps(project).encode())).decode().rstrip("=")


@pytest.mark.parametrize(
    "part",
    [
        "",
        "x",
        to_address_part(PROJECT)[:-9],
        packed({"needs": []}),
        packed({"needs": [{"text": "masks"}] * 31}),
        packed({"needs": [{"text": "?!"}]}),
        packed({"needs": [{"text": "masks"}], "wishes": {"at_most": 0}}),
    ],
)
@pytest.mark.parametrize("kind", ["docx", "json"])
def test_an_address_without_a_project_is_400(client: FlaskClient, kind: str, part: str) -> None:
    response = client.get(f"/experts.{kind}", query_string={"project": part, "lang": "en"})
    assert response.status_code == 400
    assert response.mimetype == "text/html"
    assert "<h1>" in response.text and "Traceback" not in response.text
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_without_an_index_it_is_503(settings: Settings, tmp_path: Path) -> None:
    made = filled(tmp_path, reindex=False)
    app = create_app(settings, knowledge_base=made, warm_up=False)
    response = app.test_client().get(f"/experts.xlsx?project={to_address_part(PROJECT)}")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert response.mimetype == "text/html"
    made.store.close()


def test_another_ending_is_404(client: FlaskClient) -> None:
    assert client.get(f"/experts.pdf?project={to_address_part(PROJECT)}").status_code == 404
