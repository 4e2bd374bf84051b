"""The list of claims, narrowed by what stands in the address."""

from flask import Blueprint, render_template, request, url_for

from forms.claim_list import ClaimFilterForm
from forms.filters import number
from models.claim import Stage
from models.claimant import Claimant
from models.topic import Topic
from queries import claim_list as queries
from queries import names
from queries.claim_list import Listing, Place
from views.auth import person

claim_list = Blueprint("claim_list", __name__, url_prefix="/desk/claims")

_NO_SUCH_PLACE = "This is no place in the list, so it is shown from the beginning."


@claim_list.get("")
def index() -> str:
    form, left_out = _asked()
    after, before = (Place.read(request.args.get(way, "")) for way in ("after", "before"))
    if (request.args.get("after") and not after) or (request.args.get("before") and not before):
        left_out.append(_NO_SUCH_PLACE)
    listing = queries.page(form.filters(person()), after=after, before=before)
    return render_template(
        "desk/claims/list.html",
        form=form,
        left_out=left_out,
        listing=listing,
        stages=_stages(form, listing),
        newer=_link(form, before=listing.newer) if listing.newer else None,
        older=_link(form, after=listing.older) if listing.older else None,
        most=queries.MOST_COUNTED,
    )


def _asked() -> tuple[ClaimFilterForm, list[str]]:
    form = ClaimFilterForm(request.args)
    form.offer(
        queries.owners(),
        names.offered(Claimant, number(form.claimant.data)),
        names.offered(Topic, number(form.topic.data)),
    )
    return form, form.left_out()


def _stages(form: ClaimFilterForm, listing: Listing) -> list[dict[str, object]]:
    """Links to the same list in each stage, with how many claims there are."""
    chosen = form.stage.data
    links = [
        {
            "label": "All",
            "count": listing.total,
            "href": _link(form, stage=None),
            "here": not chosen,
        }
    ]
    for stage, count in listing.counts.items():
        if count or stage is not Stage.APPROVED or chosen == stage:
            links.append(
                {
                    "label": stage.label,
                    "count": count,
                    "href": _link(form, stage=stage.value),
                    "here": chosen == stage,
                }
            )
    return links


def _link(form: ClaimFilterForm, **changes: object) -> str:
    values = {**form.chosen(), **{name: value and str(value) for name, value in changes.items()}}
    return url_for("claim_list.index", **values)
