"""What happened in the sample year before the demo opens, acted by its people through the very conversations of chat."""
