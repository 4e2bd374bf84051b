"""Drafting, sending back and publishing a verdict."""

from wtforms import HiddenField, RadioField, SelectField, TextAreaField

from forms.base import DeskForm
from forms.choices import choices
from forms.filters import number
from forms.revised import RevisedForm
from models.rating import Rating
from models.verdict import CorrectionKind, Verdict


class VerdictForm(RevisedForm):
    REVISED = ("rating_id", "summary", "explanation")

    rating_id = RadioField("Rating", coerce=number, validate_choice=False)
    summary = TextAreaField("Verdict in one sentence")
    explanation = TextAreaField("Why we rate it so")

    def offer(self, ratings: list[Rating]) -> None:
        """The ratings that a new verdict can have."""
        self.rating_id.choices = choices([(rating.id, rating.label) for rating in ratings])


def filled(verdict: Verdict | None, ratings: list[Rating]) -> VerdictForm:
    """The form of a draft as it is saved, or an empty one (nothing of the request is taken)."""
    form = VerdictForm(
        formdata=None,
        prefix="verdict",
        data={
            "revision": verdict.revision if verdict else 0,
            "rating_id": verdict.rating_id if verdict else None,
            "summary": verdict.summary if verdict else "",
            "explanation": verdict.explanation if verdict else "",
        },
    )
    form.offer(ratings)
    form.as_opened()
    return form


class SendBackForm(DeskForm):
    reason = TextAreaField("What has to be mended?")


class PublishForm(DeskForm):
    """The first publication asks nothing; later ones ask what they are and why."""

    seen = HiddenField()  # a digest of what the publisher looks at
    correction = SelectField(
        "What kind of change is it?",
        choices=choices([("", "Choose"), *(
            (kind.value, kind.label)
            for kind in CorrectionKind
            if kind is not CorrectionKind.RETRACTION
        )]),
        validate_choice=False,
    )  # fmt: skip
    reason = TextAreaField("What readers are told")
