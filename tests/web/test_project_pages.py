"""A project's description becomes an address, and the address its answer."""

import io
import logging

import pytest
from flask.testing import FlaskClient

from kb.answer import Band
from kb.project.wishes import Wishes
from kb.project_files.reading import MAX_FILE_BYTES
from tests.web.need_forms import token, typed
from tests.web.project_forms import (
    BEES_NEED,
    DESCRIPTION,
    MASKS_NEED,
    RNA_NEED,
    address,
    answered,
    describe,
    fields,
    project,
    project_of,
    sent,
    upload,
)
from tests.web.reading import ENGLISH, page, words
from tests.web.records import SCRIPT
from web.project_address import to_address_part


def test_home_and_navigation_lead_to_the_form(client: FlaskClient) -> None:
    for language, name, offer in (
        ("en", "New project", "You have a whole project? Find out who could do it with you"),
        ("fr", "Nouveau projet", "Vous avez tout un projet\u00a0? Voyez qui pourrait le mener avec vous"),
        ("nl", "Nieuw project", "Hebt u een heel project? Zie wie het met u zou kunnen uitvoeren"),
        ("de", "Neues Projekt", "Haben Sie ein ganzes Projekt? Sehen Sie, wer es mit Ihnen umsetzen könnte"),
    ):
        home = page(client, "/", language)
        assert f'href="/experts">{name}</a>' in home
        assert " ".join(offer.split()) in words(home)


def test_a_description_is_answered_at_an_address_that_holds_it_all(client: FlaskClient) -> None:
    response = describe(client, DESCRIPTION)
    found = project_of(response)
    assert [need.text for need in found.needs][:1] == [RNA_NEED]  # essential comes first
    assert {MASKS_NEED, RNA_NEED, BEES_NEED} >= {need.text for need in found.needs}
    assert found.description_length == len(DESCRIPTION)
    shown = page(client, response.headers["Location"])
    assert typed_needs(shown) == [need.text for need in found.needs]
    assert "% into the text" in words(shown)


def test_a_file_is_read_as_a_description(client: FlaskClient) -> None:
    file = (io.BytesIO(DESCRIPTION.encode()), "project.md")
    found = project_of(describe(client, "", file=file))
    assert RNA_NEED in [need.text for need in found.needs]


def test_the_answer_says_who_covers_what(client: FlaskClient) -> None:
    shown = answered(
        client, project("sterilise used masks hydrogen peroxide", "produces messenger RNA vaccines")
    )
    said = words(shown)
    assert (
        "2 organisations together could meet all 2 needs." in said
        or "One organisation could meet all" in said
    )
    assert "CleanAir" in said and "Sterilised masks for hospitals" in said
    assert '<mark title="answers “sterilise”"' in shown
    assert "2 needs" in said


def test_the_table_has_headers_and_marks_that_lead_to_the_evidence(client: FlaskClient) -> None:
    shown = answered(
        client, project("sterilise used masks hydrogen peroxide", "produces messenger RNA vaccines")
    )
    table = shown[shown.index("<table") : shown.index("</table>")]
    assert table.count('scope="row"') >= 2
    assert table.count('scope="col"') == 4  # organisations, two needs, wishes
    for anchor in set(hrefs(table)):
        if anchor.startswith("#"):
            assert f'id="{anchor[1:]}"' in shown, anchor


def hrefs(text: str) -> list[str]:
    return [piece.split('"', 1)[0] for piece in text.split('href="')[1:]]


def typed_needs(shown: str) -> list[str]:
    return fields(shown, "needs-form")["need"][:-1]


def test_needs_are_changed_removed_joined_and_added(client: FlaskClient) -> None:
    shown = answered(client, project("used masks", "messenger RNA", "ventilators"))
    needs = ["used masks, many", "messenger RNA", "ventilators", "a room in Mons"]
    changed = project_of(sent(client, "needs", shown, need=needs, weight=["1", "2", "3", "2"]))
    assert [(need.text, need.weight) for need in changed.needs] == [
        ("ventilators", 3),
        ("messenger RNA", 2),
        ("a room in Mons", 2),
        ("used masks, many", 1),
    ]
    removed = project_of(sent(client, "needs", shown, remove="2"))
    assert [need.text for need in removed.needs] == ["used masks", "ventilators"]
    joined = project_of(sent(client, "needs", shown, join="3"))
    assert [need.text for need in joined.needs] == ["used masks", "messenger RNA ventilators"]


def test_a_need_that_was_found_stays_one_where_it_was_found(client: FlaskClient) -> None:
    response = describe(client, DESCRIPTION)
    found, shown = project_of(response), page(client, response.headers["Location"])
    again = project_of(sent(client, "needs", shown))
    assert again == found
    assert all(need.start is not None for need in again.needs)


def test_a_condition_is_read_shown_and_taken_out_again(client: FlaskClient) -> None:
    asked = project("sterilise used masks", "messenger RNA vaccines", conditions="only SMEs")
    shown = answered(client, asked)
    said = words(shown)
    assert "Understood as" in said and "SMEs" in said
    assert "North University" not in shown[shown.index("<table") : shown.index("</table>")]
    without = [link for link in hrefs(shown) if "Remove" not in link and link.startswith("/experts?project=")]
    open_again = page(client, without[0])
    assert "Left out: Put back: SMEs" in " ".join(words(open_again).split())
    assert "North University" in open_again[open_again.index("<table") : open_again.index("</table>")]


def test_a_condition_that_is_not_understood_leaves_nobody_out(client: FlaskClient) -> None:
    shown = answered(client, project("sterilise used masks", conditions="blue and round"))
    said = words(shown)
    assert "Nothing in “blue and round” was understood as a condition, so nobody is left out for it." in said
    assert "CleanAir" in said


def test_conditions_that_nobody_meets_are_said_and_nothing_is_invented(client: FlaskClient) -> None:
    shown = answered(client, project("sterilise used masks", "messenger RNA", conditions="clusters in Namur"))
    said = words(shown)
    assert "No organisation in this compendium meets the conditions for all partners." in said
    assert "No organisation meets these conditions together. Take one of them out." in said
    assert "No organisation is found for it." in said
    assert "<table" not in shown
    assert 'class="member"' not in shown


def test_a_wish_is_granted_and_what_it_changed_is_said(client: FlaskClient) -> None:
    shown = answered(client, project("sterilise used masks hydrogen peroxide"))
    assert "CleanAir could meet the need." in words(shown)
    response = sent(client, "wishes", shown, leave_out="clean-air")
    wished = project_of(response)
    assert wished.wishes.exclude == ("clean-air",)
    after = page(client, response.headers["Location"])
    said = words(after)
    assert "What your wish changed" in said
    assert "Comes in: North University" in said
    assert "Goes: CleanAir" in said
    assert "Left out: Take this wish back: CleanAir" in said
    back = project_of(sent(client, "wishes", after, free="clean-air"))
    assert back.wishes == Wishes()


def test_the_small_form_sets_the_other_wishes(client: FlaskClient) -> None:
    shown = answered(client, project("sterilise used masks"))
    response = sent(
        client, "wishes", shown, put_in="north-university", at_most="2", together="apart", strength="strong"
    )
    assert project_of(response).wishes == Wishes(
        include=("north-university",), at_most=2, together="apart", strength=Band.STRONG
    )


def test_a_need_that_nobody_meets_is_offered_as_an_open_one(client: FlaskClient) -> None:
    shown = answered(client, project("kindergeld antrag"))
    said = words(shown)
    assert "Nobody in this compendium clearly meets what this project needs." in said
    assert "Nothing in this compendium is close to this need." in said
    assert "Record it as an open need" in said
    assert 'id="open-1-text"' in shown


def test_nothing_is_kept_by_caches_robots_or_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    response = client.get(address(project("osteomyelitis phages")), headers=ENGLISH)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.text
    describe(client, DESCRIPTION)
    assert "Disallow: /experts\n" in page(client, "/robots.txt")
    assert "osteomyelitis" not in caplog.text and "project=" not in caplog.text
    assert "hydrogen" not in caplog.text


def test_a_long_question_is_offered_as_a_project(client: FlaskClient) -> None:
    short = page(client, "/search?q=" + "+".join(["masks"] * 60))
    assert "is-project" not in short
    text = f"{MASKS_NEED} " * 6
    shown = client.get("/search", query_string={"q": text}, headers=ENGLISH).text
    assert "If it describes a whole project, see who could meet each of its needs." in words(shown)
    form = fields(shown, "is-project")
    assert form["text"] == [text]
    assert client.post("/experts", data=form).status_code == 303


def test_there_are_files_to_take_along(client: FlaskClient) -> None:
    asked = project("sterilise used masks")
    shown = answered(client, asked)
    assert "Take it along" in words(shown)
    for kind in ("docx", "xlsx", "csv", "json"):
        assert f'href="/experts.{kind}?project={to_address_part(asked)}"' in shown


def test_markup_in_a_description_never_runs(client: FlaskClient) -> None:
    nasty = f"{SCRIPT} we are looking for <b>a hospital</b> that tests masks"
    refused = client.post("/experts", data={"text": nasty}, headers=ENGLISH)
    assert refused.status_code == 400 and typed(refused.text) == nasty
    shown = answered(client, project(nasty))
    assert SCRIPT not in shown and SCRIPT not in refused.text
    assert typed_needs(shown) == [nasty]


def test_a_form_without_its_token_keeps_what_was_typed(client: FlaskClient) -> None:
    refused = client.post("/experts/needs", data={"need": ["masks", "beds"], "weight": ["3", "1"]})
    assert refused.status_code == 400
    assert typed_needs(refused.text) == ["masks", "beds"]
    assert token(refused.text)


def test_a_file_of_twenty_megabytes_is_refused_by_its_reader_and_a_larger_one_before(
    client: FlaskClient,
) -> None:
    large = upload(client, "large.txt", b"a" * (MAX_FILE_BYTES + 1), text="kept")
    assert large.status_code == 400
    assert "The file is too large." in words(large.text)
    assert typed(large.text) == "kept"
    huge = upload(client, "huge.pdf", b"a" * 50_000_000)
    assert huge.status_code == 413
    assert "A file may have 20 MB at most." in words(huge.text)
