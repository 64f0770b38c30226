"""The bundled model on the sample: which initiative wins, by name."""

import json
from pathlib import Path

import pytest

from indexer import Engine, open_engine
from indexer.passage import Document, DocumentText
from tests.sample_vectors import put_vectors

pytestmark = pytest.mark.real_model

SAMPLE = Path(__file__).parents[2] / "kb/sample/initiatives.jsonl"


def document(line: str) -> Document:
    record = json.loads(line)
    texts = {record.get("language", "en"): record, **record.get("translations", {})}
    return Document(
        record["id"],
        tuple(
            DocumentText(language, "description", text["title"], text["description"])
            for language, text in texts.items()
        ),
    )


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, sample_vectors: Path) -> Engine:
    index = tmp_path_factory.mktemp("real") / "index"
    put_vectors(sample_vectors, index)
    opened = open_engine(index)
    lines = SAMPLE.read_text("utf-8").splitlines()
    opened.build(map(document, lines), source_counter=1)
    return opened


@pytest.mark.parametrize(
    ("query", "winner"),
    [
        ("qui produit de l'ARN messager ?", "quantoom-biosciences-cheaper-messenger-rna-production"),
        ("Handgel aus Alkohol von Brennereien", "hand-sanitiser-walloon-distilleries-cosmetics-makers"),
        ("Abwasser der Bevölkerung auf das Virus überwachen", "wastewater-surveillance-sars-cov-2-wallonia"),
        ("afvalwater van ziekenhuizen zuiveren", "hospital-wastewater-treatment-removes-virus"),
        ("open source emergency ventilator", "breath4life-emergency-open-source-ventilator"),
        ("pièces détachées pour respirateurs", "urgent-fab-med-mat-ventilator-spare"),
        ("kunstmatige intelligentie longscan", "dragon-ai-diagnosis-prognosis-chest-ct"),
        ("deuil des enfants", "children-mourning-covid-19-uliege-psychology"),
        ("plasma de convalescents", "convalescent-plasma-trial-chu-liege"),
        ("Roboter, die Räume desinfizieren", "uv-disinfection-robots-walloon-hospitals"),
        ("caddies de supermarché", "uv-disinfection-shopping-trolleys"),
        ("who makes the AstraZeneca vaccine", "novasep-seneffe-makes-astrazeneca-oxford-vaccine"),
    ],
)
def test_questions_in_four_languages_find_their_initiative(engine: Engine, query: str, winner: str) -> None:
    assert engine.search([query]).hits[0][0].passage.document_id == winner


def test_the_words_that_answer_light_up_across_languages(engine: Engine) -> None:
    query = "Roboter, die Räume desinfizieren"
    [[hit, *_]] = engine.search([query], top=1).hits
    words = {
        (hit.passage.text[match.start : match.end].lower(), query[match.query_start : match.query_end])
        for match in hit.matches
    }
    assert {asked for _, asked in words} == {"Roboter", "Räume", "desinfizieren"}
    assert words & {("robots", "Roboter"), ("robot", "Roboter")}
    assert words & {("room", "Räume"), ("rooms", "Räume"), ("chambres", "Räume")}


def test_a_batch_answers_as_its_queries_would_alone(engine: Engine) -> None:
    queries = ["masques", "Impfstoff", "a longer question about ventilators and who repairs them"]
    together, alone = engine.search(queries).hits, [engine.search([query]).hits[0] for query in queries]
    for hits, expected in zip(together, alone, strict=True):
        assert hits == expected
        assert [hit.quote() for hit in hits] == [hit.quote() for hit in expected]
