"""A remote theme is fetched once, with leave, checked, and kept beside the site."""

import io
import stat
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from builders import a_site, built, tree

from blogtool.cli import main

LAYOUT = "<main>{{ content }}</main>\n"
FILES = {
    "plain-1.0/_layouts/default.html": LAYOUT,
    "plain-1.0/assets/style.css": "p { margin: 0 }\n",
    "plain-1.0/index.md": "---\n---\nThe theme's own site\n",
}
SITE = {
    "_config.yml": "remote_theme: ann/plain@v1.0\nplugins: [jekyll-remote-theme]\n",
    "index.html": "---\nlayout: default\n---\nHello\n",
}


def a_zip(files, links=()):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if name in links:
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, text)
    return packed.getvalue()


def added(site, archive, *flags, name="ann/plain@v1.0"):
    return main(["themes", "add", name, "--source", str(site), "--from", str(archive), *flags])


def test_an_added_theme_frames_the_site(tmp_path):
    site = a_site(tmp_path / "site", **SITE)
    archive = tmp_path / "plain.zip"
    archive.write_bytes(a_zip(FILES))

    assert added(site, archive) == 0
    assert built(site) == 0
    assert tree(site / "_site") == {
        "assets/style.css": b"p { margin: 0 }\n",
        "index.html": b"<main>Hello\n</main>\n",
    }
    assert not (site / "_themes" / "ann--plain@v1.0" / "index.md").exists()


def test_a_theme_that_was_not_added_is_asked_for(tmp_path, capsys):
    site = a_site(tmp_path / "site", **SITE)

    assert built(site) == 1
    assert "blogtool themes add ann/plain@v1.0" in capsys.readouterr().err


def test_a_theme_of_github_pages_is_added_by_its_gems_name(tmp_path, capsys):
    site = a_site(tmp_path / "site", **{**SITE, "_config.yml": "theme: jekyll-theme-cayman\n"})
    archive = tmp_path / "cayman.zip"
    layout = "<head>{% seo %}</head>{{ content }}"
    gemspec = "Gem::Specification.new do |s|\n  s.add_dependency 'jekyll-seo-tag', '~> 2.0'\nend\n"
    archive.write_bytes(
        a_zip({"cayman-main/_layouts/default.html": layout, "cayman-main/jekyll-theme-cayman.gemspec": gemspec})
    )

    assert built(site) == 1
    assert "run `blogtool themes add jekyll-theme-cayman`" in capsys.readouterr().err
    assert added(site, archive, name="jekyll-theme-cayman") == 0
    assert built(site) == 0
    assert b'<meta name="generator"' in tree(site / "_site")["index.html"]  # the plugin that its gem brings


def test_a_theme_is_fetched_over_http_only_with_leave(tmp_path, capsys):
    content = a_zip(FILES)
    asked = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = a_site(tmp_path / "site", **SITE)
    address = f"http://127.0.0.1:{server.server_port}/plain.zip"
    try:
        assert added(site, address) == 1
        assert asked == []
        assert added(site, address, "--yes") == 0
        assert asked == ["/plain.zip"]
    finally:
        server.shutdown()
        server.server_close()
    assert "nothing was fetched" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("files", "links", "why"),
    [
        ({"plain/_layouts/a.html": "", "plain/../../evil.html": "x"}, (), "leads out of the theme"),
        ({"/_layouts/a.html": "x"}, (), "leads out of the theme"),
        ({"plain\\..\\_layouts/a.html": "x"}, (), "leads out of the theme"),
        ({"plain/_layouts/a.html": "/etc/passwd"}, ("plain/_layouts/a.html",), "is a link"),
        ({"plain/assets/zeros": b"\0" * (129 * 2**20), "plain/_layouts/a.html": ""}, (), "128 MiB"),
        ({f"plain/_layouts/{number}.html": "" for number in range(5001)}, (), "5001 files"),
        ({"plain/_layouts": "a file", "plain/_layouts/a.html": ""}, (), "the same name"),
        ({"plain/readme.md": "no theme", "plain/b.md": ""}, (), "no folder `_layouts`"),
    ],
)
def test_a_dangerous_archive_leaves_nothing_behind(tmp_path, capsys, files, links, why):
    site = a_site(tmp_path / "site", **SITE)
    before = tree(tmp_path / "site")
    archive = tmp_path / "bad.zip"
    archive.write_bytes(a_zip(files, links))

    assert added(site, archive) == 1
    assert why in capsys.readouterr().err
    assert tree(tmp_path / "site") == before
    assert not (tmp_path / "evil.html").exists()


@pytest.mark.parametrize("name", ["plain", "../x/y", "ann/..", "a/b@../../c", "", "a b/c"])
def test_a_name_that_is_none_is_told(tmp_path, capsys, name):
    archive = tmp_path / "plain.zip"
    archive.write_bytes(a_zip(FILES))

    assert added(a_site(tmp_path / "site", **SITE), archive, name=name) == 1
    assert "does not name a theme" in capsys.readouterr().err


def test_what_is_no_archive_is_told(tmp_path, capsys):
    archive = tmp_path / "plain.zip"
    archive.write_text("not a zip file")

    assert added(a_site(tmp_path / "site", **SITE), archive) == 1
    assert "cannot be read" in capsys.readouterr().err
