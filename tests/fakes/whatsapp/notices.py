"""What else Meta tells a business: of its account, its templates, its limits, and of what people wish."""

from collections.abc import Mapping
from datetime import datetime

from tests.fakes.whatsapp.errors import Payload
from tests.fakes.whatsapp.incoming import stamp
from tests.fakes.whatsapp.users import User, present

NOTICES: Mapping[str, Payload] = {
    "account_update": {"phone_number": "15550783881", "event": "VERIFIED_ACCOUNT"},
    "account_alerts": {"entity_type": "BUSINESS", "entity_id": "102290129340398", "alert_severity": "INFORMATIONAL"},
    "business_capability_update": {"max_daily_conversation_per_phone": 2000, "max_phone_numbers_per_business": 25},
    "message_template_status_update": {
        "event": "REJECTED",
        "message_template_id": 1689556908129835,
        "message_template_name": "alert_country",
        "message_template_language": "fr",
        "reason": "INVALID_FORMAT",
        "message_template_category": "UTILITY",
    },
    "message_template_quality_update": {
        "previous_quality_score": "GREEN",
        "new_quality_score": "YELLOW",
        "message_template_id": 1689556908129835,
        "message_template_name": "alert_country",
        "message_template_language": "fr",
    },
    "template_category_update": {
        "message_template_id": 1689556908129835,
        "message_template_name": "alert_country",
        "message_template_language": "fr",
        "previous_category": "UTILITY",
        "new_category": "MARKETING",
    },
    "phone_number_quality_update": {
        "display_phone_number": "15550783881",
        "event": "THROUGHPUT_UPGRADE",
        "current_limit": "TIER_UNLIMITED",
    },
}
"""One of each field that is not about a person."""


def id_update(user: User, previous: str, at: datetime) -> Payload:
    """A person has another BSUID; their number, where it may be told, is the new one."""
    wa_id = present(wa_id=user.visible_phone)
    update = {
        **wa_id,
        "detail": f"User id for {user.name} has been updated.",
        "user_id": {"previous": previous, "current": user.bsuid},
        "timestamp": stamp(at),
    }
    return {"contacts": [{"profile": {"name": user.name}, **wa_id}], "user_id_update": [update]}


def marketing_wish(user: User, wish: str, at: datetime) -> Payload:
    """A person stopped marketing messages (`stop`), or wants them again (`resume`); its time is a number."""
    preference = {
        **present(wa_id=user.visible_phone, user_id=user.bsuid),
        "detail": f"User requested to {wish} marketing messages",
        "category": "marketing_messages",
        "value": wish,
        "timestamp": int(at.timestamp()),
    }
    return {"contacts": [user.contact()], "user_preferences": [preference]}
