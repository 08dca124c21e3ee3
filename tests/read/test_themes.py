"""Where a theme is found without Ruby, and what it adds to a site."""

import sys

import pytest
from builders import a_site, built

LAYOUT = "<i>{{ site.accent }}</i>{% include part.html %}{{ content }}"
PAGE = "---\nlayout: framed\n---\nHello.\n"
GEMSPEC = """\
Gem::Specification.new do |spec|
  spec.name = "lab-theme".freeze
  spec.version = "1.10.0"
  spec.authors = ["Ann", 'Bob'.freeze]
  spec.summary = "Short words"
  spec.metadata = { "plugin_type" => "theme" }
  spec.add_runtime_dependency(%q<jekyll>.freeze, [">= 3.5", "< 5.0"])
  spec.add_runtime_dependency "jekyll-feed", "~> 0.9"
  spec.add_development_dependency "jekyll-sitemap", "~> 1.0"
end
"""


def a_theme(folder, **more):
    """A small theme's files in a folder."""
    return a_site(folder, **{"_layouts/framed.html": LAYOUT, "_includes/part.html": "<b>theme</b>", **more})


def a_gem(home, version, **more):
    """An installed gem with the theme."""
    (home / "specifications").mkdir(parents=True, exist_ok=True)
    (home / f"specifications/lab-theme-{version}.gemspec").write_text(GEMSPEC.replace("1.10.0", version))
    return a_theme(home / f"gems/lab-theme-{version}", **more)


def page_of(site, name="index.html"):
    assert built(site) == 0
    return (site / "_site" / name).read_text()


def test_a_theme_lies_in_a_folder_of_the_site(tmp_path):
    site = a_site(tmp_path, **{"_config.yml": "theme: lab-theme\n", "index.md": PAGE})
    a_theme(site / "_themes/lab-theme")

    assert page_of(site) == "<i></i><b>theme</b><p>Hello.</p>\n"


def test_a_theme_is_an_installed_package(tmp_path, monkeypatch):
    packages = tmp_path / "packages"
    a_theme(packages / "lab_package", **{"__init__.py": ""})
    points = "[blogtool.themes]\nlab-theme = lab_package\n"
    a_site(
        packages / "lab_package-1.0.dist-info",
        **{"METADATA": "Metadata-Version: 2.1\nName: lab-package\nVersion: 1.0\n", "entry_points.txt": points},
    )
    monkeypatch.syspath_prepend(str(packages))
    site = a_site(tmp_path / "site", **{"_config.yml": "theme: lab-theme\n", "index.md": PAGE})

    assert page_of(site) == "<i></i><b>theme</b><p>Hello.</p>\n"
    assert "lab_package" not in sys.modules, "a theme's code is not run"


def test_the_newest_version_of_a_gem_counts(tmp_path, monkeypatch):
    home = tmp_path / "gems-here"
    a_gem(home, "1.9.2", **{"_includes/part.html": "old"})
    a_gem(home, "1.10.0")
    monkeypatch.setenv("GEM_HOME", str(home))
    site = a_site(tmp_path / "site", **{"_config.yml": "theme: lab-theme\n", "index.md": PAGE})

    assert page_of(site) == "<i></i><b>theme</b><p>Hello.</p>\n"


def test_gems_of_one_site_alone_come_first(tmp_path, monkeypatch):
    a_gem(tmp_path / "home", "1.10.0", **{"_includes/part.html": "elsewhere"})
    monkeypatch.setenv("GEM_HOME", str(tmp_path / "home"))
    site = a_site(tmp_path / "site", **{"_config.yml": "theme: lab-theme\n", "index.md": PAGE})
    a_gem(site / "vendor/bundle/ruby/3.1.0", "1.9.0")

    assert page_of(site) == "<i></i><b>theme</b><p>Hello.</p>\n"


def test_templates_see_what_the_gemspec_says_and_its_plugins_are_in_effect(tmp_path, monkeypatch):
    a_gem(tmp_path / "home", "1.10.0")
    monkeypatch.setenv("GEM_HOME", str(tmp_path / "home"))
    facts = (
        "---\n---\n{{ theme.version }}|{{ theme.authors }}|{{ theme.description }}|{{ theme.metadata.plugin_type }}|"
        "{{ theme.dependencies | join: '; ' }}|{{ site.plugins | size }}"
    )
    site = a_site(tmp_path / "site", **{"_config.yml": "theme: lab-theme\n", "facts.txt": facts})

    told = "1.10.0|Ann, Bob|Short words|theme|jekyll (>= 3.5, < 5.0); jekyll-feed (~> 0.9)|0"
    assert page_of(site, "facts.txt") == told
    assert (site / "_site/feed.xml").exists()
    assert not (site / "_site/sitemap.xml").exists(), "what only the theme's developers need is not in effect"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("", "Theme's|red|1 2|date"),
        ("title: Mine\nlab: {b: 3}\n", "Mine|red|1 3|date"),
        ("ignore_theme_config: true\n", "|||date"),
    ],
)
def test_the_theme_has_settings_that_the_sites_own_go_over(settings, told, tmp_path):
    text = "---\n---\n{{ site.title }}|{{ site.accent }}|{{ site.lab.a }} {{ site.lab.b }}|{{ site.permalink }}"
    site = a_site(tmp_path, **{"_config.yml": f"theme: lab-theme\n{settings}", "facts.txt": text})
    whole = "title: Theme's\naccent: red\nlab: {a: 1, b: 2}\npermalink: pretty\n"
    a_theme(site / "_themes/lab-theme", **{"_config.yml": whole})

    assert page_of(site, "facts.txt").replace("| |", "||") == told


def test_the_settings_of_a_theme_of_github_pages_are_for_its_demonstration(tmp_path):
    text = "---\n---\n[{{ site.tagline }}]"
    site = a_site(tmp_path, **{"_config.yml": "theme: jekyll-theme-cayman\n", "facts.txt": text})
    a_theme(site / "_themes/jekyll-theme-cayman", **{"_config.yml": "tagline: Cayman is a theme\n"})

    assert page_of(site, "facts.txt") == "[]"


def test_assets_of_the_theme_come_after_the_sites_own_files_and_below_them(tmp_path):
    lists = [f"{{% for one in site.{name} %}}{{{{ one.path }}}} {{% endfor %}}" for name in ("pages", "static_files")]
    text = "---\n---\n" + "".join(lists)
    site = a_site(tmp_path, **{"_config.yml": "theme: t\n", "zz.txt": text, "z.png": "own", "assets/b.png": "own"})
    a_theme(
        site / "_themes/t",
        **{"assets/css/s.css": "---\n---\n", "assets/a.css": "---\n---\n", "assets/a.png": "t", "assets/b.png": "t"},
    )

    assert page_of(site, "zz.txt") == "zz.txt assets/a.css assets/css/s.css /assets/b.png /z.png /assets/a.png "
    assert (site / "_site/assets/b.png").read_text() == "own"


def test_a_theme_that_is_nowhere_is_told(tmp_path, capsys):
    site = a_site(tmp_path, **{"_config.yml": "theme: lab-theme\n", "index.md": PAGE})

    assert built(site) == 1
    assert "the theme `lab-theme` could not be found" in capsys.readouterr().err
