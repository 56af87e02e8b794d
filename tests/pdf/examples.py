"""A receipt to print: what the applications room hands to the PDF room."""

from typing import Any


def receipt_facts(**changes: Any) -> dict[str, Any]:
    """The facts of a receipt in English with two sections."""
    facts: dict[str, Any] = {
        "language": "en",
        "title": "Your application has arrived",
        "portal": "Berlin City Exchange",
        "number": "IST-7F3K2A",
        "created": "2025-12-30",
        "intro": ["Keep this receipt. It holds every answer as it arrived."],
        "rows": [
            {"label": "Call", "value": "Istanbul–Berlin studio residency 2026/27"},
            {"label": "Applicant", "value": "Işıl Şükran İnceöz"},
            {"label": "Received", "value": "30 December 2025, 18:58:03 Berlin (20:58:03 Istanbul)"},
            {"label": "SHA-256 of the answers", "value": "9f86d081884c7d659a2feaa0c55ad015" * 2},
        ],
        "sections": [
            {
                "title": "Your project",
                "answers": [
                    {"question": "Title", "paragraphs": ["Sesin İzleri"]},
                    {
                        "question": "Description",
                        "paragraphs": ["First line\nsecond line", "声音的痕迹", "קול"],
                    },
                ],
            },
            {"title": "Access needs", "answers": [{"question": "What do you need?", "paragraphs": []}]},
        ],
        "nothing": "No answer",
        "footer": "The answers are inside this file as JSON.",
    }
    return facts | changes
