"""The dashboard, and the tallies that it is drawn from."""

import csv
import io
from collections import Counter
from datetime import date

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from formats import tables, tallies
from models.base import db
from models.public import PublicClaim, PublicClaimTopic, PublicState, PublicTally
from queries import statistics
from queries.statistics import Count, Period
from tests.support.newsroom import corrected, open_newsroom, published_claim
from tests.support.reading import links, texts, words

RATINGS = ["true", "mostly-true", "half-true", "mostly-false", "false", "unproven"]
SCALE = {
    "slug": "six",
    "ratings": [{"slug": slug, "label": slug, "mark": "m", "ramp": "r"} for slug in RATINGS],
}


def counted(desk):
    """The tallies as they are stored, without the day."""
    with desk():
        rows = db.public.execute(
            select(
                PublicTally.dimension, PublicTally.key, PublicTally.rating_slug, PublicTally.count
            )
        )
        found = Counter()
        for dimension, key, rating, count in rows:
            assert count > 0
            found[dimension, key, rating] += count
        return found


def recounted(desk):
    """The same, counted anew from the checks."""
    found = Counter()
    with desk():
        topics = db.public.execute(select(PublicClaimTopic.claim_id, PublicClaimTopic.topic_slug))
        about = list(topics)
        for claim in db.public.scalars(select(PublicClaim)):
            if claim.state not in (PublicState.LIVE, PublicState.UNDER_REVIEW):
                continue
            found["all", "", claim.rating_slug] += 1
            if claim.claimant_slug:
                found["claimant", claim.claimant_slug, claim.rating_slug] += 1
            for claim_id, topic in about:
                if claim_id == claim.claim_id:
                    found["topic", topic, claim.rating_slug] += 1
    return found


step = st.tuples(
    st.sampled_from(RATINGS),
    st.sampled_from(["Mayor Example", "A Party", "Somebody"]),
    st.lists(st.sampled_from(["Bridges", "Budget", "War"]), unique=True, max_size=2),
    st.none() | st.sampled_from(RATINGS),
)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, max_size=3))
def test_tallies_equal_a_recount_after_any_publications(desk, people, steps):
    for rating, claimant, topics, later in steps:
        claim = published_claim(
            desk,
            people,
            rating=rating,
            claimant=claimant,
            claimant_kind="unnamed" if claimant == "Somebody" else "person",
            topics=", ".join(topics),
        )
        if later:
            corrected(desk, people, claim, rating=later)
    assert counted(desk) == recounted(desk)


def test_a_correction_moves_the_check_and_keeps_its_day(desk, people):
    with time_machine.travel("2026-03-01T12:00Z"):
        claim = published_claim(desk, people, rating="true")
    with time_machine.travel("2026-05-01T12:00Z"):
        corrected(desk, people, claim, rating="false")
    with desk():
        rows = db.public.execute(
            select(PublicTally.day, PublicTally.rating_slug).where(PublicTally.dimension == "all")
        ).all()
    assert rows == [(date(2026, 3, 1), "false")]


# The page


def test_before_the_first_check(client, desk):
    open_newsroom(desk)
    page = client.get("/dashboard")
    assert "No check is published yet" in words(page)
    assert "<svg" not in page.text
    assert client.get("/dashboard/verdicts.csv").text == "Rating,Checks,Of\r\n"


def test_shows_every_rating_in_the_order_of_the_scale(client, desk, people):
    for rating in ("false", "unproven", "false"):
        published_claim(desk, people, rating=rating)
    page = client.get("/dashboard")
    assert texts(page, "bar-label") == [
        "True", "Mostly true", "Half true", "Mostly false", "False", "Unproven",
    ]  # fmt: skip
    assert texts(page, "bar-value") == [
        "0 of 3", "0 of 3", "0 of 3", "0 of 3", "2 of 3", "1 of 3",
    ]  # fmt: skip
    first, over_time = texts(page, "chart-finding")
    assert first == "The most frequent rating is “False”: 2 of 3 checks."
    assert over_time.startswith("All 3 checks were published on")
    basis = texts(page, "chart-basis")[0]
    assert basis.startswith("3 checks, first published on")
    assert "We choose which claims to check" in words(page)
    assert "%" not in words(page)


def test_each_chart_has_its_table_and_its_csv(client, desk, people):
    with time_machine.travel("2026-03-30T12:00Z"):
        published_claim(desk, people, rating="false")
    with time_machine.travel("2026-04-01T12:00Z"):
        published_claim(desk, people, rating="true")
    page = client.get("/dashboard")
    by_rating, over_time = texts(page, "data-table")
    assert by_rating.startswith("Checks by rating Rating Checks Of True 1 2")
    assert over_time == ("Checks over time First published Checks 30 March 2026 1 1 April 2026 1")
    assert {a for a in links(page) if ".csv" in a} == {
        "/dashboard/verdicts.csv",
        "/dashboard/verdicts.csv?table=time",
    }
    answer = client.get("/dashboard/verdicts.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert "verdicts-by-rating.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["Rating"] for row in rows if row["Checks"] == "1"] == ["True", "False"]
    assert client.get("/dashboard/verdicts.csv?table=time").text.splitlines() == [
        "First published,Checks", "2026-03-30,1", "2026-03-31,0", "2026-04-01,1",
    ]  # fmt: skip


def test_counts_of_the_desk_s_day(client, desk, people):
    open_newsroom(desk, time_zone="Pacific/Auckland")
    with time_machine.travel("2026-03-30T23:00Z"):
        published_claim(desk, people)
    assert "published on 31 March 2026" in words(client.get("/dashboard"))


# Its parts


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        ("2026-03-01", "2026-03-03", ["2026-03-01", "2026-03-02", "2026-03-03"]),
        ("2026-01-31", "2026-03-03", ["2026-01", "2026-02", "2026-03"]),
        ("2020-12-31", "2025-01-01", ["2020", "2021", "2022", "2023", "2024", "2025"]),
    ],
)
def test_time_is_cut_to_suit_the_span_and_has_no_gaps(desk, first, last, names):
    with desk():
        db.writing()
        for day in (first, last):
            db.session.add(
                PublicTally(
                    dimension="all",
                    key="",
                    day=date.fromisoformat(day),
                    scale_slug="six",
                    rating_slug="true",
                    count=2,
                )
            )
        db.commit()
        periods = statistics.over_time()
    assert [period.name for period in periods] == names
    assert [period.checks for period in periods] == [2, *[0] * (len(names) - 2), 2]


def bars(*numbers, scale="six"):
    counts = [
        Count(scale, slug, number) for slug, number in zip(RATINGS, numbers, strict=False) if number
    ]
    return tallies.on_scale(counts, SCALE)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ([1], "One check is published; it rates its claim “true”."),
        ([0, 0, 4], "All 4 checks rate the claim “half-true”."),
        ([1, 0, 4], "The most frequent rating is “half-true”: 4 of 5 checks."),
        ([2, 2, 1], "The most frequent ratings are “true” and “mostly-true”: 2 of 5 checks each."),
    ],
)
def test_finding_by_rating(numbers, sentence):
    assert tallies.finding_by_rating(bars(*numbers)) == sentence


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ([1], "The check was published in January 2026."),
        ([3], "All 3 checks were published in January 2026."),
        ([1, 5], "Most were published in February 2026: 5 of 6 checks."),
        ([2, 0, 2], "4 checks were published from January 2026 to March 2026."),
        ([2, 1, 1, 1], "The largest number was published in January 2026: 2 of 5 checks."),
    ],
)
def test_finding_over_time(numbers, sentence):
    periods = [Period(f"2026-{month:02}", number) for month, number in enumerate(numbers, start=1)]
    assert tallies.finding_over_time(periods) == sentence


def test_percentages_only_where_they_mean_something():
    assert [bar.percent for bar in bars(5, 14)][:2] == ["", ""]
    assert [bar.percent for bar in bars(5, 15)][:2] == ["25%", "75%"]


def test_ratings_of_an_earlier_scale_are_counted_and_named():
    counts = [Count("old", "pants-on-fire", 1), Count("six", "true", 2)]
    shown = tallies.on_scale(counts, SCALE)
    assert [(bar.label, bar.count) for bar in shown if bar.count] == [
        ("true", 2),
        ("Pants on fire (earlier scale)", 1),
    ]
    assert {bar.total for bar in shown} == {3}


def test_csv_has_no_cell_that_a_spreadsheet_would_run():
    assert tables.csv_text(["A"], [["=1+1"], ["+1"], ["true, so"], [-1]]) == (
        "A\r\n'=1+1\r\n'+1\r\n\"true, so\"\r\n-1\r\n"
    )
