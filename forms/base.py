"""The base of every desk form: parsed and typed; rules stand in the operations."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField


class DeskForm(FlaskForm):
    """A form that takes what an operation refused, each message beside its field."""

    def take(self, errors: Mapping[str, Sequence[str]]) -> None:
        """Put refusals beside their fields; those of no field stand above the form."""
        for name, messages in errors.items():
            field = self._fields.get(name)
            if field is None or isinstance(field, HiddenField):
                self.form_errors.extend(messages)
            else:
                field.errors = [*field.errors, *messages]

    def typed(self, *without: str) -> dict[str, Any]:
        """What was typed, by field, without the token and the named fields."""
        dropped = {"csrf_token", *without}
        return {
            name: ("" if value is None else value)
            for name, value in self.data.items()
            if name not in dropped
        }


class ActionForm(DeskForm):
    """A button that posts: nothing but the token."""
