"""Generators as a table: which are run, in which order."""

import subprocess
import sys

import pytest
from site_builders import NO_PLUGINS, a_bench, a_page, a_site

from blogtool.generate import GENERATORS, generate_pages
from blogtool.model.plugins import Plugins


def test_a_plugin_that_is_not_named_does_nothing():
    site = a_site(pages=[a_page("index.html")])

    assert generate_pages(site, NO_PLUGINS, a_bench()) == site


def test_a_feed_named_before_the_map_comes_before_it():
    site = a_site(plugins=["jekyll-feed", "jekyll-sitemap"])

    pages = generate_pages(site, NO_PLUGINS, a_bench()).pages

    assert [page.url for page in pages] == ["/feed.xml", "/sitemap.xml", "/robots.txt"]


def test_an_authors_generator_adds_its_pages_last():
    own = Plugins(generators={"extra": lambda site: [a_page(f"{len(site.pages)}.html")]})
    site = a_site(plugins=["jekyll-feed"])

    assert [page.url for page in generate_pages(site, own, a_bench()).pages] == ["/feed.xml", "/1.html"]


@pytest.mark.parametrize("name", [name for name, _, _ in GENERATORS])
def test_each_generator_of_the_table_is_there_and_keeps_the_pages(name):
    site = a_site(plugins=[name], pages=[a_page("index.html")])

    assert "/" in [page.url.removesuffix("index.html") for page in generate_pages(site, NO_PLUGINS, a_bench()).pages]


def test_a_build_loads_no_generator_that_its_site_does_not_name():
    script = "import sys, blogtool.build; print([one for one in sys.modules if one.startswith('blogtool.generate.')])"

    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert "blogtool.generate.languages" in loaded
    assert [one for one in ("feeds", "sitemap", "archives", "redirects") if f".{one}'" in loaded] == []
