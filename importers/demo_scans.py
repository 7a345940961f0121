"""Pictures for the demo, drawn here: printed forms with number, seal and signature, and licences of employers."""

import math
import random
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from signing_core.use_cases import images
from signing_core.work import Services

from . import pixels

FRAME = "#b08d3c"
PAPER, PRINT, RULE, SEAL, INK, DESK = "#fbfaf6", "#4a4a4a", "#8d8d8d", "#c8262b", "#1d2c66", "#b9b2a6"
WIDTH, HEIGHT = 840, 1188
LEFT, RIGHT = 90, 750


@dataclass
class Scans:
    """Hands out pictures that stand in the store; ``keys`` are to be cleared where nothing comes of the load."""

    services: Services
    keys: list[str] = field(default_factory=list)

    def take(self, number: str, seed: int) -> dict[str, Any]:
        """One picture, as ``images.add`` wants it; the same number and seed give the same one."""
        return self._keep(photograph(number, seed))

    def licence(self, code: str) -> dict[str, Any]:
        """The picture of an employer's licence, as ``registration.add_licence`` wants it."""
        kept = self._keep(licence(code))
        return {"stored": kept["stored"], "pixel_sha256": kept["pixel_sha256"]}

    def _keep(self, taken: Image.Image) -> dict[str, Any]:
        (width, height), image, seen = taken.size, pixels.jpeg(taken), pixels.pixel_hash(taken)
        taken.thumbnail((pixels.THUMBNAIL_SIDE, pixels.THUMBNAIL_SIDE))
        picture = SimpleNamespace(image=image, thumbnail=pixels.jpeg(taken), width=width, height=height)
        stored = images.store(self.services, picture)
        self.keys += stored.keys
        return {"stored": stored, "sent_sha256": stored.image_sha256, "pixel_sha256": seen}


def licence(code: str) -> Image.Image:
    """A licence as an office scans it: a double frame, the code, bars for what is printed, and the seal."""
    chance = random.Random(code)  # noqa: S311 - a picture, no secret
    sheet = Image.new("RGB", (HEIGHT, WIDTH), PAPER)
    pen = ImageDraw.Draw(sheet)
    for inset, width in ((26, 8), (44, 2)):
        pen.rectangle((inset, inset, HEIGHT - inset, WIDTH - inset), outline=FRAME, width=width)
    pen.polygon(_star(HEIGHT // 2, 120, 44), fill=SEAL)
    pen.text((HEIGHT / 2, 220), "BUSINESS LICENSE", PRINT, ImageFont.load_default(48), anchor="mm")
    pen.text((90, 290), code, PRINT, ImageFont.load_default(26))
    for row in range(6):
        top = 360 + row * 56
        pen.rectangle((90, top, 210, top + 16), "#bdbdbd")
        pen.rectangle((240, top, 240 + chance.randint(200, 560), top + 16), "#9a9a9a")
    _seal(pen, 990, 660, chance)
    return sheet


def photograph(number: str, seed: int) -> Image.Image:
    """A page as a phone takes it: a little askew on a desk."""
    chance = random.Random(f"{number}/{seed}")  # noqa: S311 - a picture, no secret
    sheet = page(number, chance)
    return sheet.rotate(chance.uniform(-1.6, 1.6), Image.Resampling.BILINEAR, expand=True, fillcolor=DESK)


def page(number: str, chance: random.Random) -> Image.Image:
    sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.text((WIDTH / 2, 84), number, PRINT, ImageFont.load_default(26), anchor="mm")
    for row in range(17):
        _row(pen, 140 + row * 42, chance)
    for left in (LEFT, 440):
        pen.rectangle((left, 880, left + 310, 1100), outline=RULE)
        pen.line((left + 20, 1060, left + 200, 1060), RULE)
    _signature(pen, 470, 1030, chance)
    _seal(pen, 250 + chance.randint(-14, 14), 985 + chance.randint(-12, 12), chance)
    return sheet


def _row(pen: ImageDraw.ImageDraw, top: int, chance: random.Random) -> None:
    """A row of the form: a label and what was entered, as bars where text would stand."""
    pen.rectangle((LEFT, top, RIGHT, top + 42), outline=RULE)
    pen.line((LEFT + 150, top, LEFT + 150, top + 42), RULE)
    pen.rectangle((LEFT + 14, top + 15, LEFT + 14 + chance.randint(60, 110), top + 27), "#bdbdbd")
    pen.rectangle((LEFT + 170, top + 15, LEFT + 170 + chance.randint(90, 430), top + 27), "#9a9a9a")


def _signature(pen: ImageDraw.ImageDraw, left: int, middle: int, chance: random.Random) -> None:
    """Two strokes of a pen."""
    for stroke in range(2):
        swing, pace, start = chance.uniform(14, 26), chance.uniform(0.09, 0.16), left + stroke * 70
        points = [(start + x, middle + swing * math.sin(x * pace + stroke) * math.cos(x / 31)) for x in range(64)]
        pen.line(points, INK, 3, joint="curve")


def _seal(pen: ImageDraw.ImageDraw, x: int, y: int, chance: random.Random) -> None:
    """A round red seal: a ring, a star, and marks along the rim where the name of the unit would stand."""
    pen.ellipse((x - 88, y - 88, x + 88, y + 88), outline=SEAL, width=6)
    pen.polygon(_star(x, y, 30), fill=SEAL)
    first = chance.randint(150, 165)
    for angle in range(first, first + 230, 20):
        pen.line((_on_circle(x, y, 58, angle), _on_circle(x, y, 74, angle + chance.randint(-5, 5))), SEAL, 9)


def _star(x: int, y: int, radius: int) -> list[tuple[float, float]]:
    return [_on_circle(x, y, radius if tip % 2 == 0 else radius * 2 // 5, tip * 36 - 90) for tip in range(10)]


def _on_circle(x: int, y: int, radius: int, degrees: int) -> tuple[float, float]:
    angle = math.radians(degrees)
    return x + radius * math.cos(angle), y + radius * math.sin(angle)
