"""A preview is the student's own: the office reads what was handed in, whatever is being typed since."""

import pytest

from signing_core.errors import NotFound
from signing_core.models import DocumentKind
from signing_core.queries import documents
from signing_core.use_cases import drawing
from signing_core.use_cases import papers as acts
from tests import papers
from tests.exports.papers import a_paper
from tests.parties import by


def shown(world, signing, actor):
    with world.reading(actor) as work:
        return documents.shown(work, signing.public_id)[1]


def test_a_draft_is_previewed_by_its_student_and_hidden_from_the_office(world):
    signing = papers.previewed(world)
    assert shown(world, signing, papers.of(world, signing)).kind is DocumentKind.PREVIEW
    with pytest.raises(NotFound):
        shown(world, signing, papers.office(world))


def test_of_a_returned_form_the_office_keeps_the_copy_that_it_returned(world):
    signing = papers.form_returned(world)
    before = shown(world, signing, papers.office(world))
    papers.previewed(world, signing, unit_name="改过的单位")
    assert shown(world, signing, papers.of(world, signing)).kind is DocumentKind.PREVIEW
    after = shown(world, signing, papers.office(world))
    assert (after.kind, after.sheet) == (DocumentKind.FORM, before.sheet)


def test_what_is_typed_after_a_preview_ends_it(world):
    signing = papers.form_returned(world)
    papers.previewed(world, signing)
    by(world, papers.of(world, signing), acts.save, signing, typed=a_paper(unit_name="又改了"))
    assert shown(world, signing, papers.of(world, signing)).kind is DocumentKind.FORM


def test_the_generated_form_replaces_its_preview(world):
    signing = papers.previewed(world)
    world.clock.forward(minutes=1)
    by(world, papers.of(world, signing), acts.generate, signing, typed=a_paper(), ticked=True)
    papers.draw(world)
    assert shown(world, signing, papers.of(world, signing)).kind is DocumentKind.FORM
    drawing.drop_copies(world.services)
    with world.reading() as work:
        kinds = [document.kind for document in work.session.query(documents.Document)]
    assert kinds == [DocumentKind.FORM]
