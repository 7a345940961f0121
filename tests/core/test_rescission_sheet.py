"""A certificate's values: taken over from the agreement's, kept as text, whole once the trail tells its hash."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from signing_core.rescission_sheet import FrozenRescission, RescissionSheet
from tests.exports.certificates import a_certificate
from tests.exports.sheets import a_sheet

ENTRIES = [SimpleNamespace(hash=f"{number:064x}") for number in range(5)]


def test_the_parties_are_those_of_the_agreements_document():
    certificate = a_certificate()
    assert certificate.agreement_number == a_sheet().number
    assert (certificate.kind, certificate.cohort) == ("电子签约", 2020)
    assert certificate.fact("身份证号") == "420106199801010839"
    assert certificate.fact("单位名称") == a_sheet().fact("单位名称")


def test_a_day_is_the_one_in_the_office():
    late = datetime(2020, 5, 6, 16, 30, tzinfo=UTC)
    facts = {"asked_by": "单位解约", "reason": "原因", "made_at": late, "code": "C", "address": "A"}
    certificate = RescissionSheet.of(a_sheet(), approved_at=late, rescinded_at=late, **facts)
    assert certificate.approved_on == certificate.rescinded_on == "2020年5月7日"


def test_what_is_kept_is_json_and_is_read_back_as_it_was():
    frozen = FrozenRescission(a_certificate(), 3)
    assert "entry_hash" not in json.loads(frozen.text())["sheet"]
    whole = FrozenRescission.read(frozen.text()).whole(ENTRIES)
    assert whole == replace(a_certificate(), entry_hash=ENTRIES[3].hash)


def test_the_hash_is_that_of_the_entry_which_the_approval_wrote_whatever_came_later():
    kept = FrozenRescission.read(FrozenRescission(a_certificate(), 3).text())
    assert kept.whole(ENTRIES).entry_hash == kept.whole(ENTRIES[:4]).entry_hash == ENTRIES[3].hash


def test_a_certificate_whose_entry_is_not_there_is_not_drawn():
    with pytest.raises(IndexError):
        FrozenRescission(a_certificate(), 5).whole(ENTRIES)
