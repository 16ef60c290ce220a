"""The signs of a stage: one small function each, from the facts to a piece of evidence or to nothing."""
