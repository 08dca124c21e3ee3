"""Loading python-liquid without what blogtool never calls takes nothing away from who calls it."""

import subprocess
import sys

import pytest

LOAD = """
import sys
from blogtool.render.lean import load_liquid
load_liquid()
import blogtool.render.liquid
put_off = {"liquid.builtin", "liquid.context", "liquid.extra", "liquid.static_analysis", "babel", "asyncio"}
assert not put_off & set(sys.modules), "loaded after all"
"""
RENDER = """
import liquid
template = liquid.Environment().from_string("{{ a | upcase }}{% for x in (1..3) %}{{ x }}{% endfor %}")
print(template.render(a="x"), type(liquid.RenderContext(template)).__module__, list(template.variables()))
"""
ANALYSE = """
from liquid.environment import Environment
template = Environment().from_string("{% comment %}c{% endcomment %}{{ a | upcase }}{% if b %}{% endif %}")
print(list(template.variables()), [one.text for one in template.comments()], list(template.analyze().filters))
"""
SUBCLASS = """
from liquid.environment import DictLoader, Environment
class Own(DictLoader):
    pass
print(Environment(loader=Own({"x": "{{ 1 | plus: 1 }}"})).get_template("x").render())
"""
TAG = """
from liquid import Environment, Tag
from liquid.builtin.tags.if_tag import IfTag
print(issubclass(IfTag, Tag), Environment().tags["if"].__class__ is IfTag)
"""
NAMES = """
from liquid import *
import liquid
print(Environment is liquid.Environment, liquid.__version__[0], hasattr(liquid, "no"))
try:
    liquid.no
except AttributeError as error:
    print(error)
"""
THREADS = """
import threading, liquid
found = []
every = [threading.Thread(target=lambda: found.append(liquid.parse("{{ 1 }}").render())) for _ in range(8)]
[one.start() for one in every]
[one.join() for one in every]
print(found)
"""


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (RENDER, "X123 liquid.context ['a', 'x']\n"),
        (ANALYSE, "['a', 'b'] ['c'] ['upcase']\n"),
        (SUBCLASS, "2\n"),
        (TAG, "True True\n"),
        (NAMES, "True 2 False\nmodule 'liquid' has no attribute 'no'\n"),
        (THREADS, f"{['1'] * 8}\n"),
    ],
)
def test_python_liquid_works_by_itself_when_it_is_asked_to(script, told):
    done = subprocess.run([sys.executable, "-c", LOAD + script], capture_output=True, text=True)

    assert (done.stdout, done.stderr) == (told, "")
