"""HTML that shows the evidence: self-contained pages that open from disk and load nothing from anywhere.

records, files = load("outputs")
report(records, Path("report.html"), files)
comparison_page(comparison.to_json(), Path("comparison.html"), records, files)
quotations_page(checked.to_json(), Path("quotations.html"), records, files)
"""

from __future__ import annotations

from pipeline.report.comparing import comparison_page
from pipeline.report.inputs import load
from pipeline.report.pages import report
from pipeline.report.quoting import quotations_page

__all__ = ["comparison_page", "load", "quotations_page", "report"]
