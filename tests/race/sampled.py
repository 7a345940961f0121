"""Every two triggers that are open at once, raced: what one order of the two allows happens, and nothing else."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations_with_replacement, cycle, islice

from signing_core.work import Services
from tests.figures import SOAK, Record, note
from tests.property.cast import WRITERS
from tests.race.pairs import FIRST_LEVEL, RACED, Race, races
from tests.race.running import WAYS, run

TIMES = 200
LAST_LEVEL = {
    "approve",
    "approve_form",
    "grant",
}  # of a case that the college has passed, so never at once with its pass


def refuse_a_missing_pair() -> None:
    """Every two triggers can be raced, but for those that are never open at once."""
    raced = {pair for pair, found in races().items() if found}
    assert raced == set(combinations_with_replacement(RACED, 2)) - {(last, FIRST_LEVEL) for last in LAST_LEVEL}


def race_all(services: Services, record_property: Record) -> None:
    """Each race of the sample on one database; its files are two, so that two workers share them."""
    figures, wrong = Counter[str](), []
    database = services.database.engine.name
    for race, way in sample(database):
        figures["races"] += 1
        wrong += [f"{race}, {way.__name__}: {problem}" for problem in run(services, race, way, figures)]
    figures["broken invariants or orders"] = len(wrong)
    note(record_property, f"pairs of triggers, {database}: {dict(figures)}")
    assert wrong == []


def sample(database: str) -> Iterator[tuple[Race, object]]:
    """Of each pair that can meet on one student three races, two of them on one database and the third on the other;
    of other pairs one. SOAK: each of them many times on both.

    From one to the next another situation is met in another way. What two students do, one of them entering something,
    seldom meets at all: of that a third is enough.
    """
    ways, turn = WAYS[database], list(WAYS).index(database)
    for number, (pair, found) in enumerate(races().items()):
        near = not all(race.on_two_students for race in found)
        ours = number % len(WAYS) == turn
        if SOAK:
            first, times = 0, max(TIMES, len(found))
        elif near:
            first, times = number + (0 if ours else 2), 2 if ours else 1
        else:
            first, times = number, int(ours and not (WRITERS & set(pair) and number % 3))
        yield from islice(zip(cycle(found), cycle(ways), strict=False), first, first + times)
