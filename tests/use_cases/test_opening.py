"""网签开放设置: open from the first instant of the first day to the last of the last, for one school and cohort."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.errors import BadValue, NotAllowed, NotFound
from signing_core.models import SchoolSettings
from signing_core.queries import eligibility
from signing_core.states import SigningKind
from signing_core.use_cases import opening
from tests import makers
from tests.dumps import refused

FIRST, LAST = date(2020, 3, 10), date(2020, 6, 30)
OPENS = datetime(2020, 3, 9, 16, tzinfo=UTC)  # midnight in Shanghai
SHUTS = datetime(2020, 6, 30, 16, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def set_online(world, *, actor=None, school=None, cohort=2020, first=FIRST, last=LAST) -> SchoolSettings:
    with world.working(actor or makers.as_school(world.school)) as work:
        return opening.set_online(work, school_id=(school or world.school).id, cohort=cohort, first=first, last=last)


def set_paper(world, *, actor=None, first=FIRST, last=LAST) -> SchoolSettings:
    with world.working(actor or makers.as_school(world.school)) as work:
        return opening.set_paper(work, school_id=world.school.id, cohort=makers.COHORT, first=first, last=last)


def set_wage(world, *, actor=None) -> SchoolSettings:
    with world.working(actor or makers.as_school(world.school)) as work:
        return opening.set_minimum_wage(work, school_id=world.school.id, cohort=makers.COHORT, wage=2010)


def closed_at(world, moment: datetime) -> str:
    world.clock.now = moment
    with world.reading() as work:
        return eligibility.closed_because(work, world.student)


def closed_on_paper_at(world, moment: datetime) -> str:
    world.clock.now = moment
    with world.reading() as work:
        return eligibility.may_not_enter_because(work, world.student, SigningKind.PAPER)


def test_both_days_are_included_to_the_instant(world):
    set_online(world)
    assert closed_at(world, OPENS - INSTANT) == "学校尚未开放电子签约。"
    assert closed_at(world, OPENS) == ""
    assert closed_at(world, SHUTS - INSTANT) == ""
    assert closed_at(world, SHUTS) == "学校的电子签约已经结束。"


def test_paper_has_days_of_its_own(world):
    set_paper(world)
    assert closed_on_paper_at(world, OPENS - INSTANT) == "学校尚未开放纸质签约。"
    assert closed_on_paper_at(world, OPENS) == ""
    assert closed_on_paper_at(world, SHUTS) == "学校的纸质签约已经结束。"
    assert closed_at(world, SHUTS) == ""


def test_a_school_need_not_offer_paper_and_may_take_it_back(world):
    assert closed_on_paper_at(world, OPENS) == "学校尚未开放纸质签约。"
    set_paper(world)
    set_paper(world, first=None, last=None)
    assert closed_on_paper_at(world, OPENS) == "学校尚未开放纸质签约。"


def test_i12_a_last_day_on_paper_needs_a_first(world):
    with refused(world, "请填写开始日期。", BadValue):
        set_paper(world, first=None)
    with refused(world, "截止日期不能早于开始日期。", BadValue):
        set_paper(world, last=FIRST - timedelta(days=1))


def test_without_a_last_day_it_stays_open(world):
    set_online(world, last=None)
    assert closed_at(world, OPENS + timedelta(days=4000)) == ""


def test_one_day_may_be_both_first_and_last(world):
    set_online(world, last=FIRST)
    assert closed_at(world, OPENS) == ""
    assert closed_at(world, OPENS + timedelta(days=1)) == "学校的电子签约已经结束。"


def test_without_settings_signing_is_not_open(world):
    student = world.saved_student(cohort=2021)
    with world.reading() as work:
        assert eligibility.closed_because(work, student) == "学校尚未开放电子签约。"


def test_each_cohort_has_its_own_settings_and_a_change_replaces_them(world):
    set_online(world, cohort=2021)
    set_online(world, cohort=2021, first=date(2021, 1, 1), last=None)
    with world.reading() as work:
        cohorts = work.session.scalars(select(SchoolSettings.cohort).order_by(SchoolSettings.cohort)).all()
    assert cohorts == [2020, 2021]


def test_i12_the_last_day_is_not_before_the_first(world):
    with refused(world, "截止日期不能早于开始日期。", BadValue):
        set_online(world, last=FIRST - timedelta(days=1))


def test_i12_only_the_school_changes_them(world):
    for actor in (
        makers.as_student(world.student),
        makers.as_employer(world.employer),
        makers.as_college(world.college),
        makers.as_province(),
    ):
        with refused(world, kind=NotAllowed):
            set_online(world, actor=actor)
        with refused(world, kind=NotAllowed):
            set_paper(world, actor=actor)
        with refused(world, kind=NotAllowed):
            set_wage(world, actor=actor)
    assert set_online(world, actor=SYSTEM)


@pytest.mark.parametrize("cohort", [2020, 2021])
def test_i12_a_school_changes_its_own_only(world, cohort):
    other = world.saved_school()
    with refused(world, kind=NotFound):
        set_online(world, school=other, cohort=cohort)


@pytest.mark.parametrize(
    ("typed", "wage"), [("", None), (" ", None), ("2,010", 2010), ("500", 500), ("２０００", 2000)]
)
def test_a_minimum_wage_is_whole_yuan_or_nothing(typed, wage):
    assert opening.minimum_wage(typed) == wage


@pytest.mark.parametrize("typed", ["499", "20001", "0", "2010.5", "面议"])
def test_a_minimum_wage_that_cannot_be_is_refused(typed):
    with pytest.raises(BadValue, match="请填写 500 至 20,000 之间的整数，单位为元。"):
        opening.minimum_wage(typed)
