"""Every two triggers that are open at once, raced: what one order of the two allows happens, and nothing else."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations_with_replacement, cycle, islice

from signing_core.work import Services
from tests.figures import SOAK, Record, note
from tests.property.cast import TRIGGERS, WRITERS
from tests.race.pairs import Race, races
from tests.race.running import WAYS, run

TIMES = 200


def test_every_two_triggers_can_be_raced() -> None:
    raced = {pair for pair, found in races().items() if found}
    assert raced == set(combinations_with_replacement(TRIGGERS, 2))


def test_a_race_does_what_one_order_of_the_two_does(services: Services, record_property: Record) -> None:
    figures, wrong = Counter[str](), []
    database = services.database.engine.name
    for race, way in sample(database):
        figures["races"] += 1
        wrong += [f"{race}, {way.__name__}: {problem}" for problem in run(services, race, way, figures)]
    figures["broken invariants or orders"] = len(wrong)
    note(record_property, f"pairs of triggers, {database}: {dict(figures)}")
    assert wrong == []


def sample(database: str) -> Iterator[tuple[Race, object]]:
    """Of each pair one race, from pair to pair on the other database, in another situation met in another way.

    What two students do, one of them on paper, seldom meets at all: of that a third is enough. SOAK: each of them many
    times on both.
    """
    ways, turn = WAYS[database], list(WAYS).index(database)
    for number, (pair, found) in enumerate(races().items()):
        seldom = WRITERS & set(pair) and all(race.on_two_students for race in found)
        if not SOAK and (number % len(WAYS) != turn or (seldom and number % 3)):
            continue
        first, times = (0, max(TIMES, len(found))) if SOAK else (number // len(WAYS), 1)
        yield from islice(zip(cycle(found), cycle(ways), strict=False), first, first + times)
