"""Persons: how they are named, what they are called later, and who said what."""
