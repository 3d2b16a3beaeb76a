"""Words to a handler's arguments, by the table."""

from itertools import takewhile

from chatbot.commands.amounts import Label
from chatbot.commands.arguments import ALIAS, ARGUMENTS, is_ticket, means_tickets
from chatbot.commands.hints import SHOWN, hint, question
from chatbot.commands.parameters import AT_ROLE, LINES, SO_MANY_LINES, Parameter
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import Command
from chatbot.commands.words import QUOTES, Scanner
from chatbot.desk.suggest import nearest
from chatbot.desk.wording import TYPE, clean, fit

LONGEST_USAGE = 90
"""Characters, behind a sentence."""


def bind(
    command: Command, verb: str, scanner: Scanner, *, private: bool, about: int | None = None
) -> dict[str, object]:
    """`about`: the ticket that is meant where none is named. Raises Usage with a sentence that says what to write."""
    return _Binding(command, verb, scanner, about).all(private=private)


class _Binding:
    __slots__ = ("_about", "_command", "_given", "_scanner", "_verb")

    def __init__(self, command: Command, verb: str, scanner: Scanner, about: int | None) -> None:
        self._command = command
        self._verb = verb
        self._scanner = scanner
        self._about = about
        self._given: dict[str, object] = {}

    def all(self, *, private: bool) -> dict[str, object]:
        for parameter in self._command.parameters.words:
            self._options()
            if not self._understood(parameter):
                self._word(parameter, required=parameter.required or self._must_name_it(parameter, private=private))
        self._options()
        if self._scanner.rest() and not self._whole():
            raise Usage(self._too_much())
        return self._given

    def _understood(self, parameter: Parameter) -> bool:
        """The ticket of the line that was replied to, where no word here names one."""
        if self._about is None or parameter is not self._command.parameters.ticket:
            return False
        if means_tickets(self._scanner.word()):
            return False
        self._given[parameter.name] = parameter.argument.parse(str(self._about))
        return True

    def _must_name_it(self, parameter: Parameter, *, private: bool) -> bool:
        """Where others read, an answer to an offer says which."""
        first = self._command.parameters.words[0]
        return bool(self._command.declared.answers) and parameter is first and not private

    def _word(self, parameter: Parameter, *, required: bool) -> None:
        text = self._text(parameter)
        if not text or not parameter.argument.fits(text):
            if required and parameter.argument.absent is None:
                raise self._wrong(parameter, self._nowhere(parameter))
            if required:
                self._given[parameter.name] = parameter.argument.absent
            return
        self._given[parameter.name] = self._read(parameter, text)
        if not parameter.argument.whole:
            self._scanner.skip(text)

    def _nowhere(self, parameter: Parameter) -> str:
        """Of a ticket by what it was called elsewhere: those that came in have their numbers by now."""
        word = self._scanner.word()
        came_from = ALIAS.fullmatch(word) if parameter.argument.names_tickets else None
        return f"No ticket {fit(clean(word), SHOWN)}: nothing ever came in as {came_from[1]}." if came_from else ""

    def _text(self, parameter: Parameter) -> str:
        """What of the line it would take."""
        if parameter.argument.whole:
            return self._scanner.rest()
        return parameter.argument.span(self._scanner.rest()) if parameter.argument.span else self._scanner.word()

    def _read(self, parameter: Parameter, text: str) -> object:
        try:
            return parameter.argument.parse(text)
        except ValueError as error:
            sentence = str(error)
        raise self._wrong(parameter, sentence)

    def _wrong(self, parameter: Parameter, sentence: str = "") -> Usage:
        """What is wrong with it, or the question for it, and what to write."""
        sentence = sentence or question(self._command, parameter, self._given)
        example = TYPE + hint(self._command, self._verb, self._given, parameter)
        return Usage(f"{sentence} {example}" if sentence == sentence.rstrip(".") else f"{sentence} Write: {example}")

    def _usage(self) -> str:
        """Or where it stands, in more than one line."""
        usage = self._command.usage
        return f"{TYPE}{usage}" if len(usage) <= LONGEST_USAGE else f"{TYPE}help {self._command.name}"

    def _hint(self) -> str:
        return TYPE + hint(self._command, self._verb, self._given)

    def _whole(self) -> bool:
        words = self._command.parameters.words
        return bool(words) and words[-1].argument.whole

    def _too_much(self) -> str:
        words = self._command.parameters.words
        if words and words[0].name in self._given and is_ticket(self._scanner.word()):
            return f"One ticket at a time, please: {self._hint()}"
        if quoted := self._in_quotes():
            return f"A name of several words stands in quotes: {quoted}"
        if words or self._command.parameters.options:
            return f"That is more than I understand. Write: {self._usage()}"
        return f"Nothing goes behind it. Write: {self._hint()}"

    def _in_quotes(self) -> str:
        """What to write, where a name was taken for its first word; empty where it can't be that."""
        named = [one for one in self._command.parameters.words if one.argument is ARGUMENTS[Label]]
        more = list(takewhile(lambda word: "=" not in word, self._scanner.rest().split()))
        if not named or not more or any(quote in self._scanner.rest() for quote in QUOTES):
            return ""
        whole = f'"{" ".join([str(self._given[named[-1].name]), *more])}"'
        return TYPE + hint(self._command, self._verb, {**self._given, named[-1].name: whole})

    def _options(self) -> None:
        """All that stand here; the first word that is none ends them."""
        while self._command.parameters.options and (self._at_role() or self._at_lines() or self._option()):
            pass

    def _at_role(self) -> bool:
        parameter = self._command.parameters.options.get(AT_ROLE)
        word = self._scanner.word()
        if parameter is None or not word.startswith("@") or len(word) < 2:
            return False
        if parameter.name in self._given:
            raise Usage(f"One role at a time, please. Write: {self._usage()}")
        self._given[parameter.name] = self._read(parameter, self._scanner.take())
        return True

    def _at_lines(self) -> bool:
        parameter = self._command.parameters.options.get(LINES)
        if parameter is None or parameter.name in self._given or not SO_MANY_LINES.fullmatch(self._scanner.word()):
            return False
        self._given[parameter.name] = self._read(parameter, self._scanner.take())
        return True

    def _option(self) -> bool:
        typed = self._scanner.key()
        parameter = self._command.parameters.options.get(typed.lower()) if typed else None
        if parameter is None:
            return self._no_option(typed)
        if parameter.name in self._given:
            raise Usage(f"{parameter.shown} stands there twice: write it once.")
        try:
            self._given[parameter.name] = parameter.argument.parse(self._value(parameter, typed))
        except ValueError as error:
            raise Usage(f"{parameter.shown} can't be that. {error}") from None
        return True

    def _value(self, parameter: Parameter, typed: str) -> str:
        if not parameter.argument.whole:
            return self._scanner.take_value(typed)
        options = self._command.parameters.options
        left = {key: one for key, one in options.items() if one.name not in self._given and one is not parameter}
        return self._scanner.take_text(typed, left, [key for key, one in left.items() if one.argument.whole])

    def _no_option(self, typed: str) -> bool:
        """An unknown `a=b` is text, unless it is one edit away from a key (VOICE, grammar 1)."""
        near = nearest(typed, (key for key in self._command.parameters.options if key not in {AT_ROLE, LINES}))
        if near is None:
            return False
        text = f" As text, in quotes: {QUOTES[0]}{typed.lower()}=...{QUOTES[0]}" if self._whole() else ""
        raise Usage(f"No option {typed.lower()}=. Did you mean: {near}={text and '?' + text}")
