"""The desk's first page: my work, and what waits."""

from flask import Blueprint, render_template

from queries import inbox
from queries.inbox import Queue
from views.auth import may, person

desk = Blueprint("desk", __name__, url_prefix="/desk")


@desk.get("/")
def home() -> str:
    me = person()
    works, publishes = may("claims.take"), may("verdicts.publish")
    return render_template(
        "desk/home.html",
        to_review=inbox.to_review(me) if publishes else Queue([]),
        in_research=inbox.in_research(me) if works else Queue([]),
        with_others=inbox.with_others(me, held_too=publishes) if works else Queue([]),
        changed=inbox.changed_since_publication(),
        nobodys=inbox.nobodys(),
        published=inbox.lately_published(),
        is_empty=inbox.is_empty(),
        works=works,
    )
