"""How a claim moves: one table that operations enforce, pages draw buttons from, docs print."""

from dataclasses import dataclass

from models.claim import Stage


@dataclass(frozen=True)
class Transition:
    """`action` names the permission; `needs` says what else must hold, for people to read."""

    verb: str
    label: str
    sources: tuple[Stage, ...]
    target: Stage
    action: str
    needs: str = ""


DRAFTING = (Stage.NEW, Stage.RESEARCHING)  # a verdict is drafted, a claim is split
EDITABLE = (*DRAFTING, Stage.DONE)  # wording and evidence can be changed

CLAIM_TRANSITIONS: dict[str, Transition] = {
    transition.verb: transition
    for transition in (
        Transition("take", "Take", DRAFTING, Stage.RESEARCHING, "claims.take"),
        Transition("assign", "Assign", DRAFTING, Stage.RESEARCHING, "claims.assign"),
        Transition(
            "submit",
            "Submit for review",
            (Stage.RESEARCHING,),
            Stage.IN_REVIEW,
            "claims.submit",
            "a draft verdict, and nothing that blocks at the gate",
        ),
        Transition(
            "send_back",
            "Send back",
            (Stage.IN_REVIEW,),
            Stage.RESEARCHING,
            "claims.send_back",
            "a reason",
        ),
        Transition(
            "publish",
            "Publish",
            (Stage.IN_REVIEW,),
            Stage.DONE,
            "verdicts.publish",
            "a second person, no legal hold, and nothing that blocks at the gate",
        ),
        Transition(
            "publish_changes",
            "Publish the changes",
            (Stage.DONE,),
            Stage.DONE,
            "verdicts.publish",
            "a second person, a kind and a public reason",
        ),
        Transition(
            "revise", "Revise the verdict", (Stage.DONE,), Stage.RESEARCHING, "verdicts.revise"
        ),
        Transition(
            "drop_revision",
            "Keep the published verdict",
            (Stage.RESEARCHING,),
            Stage.DONE,
            "verdicts.revise",
            "a published verdict; the draft is set aside",
        ),
        Transition(
            "close",
            "Close",
            (Stage.NEW, Stage.RESEARCHING, Stage.IN_REVIEW),
            Stage.CLOSED,
            "claims.close",
            "a reason; never while a check of it is public",
        ),
        Transition("reopen", "Reopen", (Stage.CLOSED,), Stage.RESEARCHING, "claims.close"),
    )
}


def possible(stage: Stage) -> list[Transition]:
    """The transitions that leave this stage, in the order of the table."""
    return [t for t in CLAIM_TRANSITIONS.values() if stage in t.sources]
