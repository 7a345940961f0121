"""纸质签约: the student's list, and one agreement with its documents, its images and how it stands."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portals import documents, look, pictures
from portals.web import only, reading, working
from signing_core.actors import Role
from signing_core.queries import entering, student_papers
from signing_core.queries.agreement_facts import steps_of
from signing_core.states import SigningKind
from signing_core.use_cases import papers

from .views import bp


@bp.get("/papers")
@only(Role.STUDENT)
def papers_list() -> ResponseReturnValue:
    with reading() as work:
        rows = entering.listed(work, SigningKind.PAPER, number=look.page_number())
        entrance = entering.entrance(work, SigningKind.PAPER)
    return render_template("student/papers.html", rows=rows.rows, page=look.pager(rows), entrance=entrance)


@bp.post("/papers")
@only(Role.STUDENT)
def papers_begin() -> ResponseReturnValue:
    with working(then=url_for(".papers_list")) as work:
        signing = papers.begin(work)
    return redirect(url_for(".paper_entry", public_id=signing.public_id), 303)


@bp.get("/paper/<public_id>")
@only(Role.STUDENT)
def paper(public_id: str) -> ResponseReturnValue:
    with reading() as work:
        detail = student_papers.detail(work, public_id)
    steps, step = steps_of(detail.signing)
    return render_template("student/paper.html", detail=detail, signing=detail.signing, steps=steps, step=step)


@bp.get("/paper/<public_id>/document")
@only(Role.STUDENT)
def paper_document(public_id: str) -> ResponseReturnValue:
    return documents.answer(public_id, back_url=url_for(".papers_list"))


@bp.get("/paper/<public_id>/certificate")
@only(Role.STUDENT)
def paper_certificate(public_id: str) -> ResponseReturnValue:
    return documents.certificate(public_id, back_url=url_for(".paper", public_id=public_id))


@bp.get("/images/<public_id>")
@only(Role.STUDENT)
def image(public_id: str) -> ResponseReturnValue:
    return pictures.answer(public_id)
