"""A sealed letter can be known again, and a changed one can't pass."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from portal import pdf
from portal.pdf.seal import load_seal, make_seal, seal_is_intact, sign
from tests.pdf.examples import receipt_facts


@pytest.fixture(scope="module")
def document() -> bytes:
    return pdf.render("receipts/application.html", receipt_facts())


def test_a_seal_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first, again = load_seal(tmp_path, organisation="Senatskanzlei"), load_seal(tmp_path)
    assert first is again
    assert first.organisation == "Senatskanzlei"
    assert [(p.name, oct(p.stat().st_mode & 0o777)) for p in tmp_path.iterdir()] == [("seal.pem", "0o600")]


def test_an_existing_seal_is_never_overwritten(tmp_path: Path) -> None:
    kept = make_seal(tmp_path, organisation="One", at=datetime(2026, 1, 1, tzinfo=UTC)).read_bytes()
    assert make_seal(tmp_path, organisation="Two", at=datetime(2026, 1, 2, tzinfo=UTC)).read_bytes() == kept


def test_a_sealed_document_verifies_and_holds_the_document_unchanged(tmp_path: Path, document: bytes) -> None:
    seal = load_seal(tmp_path)
    sealed = sign(document, seal)
    assert sealed.startswith(document)
    assert seal_is_intact(sealed, seal)
    assert pdf.digest(sealed) == pdf.digest(bytes(sealed))
    assert len(pdf.digest(sealed)) == 64
    with pikepdf.open(BytesIO(sealed)) as opened:
        assert str(opened.Root.AcroForm.Fields[0].V.SubFilter) == "/ETSI.CAdES.detached"


def test_an_unsealed_and_a_foreign_document_do_not_verify(tmp_path: Path, document: bytes) -> None:
    seal, foreign = load_seal(tmp_path / "ours"), load_seal(tmp_path / "theirs")
    assert seal_is_intact(document, seal) is False
    assert seal_is_intact(sign(document, foreign), seal) is False


def test_a_document_changed_after_sealing_does_not_verify(tmp_path: Path, document: bytes) -> None:
    seal = load_seal(tmp_path)
    sealed = sign(document, seal)
    at = sealed.index(b"endstream")
    changed = sealed[: at - 2] + bytes([sealed[at - 2] ^ 1]) + sealed[at - 1 :]
    assert seal_is_intact(changed, seal) is False
    longer = pikepdf.open(BytesIO(sealed))
    longer.docinfo["/Title"] = "Another title"
    rewritten = BytesIO()
    longer.save(rewritten)
    assert seal_is_intact(rewritten.getvalue(), seal) is False
