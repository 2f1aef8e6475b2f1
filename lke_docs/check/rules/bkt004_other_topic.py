"""BKT004."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import Dossier, Hit, Mark, on_question, rule
from lke_docs.check.topic import Index, build_index, nearness
from lke_docs.instrument import Indicator
from lke_docs.model import Confidence, Entry, EvidenceItem, Level
from lke_docs.patterns import topics
from lke_docs.series.sameness import subject_words
from lke_docs.wording import quoted

_BEGIN = 4  # letters by which two words are taken for forms of one
_ENOUGH = 5  # words that say something
_LITTLE = 0.04  # as near as this to its own question, an item says nothing of it
_MUCH = 0.3  # as near as this to another question, it seems to speak of that one


@rule(
    "BKT004",
    "bukti tentang hal lain",
    level=Level.SARAN,
    confidence=Confidence.RENDAH,
    remedy="Jelaskan bagaimana dokumen itu menjawab pertanyaannya, atau pindahkan ke indikator yang sesuai.",
    applies=on_question,
)
def other_topic(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Apakah dokumen berbicara tentang hal yang ditanyakan, menurut daftar pokok bahasan yang mempunyai pertanyaan
    sendiri (gratifikasi, pungutan liar, ...) dan kemiripan kata dengan semua pertanyaan. Perlu dilihat jika semua
    dokumen bertanggal menyebut hal lain dan tidak ada yang menyebut hal yang ditanyakan atau sub-areanya.

    ## Mengapa
    Dokumen yang baik pada indikator yang keliru tidak dinilai.

    ## Contoh
    Buruk:
    ```
    A.5.4.B | Apakah Whistle Blowing System telah diterapkan? | B | Surat Perintah Nomor SPrint-7/B.2/03/2021 tanggal 9 Maret 2021 tentang Unit Pemberantasan Pungli
    ```
    Baik:
    ```
    A.5.4.B | Apakah Whistle Blowing System telah diterapkan? | B | Surat Perintah Nomor SPrint-7/B.2/03/2021 tanggal 9 Maret 2021 tentang Pengelola Whistle Blowing System
    ```

    ## Cara memperbaiki
    Baca kembali pertanyaannya. Jika dokumen memang menjawab, sebut bagian yang menjawabnya.

    ## Dasar
    Kebiasaan pemeriksaan: bukti dinilai terhadap pertanyaannya.
    """  # noqa: E501 - a cell is one line
    far: list[tuple[Entry, Indicator, list[EvidenceItem]]] = []
    for entry in dossier.entries:
        asked = dossier.form.indicator(entry) if dossier.form else None
        if asked is None or not entry.row.is_choice:
            continue
        items = [item for item in entry.evidence.items if item.is_offered]
        hits = list(_by_topic(entry, items)) or list(_astray(dossier, asked, entry))
        yield from hits
        if not hits and _shares_nothing(asked, entry, items, dossier.sheet.unit):
            far.append((entry, asked, items))
    index = _index(dossier) if far else None
    for entry, asked, items in far:
        if index is not None:
            yield from _by_nearness(dossier, index, asked.code, entry, items)


def _astray(dossier: Dossier, asked: Indicator, entry: Entry) -> Iterator[Hit]:
    """No paper of the row is about its question, as the points have it, and the words of the form can tell."""
    is_lowest = dossier.form is None or dossier.form.is_lowest(entry)
    if papers := dossier.judge.astray(entry).other if dossier.judge and not is_lowest else ():
        yield Hit(
            entry,
            f"Tidak satu pun dokumen yang disebut, misalnya {quoted(papers[0].text, 60)}, tampaknya tentang "
            f"“{asked.label}”, yang dituntut jawaban {entry.row.answer.strip()}. Apakah menjawab pertanyaan ini?",
            key=("lain",),
            marks=tuple(Mark.of(entry, item) for item in papers),
            level=Level.PERLU,
        )


def _shares_nothing(asked: Indicator, entry: Entry, items: list[EvidenceItem], unit: str) -> bool:
    """The cell says enough, and no word of it begins like a word of its question: only then is it compared."""
    words = subject_words(" ".join(item.subject or item.text for item in items), unit=unit)
    if len(words) < _ENOUGH:
        return False
    own = {word[:_BEGIN] for word in subject_words(" ".join((entry.row.question, asked.label, *asked.keywords)))}
    return own.isdisjoint(word[:_BEGIN] for word in words if len(word) >= _BEGIN)


def _index(dossier: Dossier) -> Index | None:
    if dossier.form is None:
        return None
    asked: dict[str, str] = {}
    for entry in dossier.entries:
        if indicator := dossier.form.indicator(entry):
            asked.setdefault(indicator.code, entry.row.question)
    return build_index(
        {
            code: " ".join((it.label, *it.keywords, asked.get(code, "")))
            for code, it in dossier.form.instrument.indicators.items()
        }
    )


def _by_topic(entry: Entry, items: list[EvidenceItem]) -> Iterator[Hit]:
    """The question is about one matter of the list, and an item only about another."""
    question, whole = entry.row.question, entry.evidence.text
    own = [topic for topic in topics() if topic.words.search(question)]
    if not own or any(topic.words.search(whole) for topic in own):
        return
    others = [topic for topic in topics() if not topic.fits.search(question)]
    for item in items:
        topic = next((topic for topic in others if topic.words.search(item.text)), None)
        if topic:
            yield Hit(
                entry,
                f"Pertanyaan tentang {own[0].name}, tetapi {quoted(item.text, 60)} tampaknya tentang {topic.name}. "
                "Apakah menjawab pertanyaan ini?",
                key=(topic.name, own[0].name),
                marks=(Mark.of(entry, item),),
            )


def _by_nearness(dossier: Dossier, index: Index, code: str, entry: Entry, items: list[EvidenceItem]) -> Iterator[Hit]:
    """The whole cell is far from its own question and near to one of another area."""
    if dossier.form is None:
        return
    scores = nearness(index, " ".join(item.subject or item.text for item in items))
    if scores.get(code, 0.0) >= _LITTLE or max(scores.values(), default=0.0) <= _MUCH:
        return
    best = max(scores, key=lambda c: (scores[c], c))
    form = dossier.form.instrument
    if form.area_of(best) != form.area_of(code):
        yield Hit(
            entry,
            f"Bukti {quoted(items[0].text, 60)} lebih mirip dengan pertanyaan {best} "
            f"({form.indicators[best].label}). Apakah menjawab pertanyaan ini?",
            key=(best,),
            marks=(Mark.of(entry, items[0]),),
        )
