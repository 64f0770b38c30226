"""The forms about a new project as a browser handles them."""

import html
import io
import re
from urllib.parse import parse_qs, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kb.project.project import Project, ProjectNeed
from kb.project.wishes import Wishes
from tests.web.need_forms import token
from tests.web.reading import ENGLISH, page
from web.project_address import from_address_part, to_address_part

MASKS_NEED = "We are looking for a company that can sterilise used masks with hydrogen peroxide."
RNA_NEED = "It is essential that we find an institute that produces messenger RNA for vaccines."
BEES_NEED = "We need somebody who teaches bees to find mines."
DESCRIPTION = f"Partners sought\n\n- {MASKS_NEED}\n- {RNA_NEED}\n- {BEES_NEED}\n"


def project(*texts: str, conditions: str = "", wishes: Wishes | None = None) -> Project:
    """A project with needs as they are added by hand."""
    return Project(
        needs=tuple(ProjectNeed(text=text) for text in texts),
        conditions=conditions,
        wishes=wishes or Wishes(),
    )


def address(of: Project) -> str:
    return f"/experts?project={to_address_part(of)}"


def answered(client: FlaskClient, of: Project, language: str = "en") -> str:
    return page(client, address(of), language)


def describe(client: FlaskClient, text: str = "", language: str = "en", **more: object) -> TestResponse:
    form = {"text": text, "csrf_token": token(page(client, "/experts")), **more}
    return client.post("/experts", data=form, headers={"Accept-Language": language})


def fields(shown: str, css: str) -> dict[str, list[str]]:
    """What a browser would send of the form of class `css`, without its buttons."""
    found = re.search(rf'<form[^>]*class="{css}[^"]*".*?</form>', shown, re.DOTALL)
    assert found is not None
    values: dict[str, list[str]] = {}
    pattern = (
        r'<input[^>]*name="(?P<input>\w+)"[^>]*value="(?P<value>[^"]*)"'
        r'|<textarea[^>]*name="(?P<area>\w+)"[^>]*>\n?(?P<text>.*?)</textarea>'
        r'|<select[^>]*name="(?P<select>\w+)".*?<option value="(?P<chosen>[^"]*)" selected'
    )
    for match in re.finditer(pattern, found.group(0), re.DOTALL):
        part = match.groupdict()
        name = part["input"] or part["area"] or part["select"]
        value = part["value"] if part["input"] else part["text"] if part["area"] else part["chosen"]
        values.setdefault(name, []).append(html.unescape(value or ""))
    return values


def sent(client: FlaskClient, form: str, shown: str, **changed: object) -> TestResponse:
    css = {"needs": "needs-form", "wishes": "wishes"}[form]
    data = {**fields(shown, css), **changed}
    return client.post(f"/experts/{form}", data=data, headers={"Accept-Language": "en"})


def project_of(response: TestResponse) -> Project:
    """The project in the address that `response` leads to."""
    assert response.status_code == 303, response.text
    query = parse_qs(urlsplit(response.headers["Location"]).query)
    return from_address_part(query["project"][0])


def upload(client: FlaskClient, name: str, data: bytes, *, text: str = "") -> TestResponse:
    """The form with a large file; the body is made here, as the client's own would leave a file open."""
    body = io.BytesIO()
    for field, value in (("csrf_token", token(page(client, "/experts"))), ("text", text)):
        body.write(f'--edge\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode())
    body.write(f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode())
    body.write(data + b"\r\n--edge--\r\n")
    return client.post(
        "/experts",
        input_stream=io.BytesIO(body.getvalue()),
        content_length=body.tell(),
        content_type="multipart/form-data; boundary=edge",
        headers=ENGLISH,
    )
