"""A site is built at home as GitHub Pages builds it."""

import pytest
from builders import a_site, built

PAGE = "---\n---\n{{ site.github.repository_name }} {{ site.safe }} {{ site.future }} {{ site.plugins | size }}\n"


@pytest.fixture(autouse=True)
def _no_github_around(monkeypatch):
    for key in ("PAGES_REPO_NWO", "GITHUB_REPOSITORY", "GITHUB_SHA", "JEKYLL_BUILD_REVISION", "JEKYLL_ENV"):
        monkeypatch.delenv(key, raising=False)


def page(site, name="facts.txt"):
    return (site / "_site" / name).read_text("utf-8").strip()


def test_the_flag_switches_the_default_plugins_on(tmp_path):
    site = a_site(
        tmp_path, **{"facts.txt": PAGE, "README.md": "# The *title*\n", "_config.yml": "repository: ann/notes\n"}
    )

    assert built(site, "--github-pages") == 0
    assert page(site) == "notes true true 10"
    assert '<h1 id="the-title">The <em>title</em></h1>' in page(site, "index.html")


def test_without_flag_and_gem_nothing_changes(tmp_path):
    site = a_site(tmp_path, **{"facts.txt": PAGE, "Gemfile": "# gem 'github-pages'\n"})

    assert built(site) == 0
    assert page(site) == "false false 0"


def test_the_gem_in_the_gemfile_is_as_good_as_the_flag(tmp_path):
    site = a_site(
        tmp_path,
        **{
            "facts.txt": PAGE,
            "_config.yml": "repository: ann/notes\n",
            "Gemfile": 'gem "github-pages", group: :jekyll_plugins\n',
        },
    )

    assert built(site) == 0
    assert page(site) == "notes true true 10"


def test_a_site_cannot_change_what_github_pages_forces(tmp_path):
    site = a_site(
        tmp_path,
        **{
            "_config.yml": "safe: false\nfuture: false\nplugins: [jekyll-sitemap, jekyll-archives]\nurl: https://a.b\n",
            "facts.txt": "---\n---\n{{ site.safe }} {{ site.future }} {{ site.plugins | join: ' ' }}",
            "_plugins/own.py": "raise SystemExit('own plugins are not run')\n",
        },
    )

    assert built(site, "--github-pages") == 0
    assert page(site).startswith("true false jekyll-coffeescript")
    assert page(site).endswith("jekyll-titles-from-headings jekyll-sitemap")
    assert (site / "_site" / "sitemap.xml").is_file()


@pytest.mark.parametrize(
    ("repository", "expected"),
    [
        ("ann/notes", "https://ann.github.io/notes /notes ann notes https://github.com/ann/notes false abc"),
        ("Ann/ann.github.io", "https://ann.github.io  Ann ann.github.io https://github.com/Ann/ann.github.io true abc"),
    ],
)
def test_site_github_tells_of_the_repository_without_asking_the_network(tmp_path, monkeypatch, repository, expected):
    monkeypatch.setenv("GITHUB_REPOSITORY", repository)
    monkeypatch.setenv("GITHUB_SHA", "abc")
    keys = ("url", "baseurl", "owner_name", "repository_name", "repository_url", "is_user_page", "build_revision")
    facts = " ".join(f"{{{{ site.github.{key} }}}}" for key in keys)
    site = a_site(tmp_path, **{"facts.txt": f"---\n---\n{facts}"})

    assert built(site, "--github-pages") == 0
    assert page(site) == expected


def test_the_revision_is_read_from_git(tmp_path):
    site = a_site(
        tmp_path,
        **{
            ".git/HEAD": "ref: refs/heads/main\n",
            ".git/packed-refs": "# pack-refs with: peeled\n1234abcd refs/heads/main\n",
            ".git/config": '[remote "origin"]\n\turl = git@github.com:ann/notes.git\n',
            "facts.txt": "---\n---\n{{ site.github.repository_nwo }} {{ site.github.build_revision }}",
        },
    )

    assert built(site, "--github-pages") == 0
    assert page(site) == "ann/notes 1234abcd"


@pytest.mark.parametrize(("environment", "style"), [("production", "a{b:c}\n"), ("development", "a { b: c; }\n")])
def test_style_sheets_are_compressed_where_the_site_is_published(environment, style, tmp_path, monkeypatch):
    monkeypatch.setenv("JEKYLL_ENV", environment)
    files = {"_config.yml": "repository: ann/notes\nsass: {sourcemap: never}\n", "a.scss": "---\n---\na { b: c }\n"}

    assert built(a_site(tmp_path, **files), "--github-pages") == 0
    assert (tmp_path / "_site/a.css").read_text() == style


@pytest.mark.parametrize(
    ("dialect", "html"),
    [
        ("redcarpet", "<p>“a” ~one~ H_2</p>"),
        ("GFM", "<p>&quot;a&quot; <del>one</del> H_2</p>"),
        ("CommonMarkGhPages", "<p>&quot;a&quot; <del>one</del> H_2</p>"),
    ],
)
def test_markdown_is_of_the_kinds_that_github_pages_knows(dialect, html, tmp_path):
    files = {"_config.yml": f"repository: ann/notes\nmarkdown: {dialect}\n", "a.md": '---\n---\n"a" ~one~ H_2\n'}

    assert built(a_site(tmp_path, **files), "--github-pages") == 0
    assert page(tmp_path, "a.html") == html
