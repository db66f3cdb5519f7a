"""Releases as the Department's site publishes them: fetched politely, kept in every version, missed when they are gone.

client -> listing -> store -> night -> documents, telling
"""
