"""Loading plugins: by name, with their settings; and whatever is wrong with one is told in a sentence."""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.plugin import API_VERSION
from chatbot.services.plugins import PluginError, check, load
from tests.plugins.facts import event, happening

WriteModule = Callable[[str, str], str]

SPEAKS = """
from chatbot.plugin import Notice, Reporter, on

@on("ticket_opened")
def greet(event):
    yield Notice(to=Reporter(), text=f"#{event.ticket_id} seen.")
"""
HAS_SETTINGS = """
from dataclasses import dataclass
from chatbot.plugin import Notice, Reporter, on

@dataclass
class Settings:
    word: str = "seen"
    times: int = 1

@on("ticket_opened")
def greet(event, settings):
    yield Notice(to=Reporter(), text=f"#{event.ticket_id} " + " ".join([settings.word] * settings.times))
"""


@pytest.fixture
def write_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WriteModule:
    """Gives a module that can be imported, under a name of its own, and the name."""
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    def write(name: str, text: str) -> str:
        (tmp_path / f"{name}.py").write_text(text)
        monkeypatch.delitem(sys.modules, name, raising=False)
        importlib.invalidate_caches()
        return name

    return write


def refusal(name: str, **section: object) -> str:
    with pytest.raises(PluginError) as refused:
        load([name], {name: section})
    return str(refused.value)


def test_a_plugin_of_ones_own_is_named_by_its_module(write_module: WriteModule) -> None:
    (plugin,) = load([write_module("our_greeter", SPEAKS)], {})
    assert [notice.text for notice in plugin.react(event(happening("ticket_opened")))] == ["#12 seen."]


def test_what_a_package_brings_along_is_not_even_imported_until_it_is_named(
    write_module: WriteModule, tmp_path: Path
) -> None:
    write_module("their_pager", SPEAKS)
    package = tmp_path / "their_pager-1.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: their-pager\nVersion: 1.0\n")
    (package / "entry_points.txt").write_text("[dibs.plugins]\npager = their_pager\n")
    assert [plugin.name for plugin in load(["announce"], {})] == ["announce"]
    assert "their_pager" not in sys.modules
    assert [plugin.name for plugin in load(["pager"], {})] == ["pager"]
    assert "their_pager" in sys.modules


def test_its_settings_are_read_into_its_dataclass(write_module: WriteModule) -> None:
    name = write_module("our_setter", HAS_SETTINGS)
    (plugin,) = load([name], {name: {"word": "hello", "times": 2}})
    assert [notice.text for notice in plugin.react(event(happening("ticket_opened")))] == ["#12 hello hello"]


def test_what_nobody_set_has_the_dataclass_s_default(write_module: WriteModule) -> None:
    (plugin,) = load([write_module("our_defaults", HAS_SETTINGS)], {})
    assert [notice.text for notice in plugin.react(event(happening("ticket_opened")))] == ["#12 seen"]


def test_an_unknown_plugin_is_refused_with_the_near_name() -> None:
    assert refusal("anounce") == (
        "There is no plugin anounce: none of dibs's own, no entry point of dibs.plugins, no such module."
        " Did you mean announce?"
    )


def test_a_name_that_is_near_nothing_gets_no_suggestion() -> None:
    assert refusal("our_team.pager").endswith("no such module.")


def test_a_plugin_for_a_newer_dibs_is_refused(write_module: WriteModule) -> None:
    name = write_module("our_future", f"API = {API_VERSION + 1}\n{SPEAKS}")
    assert refusal(name) == f"The plugin our_future is written for API {API_VERSION + 1}; this dibs has {API_VERSION}."


def test_unknown_settings_are_all_told_with_their_near_names(write_module: WriteModule) -> None:
    name = write_module("our_typos", HAS_SETTINGS)
    assert refusal(name, wrod="x", colour="red").splitlines() == [
        "plugins.our_typos.colour: is no setting. There are: word, times.",
        "plugins.our_typos.wrod: is no setting. Did you mean word? There are: word, times.",
    ]


def test_wrong_values_are_told_without_being_shown(write_module: WriteModule) -> None:
    name = write_module("our_values", HAS_SETTINGS)
    told = refusal(name, times="hunter2")
    assert told == "plugins.our_values.times: must be a valid integer, unable to parse string as an integer."


def test_a_section_for_a_plugin_without_settings_is_refused(write_module: WriteModule) -> None:
    assert refusal(write_module("our_plain", SPEAKS), x=1) == (
        "plugins.our_plain: is a section for a plugin that has no settings."
    )


def test_settings_that_are_no_dataclass_are_refused(write_module: WriteModule) -> None:
    name = write_module("our_dict", f"Settings = dict\n{SPEAKS}")
    assert refusal(name) == "The plugin our_dict: its Settings must be a dataclass."


def test_a_module_without_marked_functions_is_no_plugin(write_module: WriteModule) -> None:
    assert refusal(write_module("our_nothing", "x = 1")) == (
        "The plugin our_nothing has no function marked with on(...), and no class with service(...)."
    )


def test_a_function_that_takes_something_else_is_refused(write_module: WriteModule) -> None:
    text = SPEAKS.replace("def greet(event)", "def greet(event, wire)")
    assert refusal(write_module("our_wire", text)) == (
        "The plugin our_wire: greet takes (event), or (event, settings) with a Settings class."
    )


def test_a_module_that_needs_what_isn_t_installed_is_told_apart_from_no_module(write_module: WriteModule) -> None:
    name = write_module("our_needy", "import surely_not_installed")
    assert refusal(name) == "The plugin our_needy needs the module surely_not_installed, which isn't installed."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("def", "SyntaxError: invalid syntax"),
        ("import sys; sys.exit('no token is set')", "SystemExit: no token is set"),
    ],
)
def test_a_module_that_fails_to_import_is_told_of_in_a_sentence(write_module: WriteModule, text: str, why: str) -> None:
    assert refusal(write_module("our_broken", text)).startswith(f"The plugin our_broken can't be loaded: {why}")


def test_all_that_is_wrong_with_all_of_them_is_told_at_once(write_module: WriteModule) -> None:
    name = write_module("our_all", HAS_SETTINGS)
    assert len(check(["anounce", name, "timeouts"], {name: {"a": 1, "b": 2}, "timeouts": {"c": 3}})) == 4


WATCHES = """
from chatbot.plugin import service

@service({type}, {state})
class Watch:
    {more}
    {async_}def proceed(self, ticket, do):
        do.stay()
"""


def watching(**changes: str) -> str:
    return WATCHES.format(**{"type": '"request"', "state": '"new"', "more": "", "async_": "async "} | changes)


def test_a_module_may_bring_nothing_but_the_code_of_a_service(write_module: WriteModule) -> None:
    (plugin,) = load([write_module("our_watch", watching(more="workers = 3"))], {})
    assert [(code.name, code.type, code.state, code.workers) for code in plugin.codes] == [
        ("Watch", "request", "new", 3)
    ]


SETTINGS_THAT_FAIL = f"{HAS_SETTINGS}\nSettings.__post_init__ = lambda self: {{}}[self.word]\n"
CODE_THAT_FAILS = watching(more="def __init__(self, settings): {}[settings.word]") + HAS_SETTINGS
CODE_THAT_LEAVES = watching(more="def __init__(self, settings): raise SystemExit(settings.word)") + HAS_SETTINGS


@pytest.mark.parametrize(
    ("text", "why"),
    [(SETTINGS_THAT_FAIL, "KeyError"), (CODE_THAT_FAILS, "KeyError"), (CODE_THAT_LEAVES, "SystemExit")],
)
def test_what_fails_at_its_settings_is_told_of_without_their_values(
    write_module: WriteModule, text: str, why: str
) -> None:
    name = write_module("our_failing", text)
    told, other = check([name, "anounce"], {name: {"word": "hunter2"}})
    place = next(number for number, line in enumerate(text.splitlines(), 1) if ".word" in line and "text=" not in line)
    assert told == f"The plugin our_failing can't be loaded: {why} at our_failing.py:{place}."
    assert other.startswith("There is no plugin anounce")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"type": '"requst"'}, "is for a type of ticket that isn't there. No type requst; there is request."),
        ({"state": '"knew"'}, "is for request. No state knew; there are new, accepted, on hold, closed."),
        ({"async_": ""}, "needs async functions."),
        ({"more": "blocking = True"}, "needs plain functions, since it is blocking."),
        ({"more": "workers = 0"}, "workers must be a number from 1 to 20."),
        ({"more": "patience = 3"}, "patience must be a timedelta."),
        ({"more": "def __init__(self, settings): ..."}, "takes settings, but the module has no Settings class."),
    ],
)
def test_code_that_can_not_work_where_it_should_is_told_of(
    write_module: WriteModule, changes: dict[str, str], sentence: str
) -> None:
    name = write_module("our_watch", watching(**changes))
    (said,) = check([name], {})
    assert said.startswith("The plugin our_watch: Watch")
    assert said.endswith(sentence)


def test_two_codes_for_one_state_are_one_too_many(write_module: WriteModule) -> None:
    names = [write_module("our_first", watching()), write_module("our_second", watching(state="1"))]
    assert check(names, {}) == [
        "The plugin our_second: Watch is for request 1, as our_first.Watch is already.",
    ]
