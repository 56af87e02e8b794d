"""One way of writing a value as bytes, so that the same content always has the same hash."""

import hashlib
import json
from typing import Any

from portal.questionnaire.shape import Questionnaire
from portal.questionnaire.wire import dump_questionnaire


def canonical_json(value: Any) -> bytes:
    """The value as JSON in UTF-8 with sorted keys and no blanks; NaN and infinity are refused."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8")


def digest(value: Any) -> str:
    """The SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def content_hash(questionnaire: Questionnaire) -> str:
    """The hash by which a published questionnaire is known; any change of a word changes it."""
    return digest(dump_questionnaire(questionnaire))
