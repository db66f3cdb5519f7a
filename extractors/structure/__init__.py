"""How a letter is put together: its parts, blocks, lists and lead-ins, and the grammar of duties and deadlines."""
