"""Page images to pages of words: made ready, recognised by an engine, and kept."""
