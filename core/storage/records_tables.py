"""The tables of `records`: research data under study numbers, never a name or a contact."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

from alongside.core.definitions.requests import CameBy, Outcome, RequestKind, ToldBy
from alongside.core.storage.columns import Day, Document, Flag, Instant, RowNumber

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
RECORDS = MetaData(naming_convention=NAMES)
STATES = ("invited", "consented", "declined", "withdrawn", "ended")
STAFF_STATES = ("invited", "active", "locked", "left")
STAFF_STATEMENTS = ("training", "assessor_blind")
TALK_STATES = ("booked", "moved", "cancelled", "done")
WHO_MAY_ASK = ("woman", "man", "any")
TALK_WAYS = ("by_phone", "visit", "online")
RELEASE_STEPS = ("staged", "reviewed", "refused", "released")
MESSAGE_STATES = ("queued", "held", "sending", "sent", "delivered", "failed", "opened", "cancelled")


def _one_of(column: str, allowed: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in allowed)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


number_series = Table(
    "number_series",
    RECORDS,
    Column("prefix", Text, primary_key=True),
    Column("last", Integer, nullable=False),
    sqlite_strict=True,
)
families = Table(
    "families",
    RECORDS,
    Column("number", Text, primary_key=True),
    Column("study", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("site_prefix", Text, nullable=False),
    Column("state", Text, nullable=False),
    # Somebody else has a say, or who may decide for the children is not settled.
    Column("is_disputed", Flag, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index(None, "study", "site"),
    _one_of("state", STATES),
    sqlite_strict=True,
)
participants = Table(
    "participants",
    RECORDS,
    Column("number", Text, primary_key=True),
    Column("family", ForeignKey("families.number"), nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("easy_read", Flag, nullable=False),
    Column("listens", Flag, nullable=False),
    Column("needs", Document, nullable=False),
    Column("preferences_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("joined_at", Instant, nullable=False),
    Column("leaving_shown_at", Instant),
    _one_of("state", STATES),
    sqlite_strict=True,
)
children = Table(
    "children",
    RECORDS,
    Column("number", Text, primary_key=True),
    Column("participant", ForeignKey("participants.number"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    UniqueConstraint("participant", "position"),
    _one_of("state", STATES),
    sqlite_strict=True,
)
status_events = Table(
    "status_events",
    RECORDS,
    Column("id", RowNumber, primary_key=True),
    Column("subject", Text, nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("at", Instant, nullable=False),
    _one_of("state", STATES),
    sqlite_strict=True,
)
visits = Table(
    "visits",
    RECORDS,
    Column("id", RowNumber, primary_key=True),
    Column("participant", ForeignKey("participants.number"), nullable=False),
    Column("code", Text, nullable=False),
    Column("study_version", Text, nullable=False),
    Column("reference_date", Day, nullable=False),
    Column("opened_at", Instant, nullable=False),
    UniqueConstraint("participant", "code"),
    sqlite_strict=True,
)
sheets = Table(
    "sheets",
    RECORDS,
    Column("id", RowNumber, primary_key=True),
    Column("visit", ForeignKey("visits.id"), nullable=False),
    Column("participant", ForeignKey("participants.number"), nullable=False, index=True),
    Column("instrument", Text, nullable=False),
    Column("instrument_version", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("age_months", Integer),
    Column("position", Integer, nullable=False),
    Column("submitted_at", Instant),
    UniqueConstraint("visit", "instrument", "form", "about"),
    sqlite_strict=True,
)
answers = Table(
    "answers",
    RECORDS,
    Column("id", RowNumber, primary_key=True),
    Column("sheet", ForeignKey("sheets.id"), nullable=False),
    Column("item", Text, nullable=False),
    Column("row", Integer, nullable=False),
    Column("value", Text),
    Column("reason", Integer),
    Column("sealed", Flag, nullable=False),
    Column("mode", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("given_by", Text, nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("replaces", ForeignKey("answers.id"), unique=True),
    Column("request_key", Text, nullable=False, unique=True),
    Index(None, "sheet", "item", "row"),
    CheckConstraint("reason BETWEEN -99 AND -91", name="reason"),
    CheckConstraint(
        "(CASE WHEN value IS NULL THEN 0 ELSE 1 END) + (CASE WHEN reason IS NULL THEN 0 ELSE 1 END) + sealed = 1",
        name="one_of_three",
    ),
    sqlite_strict=True,
)
choices = Table(
    "choices",
    RECORDS,
    Column("id", RowNumber, primary_key=True),
    Column("participant", ForeignKey("participants.number"), nullable=False),
    Column("module", Text, nullable=False),
    Column("module_version", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("text_hash", Text, nullable=False),
    Column("request_key", Text, nullable=False, unique=True),
    Column("chosen_at", Instant, nullable=False),
    Index(None, "participant", "module"),
    _one_of("answer", ("yes", "no")),
    sqlite_strict=True,
)
attempts = Table(
    "attempts",
    RECORDS,
    Column("id", RowNumber, primary_key=True),
    Column("participant", ForeignKey("participants.number"), nullable=False),
    Column("module", Text, nullable=False),
    Column("module_version", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("choice", Text, nullable=False),
    Column("understood", Flag, nullable=False),
    Column("language", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("request_key", Text, nullable=False, unique=True),
    Column("tried_at", Instant, nullable=False),
    Index(None, "participant", "module"),
    sqlite_strict=True,
)
layers_opened = Table(
    "layers_opened",
    RECORDS,
    Column("participant", ForeignKey("participants.number"), primary_key=True),
    Column("module", Text, primary_key=True),
    Column("module_version", Text, primary_key=True),
    Column("part", Text, primary_key=True),
    Column("opened_at", Instant, nullable=False),
    sqlite_strict=True,
)
consent_records = Table(
    "consent_records",
    RECORDS,
    Column("id", RowNumber, primary_key=True),
    Column("participant", ForeignKey("participants.number"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("module", Text, nullable=False),
    Column("body", Document, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("request_key", Text, nullable=False, unique=True),
    Column("previous_hash", Text, nullable=False),
    Column("record_hash", Text, nullable=False),
    # Each record has at most one successor: a participant's chain cannot fork.
    UniqueConstraint("participant", "previous_hash"),
    Index(None, "record_hash"),
    _one_of("kind", ("consent", "change")),
    sqlite_strict=True,
)
consent_releases = Table(
    "consent_releases",
    RECORDS,
    Column("id", RowNumber, primary_key=True),
    Column("study", Text, nullable=False),
    Column("module", Text, nullable=False),
    # Counts the steps of a module from 1: of two people who take one at once, one is told to look again.
    Column("turn", Integer, nullable=False),
    Column("version", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("by_staff", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("what_changed", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    # Of a release only: the version that it came after, and whether those who had signed must agree again.
    Column("replaces", Text),
    Column("is_material", Flag),
    Column("request_key", Text, nullable=False, unique=True),
    UniqueConstraint("study", "module", "turn"),
    _one_of("step", RELEASE_STEPS),
    CheckConstraint("(step = 'released') = (is_material IS NOT NULL AND replaces IS NOT NULL)", name="chosen"),
    sqlite_strict=True,
)
messages = Table(
    "messages",
    RECORDS,
    Column("id", RowNumber, primary_key=True),
    Column("study", Text, nullable=False),
    # A participant, or a professional of the study: not a foreign key.
    Column("participant", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("values", Document, nullable=False),
    # Made from the four columns of the key. With a unique constraint of its own, two writers of one message could meet
    # there first, where the insert does not expect a conflict.
    Column("reference", Text, nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("held_reason", Text),
    Column("held_until", Instant),
    Column("claimed_by", Text),
    Column("claimed_until", Instant),
    # Noted before a channel is given the message: what was claimed and not begun has surely not left.
    Column("begun", Flag, nullable=False),
    Column("maybe_sent", Flag, nullable=False),
    Column("provider_reference", Text),
    Column("sent_at", Instant),
    Column("queued_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    UniqueConstraint("participant", "reason", "period", "channel"),
    # What is due is read in the order in which it leaves, without looking at what is not.
    Index(None, "state", "priority", "due_at"),
    Index(None, "state", "held_until"),
    Index(None, "state", "expires_at"),
    _one_of("state", MESSAGE_STATES),
    sqlite_strict=True,
)
links = Table(
    "links",
    RECORDS,
    Column("token_hash", Text, primary_key=True),
    Column("subject", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    # In which message it went, if it went in one.
    Column("message", ForeignKey("messages.id")),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    sqlite_strict=True,
)
codes = Table(
    "codes",
    RECORDS,
    Column("subject", Text, primary_key=True),
    Column("purpose", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("tries_left", Integer, nullable=False),
    Column("used_at", Instant),
    sqlite_strict=True,
)
sessions = Table(
    "sessions",
    RECORDS,
    Column("token_hash", Text, primary_key=True),
    Column("subject", Text, nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("sign_in_method", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    sqlite_strict=True,
)
guesses = Table(
    "guesses",
    RECORDS,
    Column("key_hash", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("until", Instant, nullable=False),
    sqlite_strict=True,
)
staff_accounts = Table(
    "staff_accounts",
    RECORDS,
    Column("code", Text, primary_key=True),
    Column("state", Text, nullable=False),
    # The last time step whose code was taken: no code is taken twice.
    Column("last_step", Integer, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    _one_of("state", STAFF_STATES),
    sqlite_strict=True,
)
staff_grants = Table(
    "staff_grants",
    RECORDS,
    Column("id", RowNumber, primary_key=True),
    Column("staff", ForeignKey("staff_accounts.code"), nullable=False, index=True),
    Column("role", Text, nullable=False),
    # Empty = at every site.
    Column("site", Text, nullable=False),
    Column("granted_by", Text, nullable=False),
    Column("granted_at", Instant, nullable=False),
    Column("ended_by", Text),
    Column("ended_at", Instant),
    sqlite_strict=True,
)
staff_statements = Table(
    "staff_statements",
    RECORDS,
    Column("id", RowNumber, primary_key=True),
    Column("staff", ForeignKey("staff_accounts.code"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("on_day", Day, nullable=False),
    Column("noted_by", Text, nullable=False),
    Column("noted_at", Instant, nullable=False),
    _one_of("kind", STAFF_STATEMENTS),
    sqlite_strict=True,
)
recovery_codes = Table(
    "recovery_codes",
    RECORDS,
    Column("staff", ForeignKey("staff_accounts.code"), primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("made_at", Instant, nullable=False),
    Column("used_at", Instant),
    sqlite_strict=True,
)
passkeys = Table(
    "passkeys",
    RECORDS,
    Column("credential", Text, primary_key=True),
    Column("staff", ForeignKey("staff_accounts.code"), nullable=False, index=True),
    Column("public_key", Text, nullable=False),
    Column("sign_count", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("used_at", Instant),
    sqlite_strict=True,
)
challenges = Table(
    "challenges",
    RECORDS,
    Column("digest", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    # The session in which it was asked: an answer from another browser is worth nothing.
    Column("session_hash", Text, nullable=False),
    Column("body", Document, nullable=False),
    Column("expires_at", Instant, nullable=False),
    sqlite_strict=True,
)
contacts = Table(
    "contacts",
    RECORDS,
    Column("id", RowNumber, primary_key=True),
    Column("participant", ForeignKey("participants.number"), nullable=False, index=True),
    Column("way", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("noted_by", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("request_key", Text, nullable=False, unique=True),
    sqlite_strict=True,
)
tasks = Table(
    "tasks",
    RECORDS,
    Column("id", RowNumber, primary_key=True),
    Column("participant", ForeignKey("participants.number"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("owner", ForeignKey("staff_accounts.code"), nullable=False, index=True),
    Column("deputy", ForeignKey("staff_accounts.code")),
    Column("due_at", Instant, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("done_by", Text),
    Column("done_at", Instant),
    Column("request_key", Text, nullable=False, unique=True),
    sqlite_strict=True,
)
requests = Table(
    "requests",
    RECORDS,
    Column("id", RowNumber, primary_key=True),
    Column("reference", Text, nullable=False, unique=True),
    Column("study", Text, nullable=False, index=True),
    # Empty = somebody who was not signed in, or whose study number nobody knows.
    Column("participant", ForeignKey("participants.number"), index=True),
    Column("site", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("about_team", Flag, nullable=False),
    Column("came_by", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("acknowledge_by", Day, nullable=False),
    Column("noted_by", Text, nullable=False),
    Column("noted_at", Instant, nullable=False),
    Column("owner", ForeignKey("staff_accounts.code")),
    Column("deputy", ForeignKey("staff_accounts.code")),
    Column("acknowledged_at", Instant),
    Column("acknowledged_by", Text),
    Column("acknowledged_how", Text),
    Column("answered_at", Instant),
    Column("answered_by", Text),
    Column("outcome", Text),
    Column("request_key", Text, nullable=False, unique=True),
    _one_of("kind", tuple(RequestKind)),
    _one_of("came_by", tuple(CameBy)),
    _one_of("acknowledged_how", tuple(ToldBy)),
    _one_of("outcome", tuple(Outcome)),
    sqlite_strict=True,
)
appointments = Table(
    "appointments",
    RECORDS,
    Column("id", RowNumber, primary_key=True),
    # The request that booked it: the same form sent twice books once, and a calendar knows the talk by it for ever.
    Column("key", Text, nullable=False, unique=True),
    Column("participant", ForeignKey("participants.number"), nullable=False, index=True),
    Column("start", Instant, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("how", Text, nullable=False),
    Column("staff", ForeignKey("staff_accounts.code"), nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("moved", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Index(None, "staff", "start"),
    CheckConstraint("minutes > 0", name="minutes"),
    _one_of("how", TALK_WAYS),
    _one_of("state", TALK_STATES),
    sqlite_strict=True,
)
asking_wishes = Table(
    "asking_wishes",
    RECORDS,
    Column("participant", ForeignKey("participants.number"), primary_key=True),
    # Empty = nothing was said of it.
    Column("who", Text),
    Column("same_language", Flag, nullable=False),
    Column("same_community", Flag, nullable=False),
    # Codes of times of the day, parted by blanks.
    Column("times", Text, nullable=False),
    Column("at", Instant, nullable=False),
    _one_of("who", WHO_MAY_ASK),
    sqlite_strict=True,
)
audit_events = Table(
    "audit_events",
    RECORDS,
    Column("sequence", RowNumber, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("action", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("details", Document, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    sqlite_strict=True,
)
audit_head = Table(
    "audit_head",
    RECORDS,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("sequence", RowNumber, nullable=False),
    Column("hash", Text, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
    sqlite_strict=True,
)
