"""审核意见模板: kept by line and order, for the school alone, and never over somebody else's change."""

import pytest

from signing_core.errors import NotAllowed, Problems, StalePage
from signing_core.models import ReasonGroup as G
from signing_core.queries import reason_templates as worded
from signing_core.use_cases import reason_templates
from tests import makers


def kept(world, actor) -> worded.Worded:
    with world.reading(actor) as work:
        return worded.of_school(work)


def keep(world, actor, *, seen=None, **lines):
    seen = seen or worded.seen_as(kept(world, actor))
    with world.working(actor) as work:
        return reason_templates.set_all(work, seen=seen, wanted={G[name]: text for name, text in lines.items()})


@pytest.fixture
def office(world):
    account = world.saved(makers.an_account("SCHOOL", school_id=world.school.id))
    return makers.as_school(world.school, account.id)


def test_lines_are_kept_in_their_order_each_once_without_empty_ones(world, office):
    assert keep(world, office, REFUSE="公章不清\n\n  材料不全  \n公章不清", RETURN="薪资有误") == 3
    assert kept(world, office)[G.REFUSE] == ["公章不清", "材料不全"]
    assert kept(world, office)[G.RETURN] == ["薪资有误"]


def test_what_is_sent_replaces_what_there_was(world, office):
    keep(world, office, REFUSE="公章不清\n材料不全")
    keep(world, office, REFUSE="材料不全\n公章不清", FORCE="单位注销")
    assert kept(world, office)[G.REFUSE] == ["材料不全", "公章不清"]
    keep(world, office)
    assert not any(kept(world, office).values())


def test_ten_lines_or_a_long_one_are_refused_beside_their_group(world, office):
    with pytest.raises(Problems) as refused:
        keep(world, office, REFUSE="\n".join(map(str, range(10))), REVOKE="长" * 201, RETURN="薪资有误")
    assert set(refused.value.by_field) == {G.REFUSE, G.REVOKE}
    assert not any(kept(world, office).values())


def test_who_saw_an_older_page_overwrites_nothing(world, office):
    old = worded.seen_as(kept(world, office))
    keep(world, office, REFUSE="公章不清")
    with pytest.raises(StalePage):
        keep(world, office, seen=old, REFUSE="材料不全")
    assert kept(world, office)[G.REFUSE] == ["公章不清"]


def test_only_the_school_words_them_and_its_colleges_read_them(world, office):
    keep(world, office, REFUSE="公章不清")
    college = makers.as_college(world.college)
    assert kept(world, college)[G.REFUSE] == ["公章不清"]
    with pytest.raises(NotAllowed):
        keep(world, college, REFUSE="材料不全")


def test_another_school_sees_and_changes_none_of_them(world, office):
    keep(world, office, REFUSE="公章不清")
    strangers = world.saved(makers.a_school())
    account = world.saved(makers.an_account("SCHOOL", school_id=strangers.id))
    stranger = makers.as_school(strangers, account.id)
    assert not any(kept(world, stranger).values())
    keep(world, stranger, REFUSE="另一所学校的意见")
    assert kept(world, office)[G.REFUSE] == ["公章不清"]


def test_what_one_may_begin_with_can_be_kept_as_it_is(world, office):
    lines = {group.name: "\n".join(texts) for group, texts in worded.READY_MADE.items()}
    keep(world, office, **lines)
    assert kept(world, office) == worded.READY_MADE
