"""JWB007."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.denial import denials_of
from lke_docs.check.letter import contradicted
from lke_docs.check.rule import Dossier, Hit, Mark, on_letter, rule
from lke_docs.extract.span import Taken, merged, places
from lke_docs.gap import Consequence
from lke_docs.instrument import Option
from lke_docs.model import Confidence, Entry, Level
from lke_docs.wording import quoted


@rule(
    "JWB007",
    "isi menyangkal jawaban",
    level=Level.WAJIB,
    confidence=Confidence.SEDANG,
    remedy="Pilih huruf yang sesuai dengan isinya, atau ganti isiannya jika sudah tidak benar.",
    consequence=Consequence.STEP_DOWN,
    applies=on_letter,
    contradicts=True,
)
def denied_claim(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Isian yang menyatakan “belum”, “tidak ada”, atau “tanpa” tentang hal yang justru dinyatakan huruf
    jawabannya: “belum pernah dilakukan mutasi” dengan jawaban YA, “tanpa inovasi” dengan huruf yang menuntut
    inovasi. Begitu pula yang belum dikerjakan di bawah huruf “seluruh”, yang baru direncanakan sesudah masa
    penilaian, dan konsep yang belum ditandatangani, rencana, usulan, atau undangan sebagai satu-satunya
    naskah: perlu diperbaiki; demikian juga isian yang seluruhnya “menyusul”. Huruf yang kriterianya sendiri
    berkata “tanpa” atau “belum” tidak tersentuh. Jika dokumen bertanggal disebut di sampingnya, temuannya
    perlu diperbaiki.

    ## Mengapa
    Isian sendiri berkata bahwa hurufnya tidak tercapai. Pemeriksa memakai isian itu.

    ## Contoh
    Buruk:
    ```
    A.3.2.A | Dalam melakukan pengembangan karier pegawai, apakah telah dilakukan mutasi pegawai antar jabatan? | YA | Belum pernah dilakukan mutasi pegawai
    ```
    Baik:
    ```
    A.3.2.A | Dalam melakukan pengembangan karier pegawai, apakah telah dilakukan mutasi pegawai antar jabatan? | YA | SK Nomor KEP-9/B.2/05/2021 tanggal 3 Mei 2021 tentang Mutasi Pegawai
    ```

    ## Cara memperbaiki
    Periksa keadaannya. Jika memang belum ada, turunkan hurufnya; jika sudah ada, sebut dokumennya.

    ## Dasar
    Kriteria huruf jawaban dalam instrumen.
    """  # noqa: E501 - a cell is one line
    for entry in dossier.entries:
        option, denials = denials_of(dossier, entry) or (None, [])
        said = Taken(merged(places(contradicted(dossier, entry)))) if denials else Taken()
        denials = [it for it in denials if not said.overlaps(it.start, it.end)]
        if option and denials:
            yield _hit(entry, option, tuple(Mark.of(entry, it) for it in denials), is_soft=denials[0].is_soft)


def _hit(entry: Entry, option: Option, marks: tuple[Mark, ...], *, is_soft: bool) -> Hit:
    text = entry.evidence.text[marks[0].start : marks[0].end]
    dated = any(item.dates or item.references for item in entry.evidence.items)
    return Hit(
        entry,
        f"Isian menyebut {quoted(text)}, padahal jawaban {entry.row.answer.strip()} berarti “{option.criterion}”.",
        key=(option.letter,),
        marks=marks,
        level=Level.PERLU if dated or is_soft else None,
    )
