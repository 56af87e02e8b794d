"""What applicants bring along: a CV of several pages, a proof of residence, pictures of works, an exposé."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFilter, ImageFont
from werkzeug.datastructures import FileStorage

from portal import files, pdf
from portal.demo import pictures
from portal.demo.content import Figure, craft, words
from portal.files import Taken

WRITERS = ("literature", "journalism", "cultural_theory")
BUILT = ("visual_arts", "design", "architecture")
LASTING = ("curating", "interdisciplinary")
SHOWN: dict[str, tuple[str, str]] = {
    "visual_arts": ("exhibition", "Ausstellung"),
    "performing_arts": ("performance", "Aufführung"),
    "dance": ("performance", "Aufführung"),
    "literature": ("reading", "Lesung"),
    "music": ("concert", "Konzert"),
    "film": ("screening", "Vorführung"),
    "architecture": ("exhibition", "Ausstellung"),
    "design": ("presentation", "Präsentation"),
    "journalism": ("publication", "Veröffentlichung"),
    "cultural_theory": ("lecture", "Vortrag"),
    "curating": ("exhibition curated", "kuratierte Ausstellung"),
    "interdisciplinary": ("installation", "Installation"),
}
HEADS = {
    "en": ("Curriculum vitae", "Education", "Selected work", "Grants and residencies", "Publications"),
    "de": (
        "Künstlerischer Lebenslauf",
        "Ausbildung",
        "Auswahl der Arbeiten",
        "Stipendien",
        "Veröffentlichungen",
    ),
}
MORE = {"en": ("Teaching", "Languages", "About the work"), "de": ("Lehre", "Sprachen", "Zur Arbeit")}


@dataclass(frozen=True)
class Work:
    """One work that is shown: what is said of it, and its file."""

    title: str
    year: int
    medium: str
    extent: str
    caption: str
    file: Taken | None
    link: str = ""


@dataclass(frozen=True)
class Papers:
    """Everything that a person brings along."""

    cv: Taken
    proof: Taken
    works: tuple[Work, ...]


def papers_of(person: Figure, *, home: str, today: date) -> Papers:
    """Make and keep the papers of a person; the slow part of the demo world, outside any transaction."""
    return Papers(
        cv=_kept(cv(person, home=home, today=today), f"CV {person.name}.pdf"),
        proof=_kept(proof(person, home=home, today=today), "proof-of-residence.jpg"),
        works=tuple(_works(person, today)),
    )


def _kept(data: bytes, name: str) -> Taken:
    return files.take(FileStorage(BytesIO(data), filename=name))


def _works(person: Figure, today: date) -> list[Work]:
    dice, skill = person.dice("works"), craft(person.discipline)
    titles = dice.sample(words("works")[person.lang], dice.randint(3, 6))
    styles = dice.sample(skill["pictures"], len(skill["pictures"])) * 2
    works = [_work(person, title, styles[n], today) for n, title in enumerate(titles)]
    if person.discipline in WRITERS:
        works[0] = _exposed(person, works[0], today)
    if skill.get("video"):
        works[-1] = _filmed(person, works[-1])
    return works


def _work(person: Figure, title: str, style: str, today: date) -> Work:
    dice = person.dice(title)
    drawn = pictures.draw(style, f"{person.key}:{title}", words=title)
    return Work(
        title=title,
        year=today.year - dice.randint(0, 6),
        medium=dice.choice(craft(person.discipline)["media"]),
        extent=_extent(person, title),
        caption=dice.choice(words("captions")[person.lang]),
        file=_kept(drawn, f"{title}.jpg"),
    )


def _extent(person: Figure, title: str) -> str:
    dice = person.dice(f"extent:{title}")
    german = person.lang == "de"
    if person.discipline in BUILT:
        return f"{dice.randrange(20, 180, 5)} × {dice.randrange(20, 240, 5)} cm"
    if person.discipline in WRITERS:
        return f"{dice.randint(4, 220)} {'Seiten' if german else 'pages'}"
    if person.discipline in LASTING:
        return f"{dice.randint(2, 40)} {'Tage' if german else 'days'}"
    return f"{dice.randint(7, 80)} min"


def _filmed(person: Figure, work: Work) -> Work:
    link = f"https://video.example/{person.key}/{work.year}"
    return Work(work.title, work.year, work.medium, work.extent, work.caption, None, link)


def _exposed(person: Figure, work: Work, today: date) -> Work:
    title = {"en": "Exposé with a first chapter", "de": "Exposé mit Probekapitel"}[person.lang]
    skill = craft(person.discipline)
    parts = [
        (person.title, [person.text, *skill["relation"][person.lang]]),
        ({"en": "Plan", "de": "Plan"}[person.lang], [skill["plan"][person.lang]]),
        ({"en": "Afterword", "de": "Nachwort"}[person.lang], words("motivation")[person.lang][:2]),
    ]
    sections = [{"title": head, "paragraphs": _placed(texts), "rows": []} for head, texts in parts]
    made = _paper(person, title, [person.title], sections, today)
    return Work(person.title, today.year, title, work.extent, "", _kept(made, f"{person.title}.pdf"))


def _placed(texts: list[str]) -> list[str]:
    return [text.format(here="Istanbul", there="Berlin") for text in texts]


# The CV


def cv(person: Figure, *, home: str, today: date) -> bytes:
    """A CV of two or three pages, made of the years of a life."""
    title, education, works, grants, printed = HEADS[person.lang]
    teaching, languages, about = MORE[person.lang]
    sections = [
        _rows(education, _education(person, home)),
        _rows(works, _shown(person, today, 15)),
        _rows(grants, _granted(person, today)),
        _rows(printed, _printed(person, today)),
        _rows(teaching, _taught(person, today)),
        {"title": about, "paragraphs": [person.text], "rows": []},
        {"title": languages, "paragraphs": [_spoken(person, home)], "rows": []},
    ]
    head = [f"* {person.year}, {person.born}", f"{home} · {person.email}"]
    return _paper(person, title, head, sections, today)


def _paper(person: Figure, title: str, head: list[str], sections: list[dict[str, Any]], today: date) -> bytes:
    facts = {
        "language": person.lang,
        "title": title,
        "name": person.name,
        "head": head,
        "sections": sections,
        "created": today.isoformat(),
    }
    return pdf.render("demo/paper.html", facts, exact=False)


def _rows(title: str, rows: list[tuple[str, str]]) -> dict[str, Any]:
    return {"title": title, "paragraphs": [], "rows": rows}


def school(person: Figure, home: str) -> str:
    """Where the person studied: at home, or in the place of birth for those who came later."""
    dice = person.dice("school")
    if person.since <= person.year + 21:
        return str(dice.choice(words("schools_berlin" if home == "Berlin" else "schools")))
    return f"{dice.choice(words('schools_abroad'))}, {person.born}"


def _education(person: Figure, home: str) -> list[tuple[str, str]]:
    begun = person.year + 19
    study = craft(person.discipline)["study"][person.lang]
    degree = {"en": ("Studies", "Master’s degree"), "de": ("Studium", "Abschluss")}[person.lang]
    return [
        (f"{begun}–{begun + 4}", f"{degree[0]}: {study}, {school(person, home)}"),
        (str(begun + 6), f"{degree[1]}, {school(person, home)}"),
    ]


def _shown(person: Figure, today: date, most: int) -> list[tuple[str, str]]:
    dice, kind = person.dice("shown"), SHOWN[person.discipline][person.lang == "de"]
    titles = dice.sample(words("works")[person.lang], most)
    years = sorted((dice.randint(person.year + 24, today.year) for _ in titles), reverse=True)
    places = words("places")
    return [
        (str(year), f"{title}, {kind}, {dice.choice(places)}")
        for year, title in zip(years, titles, strict=True)
    ]


def _granted(person: Figure, today: date) -> list[tuple[str, str]]:
    dice = person.dice("granted")
    kinds = {
        "en": (
            "Working grant of the municipality",
            "Residency, four weeks",
            "Travel grant",
            "Prize for young artists",
        ),
        "de": ("Arbeitsstipendium der Stadt", "Residenz, vier Wochen", "Reisestipendium", "Förderpreis"),
    }[person.lang]
    years = sorted((dice.randint(person.year + 26, today.year - 2) for _ in kinds), reverse=True)
    return [
        (str(year), f"{kind}, {dice.choice(words('places'))}")
        for year, kind in zip(years, kinds, strict=True)
    ]


def _printed(person: Figure, today: date) -> list[tuple[str, str]]:
    dice = person.dice("printed")
    kind = {
        "en": ("in a magazine", "catalogue", "interview"),
        "de": ("in einer Zeitschrift", "Katalog", "Gespräch"),
    }
    titles = dice.sample(words("works")[person.lang], 5)
    years = sorted((dice.randint(person.year + 25, today.year) for _ in titles), reverse=True)
    return [
        (str(year), f"{title}, {dice.choice(kind[person.lang])}")
        for year, title in zip(years, titles, strict=True)
    ]


def _taught(person: Figure, today: date) -> list[tuple[str, str]]:
    begun = min(max(person.year + 27, today.year - 9), today.year - 3)
    said = {
        "en": (
            "Evening class at a community centre, one day a week",
            "Workshops with schools in the neighbourhood",
        ),
        "de": (
            "Abendkurs in einem Stadtteilzentrum, ein Tag in der Woche",
            "Werkstätten mit Schulen im Viertel",
        ),
    }[person.lang]
    return [(f"{begun}–", said[0]), (f"{begun + 3}–", said[1])]


def _spoken(person: Figure, home: str) -> str:
    if person.lang == "de":
        return (
            "Deutsch, Englisch, Türkisch (Grundlagen)" if home == "Berlin" else "Türkisch, Deutsch, Englisch"
        )
    return "English, German, some Turkish" if home == "Berlin" else "Turkish, English, some German"


# The proof of residence


def proof(person: Figure, *, home: str, today: date) -> bytes:
    """A photograph of a certificate that nobody issued, with the person’s name and a date."""
    sheet = Image.new("RGB", (600, 830), (247, 245, 238))
    pencil, dice = ImageDraw.Draw(sheet), person.dice("proof")
    where = person.residence or home
    lines = (
        "SPECIMEN",
        f"Certificate of residence · {where}",
        "",
        person.latin or person.name,
        f"* {person.year}",
        f"Main residence: {where}",
        f"since {person.since}",
        "",
        today.isoformat(),
        "Demo – not a document",
    )
    for number, line in enumerate(lines):
        pencil.text((60, 86 + number * 52), line, (40, 40, 46), _typed(30 if number == 3 else 20))
    pencil.rectangle((40, 46, 560, 784), outline=(90, 90, 110), width=3)
    pencil.ellipse((400, 600, 520, 720), outline=(120, 60, 90), width=4)
    if not person.legible:
        sheet.paste(sheet.filter(ImageFilter.GaussianBlur(8)))
    turned = sheet.rotate(dice.uniform(-2.5, 2.5), expand=True, fillcolor=(120, 108, 92))
    written = BytesIO()
    turned.save(written, "JPEG", quality=80)
    return written.getvalue()


@cache
def _typed(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(pictures.FONT), size)
