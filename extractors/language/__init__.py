"""The vocabulary of the genre, each list once: dates, durations, states, labels, sentences, cues. All rooms read it."""
