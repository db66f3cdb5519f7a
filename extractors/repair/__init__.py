"""What OCR misreads, put right letter for letter."""
