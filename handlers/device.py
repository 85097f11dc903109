"""Taking the conversation to another device: a code shown on one, typed on the other."""

from conversation import Choice, Choose, Opens, Screen, Talk, Telling, Text, YesNo, dialogue, opens, renders
from conversation.screen import Phrase
from locales import _, _p
from services import joining


@dialogue("device", needs="nothing")
def device(talk: Talk) -> Screen | Opens:
    ways: dict[str, Phrase] = {"show": _p("choice", "Show me a code"), "type": _p("choice", "I have a code")}
    if talk.once("others", joining.has_others):
        ways["alone"] = _p("choice", "Only this device")
    prompt = _("The same conversation on another device or in another app: a code goes from one to the other.")
    way = talk.ask("way", Choose(prompt, ways))
    if way != "show":
        return opens("join" if way == "type" else "only_this_device")
    code = talk.do("code", joining.offer_code)
    return Screen(
        (
            _("Open me on the other device, or in the other app, and write there: /join {code}", code=code),
            _("The code is good once, for 15 minutes. Show it to nobody else: it opens your conversation."),
        ),
        Choice(_p("choice", "My data"), opens("mydata")),
    )


@dialogue("only_this_device", needs="nothing")
def only_this_device(talk: Talk) -> Screen:
    talk.do("sent_away", joining.send_away)
    return Screen(
        _("Our conversation goes on here alone. The other devices begin anew, and see nothing more of it."),
        Choice(_p("choice", "Talk to a person"), opens("person")),
    )


@dialogue("join", title=_("joining a conversation"), needs="nothing")
def join(talk: Talk) -> Screen:
    code = talk.args.get("code") or talk.ask("code", Text(_("Which code does the other device show?"), longest=20))
    shared = _("Both devices then share one conversation: whoever has the other one reads what you write. Is it yours?")
    if not talk.ask("mine", YesNo(shared)):
        return Screen(_("All right, nothing has changed."))
    result: joining.Joined = talk.do("joined", joining.join, code)
    if not result["joined"]:
        return Screen(
            _("This code is not good, or no longer. Ask the other device for a new one."),
            Choice(_p("choice", "Type a code"), opens("join")),
        )
    # What was open here would be answered in the other conversation, by a number that means something else there.
    return Screen(
        _("This device now shares your conversation. From your next message on, we go on from there."), forgets=True
    )


@renders("joined")
def joined(_tell: Telling) -> Screen | None:
    return Screen(
        _("Another device has joined this conversation with your code. If it was not you, send it away now."),
        Choice(_p("choice", "Send it away"), opens("only_this_device")),
        Choice(_p("choice", "My data"), opens("mydata")),
    )
