"""What becomes of a problem, as the guide tells it and written down a second time: no clocks, no tables of
the product, only who has it, on which rung, in which phase, and what hangs in the air. Pure.

`docs/guides/problems.md` is the text this was written from.
"""

from dataclasses import dataclass

RUNGS = ("village", "town", "district")

# Phase → what people may do there. What is not listed is refused.
MAY = {
    "waiting": "accept dispatch raise end note promise join merge withdraw correct",
    "held": "dispatch pause raise end note promise join merge withdraw correct",
    "sent_back": "dispatch pause raise end note promise join merge withdraw correct",
    "asked": "take send_back end note promise merge withdraw correct",
    "deciding": "decide note promise merge withdraw correct",
    "paused": "resume end note promise merge withdraw correct",
    "ended": "judge note",
    "closed": "note",
}


@dataclass
class Followed:
    """One problem as the second writing knows it."""

    owner: object
    rung: str
    phase: str = "waiting"
    is_in_hours: bool = False
    was_sent_back: bool = False
    is_decided: bool = False
    promised: bool = False
    not_done: int = 0
    last_owner: object = None

    @property
    def is_open(self) -> bool:
        return self.phase not in ("ended", "closed")

    @property
    def above(self) -> str | None:
        at = RUNGS.index(self.rung) + 1
        return RUNGS[at] if at < len(RUNGS) else None

    def allows(self, verb: str) -> bool:
        if verb not in MAY[self.phase].split():
            return False
        if verb == "raise":
            return self.above is not None and not self.is_decided
        return not (verb == "pause" and self.is_in_hours)

    def did(
        self, verb: str, actor: object, *, to: object = None, rung: str = "", is_done: bool = False
    ) -> None:
        """Somebody did it."""
        match verb:
            case "accept" | "resume":
                self.phase = "held"
                self.owner = actor if verb == "accept" else self.owner
            case "dispatch":
                self.phase, self.owner = "held", to
            case "raise":
                self.phase = "deciding" if self.was_sent_back else "asked"
            case "take":
                self.move(self.above or RUNGS[-1])
                self.phase, self.owner = "held", actor
            case "send_back":
                self.phase, self.was_sent_back = "sent_back", True
            case "decide":
                if rung != self.rung:
                    self.move(rung)
                self.phase, self.is_decided, self.was_sent_back = "waiting", True, False
            case "pause":
                self.phase = "paused"
            case "end":
                self.close("ended")
            case "merge" | "withdraw":
                self.close("closed")
            case "promise":
                self.promised = True
            case "judge":
                self.judged(is_done)

    def judged(self, is_done: bool) -> None:
        if is_done:
            self.phase = "closed"
            return
        again = self.above if self.not_done and self.above else self.rung
        self.not_done += 1
        self.owner = self.last_owner
        self.move(again)

    def close(self, phase: str) -> None:
        self.phase, self.promised, self.last_owner = phase, False, self.owner

    def move(self, rung: str) -> None:
        """On another rung (or the same anew): it waits there, with whoever had it."""
        self.rung, self.phase = rung, "waiting"
        self.was_sent_back = self.is_decided = False

    def clock(self, step: str) -> None:
        """The clock did it."""
        match step:
            case "rise" | "take":
                self.move(self.above or RUNGS[-1])
            case "keep":
                self.move(RUNGS[-1])
            case "resume":
                self.phase = "held"
            case "break_promise":
                self.promised = False
