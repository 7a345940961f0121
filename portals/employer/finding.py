"""签约搜索 and 签约发送: find a graduate by four facts, keep the list of those to invite."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portals import look
from portals.web import only, present_actor, reading, services, working
from signing_core.actors import Role
from signing_core.errors import NotFound, Refusal, TooMany
from signing_core.queries import employer_pages, schools
from signing_core.use_cases import candidates as listing
from signing_core.use_cases.candidates import Found, FourFacts

from .forms import SearchForm
from .views import bp

MOST_TICKED = 50


@bp.get("/search")
@only(Role.EMPLOYER)
def search() -> ResponseReturnValue:
    return _search_page(SearchForm())


@bp.post("/search")
@only(Role.EMPLOYER)
def find() -> ResponseReturnValue:
    """A miss is one sentence on the same form, whatever did not match."""
    form = SearchForm()
    if not form.validate():
        return _search_page(form), 422
    try:
        found = listing.search(services(), present_actor(), _facts())
    except (NotFound, TooMany) as miss:
        return _search_page(form, missed=miss.message), miss.status
    return _search_page(form, found=found)


@bp.get("/candidates")
@only(Role.EMPLOYER)
def candidates() -> ResponseReturnValue:
    school, name = look.searched("school"), look.searched("name")
    with reading() as work:
        shown = employer_pages.candidates(work, school=school, name=name, number=look.page_number())
    return render_template(
        "employer/candidates.html",
        shown=shown,
        page=look.pager(shown.page),
        school=school,
        name=name,
        most=MOST_TICKED,
    )


@bp.post("/candidates")
@only(Role.EMPLOYER)
def candidates_add() -> ResponseReturnValue:
    """The four facts are asked again: the page cannot be trusted with who was found."""
    answer = url_for(".candidates")
    found = listing.search(services(), present_actor(), _facts())
    with working(then=answer) as work:
        listing.add(work, found)
    flash(f"{found.name} 已加入签约发送列表。", "success")
    return redirect(answer, 303)


@bp.post("/candidates/ticked")
@only(Role.EMPLOYER)
def candidates_ticked() -> ResponseReturnValue:
    """发送签约邀请 goes on to the form with whoever is ticked; 移出签约发送列表 takes them off."""
    ids, answer = ticked(request.form.getlist("rowid")), url_for(".candidates")
    if request.form.get("act") == "invite":
        return redirect(url_for(".candidates_invite", rowid=ids), 303)
    with working(then=answer) as work:
        for public_id in ids:
            listing.remove(work, public_id)
    flash(f"已移出 {len(ids)} 名学生，已经发出的邀请不受影响。", "success")
    return redirect(answer, 303)


def ticked(ids: list[str]) -> list[str]:
    """The lines of the list that were ticked: at least one, and no more than one act can bear."""
    if not ids:
        raise Refusal("请先勾选学生。")
    if len(ids) > MOST_TICKED:
        raise Refusal(f"一次最多勾选 {MOST_TICKED} 名学生。")
    return ids


def _facts() -> FourFacts:
    return FourFacts(**{name: request.form.get(name, "") for name in ("school", "cohort", "name", "proof")})


def _search_page(form: SearchForm, *, found: Found | None = None, missed: str = "") -> str:
    with reading() as work:
        names = schools.names(work)
    return render_template("employer/search.html", form=form, schools=names, found=found, missed=missed)
