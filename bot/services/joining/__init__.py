"""How another organisation's room is let in, and how one person is reached at two addresses."""
