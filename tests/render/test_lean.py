"""Loading python-liquid without what blogtool never calls takes nothing away from who calls it."""

import subprocess
import sys

SCRIPT = """
import sys
from blogtool.render.lean import load_liquid
load_liquid()
assert not {"liquid.context", "liquid.extra", "babel", "asyncio"} & set(sys.modules), "loaded after all"
import liquid
template = liquid.Environment().from_string("{{ a | upcase }}{% for x in (1..3) %}{{ x }}{% endfor %}")
print(template.render(a="x"), type(liquid.RenderContext(template)).__module__, list(template.variables()))
"""


def test_python_liquid_renders_by_itself_when_it_is_asked_to():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True)

    assert (done.stdout, done.stderr) == ("X123 liquid.context ['a', 'x']\n", "")
