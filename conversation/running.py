"""Running a dialogue from its top, until it asks, opens another or has said its last."""

from conversation.dialogue import DIALOGUES
from conversation.questions.confirm import Confirm
from conversation.screen import Opens, Screen
from conversation.state import Frame
from conversation.talk import Asked, DialogueMistake, Suspended, Talk
from conversation.turn import MOST_HOPS, Turn
from models.refusal import Refusal


def question_of(turn: Turn, frame: Frame) -> Asked | None:
    """The question a dialogue stands at, if it stands at one."""
    if turn.reach.standing().lacks(DIALOGUES[frame.dialogue].needs):
        return None
    result = run(turn, frame)
    return result if isinstance(result, Asked) else None


def run(turn: Turn, frame: Frame) -> Screen | Opens | Asked:
    """Run a dialogue from its top. What it refuses drops the last answer and is said above that question."""
    for _again in range(MOST_HOPS):
        talk = Talk(frame, turn.reach, turn.language, turn.looked)
        try:
            result = DIALOGUES[frame.dialogue].function(talk)
        except Asked as asked:
            _stand_at(turn, frame, talk, asked)
            return asked
        except Refusal as refusal:
            if not _refused(turn, frame, talk, refusal):
                return Screen(refusal.message)
            continue
        except Suspended:
            raise
        if talk.suspended:
            msg = f"{frame.dialogue} went on after it was suspended: a bare except?"
            raise DialogueMistake(msg)
        frame.trail, frame.asking = talk.trail, ""
        turn.language = talk.language
        return result
    msg = f"{frame.dialogue} is refused again and again"
    raise DialogueMistake(msg)


def _stand_at(turn: Turn, frame: Frame, talk: Talk, asked: Asked) -> None:
    """Keep where the run stopped; what belonged to another question goes, as after a deploy in the middle of it."""
    if asked.key != frame.asking:
        frame.misses, frame.page, frame.draft = 0, 0, []
    if asked.key != frame.editing:
        frame.editing = ""
    frame.changing = frame.changing and isinstance(asked.question, Confirm)
    frame.trail, frame.asking = talk.trail, asked.key
    turn.language = talk.language


def _refused(turn: Turn, frame: Frame, talk: Talk, refusal: Refusal) -> bool:
    """Drop the last answer; False when there is none to drop. The same choice may be tried again."""
    frame.trail, frame.asking, turn.state.tapped = talk.trail, "", ""
    asked = frame.asked()
    if not asked:
        return False
    frame.answers.pop(asked[-1], None)
    frame.settle()
    if refusal.message not in turn.notes:
        turn.notes.append(refusal.message)
    return True
