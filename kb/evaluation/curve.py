"""The abstention curve as a drawing inside the page."""

from kb.evaluation.abstention import Abstention
from kb.evaluation.markup import Markup, element

_SIDE = 100


def curve(abstention: Abstention) -> Markup:
    """Share of unanswerable questions recognised (up) against answerable ones refused (right).

    The dot is the point that is shipped.
    """
    points = [(0.0, 0.0), *((p.refused, p.recognised) for p in abstention.curve), (1.0, 1.0)]
    line = " ".join(f"{x * _SIDE:.2f},{(1 - y) * _SIDE:.2f}" for x, y in points)
    shipped = abstention.refused.value * _SIDE, (1 - abstention.recognised.value) * _SIDE
    stroke = {"fill": "none", "stroke": "currentColor"}
    drawing = element(
        "svg",
        element("polyline", points=f"0,0 0,{_SIDE} {_SIDE},{_SIDE}", stroke_width="0.4", **stroke),
        element("polyline", points=line, stroke_width="1", **stroke),
        element("circle", cx=f"{shipped[0]:.2f}", cy=f"{shipped[1]:.2f}", r="2", fill="currentColor"),
        viewBox="-4 -4 108 108",
        role="img",
        aria_label="Abstention curve",
    )
    caption = "Unanswerable questions recognised (up) against answerable ones refused (right), 0 to 1."
    return element(
        "figure", drawing, element("figcaption", f"{caption} The dot is the point that is shipped.")
    )
