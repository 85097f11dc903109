"""WhatsApp behind one business number: who is on it, what was accepted, what was wrong."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from random import Random
from typing import Any, Literal

from tests.fakes.whatsapp.account import ACCOUNT, NUMBER, NUMBER_ID
from tests.fakes.whatsapp.errors import Broken, Payload, Refused, failure
from tests.fakes.whatsapp.incoming import changed_number, sender, stamp
from tests.fakes.whatsapp.notices import NOTICES, id_update, marketing_wish
from tests.fakes.whatsapp.pace import Pace
from tests.fakes.whatsapp.person import Person
from tests.fakes.whatsapp.quiet import Quiet
from tests.fakes.whatsapp.rules import check_message, check_receipt
from tests.fakes.whatsapp.shown import NotShown, show
from tests.fakes.whatsapp.statuses import Accepted, Fate, status
from tests.fakes.whatsapp.templates import Filled, Template, fill
from tests.fakes.whatsapp.trouble import Troubles
from tests.fakes.whatsapp.users import User, Users
from tests.fakes.whatsapp.wamid import new_wamid
from tests.fakes.whatsapp.webhook import Change, Webhook


class Vendor:
    """A business number on WhatsApp, by the clock it is given.

    `violations` are the caller's mistakes, each in words; `refusals` counts all errors that were answered, by code.
    `accepted` is what was taken, whether its sender learned it or not. `ladder` is what statuses a delivered message
    gets. `late_window` tells of a closed window by a status, not by the answer: Meta does both. The first
    `free_messages` free-form messages are not billed.
    """

    def __init__(
        self,
        webhook: str = "",
        *,
        clock: Callable[[], datetime],
        app_secret: str,
        verify_token: str,
        token: str,
        templates: Iterable[Template] = (),
        pace: Pace | None = None,
        random: Random | None = None,
    ) -> None:
        self.clock = clock
        self.token = token
        self.random = random or Random()
        self.webhook = Webhook(
            webhook, account=ACCOUNT, app_secret=app_secret, verify_token=verify_token, random=self.random
        )
        self.trouble = Troubles()
        self.pace = pace or Pace()
        self.quiet = Quiet()
        self.templates = list(templates)
        self.users = Users()
        self.ladder: tuple[Fate, ...] = ("sent", "delivered", "read")
        self.late_window = False
        self.free_messages = 0
        self.violations: list[str] = []
        self.refusals: Counter[int] = Counter()
        self.accepted: list[Accepted] = []
        self.read: list[str] = []
        self.typing: list[str] = []
        self.subscribed = False
        self._heard: dict[str, User] = {}
        self._sent: dict[str, User | None] = {}

    # people

    def person(
        self,
        *,
        phone: str | None = None,
        bsuid: str | None = None,
        name: str = "Afi Koffi",
        username: str | None = None,
        hidden: bool = False,
    ) -> Person:
        """Someone with WhatsApp, known by a phone, a BSUID or both."""
        user = User(phone.lstrip("+") if phone else None, bsuid, name, username, hidden)
        self.users.add(user)
        return Person(self, user)

    def carry(self, user: User, body: Payload, *, quotes: str = "") -> str:
        """A person's message goes to the business, and opens the window."""
        if user.blocked:
            raise NotShown("who blocked the business cannot write to it")
        now = self.clock()
        user.wrote_at = now
        wamid = new_wamid(user.visible_phone or user.bsuid or "", "in", self.random)
        context = {"context": {"from": NUMBER, "id": quotes}} if quotes else {}
        message = {**sender(user), "id": wamid, "timestamp": stamp(now), **context, **body}
        self._heard[wamid] = user
        self._tell({"contacts": [user.contact()], "messages": [message]})
        return wamid

    def change_number(self, user: User, phone: str, bsuid: str | None) -> None:
        """The business is told twice: by a system message about the number, by an update about the BSUID."""
        now, old_phone, old_bsuid = self.clock(), user.visible_phone, user.bsuid
        new_bsuid = bsuid or (old_bsuid and f"{old_bsuid[:3]}{self.random.randrange(10**16, 10**17)}")
        self.users.rename(user, phone=phone, bsuid=new_bsuid)
        wamid = new_wamid(old_phone or old_bsuid or "", "in", self.random)
        known = {"from": old_phone} if old_phone else {}
        told = {**known, "id": wamid, "timestamp": stamp(now), **changed_number(user, old_phone)}
        self._tell({"messages": [told]})
        if old_bsuid:
            self._tell(id_update(user, old_bsuid, now), field="user_id_update")

    def wish_marketing(self, user: User, wish: Literal["stop", "resume"]) -> None:
        """They want no more marketing messages, or want them again."""
        user.wants_marketing = wish == "resume"
        self._tell(marketing_wish(user, wish, self.clock()), field="user_preferences")

    # what else Meta tells

    def announce(self, field: str, value: Payload | None = None) -> None:
        """A change of a field that is not about a person; one of `NOTICES` where no value is given."""
        self.webhook.tell(Change(field, value or NOTICES[field]))

    def report_error(self, code: int) -> None:
        """An error that belongs to no message."""
        self._tell({"errors": [failure(code)]})

    @property
    def untold(self) -> list[Accepted]:
        """What was taken without its sender being told: each may be sent again, and be seen twice."""
        return [message for message in self.accepted if not message.answered]

    def report(self, message: Accepted, fate: Fate, *, code: int | None = None) -> None:
        """A status of a message that was accepted, whatever was reported before."""
        self._tell(status(message, fate, self.clock(), code=code))

    def _tell(self, value: Payload, *, field: str = "messages") -> None:
        metadata = {"display_phone_number": NUMBER, "phone_number_id": NUMBER_ID}
        self.webhook.tell(Change(field, {"messaging_product": "whatsapp", "metadata": metadata, **value}))

    # what the business sends

    def check(self, body: Any) -> str:
        """Raise at the first rule the body of a send breaks; whom it is for."""
        check_message(body)
        if body["type"] == "template":
            fill(self.templates, body["template"])
        to = str(body.get("to") or body["recipient"])
        if to == NUMBER:
            raise Broken(131021)
        if "context" in body:
            self._check_quoted(body["context"]["message_id"], to)
        return to

    def _check_quoted(self, wamid: str, to: str) -> None:
        """Only what passed between these two can be answered."""
        chat = self._heard.get(wamid) or self._sent.get(wamid)
        if chat is None or chat is not self.users.find(to):
            raise Broken(131009, "context.message_id: there is no such message with this person")

    def take(self, body: Payload, to: str, *, code: int | None = None, answered: bool = True) -> Payload:
        """Accept a message that keeps the rules, unless the person's window or the pace are against it; the answer.

        With a `code` it fails later.
        """
        user = self.users.find(to)
        filled = fill(self.templates, body["template"]) if body["type"] == "template" else None
        self._admit(user, to, filled)
        message = self._message(body, to, user, filled, answered=answered)
        code = code or self._why_undelivered(user, filled)
        if user is not None and code is None:
            user.receive(show(message.wamid, body, filled))
        for fate in self.ladder if code is None else ("failed",):
            self.report(message, fate, code=code)
        contact = {"input": to, "wa_id" if message.is_by_phone else "user_id": to}
        return {
            "messaging_product": "whatsapp",
            "contacts": [contact],
            "messages": [{"id": message.wamid, "message_status": "accepted"}],
        }

    def _admit(self, user: User | None, to: str, filled: Filled | None) -> None:
        if user is None and not to.isdecimal():
            raise Refused(131009, "recipient: no such user of this business")
        if filled is None and not self.late_window and not self._is_open(user):
            raise Refused(131047)
        self.pace.take(to, self.clock())

    def _is_open(self, user: User | None) -> bool:
        """To who has no WhatsApp a free-form message fails only later."""
        return user is None or user.is_open(self.clock())

    def _why_undelivered(self, user: User | None, filled: Filled | None) -> int | None:
        if user is None or user.blocked:
            return 131026
        if filled is None:
            return None if self._is_open(user) else 131047
        return 131050 if filled.template.category == "marketing" and not user.wants_marketing else None

    def _message(self, body: Payload, to: str, user: User | None, filled: Filled | None, *, answered: bool) -> Accepted:
        category = "service" if filled is None else filled.template.category
        free = category == "service" and self.free_messages > 0
        self.free_messages -= free
        wamid = new_wamid(to, "out", self.random)
        message = Accepted(wamid, to, user, body, self.clock(), category, billable=not free, answered=answered)
        self.accepted.append(message)
        self._sent[wamid] = user
        return message

    def mark_read(self, body: Payload) -> None:
        """A read receipt, perhaps with the sign that an answer is being written."""
        check_receipt(body)
        if body["message_id"] not in self._heard:
            raise Broken(131009, "message_id: there is no such message of a person")
        self.read.append(body["message_id"])
        if "typing_indicator" in body:
            self.typing.append(body["message_id"])

    def note(self, refused: Refused) -> None:
        """Keep what was answered, and until when nothing may come."""
        self.refusals[refused.code] += 1
        if isinstance(refused, Broken):
            self.violations.append(str(refused))
        self.quiet.note(refused, self.clock())

    def check_quiet(self) -> None:
        """Raise, and keep as a violation, what comes while the account was told to wait."""
        self.quiet.check(self.clock(), self.violations)
