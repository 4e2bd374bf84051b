"""Nothing is skipped in silence: a test that cannot run here is a failure to prepare."""

from typing import TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def fail_if_skipped(report: Report) -> Report:
    """Make a failure of a skip. A test that is expected to fail (strictly) stays what it is."""
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} skipped itself: {report.longrepr}"
    return report
