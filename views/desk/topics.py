"""Topics on file."""

from flask import Blueprint, abort, render_template, request

from formats import searches
from forms.filters import number
from queries import claim_list
from queries import topics as queries
from queries.claim_list import Filters

topics = Blueprint("topics", __name__, url_prefix="/desk/topics")


@topics.get("")
def index() -> str:
    words = searches.one_line(request.args.get("q"))
    page = queries.page(words, after=number(request.args.get("after")))
    return render_template(
        "desk/topics/index.html", words=words, page=page, counts=queries.counts(page.rows)
    )


@topics.get("/<id:topic_id>")
def page(topic_id: int) -> str:
    topic = queries.get(topic_id) or abort(404)
    return render_template(
        "desk/topics/page.html",
        topic=topic,
        filed=claim_list.page(Filters(topic_id=topic.id)),
    )
