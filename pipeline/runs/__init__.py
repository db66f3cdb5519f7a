"""Many files to one set of outputs, once or night after night."""
