"""Records, pages and comparisons as a notebook shows them."""
