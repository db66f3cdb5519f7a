"""How good the records are: held against gold records, and what a change of the code does to many files."""
