"""Everything that waits for its time, and how often we look."""

from bot.outbox import clear
from bot.schedule import Rhythm
from services import (
    ageing,
    alerts,
    announcements,
    demo,
    erasures,
    invitations,
    knocks,
    looks,
    mentoring,
    newcomers,
    phones,
    privacy,
    reindexing,
    retention,
    risks,
    saved_searches,
)

SWEEPS = {
    "announcements.expand": Rhythm(announcements.expand_announcements, 0.5),
    "announcements.send": Rhythm(announcements.send_announcements, 0.25),
    "announcements.settle": Rhythm(announcements.settle_announcements, 1),
    "phone knocks": Rhythm(phones.resolve_phone_knocks, 1),
    "alerts": Rhythm(alerts.send_digests, 5),
    "changes for saved searches": Rhythm(newcomers.note_changes, 10),
    "saved searches": Rhythm(newcomers.tell_of_new, 5),
    "saved searches that end": Rhythm(saved_searches.ask_again, 600),
    "mentor requests": Rhythm(mentoring.expire_requests, 30),
    "knocks": Rhythm(knocks.expire, 60),
    "words of knocks": Rhythm(knocks.forget, 600),
    "defaults of the release": Rhythm(risks.remember, 3600),
    "narrower defaults": Rhythm(risks.offer, 5),
    "card index": Rhythm(reindexing.reindex, 60),
    "card index in one piece": Rhythm(reindexing.write_anew, 24 * 3600),
    "erasures to come": Rhythm(erasures.erase_due, 60),
    "register of erasures": Rhythm(erasures.forget_numbers, 3600),
    "cards seen": Rhythm(looks.count_old, 600),
    "cards": Rhythm(ageing.look_after_cards, 60),
    "erasures": Rhythm(privacy.finish_erasures, 60),
    "invitations": Rhythm(invitations.expire, 600),
    "retention": Rhythm(retention.delete_old, 600),
    "pulled screens": Rhythm(clear, 300),
}

DEMO_SWEEPS = {"demo": Rhythm(demo.play, 1)}
