"""The rules on files of evidence, one a module, and the table of them; they run where a folder is given.

A cell names "SK Tim Kerja Nomor 12/KPTS/II/2021", its file bears another number: BER002. To add one: a new module
here, its import and its line in FOLDER_RULES, a case file in tests/folder_rules/.
"""

from __future__ import annotations

from lke_docs.check.folder_rules.ber001_not_in_folder import not_in_folder
from lke_docs.check.folder_rules.ber002_number_differs import number_differs
from lke_docs.check.folder_rules.ber003_date_differs import date_differs
from lke_docs.check.folder_rules.ber004_unnamed_files import unnamed_files
from lke_docs.check.folder_rules.ber005_same_content import same_content
from lke_docs.check.folder_rules.ber006_unread_files import unread_files
from lke_docs.check.folder_rules.ber007_clone import clone
from lke_docs.check.folder_rules.ber008_draft_as_evidence import draft_as_evidence
from lke_docs.check.folder_rules.ber009_empty_form import empty_form
from lke_docs.check.folder_rules.ber010_own_dates_disagree import own_dates_disagree
from lke_docs.check.folder_rules.ber011_bundle_incomplete import bundle_incomplete
from lke_docs.check.folder_rules.ber012_same_photo import same_photo
from lke_docs.check.folder_rules.ber013_unsigned_decree import unsigned_decree
from lke_docs.check.folder_rules.ber014_of_another_office import of_another_office
from lke_docs.check.folder_rules.ber015_electronic_signature import electronic_signature
from lke_docs.check.folder_rules.ber016_register import register
from lke_docs.check.folder_rules.ber017_empty_link import empty_link
from lke_docs.check.folder_rules.ber018_shared_file import shared_file
from lke_docs.check.folder_rules.ber019_register_gap import register_gap
from lke_docs.check.rule import Rule

FOLDER_RULES: tuple[Rule, ...] = (
    not_in_folder,
    number_differs,
    date_differs,
    unnamed_files,
    same_content,
    unread_files,
    clone,
    draft_as_evidence,
    empty_form,
    own_dates_disagree,
    bundle_incomplete,
    same_photo,
    unsigned_decree,
    of_another_office,
    electronic_signature,
    register,
    empty_link,
    shared_file,
    register_gap,
)
