"""The tables of the first release."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_23_0001"
down_revision = None
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger()  # microseconds since 1970
BYTES = sa.LargeBinary()
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
TABLES = (
    "announcement",
    "audit",
    "lease",
    "opportunity",
    "pace",
    "person",
    "setting",
    "staff_code",
    "address",
    "alert",
    "block",
    "consent",
    "delivery",
    "help_request",
    "inbound",
    "join_code",
    "knock",
    "member",
    "member_origin",
    "member_term",
    "mentor",
    "mentorship",
    "notice",
    "opportunity_country",
    "proved_number",
    "sighting",
    "spotlight",
    "staff",
    "talk",
    "outbox",
    "report",
)


def one_of(table: str, column: str, *words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f'"{column}" IN ({listed})', name=op.f(f"ck_{table}_{column}_known"))


def where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:  # noqa: PLR0915  (thirty tables, one after another)
    op.create_table(
        "announcement",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("author_id", WHOLE, nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("words", BYTES, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("rate", WHOLE, nullable=False),
        sa.Column("excluded", JSON, nullable=False),
        sa.Column("planned", WHOLE, nullable=False),
        sa.Column("sent", WHOLE, nullable=False),
        sa.Column("failed", WHOLE, nullable=False),
        sa.Column("unknown", WHOLE, nullable=False),
        sa.Column("skipped", WHOLE, nullable=False),
        sa.Column("cursor", WHOLE, nullable=False),
        sa.Column("epoch", WHOLE, nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        one_of("announcement", "status", "draft", "sending", "stopped", "sent"),
        sa.PrimaryKeyConstraint("id", name="pk_announcement"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_announcement_status", "announcement", ["status"])

    op.create_table(
        "audit",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", WHOLE, nullable=True),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("subject_id", WHOLE, nullable=True),
        sa.Column("details", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_actor_id_at", "audit", ["actor_id", "at"])
    op.create_index("ix_audit_subject_id_at", "audit", ["subject_id", "at"])

    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
    )
    op.create_table(
        "opportunity",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("published_by", WHOLE, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("key", sa.String(), nullable=True),
        one_of(
            "opportunity",
            "kind",
            "job",
            "consultancy",
            "volunteering",
            "tender",
            "grant",
            "training",
            "event",
            "notice",
            "appeal",
        ),
        one_of("opportunity", "status", "open", "withdrawn"),
        sa.PrimaryKeyConstraint("id", name="pk_opportunity"),
        sa.UniqueConstraint("key", name="uq_opportunity_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_opportunity_status_published_at", "opportunity", ["status", "published_at"])

    op.create_table(
        "pace",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("tat", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_pace"),
    )
    op.create_table(
        "person",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("noticed", WHOLE, nullable=False),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("active_address_id", WHOLE, nullable=True),
        sa.Column("paused_until", MOMENT, nullable=True),
        sa.Column("stopped_at", MOMENT, nullable=True),
        sa.Column("suspended_at", MOMENT, nullable=True),
        sa.Column("erased_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_setting"),
    )
    op.create_table(
        "staff_code",
        sa.Column("index", BYTES, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("countries", JSON, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        one_of("staff_code", "role", "reader", "editor", "approver", "moderator", "administrator"),
        sa.PrimaryKeyConstraint("index", name="pk_staff_code"),
    )
    op.create_table(
        "address",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("index", BYTES, nullable=False),
        sa.Column("external_id", BYTES, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("trusted", sa.Boolean(), nullable=False),
        sa.Column("last_active_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_address_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_address"),
        sa.UniqueConstraint("channel", "account", "index", name="uq_address_channel_account_index"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_address_person_id", "address", ["person_id"])

    op.create_table(
        "alert",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("often", sa.String(), nullable=False),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("last_opportunity_id", WHOLE, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        one_of(
            "alert",
            "kind",
            "any",
            "job",
            "consultancy",
            "volunteering",
            "tender",
            "grant",
            "training",
            "event",
            "notice",
            "appeal",
        ),
        one_of("alert", "often", "now", "daily", "weekly"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_alert_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_alert"),
        sa.UniqueConstraint("person_id", "country", "kind", name="uq_alert_person_id_country_kind"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alert_next_at", "alert", ["next_at"])

    op.create_table(
        "block",
        sa.Column("blocker_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("blocked_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["blocked_id"], ["person.id"], name="fk_block_blocked_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["blocker_id"], ["person.id"], name="fk_block_blocker_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("blocker_id", "blocked_id", name="pk_block"),
    )
    op.create_index("ix_block_blocked_id", "block", ["blocked_id"])

    op.create_table(
        "consent",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        one_of("consent", "purpose", "notice", "adult", "directory", "phone", "alerts", "mentoring"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_consent_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consent_person_id_purpose", "consent", ["person_id", "purpose"])

    op.create_table(
        "delivery",
        sa.Column("announcement_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("person_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("outbox_id", WHOLE, nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("updated_at", MOMENT, nullable=False),
        one_of("delivery", "status", "queued", "attempting", "sent", "failed", "unknown", "skipped"),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcement.id"], name="fk_delivery_announcement_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_delivery_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("announcement_id", "person_id", name="pk_delivery"),
    )
    op.create_index(
        "ix_delivery_announcement_id_status_person_id", "delivery", ["announcement_id", "status", "person_id"]
    )
    op.create_index("ix_delivery_person_id", "delivery", ["person_id"])

    op.create_table(
        "help_request",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("words", BYTES, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("answer", BYTES, nullable=True),
        sa.Column("answered_by", WHOLE, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        one_of("help_request", "status", "open", "answered", "closed"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_help_request_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_help_request"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_help_request_person_id", "help_request", ["person_id"])
    op.create_index("ix_help_request_status_created_at", "help_request", ["status", "created_at"])

    op.create_table(
        "inbound",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("address_id", WHOLE, nullable=False),
        sa.Column("body", BYTES, nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("attempts", WHOLE, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        one_of("inbound", "status", "new", "done", "failed"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_inbound_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_inbound"),
        sa.UniqueConstraint("channel", "account", "external_id", name="uq_inbound_channel_account_external_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbound_new", "inbound", ["person_id", "id"], **where("status = 'new'"))
    op.create_index("ix_inbound_person_id", "inbound", ["person_id"])

    op.create_table(
        "join_code",
        sa.Column("index", BYTES, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_join_code_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("index", name="pk_join_code"),
    )
    op.create_index("ix_join_code_person_id", "join_code", ["person_id"])

    op.create_table(
        "knock",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("sender_id", WHOLE, nullable=False),
        sa.Column("receiver_id", WHOLE, nullable=True),
        sa.Column("phone_index", BYTES, nullable=True),
        sa.Column("words", BYTES, nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("contact", BYTES, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        one_of("knock", "status", "waiting", "held", "accepted", "declined", "blocked", "reported", "expired"),
        sa.ForeignKeyConstraint(["receiver_id"], ["person.id"], name="fk_knock_receiver_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["sender_id"], ["person.id"], name="fk_knock_sender_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_knock"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_knock_phone_index", "knock", ["phone_index"])
    op.create_index("ix_knock_receiver_id_status", "knock", ["receiver_id", "status"])
    op.create_index("ix_knock_sender_id_created_at", "knock", ["sender_id", "created_at"])
    op.create_index("ix_knock_status_due_at", "knock", ["status", "due_at"])

    op.create_table(
        "member",
        sa.Column("person_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("city_id", WHOLE, nullable=True),
        sa.Column("city_text", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("profession", sa.String(), nullable=True),
        sa.Column("profession_text", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("languages", JSON, nullable=False),
        sa.Column("skills", JSON, nullable=False),
        sa.Column("offers", JSON, nullable=False),
        sa.Column("about", BYTES, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=False),
        sa.Column("hidden_at", MOMENT, nullable=True),
        one_of("member", "audience", "nobody", "staff", "country", "members", "public"),
        one_of("member", "kind", "abroad", "home", "organisation"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_member_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_member"),
    )
    op.create_index("ix_member_city_id", "member", ["city_id"])

    op.create_table(
        "member_origin",
        sa.Column("member_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["person.id"], name="fk_member_origin_member_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "country", name="pk_member_origin"),
    )
    op.create_index("ix_member_origin_country_member_id", "member_origin", ["country", "member_id"])

    op.create_table(
        "member_term",
        sa.Column("member_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["person.id"], name="fk_member_term_member_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "term", name="pk_member_term"),
    )
    op.create_index("ix_member_term_term_member_id", "member_term", ["term", "member_id"])

    op.create_table(
        "mentor",
        sa.Column("person_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("capacity", WHOLE, nullable=False),
        sa.Column("taken", WHOLE, nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("about", BYTES, nullable=True),
        sa.Column("topics", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("taken >= 0 AND taken <= capacity", name=op.f("ck_mentor_room")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_mentor_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_mentor"),
    )
    op.create_table(
        "mentorship",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("mentee_id", WHOLE, nullable=False),
        sa.Column("mentor_id", WHOLE, nullable=False),
        sa.Column("question", BYTES, nullable=True),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("contact", BYTES, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        one_of("mentorship", "status", "asked", "accepted", "declined", "expired", "ended"),
        sa.ForeignKeyConstraint(["mentee_id"], ["person.id"], name="fk_mentorship_mentee_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["mentor_id"], ["person.id"], name="fk_mentorship_mentor_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_mentorship"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mentorship_mentee_id", "mentorship", ["mentee_id"])
    op.create_index("ix_mentorship_mentor_id", "mentorship", ["mentor_id"])
    op.create_index("ix_mentorship_status_due_at", "mentorship", ["status", "due_at"])

    op.create_table(
        "notice",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ids", JSON, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        one_of("notice", "status", "due", "told", "dropped"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_notice_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("key", name="uq_notice_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notice_due", "notice", ["due_at"], **where("status = 'due'"))
    op.create_index("ix_notice_person_id", "notice", ["person_id"])

    op.create_table(
        "opportunity_country",
        sa.Column("opportunity_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name="fk_opportunity_country_opportunity_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("opportunity_id", "country", name="pk_opportunity_country"),
    )
    op.create_index(
        "ix_opportunity_country_country_opportunity_id", "opportunity_country", ["country", "opportunity_id"]
    )

    op.create_table(
        "proved_number",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("index", BYTES, nullable=False),
        sa.Column("number", BYTES, nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("proved_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_proved_number_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_proved_number"),
        sa.UniqueConstraint("person_id", "index", name="uq_proved_number_person_id_index"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_proved_number_index", "proved_number", ["index"])

    op.create_table(
        "sighting",
        sa.Column("person_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("member_id", WHOLE, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["person.id"], name="fk_sighting_member_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_sighting_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "day", "member_id", name="pk_sighting"),
    )
    op.create_index("ix_sighting_day", "sighting", ["day"])
    op.create_index("ix_sighting_member_id", "sighting", ["member_id"])

    op.create_table(
        "spotlight",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("person_id", WHOLE, nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("headline", JSON, nullable=False),
        sa.Column("story", JSON, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        one_of("spotlight", "status", "waiting", "approved", "withdrawn"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_spotlight_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_spotlight"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_spotlight_country_status", "spotlight", ["country", "status"])
    op.create_index("ix_spotlight_person_id", "spotlight", ["person_id"])

    op.create_table(
        "staff",
        sa.Column("person_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("countries", JSON, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        one_of("staff", "role", "reader", "editor", "approver", "moderator", "administrator"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_staff_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_staff"),
    )
    op.create_table(
        "talk",
        sa.Column("person_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("state", BYTES, nullable=False),
        sa.Column("busy_until", MOMENT, nullable=True),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_talk_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_talk"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("address_id", WHOLE, nullable=False),
        sa.Column("push", sa.Boolean(), nullable=False),
        sa.Column("body", BYTES, nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("attempts", WHOLE, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("announcement_id", WHOLE, nullable=True),
        one_of("outbox", "status", "queued", "sending", "sent", "failed", "unknown", "dropped"),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name="fk_outbox_address_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcement.id"], name="fk_outbox_announcement_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_outbox_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_address_id_id", "outbox", ["address_id", "id"])
    op.create_index("ix_outbox_announcement_id", "outbox", ["announcement_id"], **where("announcement_id IS NOT NULL"))
    op.create_index("ix_outbox_person_id", "outbox", ["person_id"])
    op.create_index("ix_outbox_queued", "outbox", ["due_at"], **where("status = 'queued'"))
    op.create_index("ix_outbox_sending", "outbox", ["lease_until"], **where("status = 'sending'"))

    op.create_table(
        "report",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("reporter_id", WHOLE, nullable=False),
        sa.Column("reported_id", WHOLE, nullable=True),
        sa.Column("knock_id", WHOLE, nullable=True),
        sa.Column("words", BYTES, nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by", WHOLE, nullable=True),
        one_of("report", "status", "open", "closed"),
        sa.ForeignKeyConstraint(["knock_id"], ["knock.id"], name="fk_report_knock_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["reported_id"], ["person.id"], name="fk_report_reported_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["reporter_id"], ["person.id"], name="fk_report_reporter_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_report_knock_id", "report", ["knock_id"])
    op.create_index("ix_report_reported_id", "report", ["reported_id"])
    op.create_index("ix_report_reporter_id", "report", ["reporter_id"])
    op.create_index("ix_report_status_created_at", "report", ["status", "created_at"])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
