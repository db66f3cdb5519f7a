"""A file's bytes to its pages of words: what kind it is, and a reader for each kind."""
