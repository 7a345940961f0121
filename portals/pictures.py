"""An image of stamped paper as an answer: to whoever may see its signing, as a picture and nothing else."""

from flask import Response, request

from portals.web import present_actor, reading, services
from signing_core.actors import STAFF
from signing_core.errors import NotFound
from signing_core.models import Image, Signing
from signing_core.queries.papers import WAITING
from signing_core.states import IN_CONSOLE
from signing_core.use_cases import disclosure, images

POLICY = "default-src 'none'; frame-ancestors 'none'"


def answer(public_id: str) -> Response:
    """The image in scope or, with ``?thumbnail=1``, its small one; the office's look at a whole one is noted.

    What is not handed in yet, and what was taken back, is the student's own.
    """
    thumbnail, actor = "thumbnail" in request.args, present_actor()
    with reading() as work:
        image = work.get(Image, public_id)
        signing = work.session.get_one(Signing, image.signing_id)
        if actor.role in STAFF and (image.round == WAITING or signing.state not in IN_CONSOLE):
            raise NotFound
    data = images.content(services(), image, thumbnail=thumbnail)
    if actor.role in STAFF and not thumbnail:
        with services().working(actor) as work:
            disclosure.printed(work, signing, image.purpose)
    return as_picture(data)


def as_picture(data: bytes) -> Response:
    """A JPEG of ours, shown by itself and nothing else."""
    answer = Response(data, mimetype="image/jpeg")
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
