"""What holds of paper agreements in particular: their working copies and their images."""

from collections import Counter
from collections.abc import Iterator

from tests.rules import HANDED_IN, IN_ENTRY
from tests.stored import Stored, told_in_full


def working_copies(stored: Stored) -> Iterator[str]:
    """Each paper agreement has one; only one is entered at a time; what was let go the office had seen."""
    for s in told_in_full(stored):
        copies = stored.papers[s.id]
        if len(copies) != (s.kind == "PAPER"):
            yield f"papers: {s.kind} signing {s.id} has {len(copies)} working copies"
        if s.discarded_at and (s.state not in IN_ENTRY or not stored.trail[s.id]):
            yield f"papers: signing {s.id} is {s.state}, let go, with {len(stored.trail[s.id])} entries"
    entered = Counter(s.student_id for s in stored.signings if s.kind == "PAPER" and s.state in IN_ENTRY)
    gone = Counter(s.student_id for s in stored.signings if s.discarded_at)
    yield from (f"papers: student {one} enters {n - gone[one]}" for one, n in entered.items() if n - gone[one] > 1)


def images_are_handed_in(stored: Stored) -> Iterator[str]:
    """Each time something was handed in, at least one image was, and the entry tells when; at most 20 wait."""
    for s in told_in_full(stored):
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
