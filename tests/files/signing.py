"""A PDF signed electronically with a key made on the spot."""

from __future__ import annotations

import datetime
import io
import tempfile
from pathlib import Path


def signed(data: bytes, name: str) -> bytes:
    """The PDF with a signature of that name."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    begin = datetime.datetime(2021, 1, 1)
    made = x509.CertificateBuilder(who, who, key.public_key(), 1, begin, begin + datetime.timedelta(days=20_000))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with tempfile.TemporaryDirectory() as folder:
        at, to = Path(folder) / "kunci.pem", Path(folder) / "sertifikat.pem"
        at.write_bytes(key.private_bytes(*plain))
        to.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
        signer = signers.SimpleSigner.load(str(at), str(to))
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    meta = signers.PdfSignatureMetadata(field_name="Tanda1")
    result: io.BytesIO = signers.sign_pdf(writer, meta, signer=signer)
    return result.getvalue()
