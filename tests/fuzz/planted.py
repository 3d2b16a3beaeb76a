"""A target with a fault in it, three letters deep, for who tests the harness. It isn't among the others."""

LONGEST = 20


def one(data: bytes) -> None:
    """No luck finds that word: each letter is one more branch, and only who sees that it was reached goes on."""
    for number, letter in enumerate(b"dib"):
        if data[number : number + 1] != bytes([letter]):
            return
    raise ZeroDivisionError(len(data))
