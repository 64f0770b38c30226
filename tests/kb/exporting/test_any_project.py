"""Whatever a project asks, its answer becomes files that read back."""

import csv
import io

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kb.exporting.project_document import project_document
from kb.exporting.project_report import ProjectReport
from kb.exporting.project_table import project_table
from kb.exporting.project_workbook import project_workbook
from kb.exporting.undated import ILLEGAL
from kb.knowledge_base import KnowledgeBase
from kb.project.project import Project, ProjectNeed
from kb.project.wishes import Wishes
from kb.wording.phrases import LANGUAGES
from tests.kb.exporting.conftest import NOW

TEXTS = st.text(max_size=60).map(lambda text: f"{text} masks ".strip())
NEEDS = st.lists(
    st.builds(ProjectNeed, text=TEXTS, weight=st.sampled_from([1, 2, 3])), min_size=1, max_size=8
)
WISHES = st.builds(
    Wishes,
    include=st.sampled_from([(), ("clean",), ("clean", "rna")]),
    exclude=st.sampled_from([(), ("at",)]),
    at_most=st.sampled_from([None, 2]),
    together=st.sampled_from([None, "together", "apart"]),
    strength=st.sampled_from(["strong", "possible", "weak"]),
)
PROJECTS = st.builds(
    Project,
    needs=NEEDS.map(tuple),
    about=st.text(max_size=80),
    conditions=st.text(max_size=40),
    wishes=WISHES,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(project=PROJECTS, language=st.sampled_from(LANGUAGES))
def test_any_project_is_exported_and_read_back(
    knowledge_base: KnowledgeBase, project: Project, language: str
) -> None:
    report = ProjectReport(knowledge_base.experts(project, top=2), language, NOW)
    texts = [ILLEGAL.sub("", need.text) for need in project.needs]
    sheet = load_workbook(io.BytesIO(project_workbook(report))).worksheets[0]
    told = [str(row[1].value) for row in [*sheet.rows][1:]]
    assert [" ".join(text.split()) for text in told] == [" ".join(text.split()) for text in texts]
    table = docx.Document(io.BytesIO(project_document(report))).tables[0]
    assert [row.cells[1].text for row in [*table.rows][1:]] == [" ".join(text.split()) for text in texts]
    rows = [*csv.reader(io.StringIO(project_table(report).decode("utf-8-sig"), newline=""))]
    assert len(rows) == 1 + sum(len(need.organisations) for need in report.answer.needs)
    assert all(len(row) == len(rows[0]) and not row[1].startswith(("=", "+", "-", "@")) for row in rows)
