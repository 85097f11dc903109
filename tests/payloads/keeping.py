"""Whether what a channel read can be put on disk, whichever store it is."""

from channels.wire import Event, News, Receipt, Unread

LONGEST = 4_096
"""Characters of one word that a store is given: what either vendor takes for one message."""


def assert_can_be_kept(news: News) -> None:
    """A store takes neither NUL nor half a character; an event is somebody's and has a name."""
    words: tuple[str, ...] = ()
    match news:
        case Event():
            assert news.address
            assert news.external_id.isascii()
            assert news.raw.isascii()
            words = (news.external_id, news.address, news.text, news.name or "", news.number or "", *news.aliases)
            words += (news.language or "", news.reply_to)
        case Receipt():
            assert (news.fate == "failed") is (news.trouble is not None)
            words = (news.message, news.tag, news.billed)
        case Unread():
            assert news.raw.isascii()
            words = (news.why,)
    for word in words:
        word.encode()
        assert "\x00" not in word
        assert len(word) <= LONGEST
