"""What people read of a check-in: the message, the form, and what follows a press."""
