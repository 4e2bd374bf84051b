"""What a list of claims is narrowed to, as it stands in the address."""

from typing import Any

from wtforms import Form, SearchField, SelectField

from formats import searches
from forms.choices import choices
from forms.filters import number
from models.claim import Stage
from models.user import User
from queries.claim_list import Filters
from queries.names import Choice

ME, NOBODY = "me", "none"


class ClaimFilterForm(Form):
    """Read from the address, so without a token. What cannot be is left out, and told."""

    q = SearchField("Search", filters=[searches.one_line], default="")
    stage = SelectField("Stage", choices=choices([("", "Any"), *Stage.choices()]), default="")
    owner = SelectField("Owner", default="")
    claimant = SelectField("Claimant", default="")
    topic = SelectField("Topic", default="")

    def offer(self, owners: list[User], claimants: list[Choice], topics: list[Choice]) -> None:
        """What there is to choose from."""
        names = [(str(person.id), person.display_name) for person in owners]
        self.owner.choices = choices([("", "Anybody"), (ME, "Me"), (NOBODY, "Nobody"), *names])
        self.claimant.choices = choices(
            [("", "Anybody"), *((str(c.id), c.name) for c in claimants)]
        )
        self.topic.choices = choices([("", "Any"), *((str(c.id), c.name) for c in topics)])

    def left_out(self) -> list[str]:
        """Check what was asked for; what cannot be is emptied and told in a sentence each."""
        if self.validate():
            return []
        wrong = [self[name] for name in self.errors]
        told = [
            f"There is no {field.label.text.lower()} “{searches.one_line(field.data)}” here, so "
            "the list is not narrowed by it."
            for field in wrong
        ]
        for field in wrong:
            field.data, field.errors = "", ()
        return told

    def filters(self, me: User) -> Filters:
        """What the query is asked for; `me` is who asks."""
        return Filters(
            stage=Stage(self.stage.data) if self.stage.data else None,
            owner_id=me.id if self.owner.data == ME else number(self.owner.data),
            unowned=self.owner.data == NOBODY,
            claimant_id=number(self.claimant.data),
            topic_id=number(self.topic.data),
            words=self.q.data,
        )

    def chosen(self) -> dict[str, Any]:
        """The part of the address that asks for the same again."""
        return {field.name: field.data for field in self if field.data}
