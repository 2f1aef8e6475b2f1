"""A planned bed becomes files: each document in its form, the sheet, and the key."""

from __future__ import annotations

import io
import json
import random
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import tomli

from tools.bed.agency import said_day
from tools.bed.claim import cell
from tools.bed.document import Doc, Habit, written
from tools.bed.faults import planted
from tools.bed.paper import Grid, NewPage, Para, Sheet, laid_out
from tools.bed.place import Shelf
from tools.bed.plan import Bed, planned
from tools.bed.print_out import as_docx, as_pdf, as_workbook, pictures_pdf
from tools.bed.scan import StampText, misread, pictures
from tools.fill_form import LAYOUTS, Filling, as_it_is, count_rows, item_rows, load_form

ROOT = Path(__file__).resolve().parent.parent.parent
_SIGNED = ("sk", "task", "record", "sertifikat", "pakta", "pk", "daftar_hadir", "masuk")
_LEFT_OUT = {"Thumbs.db": b"\0\1\2thumbs", "~$K Tim Kerja.docx": b"\5user", ".DS_Store": b"\0\0\0\1Bud1"}
_FIXED = (2024, 1, 1, 0, 0, 0)


def choose_forms(bed: Bed) -> None:
    """Which documents are digital, which scans, and how bad; what a pen wrote and what a receiver stamped."""
    for doc in bed.docs:
        flawed = doc.flaw in ("draft", "open_form", "empty_form") or doc.names.get("broken") or doc.names.get("copy")
        if doc.form == "pdf" and not flawed:
            doc.form = _form(bed, doc)
        if doc.form in ("scan", "layer"):
            _as_scan(bed, doc)
        elif bed.habits.get(doc.office.name, bed.habit).electronic and bed.rng.random() < 0.6:
            for each in doc.parts or (doc,):
                each.names = {**each.names, "electronic": "1"}
    for doc in bed.docs:  # a copy is what it copies
        if doc.names.get("copy"):
            first = doc.parts[0]
            doc.form, doc.quality, doc.hand, doc.stamp = first.form, first.quality, first.hand, first.stamp
    wrong = {id(doc) for fault in bed.faults for doc in fault["docs"]}  # type: ignore[attr-defined]
    for doc in bed.docs:
        if doc.stamp and id(doc) not in wrong:
            bed.look_alike("own_dates", [doc], "a receiver's stamp has a later day and a number of its own")


def _form(bed: Bed, doc: Doc) -> str:
    draw, signed = bed.rng.random(), doc.kind in _SIGNED
    scan, layer, word = (0.46, 0.55, 0.88) if signed else (0.22, 0.27, 0.7)
    if bed.small:
        scan, layer, word = 0, 0, 0.65
    if draw < layer:
        return "scan" if draw < scan else "layer"
    return "docx" if draw > word and not doc.parts else "pdf"


def _as_scan(bed: Bed, doc: Doc) -> None:
    rng = bed.rng
    doc.quality = rng.choices(("clean", "mild", "hard"), (45, 35, 20))[0]
    if doc.form == "layer":
        doc.quality = rng.choice(("clean", "mild"))
    hands = [name for name, can in (("serial", doc.serial and not doc.parts), ("day", not doc.parts)) if can]
    if rng.random() < 0.4 and doc.kind in ("sk", "task", "memo", "record", "undangan", "laporan"):
        doc.hand = tuple(name for name in hands if rng.random() < 0.7)
    if doc.stamp is None and rng.random() < 0.15 and doc.kind in ("undangan", "memo", "task", "laporan"):
        doc.stamp = (str(rng.randint(100, 999)), doc.day + timedelta(days=rng.randint(1, 6)))


def _made(doc: Doc) -> date:
    return doc.day + timedelta(days=1 + int(doc.names.get("copy") == "text") * 40)


def _stamp(doc: Doc, rng: random.Random, paper: tuple[float, float]) -> StampText | None:
    if doc.stamp is None:
        return None
    number, day = doc.stamp
    lines = (
        ("D I T E R I M A", ""),
        ("Tanggal :", f"{day.day:02d}-{day.month:02d}-{day.year}"),
        ("No. Agenda :", number),
    )
    x, y = rng.choice(((paper[0] - 195, 2), (40, paper[1] - 80)))
    return StampText(lines, x, y)


def content(bed: Bed, doc: Doc, number: int) -> bytes:
    """The bytes of a document's file."""
    if doc.names.get("copy") == "bytes" and doc.parts[0].raw:
        return doc.parts[0].raw
    if doc.raw:
        return doc.raw
    if doc.form == "xlsx":
        head = (doc.office.name.upper(), f"{doc.kind.upper()} {doc.subject.upper()}", f"Tahun {doc.day.year}")
        rows = [("No", "Uraian", "Penanggung Jawab", "Waktu"), *((k, *row) for k, row in enumerate(doc.todo * 4, 1))]
        return as_workbook(doc.subject, rows, _made(doc), head)
    habit = bed.habits.get(doc.office.name, bed.habit)
    blocks = written(doc, habit)
    if doc.stamp and doc.form in ("pdf", "docx"):
        agenda, day = doc.stamp
        blocks += [NewPage(), Para("LEMBAR DISPOSISI", bold=True),
                   Grid((("No. Agenda", agenda), ("Diterima tanggal", said_day(day)), ("Diteruskan kepada", "Subbagian Umum")), (3, 7))]  # fmt: skip
    if doc.form == "docx":
        return _broken(as_docx(blocks, habit.style, _made(doc)), doc)
    sheets = laid_out(blocks, habit.style)
    if doc.form == "pdf":
        password = "rahasia" if doc.names.get("broken") == "encrypted" else ""
        return _broken(as_pdf(sheets, habit.style, _made(doc), password=password), doc)
    return _scanned(bed, doc, sheets, habit, number)


def _scanned(bed: Bed, doc: Doc, sheets: list[Sheet], habit: Habit, number: int) -> bytes:
    rng = random.Random(f"stamp {bed.seed} {number}")
    clean = as_pdf(sheets, habit.style, doc.day, hand=True)
    pages = pictures(clean, sheets, habit.style, doc.quality, f"{bed.seed} {number}", _stamp(doc, rng, habit.style.paper),
                     doc.office.name if rng.random() < 0.6 else "")  # fmt: skip
    layers: list[Sheet] = []
    if doc.form == "layer":
        wrong = doc.number.replace(doc.serial, str(int(doc.serial or 1) + 7), 1) if doc.serial else ""
        spoil = {doc.number: wrong} if wrong else {}
        spoil[said_day(doc.day)] = said_day(doc.day + timedelta(days=20))
        layers = misread(sheets, f"{bed.seed} {number}", spoil)
    return pictures_pdf(pages, habit.style, _made(doc), layers)


def _broken(data: bytes, doc: Doc) -> bytes:
    how = doc.names.get("broken", "")
    if how == "empty":
        return b""
    return data[: len(data) // 3] if how.startswith("truncated") else data


def build(seed: int, target: Path, *, small: bool = False) -> dict[str, Any]:
    """Write the bed; gives the key."""
    bed = planted(planned(seed, small=small))
    choose_forms(bed)
    instrument = tomli.loads((ROOT / "patterns" / "instruments" / "zi-2021.toml").read_text(encoding="utf-8"))
    labels = {item["code"]: item["label"] for item in instrument["indicator"]}
    subs = {code: max((s for s in instrument["sub_area"] if code.startswith(s["code"])), key=lambda s: len(s["code"]))["name"]
            for code in labels}  # fmt: skip
    shelf = Shelf(random.Random(f"shelf {seed}"), labels, subs)
    files = _write_files(bed, shelf, target)
    cells = {code: cell(claims, bed.rng) for code, claims in bed.claims.items()}
    (target / "lke.xlsx").write_bytes(_sheet(bed, cells))
    key = {"seed": seed, "year": bed.year, "office": bed.office.name, "agency": bed.office.agency.name, "custom": shelf.custom,
           "claims": _claims(bed), "files": files, "faults": _marked(bed.faults), "look_alikes": _marked(bed.alike)}  # fmt: skip
    (target / "kunci.json").write_text(json.dumps(key, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return key


def _write_files(bed: Bed, shelf: Shelf, target: Path) -> list[dict[str, Any]]:
    order = sorted(range(len(bed.docs)), key=lambda k: bool(bed.docs[k].names.get("same name")))
    packed = _packed(bed)
    members: list[tuple[str, bytes]] = []
    files = []
    archive = f"bukti/{shelf.folder(packed[0].code)}/dokumen {packed[0].code}.zip" if packed else ""
    for k in order:
        doc = bed.docs[k]
        doc.raw = content(bed, doc, k)
        suffix = f".{'pdf' if doc.form in ('scan', 'layer') else doc.form}"
        if doc in packed:
            doc.path = f"{archive}!/{shelf.name(doc, suffix)} {len(members) + 1}{suffix}"
            members.append((doc.path.partition("!/")[2], doc.raw))
        else:
            if doc.names.get("same name"):
                _beside(doc, shelf)
            else:
                shelf.place(doc, suffix)
            _save(target / doc.path, doc.raw)
        files.append(_described(doc))
    if members:
        _save(target / archive, _zipped(members))
        files.append({"path": archive, "read": "archive", "quality": "digital", "type": "arsip"})
    for name, data in _LEFT_OUT.items():
        path = f"bukti/{shelf.folder(bed.docs[0].code)}/{name}"
        _save(target / path, data)
        files.append({"path": path, "read": "left out", "quality": "", "type": ""})
    return sorted(files, key=lambda entry: str(entry["path"]))


def _packed(bed: Bed) -> list[Doc]:
    """Documents of one indicator that lie in an archive; none of them with a fault."""
    wrong = {id(doc) for fault in bed.faults for doc in fault["docs"]}  # type: ignore[attr-defined]
    copied = {id(part) for doc in bed.docs if doc.names.get("copy") for part in doc.parts}
    found: dict[str, list[Doc]] = {}
    for doc in bed.docs:
        if id(doc) not in wrong | copied and not doc.parts and doc.form in ("pdf", "docx", "jpg"):
            found.setdefault(doc.code, []).append(doc)
    ready = [docs for docs in found.values() if len(docs) >= 3]
    return bed.rng.choice(ready)[:4] if ready else []


def _beside(doc: Doc, shelf: Shelf) -> None:
    """A copy for another indicator keeps its name."""
    name = doc.parts[0].path.rsplit("/", 1)[-1]
    folder = shelf.folder(doc.code)
    doc.path = f"bukti/{folder}/{name}"
    if doc.path[6:].casefold() in shelf.taken:
        doc.path = f"bukti/{folder}/Salinan {name}"
    shelf.taken.add(doc.path[6:].casefold())


def _zipped(members: list[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, _FIXED), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _save(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _described(doc: Doc) -> dict[str, Any]:
    """What the key says of a file: what its paper shows, not what the sheet claims."""
    shown = doc.parts[0] if doc.names.get("copy") else doc
    read = {"jpg": "photo", "png": "screenshot", "xlsx": "table", "url": "link", "txt": "link"}.get(doc.form, doc.form)
    read = "unreadable" if doc.names.get("broken") else "digital" if read in ("pdf", "docx") else read
    entry: dict[str, Any] = {
        "path": doc.path, "read": read, "quality": doc.quality or "digital", "type": shown.slug, "number": shown.number,
        "date": "" if doc.names.get("undated") or doc.flaw == "empty_form" else shown.day.isoformat(),
        "handwritten": list(doc.hand), "subject": shown.subject, "office": shown.office.name,
    }  # fmt: skip
    if shown.kind in ("matriks", "daftar", "tangkapan", "tautan", "formulir", "rencana") or doc.form == "jpg":
        entry["date"] = "" if shown.kind != "rencana" else entry["date"]
    if shown.number and shown.kind in ("notula", "daftar_hadir"):
        entry["number"] = ""
    if shown.event:
        entry["event"] = shown.event.isoformat()
    if doc.stamp:
        entry["stamp"] = {"number": doc.stamp[0], "date": doc.stamp[1].isoformat()}
    if doc.parts and not doc.names.get("copy"):
        entry["parts"] = [
            {"type": part.slug, "number": part.number, "date": part.day.isoformat()} for part in doc.parts
        ]
        entry["number"], entry["date"] = doc.parts[0].number, doc.parts[0].day.isoformat()
        entry["type"] = doc.parts[0].slug
    return entry


def _claims(bed: Bed) -> list[dict[str, Any]]:
    rows = []
    for code in sorted(bed.claims):
        for claim in bed.claims[code]:
            if not claim.state:
                continue
            row: dict[str, Any] = {"indicator": code, "text": claim.text, "start": claim.start,
                                   "end": claim.start + len(claim.text), "state": claim.state,
                                   "files": [doc.path for doc in claim.docs]}  # fmt: skip
            if claim.accept:
                row["accept"] = list(claim.accept)
            if claim.also:
                row["also"] = [doc.path for doc in claim.also]
            rows.append(row)
    return rows


def _marked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**{k: v for k, v in row.items() if k != "docs"}, "files": [doc.path for doc in row["docs"]]} for row in rows
    ]


def _sheet(bed: Bed, cells: dict[str, str]) -> bytes:
    """The form of 2021, filled in: each answer one that its question offers."""
    rng = random.Random(f"sheet {bed.seed}")
    page, rows = load_form()["Jawaban"], item_rows()
    links = {claim.code: claim.link for claims in bed.claims.values() for claim in claims if claim.link}
    fillings = {row: Filling(rng.randint(3, 20)) for row in count_rows()}
    for code, row in rows.items():
        options = str(page.cell(row, 10).value or "")
        answer: str | float = "Ya" if options == "Ya/Tidak" else rng.choice("AAB")
        if options == "%":
            answer = f"{rng.randint(70, 100)}%"
        elif options.startswith("Nilai"):
            answer = round(rng.uniform(3.4, 3.9), 2)
        if code in cells:
            fillings[row] = Filling(answer, "", cells[code], links.get(code, ""))
        elif options != "Ya/Tidak":
            fillings[row] = Filling("C" if options.startswith("A/B") else answer)
    layout = rng.choice(sorted(LAYOUTS))
    if layout == "apa_adanya":
        return as_it_is(fillings, unit=bed.office.name)
    return LAYOUTS[layout](fillings)
