"""What is said when a press about where things stand cannot be done as asked."""

from typing import Final

STAGES: Final = {
    "chair_not_in_stage": "As things stand, I put nothing like this to the chair. You can ring them.",
    "help_not_in_stage": "As things stand, I ask nobody else in writing. A call does more good.",
    "stage_card_gone": "That card isn't there any more. Type stage to see how things stand.",
    "stage_needed": "Choose one of the five, so that I know what you see.",
    "stage_reason_needed": "Say in a line why. You two will want to read it in a year.",
    "stage_settled_today": "Today's card is settled, and one a day is enough. Please send this again tomorrow.",
    "stage_step_gone": "That isn't asked any more. Type stage to see how things stand.",
    "stage_steps_enough": "Two of these stand in the timetable already. That is enough for now.",
    "stage_step_is_runners": "While things are hard, this is the runner's own. Choose the runner, and their organisation.",
}
