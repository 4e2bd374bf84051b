"""The docs say what the code does."""

from pathlib import Path

import pytest

from models.all import Base
from models.permissions import PERMISSIONS
from models.user import Role
from models.workflow import CLAIM_TRANSITIONS, Transition

ROOT = Path(__file__).resolve().parent.parent
DATA_MODEL = (ROOT / "docs" / "data-model.md").read_text()
WHO = {1: "admin", 2: "editor, admin", 3: "reporter, editor, admin", 4: "everybody"}


@pytest.mark.parametrize("transition", CLAIM_TRANSITIONS.values(), ids=lambda each: each.verb)
def test_the_workflow_is_documented_as_it_is(transition: Transition) -> None:
    sources = ", ".join(stage.label.lower() for stage in transition.sources)
    roles = [role for role in Role if role in PERMISSIONS[transition.action]]
    row = [
        transition.label,
        sources,
        transition.target.label.lower(),
        WHO[len(roles)],
        transition.needs,
    ]
    assert f"| {' | '.join(row)} |" in DATA_MODEL


@pytest.mark.parametrize("table", sorted(Base.metadata.tables))
def test_every_table_is_named(table: str) -> None:
    assert f"`{table}`" in DATA_MODEL
