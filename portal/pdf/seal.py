"""The organisation's seal: a P-256 key kept loaded, with which every issued letter is signed (PAdES B-B)."""

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from asn1crypto.algos import SignedDigestAlgorithm
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from portal import clock

FILE = "seal.pem"
FIELD = "Seal"
VALID_FOR = timedelta(days=3653)
OTHER_USES = (
    "key_encipherment data_encipherment key_agreement key_cert_sign crl_sign encipher_only decipher_only"
)


class KeptKeySigner(Signer):
    """Signs with a key object that stays loaded; pyHanko's own signer would load and check it every time."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, certificate: asn1_x509.Certificate) -> None:
        super().__init__(
            signing_cert=certificate,
            cert_registry=SimpleCertificateStore.from_certs([certificate]),  # type: ignore[no-untyped-call]  # no types
            signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )
        self.key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The raw signature of the data; a dry run gives the longest that P-256 can make."""
        return bytes(72) if dry_run else self.key.sign(data, ec.ECDSA(hashes.SHA256()))


@dataclass(frozen=True)
class Seal:
    """A loaded key with its certificate."""

    signer: KeptKeySigner = field(repr=False)
    certificate: asn1_x509.Certificate = field(repr=False)
    organisation: str


def sign(pdf: bytes, seal: Seal) -> bytes:
    """The PDF with the organisation's seal; not a byte of the document under it is changed."""
    sealed = BytesIO()
    metadata = PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, name=seal.organisation
    )
    signer = PdfSigner(metadata, signer=seal.signer, new_field_spec=SigFieldSpec(sig_field_name=FIELD))
    signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=sealed)
    return sealed.getvalue()


def seal_is_intact(pdf: bytes, seal: Seal) -> bool:
    """Whether the PDF bears this seal and nothing was changed or added after it."""
    signatures = PdfFileReader(BytesIO(pdf)).embedded_signatures
    if len(signatures) != 1:
        return False
    context = ValidationContext(trust_roots=[seal.certificate], allow_fetching=False)
    return bool(validate_pdf_signature(signatures[0], context).bottom_line)


def load_seal(folder: Path, *, organisation: str = "Berlin City Exchange") -> Seal:
    """The seal kept in the folder, made at first use."""
    path = folder / FILE
    if not path.exists():
        make_seal(folder, organisation=organisation, at=clock.now())
    return _loaded(path, path.stat().st_mtime_ns)


@cache
def _loaded(path: Path, _changed: int) -> Seal:
    content = path.read_bytes()
    key = serialization.load_pem_private_key(content, password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    certificate = next(
        asn1_x509.Certificate.load(der)
        for kind, _, der in pem.unarmor(content, multiple=True)
        if kind == "CERTIFICATE"
    )
    return Seal(KeptKeySigner(key, certificate), certificate, certificate.subject.native["organization_name"])


def make_seal(folder: Path, *, organisation: str, at: datetime) -> Path:
    """A new P-256 key and a self-signed certificate of the organisation, never over an existing one."""
    key = ec.generate_private_key(ec.SECP256R1())
    content = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ) + certificate_for(key, organisation, at).public_bytes(serialization.Encoding.PEM)
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{FILE}.{os.getpid()}"
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, folder / FILE)  # of two processes that make a seal at once, the first one wins
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return folder / FILE


def certificate_for(key: ec.EllipticCurvePrivateKey, organisation: str, at: datetime) -> x509.Certificate:
    """The certificate that names the organisation as the holder of the key."""
    name = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, f"{organisation[:50]} – Siegel"),
        ]
    )
    other_uses = dict.fromkeys(OTHER_USES.split(), False)
    builder = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + VALID_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, **other_uses), critical=True
        )
    )
    return builder.sign(key, hashes.SHA256())
