"""A small questionnaire with one question of most kinds, answers to it, and a rubric."""

from typing import Any

QUESTIONNAIRE: dict[str, Any] = {
    "key": "small",
    "sections": [
        {
            "key": "you",
            "title": {"en": "About you", "de": "Über Sie"},
            "questions": [
                {
                    "key": "artist_name",
                    "kind": "text",
                    "required": True,
                    "field_class": "identity",
                    "title": {"en": "Artistic name", "de": "Künstlername"},
                },
                {
                    "key": "discipline",
                    "kind": "choice",
                    "required": True,
                    "title": {"en": "Discipline", "de": "Sparte"},
                    "options": [
                        {"key": "visual", "label": {"en": "Visual arts", "de": "Bildende Kunst"}},
                        {"key": "dance", "label": {"en": "Dance", "de": "Tanz"}},
                    ],
                },
                {
                    "key": "access_needs",
                    "kind": "long_text",
                    "field_class": "health",
                    "jurors_see": False,
                    "title": {"en": "Access needs", "de": "Bedarf an Barrierefreiheit"},
                },
            ],
        },
        {
            "key": "project",
            "title": {"en": "Project", "de": "Vorhaben"},
            "questions": [
                {
                    "key": "project_title",
                    "kind": "text",
                    "required": True,
                    "title": {"en": "Title", "de": "Titel"},
                },
                {
                    "key": "description",
                    "kind": "long_text",
                    "required": True,
                    "limits": {"max_words": 50},
                    "title": {"en": "Description", "de": "Beschreibung"},
                },
                {
                    "key": "cv",
                    "kind": "file",
                    "limits": {"accept": ["application/pdf"], "max_pages": 2, "max_mb": 1, "max_files": 1},
                    "title": {"en": "Artistic CV", "de": "Künstlerischer Lebenslauf"},
                },
            ],
        },
    ],
}

ANSWERS: dict[str, Any] = {
    "artist_name": "Işıl",
    "discipline": "visual",
    "access_needs": "A ground-floor studio.",
    "project_title": "Ferry drawings",
    "description": "Drawings made on ferries between two shores.",
}

RUBRIC: list[dict[str, Any]] = [
    {
        "key": "quality",
        "title": {"en": "Artistic quality", "de": "Künstlerische Qualität"},
        "help": {},
        "weight": 60,
        "low": 0,
        "high": 10,
        "anchors": {},
    },
    {
        "key": "relevance",
        "title": {"en": "Relevance to the host city", "de": "Bezug zur Gastgeberstadt"},
        "help": {},
        "weight": 40,
        "low": 0,
        "high": 10,
        "anchors": {},
    },
]
