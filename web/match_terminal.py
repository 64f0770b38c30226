"""Needs and what answers them on the command line."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from web.terminal import WHO_COUNT, band_words, console, evidence_line, print_indented

if TYPE_CHECKING:
    from rich.console import Console

    from kb.need_match import Need, NeedMatch, Offer
    from kb.new_answers import NewAnswers


def show_matches(matches: "Iterable[NeedMatch]") -> None:
    """Each need, who states it, and rank, name, band, organisations and evidence of what answers it."""
    from rich.text import Text

    out = console()
    for match in matches:
        out.print(Text(" ".join(match.need.text.split()), style="bold"))
        out.print(Text(_stated_by(match.need), style="dim"))
        for offer in match.offers:
            _show_offer(out, offer)
        if not match.offers:
            out.print("     Nothing is close to it.")
        out.print("")


def _stated_by(need: "Need") -> str:
    from kb.model import Initiative, OpenNeed

    stated_by = need.stated_by
    if isinstance(stated_by, OpenNeed):
        return f"open need {stated_by.id} of a visitor, {stated_by.recorded_at:%Y-%m-%d}, {stated_by.status}"
    if isinstance(stated_by, Initiative):
        return f"stated by the initiative {stated_by.id}: {stated_by.title}"
    return f"stated by the organisation {stated_by.id}: {stated_by.name}"


def _show_offer(out: "Console", offer: "Offer") -> None:
    from rich.text import Text

    from kb.model import Initiative

    by = offer.by
    name = by.title if isinstance(by, Initiative) else by.name
    line = Text(f"{offer.rank:>3}. ").append(name, style="bold")
    out.print(line.append(band_words(offer.band), style="dim"))
    if isinstance(by, Initiative):
        names = [organisation.name for organisation in offer.organisations]
        more = f" and {len(names) - WHO_COUNT} more" if len(names) > WHO_COUNT else ""
        if names:
            out.print(Text(f"     {', '.join(names[:WHO_COUNT])}{more}", style="cyan"))
    else:
        out.print(Text("     offers:", style="cyan"))
    print_indented(out, evidence_line(offer.evidence))
    out.print(Text(f"     {by.id}", style="dim"))


def summary(matches: "Sequence[NeedMatch]") -> str:
    """How many needs there are and how many of them are answered."""
    answered = sum(bool(match.offers) for match in matches)
    others = len(matches) - answered
    if not matches:
        return "Nothing to list: no such need, and no such answer."
    if not answered:
        return "1 need: nothing is close." if others == 1 else f"{others:,} needs: nothing is close to any."
    said = f"{_counted(len(matches), 'need')}, {answered:,} answered"
    return f"{said}; nothing is close to the other{'s' if others > 1 else ''}." if others else f"{said}."


def new_answers_in_words(answers: "NewAnswers") -> str:
    """What a build has to tell those who wait for an answer, and the command that lists it."""
    said = []
    if answers.need_count:
        counts = (answers.initiative_count, "initiative"), (answers.organisation_count, "organisation")
        who = " and ".join(_counted(count, noun) for count, noun in counts if count)
        verb = "answers" if answers.initiative_count + answers.organisation_count == 1 else "answer"
        said.append(f"{who}, new or changed, {verb} {_counted(answers.need_count, 'need')}")
    if answers.stated_count:
        verb = "is" if answers.stated_count == 1 else "are"
        said.append(f"{_counted(answers.stated_count, 'need')} of new or changed initiatives {verb} answered")
    since = f" --since {answers.since}" if answers.since else ""
    return f"{'; '.join(said)}: `compendium matches{since}`."


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
