"""The addresses. A page of a unit begins with "unit/<number>/".

The codes of a form that a unit wrote itself may hold "/": what is done with an indicator stands before its page.
"""

from __future__ import annotations

from django.urls import path

from lke_docs.web import (
    assess_page,
    draft_page,
    evidence_page,
    handover_page,
    help_page,
    indicator_page,
    job_page,
    log_page,
    overview_page,
    pages,
    release_page,
    settings_page,
    sheet_page,
    start_page,
    versions_page,
    viewer_page,
    work_page,
)

urlpatterns = [
    path("", start_page.start, name="mulai"),
    path("bantuan/", help_page.guide, name="bantuan-awal"),
    path("bantuan/<slug:page>/", help_page.guide, name="bantuan"),
    path("bantuan/gambar/<str:name>", help_page.picture, name="bantuan-gambar"),
    path("aturan/", help_page.rules, name="aturan-daftar"),
    path("aturan/<slug:code>/", help_page.rule, name="aturan"),
    path("lembar/", start_page.drop, name="lembar"),
    path("tutup/", start_page.close, name="tutup"),
    path("aset/<str:digest>/<str:name>", pages.serve_asset, name="aset"),
    path("unit/<int:unit>/", overview_page.overview, name="ringkasan"),
    path("unit/<int:unit>/versi/<int:number>/", overview_page.overview, name="ringkasan-versi"),
    path("unit/<int:unit>/pengaturan/", settings_page.settings, name="pengaturan"),
    path("unit/<int:unit>/pekerjaan/<int:job>/", job_page.progress, name="pekerjaan"),
    path("unit/<int:unit>/pekerjaan/<int:job>/batal/", job_page.cancel, name="pekerjaan-batal"),
    path("unit/<int:unit>/serah-terima/", handover_page.handover, name="serah-terima"),
    path("unit/<int:unit>/serah-terima/paket/", handover_page.ask_package, name="paket"),
    path("unit/<int:unit>/serah-terima/paket.zip", handover_page.take_package, name="paket-zip"),
    path("unit/<int:unit>/serah-terima/<str:name>", handover_page.take, name="ambil"),
    path("unit/<int:unit>/bukti/", evidence_page.evidence, name="bukti"),
    path("unit/<int:unit>/bukti/unggah/", evidence_page.upload, name="bukti-unggah"),
    path("unit/<int:unit>/bukti/folder/", evidence_page.choose, name="bukti-folder"),
    path("unit/<int:unit>/bukti/ulang/", evidence_page.read_again, name="bukti-ulang"),
    path("unit/<int:unit>/berkas/<str:key>/", viewer_page.viewer, name="berkas"),
    path("unit/<int:unit>/berkas/<str:key>/asli/", viewer_page.original, name="berkas-asli"),
    path("unit/<int:unit>/berkas/<str:key>/<int:number>/", viewer_page.viewer, name="berkas-halaman"),
    path("unit/<int:unit>/berkas/<str:key>/<int:number>.jpg", viewer_page.picture, name="berkas-gambar"),
    path("unit/<int:unit>/indikator/", indicator_page.indicators, name="indikator-daftar"),
    path("unit/<int:unit>/indikator/<path:code>/akibat/", indicator_page.effect, name="akibat"),
    path("unit/<int:unit>/indikator/<path:code>/catatan/", indicator_page.set_aside, name="kesampingkan"),
    path("unit/<int:unit>/indikator/<path:code>/", indicator_page.indicator, name="indikator"),
    path("unit/<int:unit>/daftar-kerja/", work_page.worklist, name="daftar-kerja"),
    path("unit/<int:unit>/daftar-kerja/simpan/", work_page.save, name="daftar-kerja-simpan"),
    path("unit/<int:unit>/daftar-kerja/kembali/", work_page.brought_back, name="daftar-kerja-kembali"),
    path("unit/<int:unit>/daftar-kerja/daftar_kerja.xlsx", work_page.taken, name="daftar-kerja-xlsx"),
    path("unit/<int:unit>/draf/", draft_page.drafts, name="draf"),
    path("unit/<int:unit>/draf/buat/", draft_page.make_chosen, name="draf-buat"),
    path("unit/<int:unit>/draf/isi/<str:folder>/", draft_page.fill, name="draf-isi"),
    path("unit/<int:unit>/draf/selesai/", draft_page.finish, name="draf-selesai"),
    path("unit/<int:unit>/draf/pdf/", draft_page.ask_pdf, name="draf-pdf"),
    path("unit/<int:unit>/draf/berkas/<path:name>", draft_page.take_draft, name="draf-berkas"),
    path("unit/<int:unit>/versi/", versions_page.versions, name="versi-daftar"),
    path("unit/<int:unit>/versi/<int:number>/buku-kerja/", versions_page.workbook, name="buku-kerja"),
    path("unit/<int:unit>/versi/<int:number>/lembar.xlsx", versions_page.exported, name="lembar-xlsx"),
    path("unit/<int:unit>/versi/<int:number>/kembali/", versions_page.bring_back, name="versi-kembali"),
    path("unit/<int:unit>/banding/", versions_page.compare, name="banding"),
    path("unit/<int:unit>/lembar/", sheet_page.sheet, name="lembar-unit"),
    path("penilaian/putusan.csv", assess_page.verdicts_of_all, name="putusan-csv"),
    path("unit/<int:unit>/penilaian/", assess_page.verdicts, name="penilaian"),
    path("unit/<int:unit>/penilaian/permintaan.docx", assess_page.request_letter, name="surat-permintaan"),
    path("unit/<int:unit>/penilaian/<path:code>/putusan/", assess_page.judge, name="beri-putusan"),
    path("unit/<int:unit>/penilaian/<path:code>/tanya/", assess_page.ask, name="tanya"),
    path("unit/<int:unit>/penilaian/<path:code>/", assess_page.verdict, name="putusan"),
    path("unit/<int:unit>/pertanyaan/", assess_page.questions, name="pertanyaan"),
    path("unit/<int:unit>/pertanyaan/<int:question>/", assess_page.reply, name="jawab"),
    path("unit/<int:unit>/portalrb/", release_page.release, name="pelepasan"),
    path("unit/<int:unit>/portalrb/lepas/", release_page.let_go, name="lepas"),
    path("unit/<int:unit>/kegiatan/", log_page.unit_log, name="kegiatan"),
]

handler400 = "lke_docs.web.pages.bad_request"
handler403 = "lke_docs.web.pages.forbidden"
handler404 = "lke_docs.web.pages.not_found"
handler500 = "lke_docs.web.pages.broken"
