import hashlib
from dataclasses import replace

import pytest

from portal.questionnaire import canonical_json, content_hash, digest, load, parse_questionnaire
from portal.questionnaire.wire import dump_questionnaire


def test_the_same_content_is_always_the_same_bytes() -> None:
    expected = '{"a":["Işıl",{"y":null,"z":1}],"b":true}'.encode()
    assert canonical_json({"b": True, "a": ["Işıl", {"z": 1, "y": None}]}) == expected
    assert digest({"b": True, "a": ["Işıl", {"z": 1, "y": None}]}) == hashlib.sha256(expected).hexdigest()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"a": "\ud800"}])
def test_what_json_can_not_hold_has_no_hash(value: object) -> None:
    with pytest.raises(ValueError):
        digest(value)


def test_a_questionnaire_keeps_its_hash_through_storage_and_loses_it_with_any_word() -> None:
    residency = load("residency")
    assert content_hash(parse_questionnaire(dump_questionnaire(residency))) == content_hash(residency)
    assert content_hash(replace(residency, key="other")) != content_hash(residency)
