"""PDF files with signatures of certificates made on the spot. Only for tests: KHCN itself never signs."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import keys, x509
from cryptography import x509 as c509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfReader, PdfWriter


@cache
def signer(name: str = "Nguyễn Văn Mẫu", organisation: str = "Sở Mẫu số 1", ended: bool = False):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    about = c509.Name(
        [c509.NameAttribute(NameOID.COMMON_NAME, name), c509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)]
    )  # fmt: skip
    now = datetime.now(UTC)
    last = now - timedelta(days=1) if ended else now + timedelta(days=30)
    made = c509.CertificateBuilder().subject_name(about).issuer_name(about).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(now - timedelta(days=60)).not_valid_after(last)
    certificate = made.sign(key, hashes.SHA256())
    told = certificate.public_bytes(serialization.Encoding.DER)
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(told), signing_key=keys.PrivateKeyInfo.load(plain),
        cert_registry=SimpleCertificateStore(),
    )  # fmt: skip


def unsigned(password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    return _bytes(writer)


def signed(content: bytes | None = None, *, field: str = "Ky1", stamped: bool = False, **who) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(content or unsigned()))
    about = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    fields.append_signature_field(writer, fields.SigFieldSpec(field))
    by = signer(**who)
    clock = stamper(by) if stamped else None
    pen = signers.PdfSigner(about, signer=by, timestamper=clock)
    with ThreadPoolExecutor(
        1
    ) as aside:  # signing runs a loop of its own; a browser test may have left one in this thread
        return aside.submit(pen.sign_pdf, writer).result().getvalue()


def stamper(by):
    """An authority that always says the same day of 2025; its certificate is that of the signer."""
    return timestamps.DummyTimeStamper(
        by.signing_cert, by.signing_key, certs_to_embed=by.cert_registry, fixed_dt=datetime(2025, 12, 5, 3, tzinfo=UTC)
    )  # fmt: skip


def added_to(content: bytes) -> bytes:
    """The file with a page appended after signing."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    from pyhanko.pdf_utils.generic import ArrayObject, NumberObject
    from pyhanko.pdf_utils.writer import PageObject

    empty = writer.add_object(_stream())
    box = ArrayObject([NumberObject(0), NumberObject(0), NumberObject(99), NumberObject(99)])
    writer.insert_page(PageObject(contents=empty, media_box=box))
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _stream():
    from pyhanko.pdf_utils.generic import StreamObject

    return StreamObject(stream_data=b"")


def _bytes(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    assert PdfReader(io.BytesIO(target.getvalue()))
    return target.getvalue()
