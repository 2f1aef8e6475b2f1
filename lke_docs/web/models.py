"""What the application keeps: units, versions of their sheets, jobs, work, verdicts, questions, releases, a log.

What was said by people is never overwritten: a changed sheet is a new version, a changed verdict a new row.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import CASCADE, PROTECT, SET_NULL


class Role(models.TextChoices):
    """What a person may do in a unit."""

    STAFF = "staff", "staf"
    HEAD = "head", "kepala unit"
    ASSESSOR = "assessor", "penilai internal"
    ADMINISTRATOR = "administrator", "administrator"


class JobState(models.TextChoices):
    """How far a job is."""

    WAITING = "waiting", "menunggu"
    RUNNING = "running", "berjalan"
    DONE = "done", "selesai"
    FAILED = "failed", "gagal"
    CANCELLED = "cancelled", "dibatalkan"


OPEN = (JobState.WAITING, JobState.RUNNING)


class AssessorLevel(models.TextChoices):
    """Who gives a verdict, from the nearest to the last."""

    KANWIL = "Kanwil", "Kanwil"
    TPI = "TPI", "TPI"
    TPN = "TPN", "TPN"


class WorkUnit(models.Model):
    """A unit and its folder, where its sheets, settings, notes and evidence lie.

    `evidence`: the folder of its evidence ("": none yet); `portal_id` and `category` are for the ministry's portal.
    """

    name = models.CharField(max_length=300)
    agency = models.CharField(max_length=300, blank=True)
    code = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    folder = models.CharField(max_length=1000, unique=True)
    evidence = models.CharField(max_length=1000, blank=True)
    portal_id = models.CharField(max_length=100, blank=True)
    category = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "pk")

    @property
    def path(self) -> Path:
        return Path(self.folder)

    @property
    def latest(self) -> Version | None:
        """The version that counts."""
        return self.versions.order_by("-number").first()


class Membership(models.Model):
    """A person in a unit."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, CASCADE, related_name="memberships")
    unit = models.ForeignKey(WorkUnit, CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "unit", "role"), name="one_membership"),)


class Version(models.Model):
    """One state of a unit's sheet: a file as it came (`base_…`) and what was edited in it since.

    `edits`: {code of a row: {"answer": …, "evidence": …}}; `file`: the base below the unit's folder; `parent`: the
    version that was edited. A version is never changed.
    """

    unit = models.ForeignKey(WorkUnit, CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    year = models.PositiveIntegerField(null=True)
    base_name = models.CharField(max_length=300)
    base_sha256 = models.CharField(max_length=64)
    file = models.CharField(max_length=1000)
    edits = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)
    parent = models.ForeignKey("self", SET_NULL, null=True, related_name="children")

    class Meta:
        ordering = ("unit", "number")
        constraints = (models.UniqueConstraint(fields=("unit", "number"), name="one_version"),)

    @property
    def path(self) -> Path:
        """The base file."""
        return self.unit.path / self.file


class QueuedJob(models.Model):
    """Long work: asked for by a page, done by a worker process, seen and stopped from a page.

    `kind` names a function of `jobs.KINDS`, `told` what it was given, `result` what it gave.
    """

    kind = models.CharField(max_length=40)
    unit = models.ForeignKey(WorkUnit, CASCADE, related_name="jobs")
    version = models.ForeignKey(Version, SET_NULL, null=True, related_name="jobs")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING, db_index=True)
    told = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    heartbeat = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    cancel = models.BooleanField(default=False)
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ("-pk",)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class WorkItem(models.Model):
    """What people noted on a finding or a claim, by its fingerprint."""

    unit = models.ForeignKey(WorkUnit, CASCADE, related_name="work")
    fingerprint = models.CharField(max_length=64)
    person = models.CharField(max_length=200, blank=True)
    due = models.CharField(max_length=60, blank=True)
    done = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "fingerprint"), name="one_work_item"),)


class LevelVerdict(models.Model):
    """What an assessor decided on an indicator; `machine` is the letter that the evidence showed then.

    The latest of a level counts, the others stay.
    """

    unit = models.ForeignKey(WorkUnit, CASCADE, related_name="verdicts")
    version = models.ForeignKey(Version, PROTECT, related_name="verdicts")
    code = models.CharField(max_length=40)
    level = models.CharField(max_length=10, choices=AssessorLevel.choices)
    letter = models.CharField(max_length=20)
    reason = models.TextField()
    machine = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("unit", "code", "level"), name="verdict_place"),)


class UnitQuestion(models.Model):
    """What an assessor asks a unit about an indicator."""

    unit = models.ForeignKey(WorkUnit, CASCADE, related_name="questions")
    code = models.CharField(max_length=40)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)


class UnitReply(models.Model):
    """What was answered."""

    question = models.ForeignKey(UnitQuestion, CASCADE, related_name="replies")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)


class HeadRelease(models.Model):
    """The head of a unit lets the portal have a version; the latest counts, one without a version takes it back."""

    unit = models.ForeignKey(WorkUnit, CASCADE, related_name="releases")
    year = models.PositiveIntegerField()
    version = models.ForeignKey(Version, PROTECT, null=True, related_name="releases")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)


class LogEntry(models.Model):
    """Who did what, when, to what. Rows are added, never changed."""

    unit = models.ForeignKey(WorkUnit, SET_NULL, null=True, related_name="log")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    what = models.CharField(max_length=60)
    object = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ("-pk",)
