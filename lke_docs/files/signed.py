"""Electronic signatures of a PDF: who signed, on which day, and whether the signed bytes are still the same; offline.

pyHanko (the extra `ttd`) tests them. Without it the day alone is told, and that nothing was tested.
"""

from __future__ import annotations

import ctypes
import io
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from lke_docs.files.model import Signature
from lke_docs.files.trust import day_of
from lke_docs.text import clean_name

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MOST = 20
_UNTESTED = "tanda tangan elektronik tidak diuji: pasang lke-docs[ttd]."
# What a library raises for structures that are none: its own errors are told apart nowhere.
_UNTESTABLE = (ValueError, TypeError, LookupError, AttributeError, AssertionError, ArithmeticError, RuntimeError)
_SPOILT = "tanda tangan elektronik tidak dapat diuji: susunannya rusak."


def has_tester() -> bool:
    """Whether signatures can be tested here."""
    return find_spec("pyhanko") is not None


def signatures_of(document: PdfDocument, data: bytes) -> tuple[tuple[Signature, ...], str]:
    """The signatures of an open PDF, and what is to be said where they were not tested."""
    import pypdfium2.raw as raw

    count = min(raw.FPDF_GetSignatureCount(document), _MOST)
    if count < 1:
        return (), ""
    days = [_day(raw, raw.FPDF_GetSignatureObject(document, number)) for number in range(count)]
    plain = tuple(Signature("", day) for day in days)
    if not has_tester():
        return plain, _UNTESTED
    signatures = _tested(data)
    return (signatures, "") if signatures else (plain, _SPOILT)


def _day(raw: Any, signature: Any) -> str:
    buffer = ctypes.create_string_buffer(64)
    size = raw.FPDFSignatureObj_GetTime(signature, buffer, 64) if signature else 0
    return day_of(buffer.value.decode("ascii", "replace")) if size else ""


def _tested(data: bytes) -> tuple[Signature, ...]:
    """Each signature with its signer, tested against the bytes; none where the file cannot be taken apart."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        return tuple(_one(it) for it in PdfFileReader(io.BytesIO(data), strict=False).embedded_signatures[:_MOST])
    except (*_UNTESTABLE, PdfError, UnsupportedAlgorithm):
        return ()


def _one(signature: Any) -> Signature:
    """One signature. Whether its certificate is trusted is not asked: that needs the network."""
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    name = signature.signer_cert.subject.native.get("common_name", "")
    when = signature.self_reported_timestamp
    signature.compute_integrity_info()
    kind = signature.signed_data["encap_content_info"]["content_type"].native
    intact, valid = validate_sig_integrity(
        signature.signer_info, signature.signer_cert, kind, signature.compute_digest()
    )
    is_whole = signature.summarise_integrity_info()["docmdp_ok"] is not False
    day = when.date().isoformat() if when else ""
    return Signature(clean_name(str(name)), day, bool(intact and valid and is_whole))
