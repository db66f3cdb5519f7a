"""Words and what weighs among them: the floor under comparison and quotes."""
