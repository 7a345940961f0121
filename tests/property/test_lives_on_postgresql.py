"""Random lives of a school on PostgreSQL, step by step against the pure model."""

from tests.figures import SOAK, Record, note
from tests.property.cast import TRIGGERS, WHAT_ELSE
from tests.property.lives import LIVES, STEPS_OF_A_LIFE, live_on


def test_product_and_model_agree_at_every_step(postgresql: str, record_property: Record) -> None:
    """The first half of the lives on SQLite, where every trigger is met; SOAK: as many as there."""
    count = live_on("postgresql", LIVES if SOAK else LIVES // 2)
    note(record_property, f"random lives, PostgreSQL: {count}")
    assert count.steps >= 0.8 * count.lives * STEPS_OF_A_LIFE
    if not SOAK:
        return
    assert count.done.keys() >= set(TRIGGERS)
    assert all((+count.done_to[kind]).keys() >= wanted for kind, wanted in WHAT_ELSE.items())
    assert count.by_clock.keys() == {"expired", "lapsed", "reminded"}
    assert all(count.done.values()), "a trigger that never happened was not tested"
