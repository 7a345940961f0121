"""Documents: ordered by the act that changes them, drawn once from frozen values, kept byte for byte."""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select

from exports.agreement_pdf import draw_agreement
from signing_core.actors import SYSTEM
from signing_core.agreement_sheet import AgreementSheet
from signing_core.effects.documents import ALPHABET
from signing_core.errors import Damaged
from signing_core.models import COPY, Document, DocumentKind, Signing, TrailEntry
from signing_core.store import put_sealed
from signing_core.use_cases import drawing, invitations, rescind, review
from tests import makers
from tests.dumps import dump
from tests.world import SettableClock

REASON = "材料与约定不符。"


class Draughtsman:
    """Draws each sheet as its text, keeps what it was given, and fails as often as told."""

    def __init__(self, failures: int = 0) -> None:
        self.sheets: list[AgreementSheet] = []
        self.failures = failures

    def __call__(self, sheet: AgreementSheet) -> bytes:
        self.sheets.append(sheet)
        if self.failures:
            self.failures -= 1
            raise ValueError("the document font has no glyph")
        return repr(sheet).encode()


class TickingClock(SettableClock):
    """Time passes between two acts, as it does."""

    def __call__(self) -> datetime:
        self.forward(seconds=1)
        return self.now


@pytest.fixture
def world(world):
    world.services = replace(world.services, clock=TickingClock())
    return world


def documents(world) -> list[Document]:
    with world.reading() as work:
        return list(work.session.scalars(select(Document).order_by(Document.issue, Document.id)))


def entries(world, signing: Signing) -> list[TrailEntry]:
    with world.reading() as work:
        of_signing = select(TrailEntry).where(TrailEntry.signing_id == signing.id)
        return list(work.session.scalars(of_signing.order_by(TrailEntry.position)))


def decide(world, act, signing: Signing, **given) -> Signing:
    with world.working(makers.as_school(world.school)) as work:
        return act(work, signing.public_id, seen=world.fresh(signing).version, **given)


def drawn(world) -> list[AgreementSheet]:
    draughtsman = Draughtsman()
    drawing.draw_due(world.services, draughtsman)
    return draughtsman.sheets


def test_an_approval_orders_the_first_issue_in_its_own_transaction(world):
    signing = world.accepted()
    before = dump(world)
    with suppress(ZeroDivisionError), world.working(makers.as_school(world.school)) as work:
        review.approve(work, signing.public_id, seen=signing.version)
        work.session.flush()
        raise ZeroDivisionError
    assert dump(world) == before
    decide(world, review.approve, signing)
    assert [document.issue for document in documents(world)] == [COPY, 1]


def test_what_is_drawn_is_what_stood_when_the_office_approved(world):
    signing = world.approved()
    with world.working(makers.as_school(world.school)) as work:
        student = work.session.merge(world.student)
        student.name, student.major = "改名", "改专业"
    copy, sheet = drawn(world)
    assert (copy.copy, sheet.copy) == ("未生效", "")
    assert (sheet.number, sheet.issue) == (world.fresh(signing).number, 1)
    assert (sheet.fact("姓名"), sheet.fact("专业")) == (world.student.name, world.student.major)
    assert [line.label for line in sheet.trail] == ["发起邀约", "同意签约，待管理员审核", "签约审核通过"]
    assert [confirmed.act for confirmed in sheet.confirmations] == ["系统电子确认"] * 2 + ["签约审核通过"]


def test_the_agreement_says_id_number_and_phones_in_full_and_a_copy_masks_them(world):
    world.approved()
    copy, sheet = drawn(world)
    whole, masked = repr(sheet), repr(copy)
    for private in (world.student.id_number, world.student.phone, "021-62883643"):
        assert private in whole
        assert private not in masked
    assert (copy.number, copy.code, copy.address, copy.entry_hash) == ("", "", "", "")


def test_values_that_wait_to_be_drawn_are_stored_sealed(world):
    world.approved()
    assert not any(world.student.name.encode() in document.sheet_sealed for document in documents(world))


def test_the_hash_on_the_document_is_that_of_the_approvals_own_entry(world):
    signing = world.approved()
    first = entries(world, signing)[-1]
    decide(world, review.revoke, signing, reason=REASON)
    decide(world, review.approve, signing)
    again = entries(world, signing)[-1]
    hashes = {sheet.issue: sheet.entry_hash for sheet in drawn(world) if not sheet.copy}
    assert hashes == {1: first.hash, 2: again.hash}
    assert first.label == again.label == "签约审核通过"


def test_a_second_approval_issues_anew_with_a_code_of_its_own_under_the_same_number(world):
    signing = world.approved()
    decide(world, review.revoke, signing, reason=REASON)
    decide(world, review.approve, signing)
    first, second = (sheet for sheet in drawn(world) if not sheet.copy)
    assert first.number == second.number
    assert first.code != second.code
    assert first.address == second.address
    assert [document.issue for document in documents(world)] == [COPY, 1, 2]


def test_codes_are_ten_characters_that_can_be_told_apart(world):
    world.approved()
    (code,) = [document.code for document in documents(world) if document.code]
    assert len(code) == 10
    assert set(code) <= set(ALPHABET)
    assert not set("01OI") & set(ALPHABET)
    assert len(set(ALPHABET)) == 32


def test_a_document_is_drawn_once_and_kept_byte_for_byte(world):
    world.approved()
    assert drawing.draw_due(world.services, draw_agreement) == 2
    assert drawing.draw_due(world.services, draw_agreement) == 0
    document = documents(world)[1]
    data = drawing.content(world.services, document)
    assert data.startswith(b"%PDF")
    assert world.services.store.get(document.key) != data
    world.clock.forward(days=400)
    assert drawing.content(world.services, document) == data


def test_two_workers_that_race_draw_each_document_once(world):
    for _ in range(6):
        world.accepted(world.saved_student())
    draughtsmen = [Draughtsman(), Draughtsman()]
    workers = [threading.Thread(target=drawing.draw_due, args=(world.services, one)) for one in draughtsmen]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    sheets = [sheet for one in draughtsmen for sheet in one.sheets]
    assert len(sheets) == len({sheet.fact("学号") for sheet in sheets}) == 6
    assert all(document.drawn_at for document in documents(world))


@pytest.mark.parametrize("point", ["drawing.claimed", "drawing.drawn", "drawing.stored", "commit", "committed"])
def test_a_worker_that_dies_leaves_the_document_to_be_drawn_after_its_lease(world, point):
    world.accepted()

    def die(name: str) -> None:
        if name == point:
            raise KeyboardInterrupt

    with suppress(KeyboardInterrupt):
        drawing.draw_due(replace(world.services, point=die), Draughtsman())
    world.clock.forward(minutes=3)
    assert len(drawn(world)) == 1
    assert drawing.content(world.services, documents(world)[0])
    assert files(world) == 1


def files(world) -> int:
    return sum(path.is_file() for path in world.services.store.folder.rglob("*"))


def test_one_that_cannot_be_drawn_does_not_hold_up_the_others_and_is_tried_again(world, caplog):
    world.accepted()
    world.accepted(world.saved_student())
    assert drawing.draw_due(world.services, Draughtsman(failures=1)) == 1
    assert "cannot be drawn" in caplog.text
    world.clock.forward(minutes=3)
    assert drawing.draw_due(world.services, Draughtsman()) == 1


def test_a_sheet_that_does_not_open_holds_no_other_back(world, caplog):
    world.accepted()
    with world.working(SYSTEM) as work:
        work.session.scalars(select(Document)).one().sheet_sealed = b"\x01 damaged"
    world.accepted(world.saved_student())
    assert drawing.draw_due(world.services, Draughtsman()) == 1
    assert "cannot be drawn" in caplog.text


def test_a_copy_that_changed_while_it_was_drawn_is_drawn_anew(world):
    signing = world.accepted()

    sheets = []

    def draw(sheet: AgreementSheet) -> bytes:
        if not sheets:
            decide(world, review.reject, signing, reason=REASON)
        sheets.append(sheet)
        return repr(sheet).encode()

    assert drawing.draw_due(world.services, draw) == 1
    assert [sheet.confirmations[-1].act for sheet in sheets] == ["等待签约审核", "签约审核不通过"]
    assert drawing.content(world.services, documents(world)[0]) == repr(sheets[-1]).encode()
    assert files(world) == 1


@pytest.mark.parametrize("what", ["changed", "lost", "swapped", "sealed anew"])
def test_a_file_that_is_not_what_was_drawn_is_noticed(world, what, caplog):
    world.approved()
    drawn(world)
    copy, issue = documents(world)
    store = world.services.store
    stored = store.get(issue.key)
    if what == "changed":
        store.put(issue.key, stored[:-1] + bytes([stored[-1] ^ 1]))
    elif what == "swapped":
        store.put(issue.key, store.get(copy.key))
    elif what == "sealed anew":
        put_sealed(store, issue.key, b"%PDF of another hand", f"documents.{issue.public_id}")
    else:
        store.delete(issue.key)
    with pytest.raises(Damaged):
        drawing.content(world.services, issue)
    assert issue.public_id in caplog.text


def test_the_copy_goes_once_an_issue_has_taken_its_place_and_comes_back_with_a_revoked_approval(world):
    signing = world.approved()
    drawn(world)
    drawing.drop_copies(world.services)
    assert [document.issue for document in documents(world)] == [1]
    assert files(world) == 1
    decide(world, review.revoke, signing, reason=REASON)
    drawing.drop_copies(world.services)
    assert [sheet.confirmations[-1].act for sheet in drawn(world)] == ["等待签约审核"]
    drawing.drop_copies(world.services)
    assert [document.issue for document in documents(world)] == [COPY, 1]


def test_an_invitation_orders_no_document_and_the_end_of_a_signing_only_its_certificate(world):
    invited = world.invited()
    with world.working(makers.as_student(world.student)) as work:
        invitations.decline(work, invited.public_id, seen_terms=1)
    assert documents(world) == []
    signing = world.approved(world.saved_student())
    decide(world, rescind.force, signing, reason=REASON)
    kinds = [(document.kind, document.issue) for document in documents(world)]
    assert kinds == [(DocumentKind.AGREEMENT, COPY), (DocumentKind.AGREEMENT, 1), (DocumentKind.RESCISSION, 1)]
