"""What is looked for in a letter or release, one module each, with `LABEL` and `extract(doc)`."""
