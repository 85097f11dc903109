"""When WhatsApp lets us speak freely, and when we may ask somebody to write."""

from datetime import datetime, timedelta

from channels.wire import Post

WINDOW = timedelta(hours=24)
"""After a person's message, by its own time: https://developers.facebook.com/documentation/business-messaging/whatsapp
/messages/send-messages"""
MARGIN = timedelta(minutes=10)
"""The last minutes are not trusted: clocks differ, and an answer refused is an answer late."""
RING_AGAIN = timedelta(hours=24)


def is_open(post: Post, now: datetime) -> bool:
    """Whether free text may go out; a reply answers something, so where nothing is known there was a message."""
    if post.heard_at is None:
        return not post.push
    return now < post.heard_at + WINDOW - MARGIN


def may_ring(post: Post, now: datetime) -> bool:
    """One template a day for all that waits: each is billed, and none says more than the first."""
    return post.rung_at is None or now >= post.rung_at + RING_AGAIN
