"""The loops that run beside the doors: plugins hear the journal, the outbox is said, what is due happens."""
