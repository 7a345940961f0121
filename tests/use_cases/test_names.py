"""A signing is found by any part of the names it shows, from the unit that wrote them on, in its own school only."""

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import sqlite

from signing_core.actors import SYSTEM
from signing_core.models import Name, NamePiece, Signing
from signing_core.queries import narrowing, review_list, review_located
from signing_core.queries.among import among
from signing_core.states import SigningState as S
from tests import invariants, makers


def question(world, **wanted) -> narrowing.Question:
    return narrowing.Question(cohort=world.student.cohort, role="SCHOOL", wanted=wanted)


def found(world, actor=None, **wanted) -> list[str]:
    """The names that the list has, by what was looked up and by plain comparison alike."""
    asked = question(world, **wanted)
    with world.services.reading(actor or makers.as_school(world.school)) as work:
        located = review_located.located(work.session, asked)
        pages = [review_list.page(work.session, q, at=None, size=50) for q in (asked, located)]
        counted = [review_list.counts(work.session, q) for q in (asked, located)]
        assert located.among is not None
    by_comparison, looked_up = ([row.student_name for row in page.rows] for page in pages)
    assert (by_comparison, counted[0]) == (looked_up, counted[1])
    return sorted(looked_up)


def shown(world, name, college=None, employer="长江软件Ltd", **facts):
    student = world.saved_student(*([college] if college else []), name=name)
    unit = world.saved(makers.an_employer(name=employer))
    return world.saved(makers.an_online_signing(student, unit, **{"state": S.AWAITING_REVIEW} | facts))


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"student": "婷"}, ["王婷婷", "王婷玉"]),
        ({"student": "婷婷"}, ["王婷婷"]),
        ({"student": "婷玉王"}, []),
        ({"employer": "江软件L"}, ["王婷婷"]),
        ({"employer": "长江软件Ltd", "student": "王"}, ["王婷婷"]),
        ({"employer": "_"}, []),
        ({"employer": "100%"}, ["王婷玉"]),
        ({"employer": "0%纯"}, ["王婷玉"]),
        ({"employer": "0%棉"}, []),
    ],
    ids=lambda some: "-".join(map(str, some.values())) if isinstance(some, dict) else "",
)
def test_any_part_finds_and_signs_of_like_stand_for_themselves(world, wanted, names):
    shown(world, "王婷婷")
    shown(world, "王婷玉", employer="100%纯棉服饰")
    assert found(world, **wanted) == names


def test_names_are_added_once_and_stay_when_a_signing_shows_another(world):
    signing = shown(world, "黄河水")
    shown(world, "黄河水")
    with world.services.working(SYSTEM) as work:
        work.session.merge(signing).student_name = "黄河清"
    assert (found(world, student="河清"), found(world, student="河水")) == (["黄河清"], ["黄河水"])
    with world.services.reading(SYSTEM) as work:
        assert [one for one in invariants.broken(work) if one.startswith("names")] == []
        names = [name.name for name in work.session.query(Name).where(Name.kind == 0)]
    assert sorted(names) == ["黄河水", "黄河清"]


def test_names_of_another_school_are_neither_seen_nor_looked_at(world):
    shown(world, "黄河水", a_foreign_college(world))
    with world.services.reading(makers.as_school(world.school)) as work:
        assert not work.session.query(Name).count()
        assert not work.session.query(NamePiece).count()
    assert found(world, student="黄河") == []


def test_a_common_part_is_left_to_the_list(world, monkeypatch):
    monkeypatch.setattr(review_located, "FEW", 1)
    for name in ("王一", "王二", "李三"):
        shown(world, name)
    with world.services.reading(makers.as_school(world.school)) as work:
        assert review_located.located(work.session, question(world, student="王")).among is None
        assert review_located.located(work.session, question(world, student="李", employer="软")).among is not None
    assert found(world, student="王二", employer="软件") == ["王二"]


def test_names_that_too_many_have_in_common_are_not_looked_up_and_none_is_lost(world, monkeypatch):
    monkeypatch.setattr(review_located, "FEW", 1)
    monkeypatch.setattr(review_located, "_looking_up", review_located._looking_up.__wrapped__)  # made with that
    for name in ("王一", "王二"):
        shown(world, name)
    asked = question(world, student="王")
    with world.services.reading(makers.as_school(world.school)) as work:
        assert review_located.located(work.session, asked) == asked
        assert len(review_list.page(work.session, asked, at=None, size=50).rows) == 2
    assert found(world, student="王二") == ["王二"]


def test_a_look_up_counts_the_queues_only_where_nothing_else_is_asked(world):
    shown(world, "王婷婷")
    with world.services.reading(makers.as_school(world.school)) as work:
        alone = review_located.located(work.session, question(world, student="婷"))
        with_another = review_located.located(work.session, question(world, student="婷", employer="软件"))
        with_more = review_located.located(work.session, question(world, student="婷", kind="网上签约"))
    assert alone.counted is not None
    assert (with_another.counted, with_more.counted) == (None, None)


def a_foreign_college(world):
    return world.saved(makers.a_college(world.saved_school()))


def test_a_number_leads_to_its_signings_at_once(world):
    signing = world.approved()
    with world.reading(makers.as_school(world.school)) as work:
        asked = question(world, search=signing.student_number)
        found = review_located.located(work.session, asked)
        assert (found.among, found.wanted) == ((signing.id,), {})
        assert review_located.located(work.session, question(world, search="9" * 12)).among == ()


def test_sqlite_is_asked_for_ids_in_a_way_that_its_primary_key_answers():
    rows = select(Signing.id).where(among(Signing.id, (1, 2)))
    assert str(rows.compile(dialect=sqlite.dialect())).endswith("signings.id IN (SELECT value FROM json_each(?))")
