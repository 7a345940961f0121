"""How each situation came about in which a race begins, step by step."""

from collections.abc import Iterator
from itertools import product

from tests.property.cast import DESTINATION, MOST_IMAGES, PAPER

HISTORY = {
    "INVITED": ["invite"],
    "WITHDRAWN": ["invite", "withdraw"],
    "AWAITING_REVIEW": ["invite", "accept"],
    "REJECTED": ["invite", "accept", "reject"],
    "APPROVED": ["invite", "accept", "approve"],
}
GROWN = {  # alone, and beside an invitation of somebody else
    "AWAITING_REVIEW PROPOSED": ["invite", "accept", "propose"],
    "RETURNED": ["invite", "accept", "send_back"],
    "RETURNED PROPOSED": ["invite", "accept", "send_back", "propose"],
    "APPROVED AWAITING_COUNTERPART": ["invite", "accept", "approve", "ask"],
    "APPROVED AWAITING_REVIEW": ["invite", "accept", "approve", "ask", "agree"],
    "RESCINDED": ["invite", "accept", "approve", "force"],
}
TYPED = ["begin", "preview"]
HANDED_IN = [*TYPED, "generate"]
ISSUED = [*HANDED_IN, "approve_form"]
SCANNED = [*ISSUED, "upload", "submit"]
ON_PAPER = {  # each of them alone, and beside an invitation and what else the student may have online
    "DRAFT": ["begin"],
    "DRAFT PREVIEWED": TYPED,
    "FORM_REVIEW": HANDED_IN,
    "FORM_RETURNED PREVIEWED": [*HANDED_IN, "send_back", "preview"],
    "FORM_REJECTED PREVIEWED": [*HANDED_IN, "send_back", "preview", "reject_form"],
    "AWAITING_FEEDBACK SCANS": [*ISSUED, "upload"],
    "AWAITING_REVIEW": SCANNED,
    "REJECTED SCANS": [*SCANNED, "reject", "upload"],
    "APPROVED PROOFS": [*SCANNED, "approve", "prove"],
    "APPROVED AWAITING_REVIEW": [*SCANNED, "approve", "prove", "ask_on_paper"],
}
SENT = ["register", "upload", "send"]
ON_DESTINATIONS = {
    "DRAFT SCANS": ["register", "upload"],
    "AWAITING_REVIEW": SENT,
    "RETURNED SCANS": [*SENT, "send_back", "upload"],
    "REJECTED SCANS": [*SENT, "reject", "upload"],
    "APPROVED PROOFS": [*SENT, "approve", "prove"],
    "APPROVED AWAITING_REVIEW": [*SENT, "approve", "ask_release"],
}
ON_PAPER = {f"{PAPER} {situation}": steps for situation, steps in ON_PAPER.items()}
ON_DESTINATIONS = {f"{DESTINATION} {situation}": steps for situation, steps in ON_DESTINATIONS.items()}
RARE = {
    "PAPER NOTHING": [],
    "PAPER AWAITING_FEEDBACK ALMOST FULL": [*ISSUED, *["upload"] * (MOST_IMAGES - 1)],
    "DESTINATION NOTHING": [],
    "DESTINATION RETURNED": [*SENT, "send_back"],
}
ONLINE_STEPS = HISTORY | GROWN
ENTERED = ON_PAPER | ON_DESTINATIONS
STEPS = ONLINE_STEPS | ENTERED | RARE
SAME_STUDENT, OTHER_STUDENT = [(0, 0), (1, 0)], [(0, 0), (0, 1)]
Place = tuple[int, int]  # firm and student


def where(situation: str) -> Place:
    """What a student enters has no firm."""
    return (0, 0) if situation in ONLINE_STEPS else (-1, 0)


def situations() -> Iterator[list[tuple[Place, str]]]:
    """No signing, one in each state, and two of which each may be in any state."""
    yield []
    yield from ([(where(state), state)] for state in ONLINE_STEPS | ENTERED)
    for one, other in (
        (ENTERED, HISTORY),
        (ON_DESTINATIONS, ON_PAPER),
    ):
        yield from ([((-1, 0), first), (where(second), second)] for first, second in product(one, other))
    for one, other in ((ON_PAPER, ONLINE_STEPS), (ON_DESTINATIONS, ONLINE_STEPS)):
        yield from ([((-1, 0), first), ((0, 1), second)] for first, second in product(one, other))
    for one, other in ((ON_PAPER, ON_PAPER), (ON_DESTINATIONS, ENTERED)):
        yield from ([((-1, 0), first), ((-1, 1), second)] for first, second in product(one, other))
    yield from ([((0, 0), state), ((1, 0), "INVITED")] for state in GROWN)
    for places, kinds in ((SAME_STUDENT, HISTORY), (OTHER_STUDENT, ONLINE_STEPS)):
        yield from (list(zip(places, states, strict=True)) for states in product(kinds, kinds))
