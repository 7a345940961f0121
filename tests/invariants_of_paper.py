"""What holds of what students enter: working copies, and the images that belong to them."""

from collections import Counter
from collections.abc import Iterator

from tests.rules import HANDED_IN, IN_ENTRY, MAY_HAND_IN
from tests.stored import Stored, told_in_full


def working_copies(stored: Stored) -> Iterator[str]:
    """Each that is entered has one; of a kind only one is entered at a time; what was let go the office had seen."""
    for s in told_in_full(stored):
        papers, destinations = stored.papers[s.id], stored.destinations[s.id]
        if (len(papers), len(destinations)) != (s.kind == "PAPER", s.kind == "DESTINATION"):
            yield f"papers: {s.kind} signing {s.id} has {len(papers)} and {len(destinations)} working copies"
        if s.discarded_at and (s.kind != "PAPER" or s.state not in IN_ENTRY["PAPER"] or not stored.trail[s.id]):
            yield f"papers: signing {s.id} is {s.state}, let go, with {len(stored.trail[s.id])} entries"
    in_entry = (s for s in stored.signings if s.state in IN_ENTRY.get(s.kind, ()) and not s.discarded_at)
    entered = Counter((s.student_id, s.kind) for s in in_entry)
    yield from (f"papers: student {student} enters {n} of {kind}" for (student, kind), n in entered.items() if n > 1)


def images_are_handed_in(stored: Stored) -> Iterator[str]:
    """Each time something was handed in, at least one image was, and the entry tells when; at most 20 wait."""
    for s in (one for one in told_in_full(stored) if one.kind != "DESTINATION"):
        for purpose, label in HANDED_IN.items():
            ours = [image for image in stored.images[s.id] if image.purpose == purpose]
            handed_in = {(image.round, image.submitted_at) for image in ours if image.round}
            told = {entry.at for entry in stored.trail[s.id] if entry.label == label and s.kind == "PAPER"}
            entries = sum(entry.label == label for entry in stored.trail[s.id] if s.kind == "PAPER")
            if {number for number, _ in handed_in} != set(range(1, entries + 1)) or {at for _, at in handed_in} != told:
                yield f"images: {label} of signing {s.id} {entries} times, handed in {sorted(handed_in)}"
            waiting = [image for image in ours if not image.round]
            if len(waiting) > 20 or any(image.submitted_at for image in waiting):
                yield f"images: {len(waiting)} of signing {s.id} wait"


def proofs_are_handed_in(stored: Stored) -> Iterator[str]:
    """Of another destination: each round came with a submission or a request, and rounds have no gap."""
    for s in (one for one in told_in_full(stored) if one.kind == "DESTINATION"):
        for purpose, label in MAY_HAND_IN.items():
            ours = [image for image in stored.images[s.id] if image.purpose == purpose]
            told = {entry.at for entry in stored.trail[s.id] if entry.label == label}
            handed_in = {(image.round, image.submitted_at) for image in ours if image.round}
            numbers = sorted(number for number, _ in handed_in)
            if numbers != list(range(1, len(numbers) + 1)) or not {at for _, at in handed_in} <= told:
                yield f"images: {label} of signing {s.id} at {sorted(told)}, handed in {sorted(handed_in)}"
        if any(image.purpose not in MAY_HAND_IN for image in stored.images[s.id]):
            yield f"images: signing {s.id} has some that no destination asks for"
