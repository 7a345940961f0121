"""逐条审核: the queue and the case side by side; a decision leads to the next of the queue."""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from portals.web import asked_by_script, present_actor, reading, seen, services, working
from signing_core.errors import NotAllowed, NotFound, Problems, Refusal, SentTwice, StalePage
from signing_core.models import Signing
from signing_core.queries import case_openings, keyset, review_list, review_queues
from signing_core.work import UnitOfWork

from . import signing_detail
from .deciding import Decision, Failed, Given
from .decisions import DECISIONS


def page(view: Any, public_id: str = "") -> ResponseReturnValue:
    """The queue with one case of it: the one that is asked for, else the first."""
    if view.sought.problems:
        return redirect(view.list_url(**view.asked()))
    return str(render(view, public_id))


def part(view: Any, public_id: str) -> str:
    """The case alone, for the page's own script."""
    with reading() as work:
        case = case_of(view, work, review_list.one(work, public_id))
    return str(view.render("admin/cockpit_case.html", **case))


def render(view: Any, public_id: str, failed: Failed | None = None) -> str:
    question = view.question()
    with reading() as work:
        chosen = review_list.one(work, public_id) if public_id else None
        rows = review_list.page(work.session, question, at=view.place(), size=view.page_size)
        if chosen and all(row.public_id != public_id for row in rows.rows):
            at = review_list.seek_to(chosen)
            rows = review_list.page(work.session, question, at=at, size=view.page_size)
        shown = chosen or (review_list.one(work, rows.rows[0].public_id) if rows.rows else None)
        case = case_of(view, work, shown, failed) if shown else {"signing": None}
        case |= {"opened": case_openings.by_others(work, [row.public_id for row in rows.rows])}
        counts = review_list.counts(work.session, question)
    return str(view.render("admin/cockpit.html", chosen=bool(public_id), **around(view, rows, counts), **case))


def around(view: Any, rows: keyset.Page, counts: dict[str, str]) -> dict[str, Any]:
    """What stands around the case: the queues, the search, and the rows of this one with the way to the others."""
    kept = view.filter()
    before, after = url_of(view, "*").split("*", 1)
    return {
        "rows": view.with_cells(rows.rows),
        "case_url": lambda row: f"{before}{row.public_id}{after}",
        "queues": [
            (label, desk_url(view, kept | {"queue": name}), counts[name], name == view.queue())
            for name, label in review_queues.QUEUES.items()
        ],
        "previous_page": place_url(view, "before", rows.rows[0]) if rows.has_previous else None,
        "next_page": place_url(view, "after", rows.rows[-1]) if rows.has_next else None,
        "return_url": view.list_url(**view.asked()),
        "search_url": desk_url(view, {}),
        "clear_url": desk_url(view, {name: value for name, value in kept.items() if name != "search"}),
        "kept": kept,
        "search": view.sought.typed.get("search", ""),
    }


def case_of(view: Any, work: UnitOfWork, signing: Signing, failed: Failed | None = None) -> dict[str, Any]:
    """One case with its neighbours in the queue and where its decisions are sent."""
    shown = signing_detail.shown(work, signing)
    previous, following = review_list.neighbours(work.session, view.question(), signing)
    return shown | {
        "failed": failed or Failed(),
        "previous_case": url_of(view, previous) if previous else None,
        "next_case": url_of(view, following) if following else None,
        "desk_url": desk_url(view, view.filter()),
        "here": url_of(view, signing.public_id),
        "detail_url": view.row_url(signing.public_id),
        "address": view.get_url(".desk_decide", public_id=signing.public_id, decision="*", **view.filter()),
        "at_once": shown["document"] is not None and shown["document"].code is None,
    }


def decide(view: Any, public_id: str, decision: str) -> ResponseReturnValue:
    """Decide and go on to the next of the queue; after a refusal that another one caused, go on as well and say so."""
    wanted = DECISIONS.get(decision) or abort(404)
    given = Given.read(request.form)
    with reading() as work:
        signing = review_list.one(work, public_id)
        following = review_list.neighbours(work.session, view.question(), signing)[1]
    onward = url_of(view, following) if following else desk_url(view, view.filter())
    whom = f"{signing.student_name}（{signing.student_number}）"
    try:
        wanted.check(services(), present_actor(), given)
        with working(then=view.keepable(onward)) as work:
            wanted.carry_out(work, public_id, seen=seen(), given=given)
    except (NotAllowed, NotFound, SentTwice):
        raise  # answered as everywhere
    except Problems as problems:
        return again(view, public_id, Failed(decision, given, problems.by_field)), problems.status
    except StalePage as stale:
        told = Told(f"{whom}：{stale.message}", did="内容已变更", status=stale.status)
    except Refusal as refusal:
        told, onward = Told(f"{whom}：{refusal.message}", status=refusal.status), url_of(view, public_id)
    else:
        told = Told(done(wanted, whom), did=wanted.button)
    return answer(view, public_id, told, onward)


@dataclass(frozen=True)
class Told:
    """What is said of a decision; ``did`` stands in the row of a case that is left, ``status`` is of a refusal."""

    sentence: str
    did: str = ""
    status: int = 200


def done(decision: Decision, whom: str) -> str:
    """What is said of a decision that was made."""
    return f"已通过：{whom}，{decision.button}。" if decision.key == "a" else f"{whom}：{decision.button}。"


def answer(view: Any, public_id: str, told: Told, onward: str) -> ResponseReturnValue:
    """To the script as data, but for the last of a queue: that is said by the page itself, as everything without it."""
    look = "error" if told.status >= 400 else "success"
    last = onward == desk_url(view, view.filter())
    if last or not asked_by_script():
        flash(told.sentence, look)
    if not asked_by_script():
        return redirect(onward, 303)
    case = {"case": view.row_url(public_id), "next": onward, "last": last}
    return case | {"said": told.sentence, "did": told.did, "look": look}, told.status


def again(view: Any, public_id: str, failed: Failed) -> str:
    """The case with the dialog that was refused."""
    if not asked_by_script():
        return render(view, public_id, failed)
    with reading() as work:
        case = case_of(view, work, review_list.one(work, public_id), failed)
    return str(view.render("admin/cockpit_case.html", **case))


def url_of(view: Any, public_id: str) -> str:
    return str(view.get_url(".desk_case", public_id=public_id, **view.filter()))


def desk_url(view: Any, asked: dict[str, str]) -> str:
    return str(view.get_url(".desk", **asked))


def place_url(view: Any, side: str, row: Any) -> str:
    return desk_url(view, view.filter() | {side: review_list.place_of(row)})
