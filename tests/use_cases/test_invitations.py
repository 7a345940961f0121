"""The online agreement from invitation to answer."""

import pytest

from signing_core.errors import MoveRefused, NotFound, Problems, StalePage
from signing_core.models import Message, Signing, TrailEntry
from signing_core.states import SigningState
from signing_core.use_cases import invitations, review, sweep
from sqlalchemy import select
from tests import makers


def test_the_whole_path_gives_the_first_number_of_the_manual(world):
    signing = world.fresh(world.approved())
    assert signing.state is SigningState.APPROVED
    assert signing.number == f"12020{world.school.code}200001"
    with world.reading() as work:
        labels = work.session.scalars(select(TrailEntry.label).order_by(TrailEntry.position)).all()
        assert labels == ["发起邀约", "同意签约，待管理员审核", "签约审核通过"]
        assert len(work.session.scalars(select(Message)).all()) == 4
