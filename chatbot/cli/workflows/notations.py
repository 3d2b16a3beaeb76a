"""A workflow in the notations of others: Mermaid's state diagrams, and Graphviz's dot.

Sources: mermaid.js.org/syntax/stateDiagram.html, graphviz.org/doc/info/lang.html
"""

from chatbot.cli.workflows.picture import Node, Picture


def as_mermaid(picture: Picture) -> str:
    """What isn't the normal way is an edge with a word on it, since Mermaid draws all edges alike."""
    lines = ["stateDiagram-v2", f"    [*] --> s{picture.start}"]
    lines += [f"    s{node.code} : {_words(node, ' / ')}" for node in picture.nodes]
    lines += [f"    s{arrow.start} --> s{arrow.end}{'' if arrow.normal else ' : or'}" for arrow in picture.arrows]
    lines += [f"    s{node.code} --> [*]" for node in picture.nodes if node.kind == "final"]
    return "\n".join(lines)


def as_dot(picture: Picture) -> str:
    lines = [
        f'digraph "{picture.name}" {{',
        "    rankdir=LR",
        '    node [shape=box style=rounded fontname="sans-serif"]',
    ]
    lines += [f"    {node.code} [label={_quoted(_words(node, chr(10)))}{_bold(node)}]" for node in picture.nodes]
    lines += [
        f"    {arrow.start} -> {arrow.end}{'' if arrow.normal else ' [style=dashed]'}" for arrow in picture.arrows
    ]
    return "\n".join([*lines, "}"])


def _words(node: Node, between: str) -> str:
    return between.join(part for part in (f"{node.code} {node.name}", node.kind, node.label) if part)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _bold(node: Node) -> str:
    return " peripheries=2" if node.kind == "final" else ""
