"""Pictures of works that nobody made: compositions of many kinds, each drawn from its seed."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from portal.pdf.fonts import TEMPLATES

Colour = tuple[int, int, int]
FORMATS = ((1000, 750), (750, 1000), (860, 860), (1080, 680), (820, 1020))
FONT = TEMPLATES / "vendor" / "fonts" / "NotoSans-Bold.ttf"
PALETTES: tuple[tuple[Colour, ...], ...] = (
    ((244, 239, 228), (38, 50, 56), (200, 75, 49), (236, 181, 84), (96, 125, 139)),
    ((236, 233, 225), (20, 33, 61), (252, 163, 17), (120, 144, 156), (160, 60, 60)),
    ((230, 236, 233), (16, 66, 72), (92, 148, 110), (214, 181, 136), (179, 80, 60)),
    ((250, 245, 240), (60, 22, 66), (172, 90, 142), (240, 160, 130), (90, 110, 160)),
    ((27, 30, 36), (222, 214, 196), (196, 84, 60), (90, 140, 150), (150, 130, 90)),
    ((241, 238, 230), (30, 30, 30), (110, 110, 110), (170, 165, 155), (205, 60, 45)),
    ((226, 232, 240), (30, 58, 95), (70, 120, 180), (235, 200, 120), (120, 60, 50)),
    ((238, 228, 214), (92, 58, 33), (178, 118, 60), (70, 90, 62), (140, 40, 30)),
)


@dataclass(frozen=True)
class Sheet:
    """What a style draws on: the picture, its pencil, its colours and its dice."""

    image: Image.Image
    pencil: ImageDraw.ImageDraw
    colours: tuple[Colour, ...]
    dice: Random

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.image.size

    def colour(self) -> Colour:
        """One of the colours that are not the ground."""
        return self.dice.choice(self.colours[1:])


def draw(style: str, seed: str, *, words: str = "") -> bytes:
    """A JPEG of the style, always the same for the same seed."""
    dice = Random(f"{style}:{seed}")
    colours = dice.choice(PALETTES)
    image = Image.new("RGB", dice.choice(FORMATS), colours[0])
    sheet = Sheet(image, ImageDraw.Draw(image), colours, dice)
    if style == "poster":
        poster(sheet, words)
    else:
        STYLES[style](sheet)
    return _photographed(image, dice)


def _photographed(image: Image.Image, dice: Random) -> bytes:
    # A little grain and an uneven light, as every photograph of a work has.
    grain = _grain().crop((0, 0, *image.size))
    side = _light(dice.choice(tuple(Image.Transpose)), image.size)
    light = Image.merge("RGB", (side, side, side))
    seen = ImageChops.multiply(ImageChops.soft_light(image, grain), light)
    written = BytesIO()
    seen.save(written, "JPEG", quality=82)
    return written.getvalue()


@cache
def _grain() -> Image.Image:
    """The grain of all pictures, drawn once."""
    side = max(length for format_ in FORMATS for length in format_)
    noise = Image.frombytes("L", (side // 2, side // 2), Random(7).randbytes((side // 2) ** 2))
    soft = noise.point([112 + value // 8 for value in range(256)]).resize((side, side))
    return Image.merge("RGB", (soft, soft, soft))


@cache
def _light(turned: Image.Transpose, size: tuple[int, int]) -> Image.Image:
    """A light that falls from one side, drawn once for each side and format."""
    light = Image.linear_gradient("L").point([215 + value * 40 // 255 for value in range(256)])
    return light.transpose(turned).resize(size)


def blocks(sheet: Sheet) -> None:
    """A plane divided again and again into fields."""
    width, height = sheet.size

    def divide(left: float, top: float, right: float, bottom: float, depth: int) -> None:
        if depth == 0 or min(right - left, bottom - top) < 90:
            ground = sheet.colours[0] if sheet.dice.random() < 0.5 else sheet.colour()
            sheet.pencil.rectangle((left, top, right, bottom), ground, sheet.colours[1], 5)
            return
        part = sheet.dice.uniform(0.3, 0.7)
        if right - left > bottom - top:
            middle = left + (right - left) * part
            divide(left, top, middle, bottom, depth - 1)
            divide(middle, top, right, bottom, depth - 1)
        else:
            middle = top + (bottom - top) * part
            divide(left, top, right, middle, depth - 1)
            divide(left, middle, right, bottom, depth - 1)

    divide(60, 60, width - 60, height - 60, sheet.dice.randint(3, 5))


def blots(sheet: Sheet) -> None:
    """Ink that ran into wet paper."""
    width, height = sheet.size
    for _ in range(sheet.dice.randint(2, 4)):
        mask = Image.new("L", (width // 4, height // 4), 0)
        pencil = ImageDraw.Draw(mask)
        x, y = sheet.dice.uniform(0.2, 0.8) * mask.width, sheet.dice.uniform(0.2, 0.8) * mask.height
        for _ in range(70):
            x = min(max(x + sheet.dice.gauss(0, 16), 10), mask.width - 10)
            y = min(max(y + sheet.dice.gauss(0, 14), 10), mask.height - 10)
            radius = abs(sheet.dice.gauss(0, 13)) + 2
            pencil.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        soft = mask.filter(ImageFilter.GaussianBlur(5)).point([min(255, v * 2) for v in range(256)])
        soft = soft.resize(sheet.size, Image.Resampling.BICUBIC).point([v * 4 // 5 for v in range(256)])
        sheet.image.paste(Image.new("RGB", sheet.size, sheet.colour()), mask=soft)


def horizon(sheet: Sheet) -> None:
    """A low land under a large sky, out of focus."""
    width, height = sheet.size
    line = int(height * sheet.dice.uniform(0.45, 0.75))
    sky, land = sheet.colours[-1], sheet.colours[1]
    for y in range(0, height, 2):
        part = y / line if y < line else (height - y) / (height - line)
        ground = sky if y < line else land
        mixed = tuple(int(a + (b - a) * part**1.4) for a, b in zip(ground, sheet.colours[0], strict=True))
        sheet.pencil.rectangle((0, y, width, y + 2), mixed)
    for _ in range(sheet.dice.randint(6, 16)):
        x, tall = sheet.dice.uniform(0, width), sheet.dice.expovariate(1 / 70)
        sheet.pencil.rectangle((x, line - tall, x + sheet.dice.uniform(8, 70), line + 6), land)
    sheet.image.paste(sheet.image.filter(ImageFilter.GaussianBlur(4)))


def weave(sheet: Sheet) -> None:
    """Threads of cloth, over and under."""
    width, height = sheet.size
    step = sheet.dice.choice((18, 24, 30))
    columns = [sheet.colour() for _ in range(width // step + 1)]
    for row in range(height // step + 1):
        thread = sheet.colour() if row % sheet.dice.randint(2, 5) == 0 else sheet.colours[0]
        for column, warp in enumerate(columns):
            over = (row + column) % 2 == 0 or sheet.dice.random() < 0.08
            x, y = column * step, row * step
            sheet.pencil.rectangle((x, y, x + step - 3, y + step - 3), warp if over else thread)


def collage(sheet: Sheet) -> None:
    """Torn paper, glued in layers."""
    width, height = sheet.size
    for _ in range(sheet.dice.randint(7, 13)):
        x, y = sheet.dice.uniform(0, width), sheet.dice.uniform(0, height)
        wide = sheet.dice.uniform(0.15, 0.45) * width
        edge = [
            (
                x + math.cos(turn / 12 * math.tau) * wide * sheet.dice.uniform(0.55, 1),
                y + math.sin(turn / 12 * math.tau) * wide * sheet.dice.uniform(0.4, 0.8),
            )
            for turn in range(12)
        ]
        sheet.pencil.polygon([(px + 7, py + 9) for px, py in edge], fill=(70, 66, 62))
        sheet.pencil.polygon(edge, fill=sheet.dice.choice(sheet.colours))


def halftone(sheet: Sheet) -> None:
    """A figure in the dots of a newspaper."""
    width, height = sheet.size
    centre = (sheet.dice.uniform(0.3, 0.7) * width, sheet.dice.uniform(0.3, 0.7) * height)
    reach = sheet.dice.uniform(0.35, 0.6) * width
    for y in range(20, height, 17):
        for x in range(20 + (y // 17 % 2) * 8, width, 17):
            near = max(0.0, 1 - math.dist((x, y), centre) / reach)
            wave = 0.35 + 0.35 * math.sin(x / 90 + y / 140)
            radius = 1 + 9 * (0.75 * near + 0.35 * wave)
            sheet.pencil.ellipse((x - radius, y - radius, x + radius, y + radius), sheet.colours[1])


def stage(sheet: Sheet) -> None:
    """A dark room with cones of light and those who stand in them."""
    width, height = sheet.size
    sheet.image.paste((18, 18, 24), (0, 0, width, height))
    light = Image.new("L", sheet.size, 0)
    pencil = ImageDraw.Draw(light)
    floor = int(height * 0.82)
    stands = [sheet.dice.uniform(0.15, 0.85) * width for _ in range(sheet.dice.randint(1, 4))]
    for x in stands:
        top = x + sheet.dice.uniform(-200, 200)
        pencil.polygon([(top - 10, 0), (top + 10, 0), (x + 130, floor), (x - 130, floor)], fill=150)
        pencil.ellipse((x - 150, floor - 34, x + 150, floor + 40), fill=230)
    sheet.image.paste(
        Image.new("RGB", sheet.size, sheet.colours[3]), mask=light.filter(ImageFilter.GaussianBlur(12))
    )
    for x in stands:
        tall = sheet.dice.uniform(150, 260)
        lean = sheet.dice.uniform(-50, 50)
        sheet.pencil.line((x, floor, x + lean, floor - tall), fill=(12, 12, 16), width=34)
        sheet.pencil.ellipse((x + lean - 22, floor - tall - 46, x + lean + 22, floor - tall), (12, 12, 16))


def spots(sheet: Sheet) -> None:
    """Discs that keep a distance from each other."""
    width, height = sheet.size
    placed: list[tuple[float, float, float]] = []
    for _ in range(240):
        radius = sheet.dice.uniform(12, 120)
        x, y = sheet.dice.uniform(radius, width - radius), sheet.dice.uniform(radius, height - radius)
        if all(math.dist((x, y), (px, py)) > radius + other + 8 for px, py, other in placed):
            placed.append((x, y, radius))
            sheet.pencil.ellipse((x - radius, y - radius, x + radius, y + radius), sheet.colour())
            if sheet.dice.random() < 0.3:
                inner = radius * 0.45
                sheet.pencil.ellipse((x - inner, y - inner, x + inner, y + inner), sheet.colours[0])


def waves(sheet: Sheet) -> None:
    """Lines that swell and keep out of each other’s way."""
    width, height = sheet.size
    strength, length = sheet.dice.uniform(14, 46), sheet.dice.uniform(60, 190)
    for number, y in enumerate(range(60, height - 40, 15)):
        swell = strength * math.sin(number / 5)
        line = [(x, y + swell * math.sin(x / length + number / 7)) for x in range(50, width - 50, 10)]
        sheet.pencil.line(line, fill=sheet.colours[1 + number % 3 if number % 9 == 0 else 1], width=4)


def contours(sheet: Sheet) -> None:
    """The lines of equal height of a land that does not exist."""
    width, height = sheet.size
    hills = [
        (sheet.dice.uniform(0, width), sheet.dice.uniform(0, height), sheet.dice.uniform(0.6, 1.6))
        for _ in range(4)
    ]
    for x0, y0, flat in hills:
        bumps = [sheet.dice.uniform(0, math.tau) for _ in range(3)]
        for ring in range(1, 13):
            line = []
            for turn in range(0, 361, 6):
                angle = math.radians(turn)
                reach = ring * 34 * (1 + sum(math.sin(angle * (n + 2) + b) for n, b in enumerate(bumps)) / 9)
                line.append((x0 + reach * math.cos(angle), y0 + reach * flat * math.sin(angle)))
            sheet.pencil.line(
                line, fill=sheet.colours[2 if ring % 4 == 0 else 1], width=4 if ring % 4 == 0 else 2
            )


def score(sheet: Sheet) -> None:
    """A graphic score: five lines, and what happens on them."""
    width, height = sheet.size
    for top in range(110, height - 150, 210):
        for line in range(5):
            sheet.pencil.line(
                (70, top + line * 22, width - 70, top + line * 22), fill=sheet.colours[1], width=2
            )
        x = 110.0
        while x < width - 170:
            y = top + sheet.dice.randint(-2, 9) * 11
            long = sheet.dice.expovariate(1 / 60) + 14
            if sheet.dice.random() < 0.6:
                sheet.pencil.ellipse((x, y, x + 24, y + 18), sheet.colours[1])
                sheet.pencil.line((x + 23, y + 8, x + 23, y - 60), fill=sheet.colours[1], width=3)
            else:
                sheet.pencil.rectangle((x, y, x + long, y + 14), sheet.colour())
            x += long + sheet.dice.uniform(20, 60)


def still(sheet: Sheet) -> None:
    """A frame of a film, between two black bars."""
    horizon(sheet)
    width, height = sheet.size
    for _ in range(sheet.dice.randint(2, 5)):
        x, y = sheet.dice.uniform(0.1, 0.9) * width, sheet.dice.uniform(0.3, 0.8) * height
        wide = sheet.dice.uniform(40, 150)
        sheet.pencil.rectangle((x, y, x + wide, y + wide * 1.4), sheet.colours[1])
        sheet.pencil.rectangle((x + 14, y + 14, x + wide * 0.4, y + wide * 0.5), sheet.colours[3])
    sheet.image.paste(sheet.image.filter(ImageFilter.GaussianBlur(2)))
    bar = int(height * 0.11)
    sheet.pencil.rectangle((0, 0, width, bar), (8, 8, 8))
    sheet.pencil.rectangle((0, height - bar, width, height), (8, 8, 8))


def plan(sheet: Sheet) -> None:
    """The plan of a flat with its doors."""
    width, height = sheet.size
    for _ in range(sheet.dice.randint(7, 12)):
        left, top = sheet.dice.randrange(80, width - 330, 50), sheet.dice.randrange(80, height - 330, 50)
        right, bottom = left + sheet.dice.randrange(150, 300, 50), top + sheet.dice.randrange(150, 300, 50)
        sheet.pencil.rectangle((left, top, right, bottom), outline=sheet.colours[1], width=9)
        sheet.pencil.line((left + 25, bottom, left + 85, bottom), fill=sheet.colours[0], width=11)
        sheet.pencil.arc((left - 35, bottom - 60, left + 85, bottom + 60), 270, 360, sheet.colours[1], 3)
    for x in range(80, width - 80, 100):
        sheet.pencil.line((x, height - 46, x, height - 34), fill=sheet.colours[2], width=3)
    sheet.pencil.line((80, height - 40, width - 80, height - 40), fill=sheet.colours[2], width=3)


def isometric(sheet: Sheet) -> None:
    """Cubes in parallel perspective."""
    width, height = sheet.size
    side = sheet.dice.choice((46, 60, 78))
    for row in range(-1, int(height / side) + 1):
        for column in range(-1, int(width / side / 1.7) + 2):
            if sheet.dice.random() < 0.35:
                continue
            x, y = column * side * 1.74 + (row % 2) * side * 0.87, row * side * 1.5
            ground = sheet.colour()
            for part, faces in enumerate(((0, 1, 2), (2, 3, 4), (4, 5, 0))):
                corners = [(x, y)] + [
                    (
                        x + side * math.cos(math.radians(60 * f - 30)),
                        y + side * math.sin(math.radians(60 * f - 30)),
                    )
                    for f in faces
                ]
                shade = 1 - part * 0.22
                sheet.pencil.polygon(corners, fill=tuple(int(c * shade) for c in ground))


def pages(sheet: Sheet) -> None:
    """An open book, set in lines that can’t be read from here."""
    width, height = sheet.size
    for left, right in ((70, width // 2 - 12), (width // 2 + 12, width - 70)):
        sheet.pencil.rectangle(
            (left, 70, right, height - 70), fill=(250, 248, 242), outline=(190, 184, 172), width=3
        )
        for y in range(150, height - 150, 24):
            end = right - 46 - (sheet.dice.uniform(30, 180) if sheet.dice.random() < 0.16 else 0)
            x = left + 46.0
            while x < end:
                word = min(sheet.dice.uniform(14, 76), end - x)
                sheet.pencil.rectangle((x, y, x + word, y + 8), fill=(74, 70, 66))
                x += word + 9
    sheet.pencil.rectangle((116, 92, width // 2 - 190, 118), sheet.colours[2])


def poster(sheet: Sheet, words: str) -> None:
    """A typographic poster with a title."""
    width, height = sheet.size
    ground, ink = sheet.dice.choice(
        ((sheet.colours[0], sheet.colours[1]), (sheet.colours[2], sheet.colours[0]))
    )
    sheet.image.paste(ground, (0, 0, width, height))
    radius = sheet.dice.uniform(0.2, 0.42) * width
    x, y = sheet.dice.uniform(0.4, 0.8) * width, sheet.dice.uniform(0.35, 0.65) * height
    sheet.pencil.ellipse((x - radius, y - radius, x + radius, y + radius), sheet.colours[3])
    font = ImageFont.truetype(str(FONT), width // 9)
    for number, word in enumerate((words or "Open").split()[:5]):
        sheet.pencil.text((60, 50 + number * width // 8), word, ink, font)
    small = ImageFont.truetype(str(FONT), width // 38)
    sheet.pencil.text((62, height - 90), "Istanbul – Berlin", ink, small)


STYLES: dict[str, Callable[[Sheet], None]] = {
    "blocks": blocks,
    "blots": blots,
    "horizon": horizon,
    "weave": weave,
    "collage": collage,
    "halftone": halftone,
    "stage": stage,
    "spots": spots,
    "waves": waves,
    "contours": contours,
    "score": score,
    "still": still,
    "plan": plan,
    "isometric": isometric,
    "pages": pages,
}
