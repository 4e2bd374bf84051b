"""The base of every desk form: parsed and typed; rules stand in the operations."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Field, HiddenField, TextAreaField

from formats import symbols


class VerbatimField(TextAreaField):
    """A text that is kept to the character: only NUL, which no text has, is seen as a symbol."""


class DeskForm(FlaskForm):
    """A form that takes what an operation refused, each message beside its field."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: "DeskForm", formdata: Any) -> Any:
            """Take texts only: a file or a JSON value under a text's name would be no text."""
            if formdata is None or hasattr(formdata, "getlist"):
                return formdata
            return request.form if form.is_submitted() else None

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Markup:
            """Draw a field; what no page can carry is seen as a symbol, to be found and removed."""
            drawn = str(super().render_field(field, render_kw))
            verbatim = isinstance(field, VerbatimField)
            return Markup(drawn.replace("\0", "\u2400") if verbatim else symbols.shown(drawn))  # noqa: S704

    def take(self, errors: Mapping[str, Sequence[str]]) -> None:
        """Put refusals beside their fields; those of no field stand above the form."""
        for name, messages in errors.items():
            field = self._fields.get(name)
            if field is None or isinstance(field, HiddenField):
                self.form_errors.extend(messages)
            else:
                field.errors = [*field.errors, *messages]

    def typed(self, *without: str) -> dict[str, Any]:
        """What was typed, by field, without hidden fields and the named ones."""
        return {
            name: ("" if field.data is None else field.data)
            for name, field in self._fields.items()
            if name not in without and not isinstance(field, HiddenField)
        }
