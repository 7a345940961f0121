"""An image of stamped paper as an answer: to whoever may see its signing, as a picture and nothing else."""

from flask import Response, request

from portals.web import present_actor, reading, services
from signing_core.actors import OFFICE
from signing_core.models import Image, Signing
from signing_core.use_cases import disclosure, images

POLICY = "default-src 'none'; frame-ancestors 'none'"


def answer(public_id: str) -> Response:
    """The image in scope or, with ``?thumbnail=1``, its small one; the office's look at a whole one is noted."""
    thumbnail = "thumbnail" in request.args
    with reading() as work:
        image = work.get(Image, public_id)
        signing = work.session.get_one(Signing, image.signing_id)
    data = images.content(services(), image, thumbnail=thumbnail)
    actor = present_actor()
    if actor.role in OFFICE and not thumbnail:
        with services().working(actor) as work:
            disclosure.printed(work, signing, image.purpose)
    answer = Response(data, mimetype="image/jpeg")
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
