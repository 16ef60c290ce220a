"""What is said when a code cannot be used, or a room cannot be let in, as asked."""

from typing import Final

JOINING: Final = {
    "address_gone": "I can't reach you there any more. Type settings to see where I can.",
    "address_newer": "I can't do that from here. Please press it at the place that I knew before.",
    "code_ask_runner": "That's enough codes for today. Please ask whoever runs the partnership, or try again tomorrow.",
    "code_expired": "That code has done its time. Please ask for a new one: making it takes a moment.",
    "code_gone": "That code isn't open any more. Type invite to see what is.",
    "code_in_room": "That code is for a room. Type it in the room where you would all like to hear from me.",
    "code_organisation_in": "Your workspace has a room with me for this already. Please ask whoever gave you the code.",
    "code_room_is_in": "This room is in already, so the code is still good for another organisation.",
    "code_room_taken": "A partnership meets in this room already, and a room has one only. Type the code in another room.",
    "code_same_address": "That's the place where I gave you the code. Type it at your other one.",
    "code_taken_back": "That code was taken back. Please ask whoever gave it to you.",
    "code_unreadable": "I couldn't read that as a code. It looks like 7KQ2-MW4D.",
    "code_used": "That code has been used already, and each one works once. Please ask for a new one.",
    "code_waits": "I've asked already, and I'm waiting for an answer. You needn't do anything.",
    "partner_not_listed": "I can't see that partner in the list any more. Please choose again, or add one.",
    "reach_needed": "I can't reach them yet. Please write their e-mail address or telephone number after the name.",
    "room_joined_elsewhere": "Their room, or another one of theirs, has joined a partnership by now. Ask them which room they mean.",
    "room_without_me": "I can't let them in: {organisation} has taken me away since. Ask them to add me again, and press once more.",
    "two_partners": "You are in one partnership twice, for {first} and for {second}. So I keep the two apart, and write to you at both.",
}
