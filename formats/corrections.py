"""The public history of a check in sentences, and what stands above its verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from models.public import PublicState
from models.verdict import CorrectionKind


class Published(Protocol):
    """One published state of a check."""

    @property
    def at(self) -> datetime: ...
    @property
    def state(self) -> PublicState: ...
    @property
    def correction(self) -> str | None: ...
    @property
    def reason(self) -> str: ...
    @property
    def shown(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Step:
    """What happened to a check in public: a sentence, when, and the reason that was given."""

    sentence: str
    at: datetime
    reason: str


_STATES = {
    PublicState.UNDER_REVIEW: "Put under review.",
    PublicState.RETRACTED: "Retracted.",
    PublicState.REDIRECTED: "Merged with another check.",
    PublicState.TAKEN_DOWN: "Taken down.",
}


def steps(versions: Sequence[Published]) -> list[Step]:
    """The history of a check from its published states (oldest first), newest first."""
    told = []
    before: Published | None = None
    for version in versions:
        told.append(Step(_sentence(version, before), version.at, version.reason))
        before = version
    return told[::-1]


def _sentence(version: Published, before: Published | None) -> str:
    if version.state is not PublicState.LIVE:
        return _STATES[version.state]
    rated = _rating(version)
    if before is None:
        return f"Published, rated {rated}."
    what = CorrectionKind(version.correction).label if version.correction else "Published again"
    earlier = _rating(before)
    if earlier == rated and before.state is PublicState.LIVE:
        return f"{what}."
    changed = f", before that {earlier}" if earlier != rated else ""
    return f"{what}: rated {rated}{changed}."


def _rating(version: Published) -> str:
    return str(version.shown["verdict"]["rating"]["label"])


def standing(versions: Sequence[Published]) -> tuple[CorrectionKind, Published] | None:
    """The correction that readers are told of above the verdict: its kind, and the version.

    The latest that changed what the check says; a minor fix only if there was nothing else.
    """
    corrected = [
        (CorrectionKind(version.correction), version) for version in versions if version.correction
    ]
    weighty = [pair for pair in corrected if pair[0] is not CorrectionKind.MINOR_FIX]
    told = weighty or corrected
    return told[-1] if told else None
