"""Many files, again and again: nothing is lost, nothing is done twice, and no file stops the others."""
