"""Which function does what a method says. Those that wait or deliver (getUpdates, setWebhook…) are the server's own."""

from tests.fakes.telegram import messages, profile
from tests.fakes.telegram.profile import Act, getter, setter

ACTS: dict[str, Act] = {
    "getMe": profile.get_me,
    "sendMessage": messages.send_message,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "editMessageText": messages.edit_message_text,
    "deleteMessage": messages.delete_message,
    "answerCallbackQuery": messages.answer_callback_query,
    "sendChatAction": messages.send_chat_action,
    "leaveChat": messages.leave_chat,
    "getChat": messages.get_chat,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": setter("name"),
    "getMyName": getter("name", "Passerelle"),
    "setMyDescription": setter("description"),
    "getMyDescription": getter("description", ""),
    "setMyShortDescription": setter("short_description"),
    "getMyShortDescription": getter("short_description", ""),
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
}
