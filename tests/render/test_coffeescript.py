"""`.coffee` files become JavaScript where the site names jekyll-coffeescript; the compiler is an extra."""

import builtins
import sys

import pytest
from builders import a_site, built

SITE = {
    "_config.yml": "plugins: [jekyll-coffeescript]\n",
    "js/square.coffee": "---\n---\nsquare = (x) -> x * x\n",
    "index.md": "---\n---\nHi.\n",
}


@pytest.fixture
def without_compiler(monkeypatch):
    """As if dukpy were not installed."""
    real = builtins.__import__

    def refuse(name, *arguments, **named):
        if name == "dukpy":
            raise ImportError(name)
        return real(name, *arguments, **named)

    monkeypatch.delitem(sys.modules, "dukpy", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)


def test_a_script_becomes_javascript(tmp_path):
    site = a_site(tmp_path, **SITE)

    assert built(site) == 0
    assert (site / "_site/js/square.js").read_text() == (
        "(function() {\n  var square;\n\n  square = function(x) {\n    return x * x;\n  };\n\n}).call(this);\n"
    )


def test_a_mistake_in_a_script_is_told_with_its_file(tmp_path, capfd):
    site = a_site(tmp_path, **SITE | {"js/square.coffee": "---\n---\nx = 1\nf = (x) ->> x\n"})

    assert built(site) == 1
    assert "js/square.coffee" in capfd.readouterr().err
    assert "Hi." in (site / "_site/index.html").read_text()


def test_without_the_compiler_the_error_says_how_to_get_it(tmp_path, capfd, without_compiler):
    site = a_site(tmp_path, **SITE)

    assert built(site) == 1
    message = capfd.readouterr().err
    assert "js/square.coffee" in message
    assert "pip install 'blogtool[coffeescript]'" in message
    assert "Hi." in (site / "_site/index.html").read_text()


def test_a_site_that_does_not_name_the_plugin_keeps_its_scripts(tmp_path):
    site = a_site(tmp_path, **SITE | {"_config.yml": "title: T\n"})

    assert built(site) == 0
    assert (site / "_site/js/square.coffee").read_text() == "square = (x) -> x * x\n"
