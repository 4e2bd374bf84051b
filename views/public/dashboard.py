"""The verdict dashboard."""

from flask import Blueprint, Response, abort, render_template, request

from formats import tables, tallies
from formats.tallies import Bar
from queries import statistics
from queries.statistics import Period
from views import caching
from views.sites import site

dashboard = Blueprint("dashboard", __name__, url_prefix="/dashboard")
caching.readers(dashboard)


@dashboard.get("")
def verdicts() -> Response:
    counts, periods = statistics.by_rating(), statistics.over_time()
    tag = caching.tag("dashboard", counts, periods)
    return caching.unchanged(tag) or caching.tagged(
        tag,
        render_template(
            "public/dashboard.html",
            bars=(bars := tallies.on_scale(counts, site().scale)),
            periods=periods,
            total=bars[0].total if bars else 0,
            finding=tallies.finding_by_rating(bars) if bars else "",
            finding_over_time=tallies.finding_over_time(periods) if periods else "",
        ),
    )


@dashboard.get("/verdicts.csv")
def verdicts_csv() -> Response:
    """The dashboard's tables: by rating, or with ?table=time over time."""
    table = request.args.get("table", "rating")
    if table == "rating":
        text = _by_rating(tallies.on_scale(statistics.by_rating(), site().scale))
    elif table == "time":
        text = _over_time(statistics.over_time())
    else:
        abort(404)
    tag = caching.tag("csv", text)
    return caching.unchanged(tag) or caching.tagged(tag, _as_file(text, f"verdicts-by-{table}.csv"))


def _by_rating(bars: list[Bar]) -> str:
    return tables.csv_text(
        ("Rating", "Checks", "Of"), [(bar.label, bar.count, bar.total) for bar in bars]
    )


def _over_time(periods: list[Period]) -> str:
    return tables.csv_text(
        ("First published", "Checks"), [(period.name, period.checks) for period in periods]
    )


def _as_file(text: str, name: str) -> Response:
    answer = Response(text, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
