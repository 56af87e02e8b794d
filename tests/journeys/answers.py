"""What Işıl writes and brings along."""

from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw

SECTIONS = {
    "about_you": {
        "discipline": "visual_arts",
        "biography": "I draw on ferries. My sheets were shown in Kadıköy and in Rijeka.",
        "residence_since": "2008-09-01",
    },
    "project": {
        "project_title": "Forty Crossings",
        "project_description": "Forty drawings, each as long as one crossing.\n\nIn Berlin, the Spree rows.",
        "relation_to_city": "The ferry F10 in Wannsee is the only one that a tram ticket pays for.",
        "time_plan": "Two months of drawing, two of printing, one of showing.",
    },
    "work_samples": {
        "samples-0-title": "Third Bridge, Morning",
        "samples-0-year": "2024",
        "samples-0-medium": "Graphite on paper",
    },
    "documents": {"motivation_letter": "I would like to be slow somewhere else."},
    "budget": {"travel_costs": "420,50", "material_costs": "300", "other_funding": "none"},
    "access_needs": {"access_needs": "A table at which I can stand."},
    "declarations": {
        "former_grant": "no",
        "not_enrolled": "yes",
        "true_statements": "yes",
        "data_notice": "yes",
    },
}
FILES = {
    "work_samples": {"samples-0-file": "drawing.png"},
    "documents": {"artistic_cv": "cv.pdf", "proof_of_residence": "proof.pdf"},
}


def pack(folder: Path) -> None:
    """Put the files of the application into a folder."""
    for name, pages in (("cv.pdf", 2), ("proof.pdf", 1)):
        with pikepdf.new() as document:
            for _ in range(pages):
                document.add_blank_page(page_size=(595, 842))
            document.save(folder / name)
    (folder / "drawing.png").write_bytes(drawing())


def drawing() -> bytes:
    """A picture of waves."""
    sheet = Image.new("RGB", (800, 600), (236, 232, 220))
    pencil = ImageDraw.Draw(sheet)
    for row in range(12):
        line = [(x, 60 + row * 42 + 14 * ((x // 40 + row) % 2)) for x in range(0, 801, 40)]
        pencil.line(line, fill=(40, 52, 70), width=3)
    kept = BytesIO()
    sheet.save(kept, "PNG")
    return kept.getvalue()
