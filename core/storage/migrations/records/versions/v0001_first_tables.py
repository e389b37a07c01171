"""The first tables of `records`."""

import sqlalchemy as sa
from alembic import op

from alongside.core.storage.migrations.append_only import refuse_changes

revision = "0001"
down_revision = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables, and the triggers that keep the ledgers append-only."""
    _add_people()
    _add_answers()
    _add_consents()
    _add_messages()
    _add_access()
    _add_staff()
    _add_work()
    _add_audit()


def _add_people() -> None:
    op.create_table(
        "number_series",
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", name="pk_number_series"),
        sqlite_strict=True,
    )
    op.create_table(
        "families",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("site_prefix", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("is_disputed", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_families"),
        sa.CheckConstraint(
            "state IN ('invited', 'consented', 'declined', 'withdrawn', 'ended')", name=op.f("ck_families_state")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_families_study_site", "families", ["study", "site"])
    op.create_table(
        "participants",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("easy_read", sa.Integer(), nullable=False),
        sa.Column("listens", sa.Integer(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("preferences_at", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.Text(), nullable=False),
        sa.Column("leaving_shown_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_participants"),
        sa.CheckConstraint(
            "state IN ('invited', 'consented', 'declined', 'withdrawn', 'ended')", name=op.f("ck_participants_state")
        ),
        sa.ForeignKeyConstraint(["family"], ["families.number"], name="fk_participants_family"),
        sqlite_strict=True,
    )
    op.create_index("ix_participants_family", "participants", ["family"])
    op.create_table(
        "children",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_children"),
        sa.CheckConstraint(
            "state IN ('invited', 'consented', 'declined', 'withdrawn', 'ended')", name=op.f("ck_children_state")
        ),
        sa.ForeignKeyConstraint(["participant"], ["participants.number"], name="fk_children_participant"),
        sa.UniqueConstraint("participant", "position", name="uq_children_participant_position"),
        sqlite_strict=True,
    )
    op.create_table(
        "status_events",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_status_events"),
        sa.CheckConstraint(
            "state IN ('invited', 'consented', 'declined', 'withdrawn', 'ended')", name=op.f("ck_status_events_state")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_status_events_subject", "status_events", ["subject"])
    refuse_changes("status_events")


def _add_answers() -> None:
    op.create_table(
        "visits",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("study_version", sa.Text(), nullable=False),
        sa.Column("reference_date", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
        sa.ForeignKeyConstraint(["participant"], ["participants.number"], name="fk_visits_participant"),
        sa.UniqueConstraint("participant", "code", name="uq_visits_participant_code"),
        sqlite_strict=True,
    )
    op.create_table(
        "sheets",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("visit", ROW_NUMBER, nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("instrument_version", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("age_months", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sheets"),
        sa.ForeignKeyConstraint(["participant"], ["participants.number"], name="fk_sheets_participant"),
        sa.ForeignKeyConstraint(["visit"], ["visits.id"], name="fk_sheets_visit"),
        sa.UniqueConstraint("visit", "instrument", "form", "about", name="uq_sheets_visit_instrument_form_about"),
        sqlite_strict=True,
    )
    op.create_index("ix_sheets_participant", "sheets", ["participant"])
    op.create_table(
        "answers",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("sheet", ROW_NUMBER, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("reason", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.Integer(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("given_at", sa.Text(), nullable=False),
        sa.Column("replaces", ROW_NUMBER, nullable=True),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
        sa.CheckConstraint("reason BETWEEN -99 AND -91", name=op.f("ck_answers_reason")),
        sa.CheckConstraint(
            "(CASE WHEN value IS NULL THEN 0 ELSE 1 END) + (CASE WHEN reason IS NULL THEN 0 ELSE 1 END) + sealed = 1",
            name=op.f("ck_answers_one_of_three"),
        ),
        sa.ForeignKeyConstraint(["replaces"], ["answers.id"], name="fk_answers_replaces"),
        sa.ForeignKeyConstraint(["sheet"], ["sheets.id"], name="fk_answers_sheet"),
        sa.UniqueConstraint("replaces", name="uq_answers_replaces"),
        sa.UniqueConstraint("request_key", name="uq_answers_request_key"),
        sqlite_strict=True,
    )
    op.create_index("ix_answers_sheet_item_row", "answers", ["sheet", "item", "row"])
    refuse_changes("answers")


def _add_consents() -> None:
    op.create_table(
        "choices",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("module", sa.Text(), nullable=False),
        sa.Column("module_version", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.Column("chosen_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_choices"),
        sa.CheckConstraint("answer IN ('yes', 'no')", name=op.f("ck_choices_answer")),
        sa.ForeignKeyConstraint(["participant"], ["participants.number"], name="fk_choices_participant"),
        sa.UniqueConstraint("request_key", name="uq_choices_request_key"),
        sqlite_strict=True,
    )
    op.create_index("ix_choices_participant_module", "choices", ["participant", "module"])
    op.create_table(
        "attempts",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("module", sa.Text(), nullable=False),
        sa.Column("module_version", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("understood", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.Column("tried_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
        sa.ForeignKeyConstraint(["participant"], ["participants.number"], name="fk_attempts_participant"),
        sa.UniqueConstraint("request_key", name="uq_attempts_request_key"),
        sqlite_strict=True,
    )
    op.create_index("ix_attempts_participant_module", "attempts", ["participant", "module"])
    op.create_table(
        "layers_opened",
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("module", sa.Text(), nullable=False),
        sa.Column("module_version", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("participant", "module", "module_version", "part", name="pk_layers_opened"),
        sa.ForeignKeyConstraint(["participant"], ["participants.number"], name="fk_layers_opened_participant"),
        sqlite_strict=True,
    )
    op.create_table(
        "consent_records",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("module", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("record_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consent_records"),
        sa.CheckConstraint("kind IN ('consent', 'change')", name=op.f("ck_consent_records_kind")),
        sa.ForeignKeyConstraint(["participant"], ["participants.number"], name="fk_consent_records_participant"),
        sa.UniqueConstraint("participant", "previous_hash", name="uq_consent_records_participant_previous_hash"),
        sa.UniqueConstraint("request_key", name="uq_consent_records_request_key"),
        sqlite_strict=True,
    )
    op.create_index("ix_consent_records_record_hash", "consent_records", ["record_hash"])
    op.create_table(
        "consent_releases",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("module", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("by_staff", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("what_changed", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("replaces", sa.Text()),
        sa.Column("is_material", sa.Integer()),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consent_releases"),
        sa.UniqueConstraint("study", "module", "turn", name="uq_consent_releases_study_module_turn"),
        sa.UniqueConstraint("request_key", name="uq_consent_releases_request_key"),
        sa.CheckConstraint(
            "step IN ('staged', 'reviewed', 'refused', 'released')", name=op.f("ck_consent_releases_step")
        ),
        sa.CheckConstraint(
            "(step = 'released') = (is_material IS NOT NULL AND replaces IS NOT NULL)",
            name=op.f("ck_consent_releases_chosen"),
        ),
        sqlite_strict=True,
    )
    refuse_changes("consent_releases")
    refuse_changes("choices")
    refuse_changes("attempts")
    refuse_changes("consent_records")


def _add_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=True),
        sa.Column("values", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("held_reason", sa.Text(), nullable=True),
        sa.Column("held_until", sa.Text(), nullable=True),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_until", sa.Text(), nullable=True),
        sa.Column("begun", sa.Integer(), nullable=False),
        sa.Column("maybe_sent", sa.Integer(), nullable=False),
        sa.Column("provider_reference", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.Text(), nullable=True),
        sa.Column("queued_at", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.CheckConstraint(
            "state IN ('queued', 'held', 'sending', 'sent', 'delivered', 'failed', 'opened', 'cancelled')",
            name=op.f("ck_messages_state"),
        ),
        sa.UniqueConstraint(
            "participant", "reason", "period", "channel", name="uq_messages_participant_reason_period_channel"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_messages_reference", "messages", ["reference"])
    op.create_index("ix_messages_state_priority_due_at", "messages", ["state", "priority", "due_at"])
    op.create_index("ix_messages_state_held_until", "messages", ["state", "held_until"])
    op.create_index("ix_messages_state_expires_at", "messages", ["state", "expires_at"])


def _add_access() -> None:
    op.create_table(
        "links",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("message", ROW_NUMBER, nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["message"], ["messages.id"], name="fk_links_message"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_links"),
        sqlite_strict=True,
    )
    op.create_index("ix_links_subject", "links", ["subject"])
    op.create_table(
        "codes",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=True),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("subject", "purpose", name="pk_codes"),
        sqlite_strict=True,
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("sign_in_method", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
        sqlite_strict=True,
    )
    op.create_index("ix_sessions_subject", "sessions", ["subject"])
    op.create_table(
        "guesses",
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name="pk_guesses"),
        sqlite_strict=True,
    )


def _add_staff() -> None:
    op.create_table(
        "staff_accounts",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_staff_accounts"),
        sa.CheckConstraint("state IN ('invited', 'active', 'locked', 'left')", name=op.f("ck_staff_accounts_state")),
        sqlite_strict=True,
    )
    op.create_table(
        "staff_grants",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("granted_by", sa.Text(), nullable=False),
        sa.Column("granted_at", sa.Text(), nullable=False),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_staff_grants"),
        sa.ForeignKeyConstraint(["staff"], ["staff_accounts.code"], name="fk_staff_grants_staff"),
        sqlite_strict=True,
    )
    op.create_index("ix_staff_grants_staff", "staff_grants", ["staff"])
    op.create_table(
        "staff_statements",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_statements"),
        sa.ForeignKeyConstraint(["staff"], ["staff_accounts.code"], name="fk_staff_statements_staff"),
        sa.CheckConstraint("kind IN ('training', 'assessor_blind')", name=op.f("ck_staff_statements_kind")),
        sqlite_strict=True,
    )
    op.create_index("ix_staff_statements_staff", "staff_statements", ["staff"])
    refuse_changes("staff_statements")
    op.create_table(
        "recovery_codes",
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("staff", "digest", name="pk_recovery_codes"),
        sa.ForeignKeyConstraint(["staff"], ["staff_accounts.code"], name="fk_recovery_codes_staff"),
        sqlite_strict=True,
    )
    op.create_table(
        "passkeys",
        sa.Column("credential", sa.Text(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("credential", name="pk_passkeys"),
        sa.ForeignKeyConstraint(["staff"], ["staff_accounts.code"], name="fk_passkeys_staff"),
        sqlite_strict=True,
    )
    op.create_index("ix_passkeys_staff", "passkeys", ["staff"])
    op.create_table(
        "challenges",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("session_hash", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_challenges"),
        sqlite_strict=True,
    )


def _add_work() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        sa.ForeignKeyConstraint(["participant"], ["participants.number"], name="fk_contacts_participant"),
        sa.UniqueConstraint("request_key", name="uq_contacts_request_key"),
        sqlite_strict=True,
    )
    op.create_index("ix_contacts_participant", "contacts", ["participant"])
    refuse_changes("contacts")
    op.create_table(
        "tasks",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("deputy", sa.Text(), nullable=True),
        sa.Column("due_at", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("done_by", sa.Text(), nullable=True),
        sa.Column("done_at", sa.Text(), nullable=True),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sa.ForeignKeyConstraint(["participant"], ["participants.number"], name="fk_tasks_participant"),
        sa.ForeignKeyConstraint(["owner"], ["staff_accounts.code"], name="fk_tasks_owner"),
        sa.ForeignKeyConstraint(["deputy"], ["staff_accounts.code"], name="fk_tasks_deputy"),
        sa.UniqueConstraint("request_key", name="uq_tasks_request_key"),
        sqlite_strict=True,
    )
    op.create_index("ix_tasks_participant", "tasks", ["participant"])
    op.create_index("ix_tasks_owner", "tasks", ["owner"])
    _add_requests()
    op.create_table(
        "appointments",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_appointments"),
        sa.ForeignKeyConstraint(["participant"], ["participants.number"], name="fk_appointments_participant"),
        sa.ForeignKeyConstraint(["staff"], ["staff_accounts.code"], name="fk_appointments_staff"),
        sa.UniqueConstraint("key", name="uq_appointments_key"),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_appointments_minutes")),
        sa.CheckConstraint("how IN ('by_phone', 'visit', 'online')", name=op.f("ck_appointments_how")),
        sa.CheckConstraint("state IN ('booked', 'moved', 'cancelled', 'done')", name=op.f("ck_appointments_state")),
        sqlite_strict=True,
    )
    op.create_index("ix_appointments_participant", "appointments", ["participant"])
    op.create_index("ix_appointments_staff_start", "appointments", ["staff", "start"])
    _add_asking_wishes()


def _add_asking_wishes() -> None:
    op.create_table(
        "asking_wishes",
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("same_language", sa.Integer(), nullable=False),
        sa.Column("same_community", sa.Integer(), nullable=False),
        sa.Column("times", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("participant", name="pk_asking_wishes"),
        sa.ForeignKeyConstraint(["participant"], ["participants.number"], name="fk_asking_wishes_participant"),
        sa.CheckConstraint("who IN ('woman', 'man', 'any')", name=op.f("ck_asking_wishes_who")),
        sqlite_strict=True,
    )


def _add_requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("participant", sa.Text(), nullable=True),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about_team", sa.Integer(), nullable=False),
        sa.Column("came_by", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("acknowledge_by", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("deputy", sa.Text(), nullable=True),
        sa.Column("acknowledged_at", sa.Text(), nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=True),
        sa.Column("acknowledged_how", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("request_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
        sa.ForeignKeyConstraint(["participant"], ["participants.number"], name="fk_requests_participant"),
        sa.ForeignKeyConstraint(["owner"], ["staff_accounts.code"], name="fk_requests_owner"),
        sa.ForeignKeyConstraint(["deputy"], ["staff_accounts.code"], name="fk_requests_deputy"),
        sa.UniqueConstraint("reference", name="uq_requests_reference"),
        sa.UniqueConstraint("request_key", name="uq_requests_request_key"),
        sa.CheckConstraint(
            "kind IN ('complaint', 'see_data', 'correct_data', 'erase_data', 'restrict_data', 'object', 'move_data')",
            name=op.f("ck_requests_kind"),
        ),
        sa.CheckConstraint(
            "came_by IN ('page', 'phone', 'post', 'email', 'in_person')", name=op.f("ck_requests_came_by")
        ),
        sa.CheckConstraint(
            "acknowledged_how IN ('message', 'phone', 'post', 'email', 'in_person', 'no_way')",
            name=op.f("ck_requests_acknowledged_how"),
        ),
        sa.CheckConstraint(
            "outcome IN ('put_right', 'partly', 'explained', 'passed_on', 'taken_back')",
            name=op.f("ck_requests_outcome"),
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_requests_study", "requests", ["study"])
    op.create_index("ix_requests_participant", "requests", ["participant"])


def _add_audit() -> None:
    op.create_table(
        "audit_events",
        sa.Column("sequence", ROW_NUMBER, nullable=False, autoincrement=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit_events"),
        sqlite_strict=True,
    )
    op.create_index("ix_audit_events_subject", "audit_events", ["subject"])
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("sequence", ROW_NUMBER, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
        sqlite_strict=True,
    )
    op.bulk_insert(head, [{"id": 1, "sequence": 0, "hash": "0" * 64}])
    refuse_changes("audit_events")
