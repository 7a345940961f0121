"""What signings show, against the names and pieces by which it is found."""

from collections import defaultdict
from collections.abc import Iterator

from tests.stored import Stored

SHOWN = ("student_name", "employer_name", "major", "class_name")


def names_are_findable(stored: Stored) -> Iterator[str]:
    """Whatever a signing shows is a name of its school and cohort, and a piece begins at each of its characters."""
    pieces: dict[int, set[str]] = defaultdict(set)
    for row in stored.pieces:
        pieces[row.name_id].add(row.piece)
    names = {(n.school_id, n.cohort, n.kind, n.name): pieces[n.id] for n in stored.names}
    for s in stored.signings:
        for kind, column in enumerate(SHOWN):
            name = getattr(s, column)
            found_by = names.get((s.school_id, s.cohort, kind, name), set())
            if lacking := {name[at : at + 4].lower() for at in range(len(name))} - found_by:
                yield f"names: {column} of signing {s.id} is not found by {lacking}"
