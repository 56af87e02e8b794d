"""A ground floor with mail templates of the tests, and a mail server of the tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.ground import ground_app, ground_settings

GREETING = """Subject: {{ title }} für {{ recipient_name }}

Guten Tag {{ recipient_name }},
{{ base_url }}/letters/{{ letter_id }} ({{ language }}, {{ portal_name }})
{{ reason }}
"""


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    for name, text in {
        "greeting.de.txt": GREETING,
        "greeting.en.txt": GREETING.replace("Guten Tag", "Dear").replace("für", "for"),
        "only.en.txt": "Subject: English only\n\nText\n",
        "headless.de.txt": "No subject\n\nText\n",
    }.items():
        (folder / "mail" / "tests").mkdir(parents=True, exist_ok=True)
        (folder / "mail" / "tests" / name).write_text(text)
    return folder


@pytest.fixture
def ground(tmp_path: Path, templates: Path) -> Iterator[Flask]:
    app = ground_app(ground_settings(tmp_path / "var"), templates)
    with app.app_context():
        yield app
