"""Findings to records: evidence, confidence, doubts for review, and the check against the schema."""
