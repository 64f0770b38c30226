"""Fits the model that tells which sentences state a need: ``python -m tests.relevance.fit_stating``.

Reads the training texts and the develop half of the judged projects, and the bundled model; writes
``kb/project/data/stating.json``. Prints how well needs are found in texts that were left out of the fit
(20 folds, whole texts), at the threshold it chooses: the lowest with at most `SPURIOUS` needs too many a text.
"""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from kb.project.needs import in_context
from kb.project.segments import Segment, segments
from kb.project.stating import features
from tests.relevance.judged_projects import FOLDER, Spans, is_same_place, spans_of_needs
from tests.relevance.system import system_over

SPURIOUS = 0.7
"""Segments a text that are taken for needs and are none."""
FOLDS = 20
STRENGTH = 0.3
"""Inverse of the regularisation, chosen on the develop half."""
VECTOR_SCALE = 3.0
"""How much more freely the dimensions of vectors are fitted than the features; chosen on the develop half."""
OUT = Path(__file__).parents[2] / "kb" / "project" / "data" / "stating.json"
