"""The stored figures of the report half, and how today's differ from them.

``python -m tests.relevance.expectation`` stores today's figures.
"""

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

STORED = Path(__file__).with_name("expected.json")
TOLERANCE = 0.01
UPDATE = "python -m tests.relevance.expectation"


def differences(expected: Mapping[str, float], figures: Mapping[str, float]) -> list[str]:
    """One line for each figure that fell or rose by more than TOLERANCE, appeared or disappeared."""
    lines = []
    for name in sorted(expected.keys() | figures.keys()):
        if name not in figures:
            lines.append(f"{name}: stored as {expected[name]:.4f}, not measured any more")
        elif name not in expected:
            lines.append(f"{name}: {figures[name]:.4f}, not stored yet")
        # A little more than the tolerance, so that a difference of exactly .01 passes as a float too.
        elif abs(figures[name] - expected[name]) > TOLERANCE + 1e-9:
            verb = "fell" if figures[name] < expected[name] else "rose"
            lines.append(f"{name}: {verb} from {expected[name]:.4f} to {figures[name]:.4f}")
    return lines


def read_expected() -> dict[str, float]:
    """The stored figures by name."""
    stored: dict[str, float] = json.loads(STORED.read_text(encoding="utf-8"))
    return stored


def write_expected(figures: Mapping[str, float]) -> None:
    """Store `figures`, to four decimals, so that a commit shows what changed."""
    rounded = {name: round(value, 4) for name, value in sorted(figures.items())}
    STORED.write_text(json.dumps(rounded, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Evaluate and store, and say what changed."""
    from tests.relevance.system import evaluate_bundled

    with tempfile.TemporaryDirectory() as folder:
        figures = evaluate_bundled(Path(folder), half="report").figures()
    if STORED.exists():
        sys.stdout.writelines(f"{line}\n" for line in differences(read_expected(), figures))
    write_expected(figures)


if __name__ == "__main__":
    main()
