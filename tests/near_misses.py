"""Every regular expression of the project, and for each the texts on which it would run away if it could.

Run as a program it tries them all, each within a budget of processor time, and prints what went over it as lines of JSON.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import random
import re
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from pipeline.reading.plaintext import MAX_WORD

ROOT = Path(__file__).parents[1]
LENGTH = 10_000  # characters: in steps, quadratic is five thousand times linear
BUDGET = 0.125  # seconds of processor time for one text; a linear pattern takes a hundredth
# What these are given is as somebody wrote it; all others see a document's text, in which words stand one space apart.
READERS = (
    "pipeline.reading.html",
    "pipeline.reading.plaintext",
    "pipeline.reading.sources",
    "pipeline.quotes.article",
    "pipeline.export",
    "pipeline.ocr.cleaning",
)
_MISS = "\x00"  # no pattern ends in it


class OverBudget(Exception):
    """A pattern took longer than its budget."""


def patterns() -> dict[tuple[str, int], tuple[str, bool]]:
    """The patterns that the project's own lines compile, at import or while a document is read.

    With each stands its module, and whether it is tried at one place only (`re.match`).
    """
    found: dict[tuple[str, int], tuple[str, bool]] = {}
    compile_ = re._compile  # type: ignore[attr-defined]

    def recording(pattern: Any, flags: int) -> Any:
        result = compile_(pattern, flags)
        frame = sys._getframe(2)
        module = frame.f_globals.get("__name__", "")
        if module.split(".")[0] in ("pipeline", "extractors", "schemas") and isinstance(result.pattern, str):
            anchored = sys._getframe(1).f_code.co_name in ("match", "fullmatch")
            found.setdefault((result.pattern, result.flags), (module, anchored))
        return result

    re._compile = recording  # type: ignore[attr-defined]
    try:
        for package in ("pipeline", "extractors"):
            for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
                if not module.name.endswith("__main__"):
                    importlib.import_module(module.name)
        _read_something()
    finally:
        re._compile = compile_  # type: ignore[attr-defined]
    return found


def roaming() -> frozenset[tuple[str, str]]:
    """The module and name of the patterns that are looked for at every place of a text, `_MARK.finditer(text)`.

    A public one, `signs.MARK.search(text)`, stands without its module.
    """
    names = set()
    for path in (*(ROOT / "pipeline").rglob("*.py"), *(ROOT / "extractors").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("search", "finditer", "findall", "sub", "subn", "split"):
                name = ast.unparse(node.value).rpartition(".")[2]
                names.add((module if name.startswith("_") else "", name))
    return frozenset(names)


def _names() -> dict[tuple[str, int], set[tuple[str, str]]]:
    """The names that patterns have in our modules, as `roaming` gives them."""
    found: dict[tuple[str, int], set[tuple[str, str]]] = {}
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in ("pipeline", "extractors"):
            for key, value in vars(module).items():
                if isinstance(value, re.Pattern):
                    found.setdefault((value.pattern, value.flags), set()).add((name if key.startswith("_") else "", key))
    return found


def _read_something() -> None:
    from pipeline.config import Config
    from pipeline.extraction import extract

    extract(ROOT / "corpus" / "psp.pdf", Config(ocr="never"))


def attacks(pattern: str, flags: int, length: int = LENGTH) -> Iterator[str]:
    """Near-misses of a pattern: each of its repeats pumped up and then disappointed, samples of it over and over, and the like."""
    tree = parser.parse(pattern, flags & ~re.TEMPLATE if hasattr(re, "TEMPLATE") else flags)
    rng = random.Random(ascii(pattern))
    seen: set[str] = set()
    units: list[tuple[str, str]] = []
    for _ in range(3):
        _pumps(tree, "", units, rng)
        sample = _sample(tree, rng)
        units += [("", sample), ("", sample + " "), ("", sample[:-1]), ("", sample[: len(sample) // 2] + " ")]
    for head, unit in units:
        if not unit or (head + "|" + unit) in seen:
            continue
        seen.add(head + "|" + unit)
        yield head[-200:] + unit * (length // len(unit)) + _MISS


def _pumps(tree: Any, head: str, units: list[tuple[str, str]], rng: random.Random) -> str:
    """Gather (what comes before, what is repeated) for every repeat in `tree`; returns a text that matches `tree`."""
    for op, argument in tree:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None)):
            low, high, body = argument
            _pumps(body, head, units, rng)
            if high > 3:
                units += [(head, _sample(body, rng)), (head, "".join(_sample(body, rng) for _ in range(3)))]
            head += "".join(_sample(body, rng) for _ in range(max(low, 1)))
        elif op is sre.SUBPATTERN:
            head = _pumps(argument[3], head, units, rng)
        elif op is sre.BRANCH:
            branches = argument[1]
            chosen = rng.randrange(len(branches))
            for branch in branches:
                _pumps(branch, head, units, rng) if _has_repeat(branch) else None
            head += _sample(branches[chosen], rng)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            _pumps(argument[1], head, units, rng)
        else:
            head += _sample([(op, argument)], rng)
    return head


def _has_repeat(tree: Any) -> bool:
    return "REPEAT" in repr(tree)


def _sample(tree: Any, rng: random.Random) -> str:
    """A text that `tree` matches, or nearly so: what looks around is left to chance."""
    out = ""
    for op, argument in tree:
        if op is sre.LITERAL:
            out += chr(argument)
        elif op is sre.NOT_LITERAL:
            out += "x" if argument != ord("x") else "y"
        elif op is sre.ANY:
            out += rng.choice("a A1.")
        elif op is sre.IN:
            out += _member(argument, rng)
        elif op is sre.BRANCH:
            out += _sample(rng.choice(argument[1]), rng)
        elif op is sre.SUBPATTERN:
            out += _sample(argument[3], rng)
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None)):
            low, high, body = argument
            out += "".join(_sample(body, rng) for _ in range(min(max(low, rng.randrange(3)), int(high))))
        elif op is getattr(sre, "ATOMIC_GROUP", None):
            out += _sample(argument, rng)
    return out


def _member(items: Any, rng: random.Random) -> str:
    """A character of a class."""
    negated = items and items[0][0] is sre.NEGATE
    if negated:
        barred = {a for op, a in items if op is sre.LITERAL}
        ranges = [a for op, a in items if op is sre.RANGE]
        classes = {str(a) for op, a in items if op is sre.CATEGORY}
        for c in rng.sample("ax A1.-(", 8):
            kind = "DIGIT" if c.isdigit() else "SPACE" if c.isspace() else "WORD" if c.isalnum() else "-"
            if ord(c) in barred or any(lo <= ord(c) <= hi for lo, hi in ranges):
                continue
            if any(kind in k and "NOT" not in k for k in classes) or (
                kind == "DIGIT" and any(k.endswith("_WORD") and "NOT" not in k for k in classes)
            ):
                continue
            return c
        return "~"
    op, argument = rng.choice(list(items))
    if op is sre.LITERAL:
        return chr(argument)
    if op is sre.RANGE:
        return chr(rng.randint(*argument))
    return {
        "CATEGORY_DIGIT": "7",
        "CATEGORY_SPACE": " ",
        "CATEGORY_WORD": "a",
        "CATEGORY_NOT_SPACE": "a",
        "CATEGORY_NOT_DIGIT": "a",
        "CATEGORY_NOT_WORD": "-",
    }.get(str(argument), "a")


def _spaced(text: str) -> str:
    """The text as a document holds it: a space between words, and none of them longer than their limit."""
    return "\n".join(" ".join(word[:MAX_WORD] for word in line.split()) for line in text.split("\n"))


def over_budget(use: Callable[[str], object], text: str, budget: float = BUDGET) -> bool:
    """Whether `use(text)` takes more processor time than the budget; it is ended then."""

    def stop(*_: object) -> None:
        raise OverBudget

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, budget)
    try:
        use(text)
    except OverBudget:
        return True
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return False


def main() -> None:
    """Try every pattern; a line of JSON for each text that went over the budget, and at last the number tried."""
    resource.setrlimit(resource.RLIMIT_CPU, (600, 600))
    tried = 0
    found, named, everywhere = patterns(), _names(), roaming()
    for (pattern, flags), (module, at_one_place) in found.items():
        compiled = re.compile(pattern, flags)
        names = named.get((pattern, flags))
        anchored = at_one_place if names is None else names.isdisjoint(everywhere)
        raw = module.startswith(READERS)
        for text in dict.fromkeys(t if raw else _spaced(t) for t in attacks(pattern, flags)):
            tried += 1
            for name, use in (("match", compiled.match), ("search", compiled.search))[: 1 if anchored else 2]:
                if over_budget(use, text):
                    print(json.dumps({"module": module, "use": name, "pattern": pattern, "text": text[:80]}), flush=True)
                    break
    print(json.dumps({"tried": tried}))


if __name__ == "__main__":
    main()
