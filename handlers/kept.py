"""What is kept about a person, by its name in the house and by the name people give it."""

from locales import Message, _p

SECTIONS: dict[str, Message] = {
    "person": _p("what is kept", "You"),
    "member": _p("what is kept", "Your card"),
    "member_origin": _p("what is kept", "Your roots"),
    "proved_number": _p("what is kept", "Your numbers"),
    "address": _p("what is kept", "Where you write from"),
    "consent": _p("what is kept", "What you agreed to"),
    "knock": _p("what is kept", "Words between you and others"),
    "mentor": _p("what is kept", "What you offer as a mentor"),
    "mentorship": _p("what is kept", "Mentoring"),
    "alert": _p("what is kept", "Your alerts"),
    "saved_search": _p("what is kept", "Your saved searches"),
    "help_request": _p("what is kept", "Your questions to the team"),
    "report": _p("what is kept", "What you reported"),
    "block": _p("what is kept", "Whom you blocked"),
    "sighting": _p("what is kept", "Cards you saw this week"),
    "glance": _p("what is kept", "How often your card was seen"),
    "spotlight": _p("what is kept", "Your portrait"),
    "staff": _p("what is kept", "Your place in the team"),
}
"""In the order in which they are told."""
