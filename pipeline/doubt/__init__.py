"""How far a record can be trusted: the signs of a wrong value, what was not taken, and the confidence that follows from them."""
