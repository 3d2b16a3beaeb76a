"""Load over IRC: those who ask, those who answer, and the server between them."""
