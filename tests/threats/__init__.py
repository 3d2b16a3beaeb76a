"""What is done on purpose: mallory, and what she gets. Each file is one topic."""
