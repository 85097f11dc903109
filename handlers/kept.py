"""What is kept about a person, by its name in the house and by the name people give it."""

from locales import Message, _p

SECTIONS: dict[str, Message] = {
    "person": _p("what is kept", "you"),
    "member": _p("what is kept", "your card"),
    "member_origin": _p("what is kept", "your roots"),
    "proved_number": _p("what is kept", "your numbers"),
    "address": _p("what is kept", "where you write from"),
    "consent": _p("what is kept", "what you agreed to"),
    "knock": _p("what is kept", "words between you and others"),
    "mentor": _p("what is kept", "what you offer as a mentor"),
    "mentorship": _p("what is kept", "mentoring"),
    "alert": _p("what is kept", "your alerts"),
    "saved_search": _p("what is kept", "your saved searches"),
    "help_request": _p("what is kept", "your questions to the team"),
    "report": _p("what is kept", "what you reported"),
    "block": _p("what is kept", "whom you blocked"),
    "sighting": _p("what is kept", "cards you saw this week"),
    "glance": _p("what is kept", "how often your card was seen"),
    "spotlight": _p("what is kept", "your portrait"),
    "staff": _p("what is kept", "your place in the team"),
    "invitation": _p("what is kept", "what lists say of you"),
}
"""In the order in which they are told."""
