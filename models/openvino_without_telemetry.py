"""Imports OpenVINO without its telemetry.

Importing it reports to a web analytics service and leaves an identifier in the home folder, unless the
package that does so cannot be imported; OpenVINO then falls back on a stub of its own. A need typed into
Compendium is nobody's business, and neither is that it runs.
"""

import sys

_TELEMETRY = "openvino_telemetry"

if "openvino" not in sys.modules:
    sys.modules.setdefault(_TELEMETRY, None)  # type: ignore[arg-type]  # what makes an import fail

import openvino  # noqa: E402

__all__ = ["openvino"]
