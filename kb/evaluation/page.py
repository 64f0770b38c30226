"""The report page: one HTML file that needs nothing else, failures first, question by question."""

from kb.evaluation.curve import curve
from kb.evaluation.markup import Markup, element, join
from kb.evaluation.measures import MAIN
from kb.evaluation.result import Evaluation, QuestionResult, Ranked
from kb.evaluation.tables import Table, tables

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --wrong: #b3261e; --right: #1b6e3c; }
@media (prefers-color-scheme: dark) { :root { --wrong: #ff8a80; --right: #7bd89b; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .2rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top; }
.figures td { white-space: nowrap; }
details { border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .8rem; margin: .5rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
.wrong { color: var(--wrong); } .right { color: var(--right); } .quiet { opacity: .75; font-size: .9em; }
svg { max-width: 26rem; width: 100%; height: auto; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LONGEST_HEADING = 160


def page(evaluation: Evaluation) -> str:
    """The whole page as HTML; every text of questions and records is escaped."""
    title = f"Evaluation: {evaluation.half} half, {evaluation.question_count} questions"
    failed = sorted((q for q in evaluation.questions if q.failures), key=_quality)
    passed = [question for question in evaluation.questions if not question.failures]
    head = element(
        "head",
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        element("title", title),
        element("style", Markup(_STYLE)),
    )
    body = element(
        "body",
        element("h1", title),
        *(_table(table) for table in tables(evaluation)),
        curve(evaluation.abstention) if evaluation.abstention else "",
        element("h2", f"Failures ({len(failed)})"),
        *(_question(question) for question in failed),
        element("h2", f"The other questions ({len(passed)})"),
        *(_question(question) for question in passed),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en')}\n"


def _quality(question: QuestionResult) -> tuple[float, int, str]:
    """Sorts the worst first; without an nDCG a failed question counts as 0."""
    return question.measures.get(MAIN, 0.0), -len(question.failures), question.id


def _table(table: Table) -> Markup:
    head = element("tr", *(element("th", column) for column in table.columns))
    rows = (element("tr", *(element("td", text) for text in row)) for row in table.rows)
    return join(
        element("h2", table.title), element("div", element("table", head, *rows), class_="wide figures")
    )


def _question(question: QuestionResult) -> Markup:
    heading = question.text[:_LONGEST_HEADING] + ("…" if len(question.text) > _LONGEST_HEADING else "")
    about = f"{question.id} · {question.set_name} · {question.kind} · {question.language} · {question.half}"
    measures = ", ".join(f"{name} {value:.2f}" for name, value in question.measures.items())
    close = "close" if question.is_close else "nothing close"
    return element(
        "details",
        element("summary", heading, " ", element("span", "; ".join(question.failures), class_="wrong")),
        element("p", question.text) if heading != question.text else "",
        element("p", f"{about} · confidence {question.confidence:.3f} ({close})", class_="quiet"),
        element("p", measures, class_="quiet"),
        element("p", f"Right answer: {question.answer}") if question.answer else "",
        *(_ranked(ranked) for ranked in question.rankings),
    )


def _ranked(ranked: Ranked) -> Markup:
    shown = {found.id for found in ranked.found}
    found = [
        (str(rank), f"{one.title} ({one.id})", f"{one.score:.3f}", str(one.grade) if one.grade else "")
        for rank, one in enumerate(ranked.found, start=1)
    ]
    missed = [
        (str(one.rank) if one.rank else "not found", f"{one.title} ({one.id})", "", str(one.grade))
        for one in ranked.wanted
        if one.id not in shown
    ]
    head = element("tr", *(element("th", name) for name in ("rank", ranked.target, "score", "grade")))
    rows = [_row(row, "right" if row[-1] else "") for row in found] + [_row(row, "wrong") for row in missed]
    return element("div", element("table", head, *rows), class_="wide")


def _row(cells: tuple[str, ...], class_: str) -> Markup:
    return element("tr", *(element("td", text) for text in cells), class_=class_)
