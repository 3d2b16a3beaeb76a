"""`dibs`, and `python -m chatbot`."""

from chatbot.cli import app


def main() -> None:
    app()


if __name__ == "__main__":
    main()
