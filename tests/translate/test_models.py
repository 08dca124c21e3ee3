"""Packages are found where Argos keeps them, chosen well, and never trusted."""

from __future__ import annotations

import http.server
import json
import stat
import threading
import zipfile
from pathlib import Path
from typing import ClassVar

import pytest

from blogtool.errors import BlogtoolError
from blogtool.translate import checkout, models
from blogtool.translate.engines.argos import Argos
from blogtool.translate.packages import install, read_contents, read_package

METADATA = {"package_version": "1.0", "from_code": "en", "to_code": "de", "type": "translate"}


def archive(
    path: Path, files: dict[str, bytes] | None = None, top: str = "translate-en_de-1_0", **metadata
) -> Path:
    """An `.argosmodel` with a model of nonsense."""
    found = {
        "metadata.json": json.dumps(METADATA | metadata).encode(),
        "sentencepiece.model": b"pieces",
        "model/model.bin": b"weights",
        **(files or {}),
    }
    with zipfile.ZipFile(path, "w") as zipped:
        for name, data in found.items():
            zipped.writestr(f"{top}/{name}", data)
    return path


def folder_package(folder: Path, source: str, target: str, version: str = "1.0") -> Path:
    where = folder / f"translate-{source}_{target}-{version.replace('.', '_')}"
    (where / "model").mkdir(parents=True)
    (where / "metadata.json").write_text(
        json.dumps({"from_code": source, "to_code": target, "package_version": version})
    )
    (where / "sentencepiece.model").write_bytes(b"pieces")
    (where / "model/model.bin").write_bytes(b"weights")
    return where


def ways(source: str, target: str, *pairs: str, tmp_path: Path) -> list[str]:
    for number, pair in enumerate(pairs):
        folder_package(tmp_path / "packages", *pair.split("-"), version=f"1.{number}")
    legs = models.route(source, target, models.installed(tmp_path / "packages"))
    return [leg.conversion or f"{leg.package.source}-{leg.package.target}" for leg in legs]


# Where


def test_argos_own_folder_is_used():
    assert models.packages_folder({"HOME": "/home/ada"}) == Path(
        "/home/ada/.local/share/argos-translate/packages"
    )
    assert models.packages_folder({"HOME": "/home/ada", "XDG_DATA_HOME": "/data"}) == Path(
        "/data/argos-translate/packages"
    )
    assert models.packages_folder({"HOME": "/home/ada", "ARGOS_PACKAGES_DIR": "/models"}) == Path("/models")


def test_argos_settings_file_can_name_the_folder(tmp_path):
    (tmp_path / ".config/argos-translate").mkdir(parents=True)
    (tmp_path / ".config/argos-translate/settings.json").write_text('{"ARGOS_PACKAGES_DIR": "/elsewhere"}')

    assert models.packages_folder({"HOME": str(tmp_path)}) == Path("/elsewhere")


# Which


def test_the_newest_installed_package_wins(tmp_path):
    folder_package(tmp_path, "en", "fr", "1.9")
    folder_package(tmp_path, "en", "fr", "1.10")

    (leg,) = models.route("en", "fr", models.available(tmp_path))

    assert (leg.package.version, leg.package.origin) == ("1.10", "installed")


def test_without_an_installed_package_the_built_in_one_translates(tmp_path):
    (leg,) = models.route("en", "fr", models.available(tmp_path))

    assert leg.package.origin == "built-in"
    assert leg.package.note == "draft"


def test_without_a_direct_package_the_way_leads_through_english(tmp_path):
    assert ways("de", "es", "de-en", "en-es", tmp_path=tmp_path) == ["de-en", "en-es"]


def test_a_direct_package_is_better_than_two(tmp_path):
    assert ways("de", "es", "de-en", "en-es", "de-es", tmp_path=tmp_path) == ["de-es"]


def test_chinese_letters_are_converted_not_translated(tmp_path):
    assert ways("zh", "zh-Hant", tmp_path=tmp_path) == ["s2t"]
    assert ways("zh-TW", "zh", tmp_path=tmp_path) == ["tw2sp"]
    assert ways("en", "hant", "en-zh", tmp_path=tmp_path) == ["en-zh", "s2t"]
    assert ways("zh-HK", "en", "zh-en", tmp_path=tmp_path) == ["hk2s", "zh-en"]


def test_a_package_of_argos_for_traditional_chinese_is_used(tmp_path):
    assert ways("en", "zh-Hant", "en-zt", "en-zh", tmp_path=tmp_path) == ["en-zt"]


def test_a_missing_model_names_the_commands_that_bring_it(tmp_path):
    with pytest.raises(BlogtoolError) as caught:
        ways("de", "ja", "de-en", tmp_path=tmp_path)

    assert "from `de` to `ja`" in caught.value.what
    assert caught.value.fix == "`blogtool models add en ja`"


def test_a_damaged_folder_does_not_hide_the_others(tmp_path):
    folder_package(tmp_path, "en", "de")
    (tmp_path / "rubbish").mkdir()
    (folder_package(tmp_path, "en", "it") / "metadata.json").write_text("{")
    sentence_splitter = tmp_path / "sbd"
    sentence_splitter.mkdir()
    (sentence_splitter / "metadata.json").write_text('{"type": "sbd"}')

    assert [one.target for one in models.installed(tmp_path)] == ["de"]
    assert len(models.damaged(tmp_path)) == 2
    assert "en → de" in "\n".join(models.listing(tmp_path))


# Whether


def test_an_archive_is_installed_as_argos_would(tmp_path):
    package = install(archive(tmp_path / "x.argosmodel"), tmp_path / "packages")

    assert package.path == tmp_path / "packages/translate-en_de-1_0"
    assert read_contents(package).tokenizer_bytes == b"pieces"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("blogtool-")] == []


def test_the_digest_is_the_same_in_a_folder_and_in_an_archive(tmp_path):
    path = archive(tmp_path / "x.argosmodel")
    installed = install(path, tmp_path / "packages")

    assert read_contents(installed).digest == read_contents(read_package(path, "given")).digest


def test_a_newer_package_of_the_same_name_replaces_the_older(tmp_path):
    install(archive(tmp_path / "x.argosmodel", {"old.txt": b""}), tmp_path / "packages")
    install(archive(tmp_path / "x.argosmodel"), tmp_path / "packages")

    assert not (tmp_path / "packages/translate-en_de-1_0/old.txt").exists()


@pytest.mark.parametrize(
    "name",
    ["../outside.txt", "x/../../outside.txt", "/etc/outside", "a\\..\\b", "x/./y", "C:/x", "x//y"],
)
def test_a_file_that_would_lie_outside_is_refused(tmp_path, name):
    path = archive(tmp_path / "x.argosmodel")
    with zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr(zipfile.ZipInfo(name), b"bad")

    with pytest.raises(BlogtoolError, match="not a sound model package"):
        install(path, tmp_path / "a/b/packages")
    assert not list(tmp_path.rglob("outside*"))


def test_a_link_in_an_archive_is_refused(tmp_path):
    path = archive(tmp_path / "x.argosmodel")
    link = zipfile.ZipInfo("translate-en_de-1_0/model/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr(link, "/etc/passwd")

    with pytest.raises(BlogtoolError, match="is a link"):
        install(path, tmp_path / "packages")


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("blogtool.translate.packages.LARGEST", 1000)

    with pytest.raises(BlogtoolError, match="unpacked"):
        install(archive(tmp_path / "x.argosmodel", {"model/big": bytes(5000)}), tmp_path / "packages")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"metadata.json": b"{"}, "no JSON"),
        ({"metadata.json": b"[]"}, "no map"),
        ({"metadata.json": b'{"from_code": "en"}'}, "to_code"),
        ({"metadata.json": b'{"from_code": "../x", "to_code": "fr"}'}, "from_code"),
        ({"metadata.json": b"[" * 100000}, "no JSON"),
    ],
)
def test_metadata_that_make_no_sense_are_refused(tmp_path, changed, words):
    with pytest.raises(BlogtoolError, match=words):
        read_package(archive(tmp_path / "x.argosmodel", changed), "given")


@pytest.mark.parametrize("missing", ["metadata.json", "sentencepiece.model", "model/model.bin"])
def test_a_package_without_its_parts_is_refused(tmp_path, missing):
    path = archive(tmp_path / "x.argosmodel")
    rest = tmp_path / "rest.argosmodel"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(rest, "w") as new:
        for name in old.namelist():
            if not name.endswith(missing):
                new.writestr(name, old.read(name))

    with pytest.raises(BlogtoolError, match=missing.split("/")[-1]):
        read_package(rest, "given")


def test_torn_archives_are_told_from_sound_ones(tmp_path):
    path = archive(tmp_path / "x.argosmodel", {"model/model.bin": bytes(range(256)) * 50})
    sound = path.read_bytes()
    for at in range(0, len(sound), 97):
        path.write_bytes(sound[:at])
        with pytest.raises(BlogtoolError):
            install(path, tmp_path / "packages")
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 0x55]) + sound[at + 1 :])
        try:
            install(path, tmp_path / "packages")
        except BlogtoolError:
            continue


def test_a_file_that_is_not_there_is_a_clear_error(tmp_path):
    with pytest.raises(BlogtoolError, match="there is no file"):
        install(tmp_path / "x.argosmodel", tmp_path / "packages")


# Fetching, from a server on this machine


class Files(http.server.BaseHTTPRequestHandler):
    """Serves what `files` holds; can break off in the middle."""

    files: ClassVar[dict[str, bytes]] = {}
    broken = False

    def do_GET(self):
        data = self.files.get(self.path)
        self.send_response(200 if data is not None else 404)
        self.send_header("Content-Length", str(len(data or b"")))
        self.end_headers()
        self.wfile.write(
            (data or b"")[: len(data or b"") // 2 if self.broken and "index" not in self.path else None]
        )

    def log_message(self, *args):
        pass


@pytest.fixture
def server(tmp_path, monkeypatch, request):
    if "shelf" not in request.fixturenames:
        monkeypatch.setattr(checkout, "FOLDER", tmp_path / "no models")
    class Here(Files):
        files: ClassVar[dict[str, bytes]] = {}

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Here) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{running.server_port}"
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", address)
        monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
        buffer = tmp_path / "served.argosmodel"
        Here.files["/en_de.argosmodel"] = archive(buffer).read_bytes()
        Here.files["/index.json"] = json.dumps(
            [
                METADATA | {"links": [f"{address}/gone", f"{address}/en_de.argosmodel"]},
                METADATA | {"package_version": "0.9"},
            ]
        ).encode()
        yield Here
        running.shutdown()


def test_the_official_package_is_fetched_and_installed(server, tmp_path):
    steps = []
    lines = models.add(["en", "de"], progress=lambda done, total: steps.append((done, total)))

    assert [one.target for one in models.installed(tmp_path / "packages")] == ["de"]
    assert steps[-1][0] == steps[-1][1] == len(server.files["/en_de.argosmodel"])
    assert any("sha256" in line for line in lines)


def test_nothing_is_fetched_without_leave(server, tmp_path):
    models.add(["en", "de"], confirm=lambda question: False)

    assert models.installed(tmp_path / "packages") == ()


def test_a_download_that_breaks_off_installs_nothing(server, tmp_path):
    server.broken = True

    with pytest.raises(BlogtoolError):
        models.add(["en", "de"])
    assert models.installed(tmp_path / "packages") == ()


def test_a_wrong_checksum_installs_nothing(server, tmp_path):
    entries = json.loads(server.files["/index.json"])
    entries[0]["sha256"] = "0" * 64
    server.files["/index.json"] = json.dumps(entries).encode()

    with pytest.raises(BlogtoolError, match="checksum"):
        models.add(["en", "de"])
    assert models.installed(tmp_path / "packages") == ()


def test_an_index_from_the_network_cannot_name_files_of_this_machine(server, tmp_path):
    entries = json.loads(server.files["/index.json"])
    entries[0]["links"] = [(tmp_path / "served.argosmodel").as_uri()]
    server.files["/index.json"] = json.dumps(entries).encode()

    with pytest.raises(BlogtoolError, match="no address"):
        models.add(["en", "de"])


@pytest.mark.parametrize("index", [b"{", b"{}", b"[1, 2]", b"[]"])
def test_an_index_that_makes_no_sense_is_a_clear_error(server, index):
    server.files["/index.json"] = index

    with pytest.raises(BlogtoolError):
        models.add(["en", "de"])


def test_without_a_network_the_error_tells_what_else_helps(monkeypatch, tmp_path):
    monkeypatch.setattr(checkout, "FOLDER", tmp_path / "no models")
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9/")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))

    with pytest.raises(BlogtoolError) as caught:
        models.add(["en", "de"])
    assert "cannot be reached" in caught.value.what
    assert ".argosmodel" in caught.value.fix


def test_a_file_of_ones_own_can_be_added(monkeypatch, tmp_path):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))

    models.add([str(archive(tmp_path / "x.argosmodel"))])

    assert [one.target for one in models.installed()] == ["de"]


@pytest.mark.parametrize("words", [[], ["en"], ["en", "de", "fr"]])
def test_wrong_words_are_told_the_right_ones(words):
    with pytest.raises(BlogtoolError) as caught:
        models.add(words)
    assert "blogtool models add en fr" in caught.value.fix


# The checkout's own small models


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A checkout with a draft for en → de, and no network."""
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9/")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    folder = tmp_path / "models"
    folder.mkdir()
    top = "translate-en_de-0_1"
    archive(folder / "en_de.argosmodel", top=top, package_version="0.1", quality="draft")
    monkeypatch.setattr(checkout, "FOLDER", folder)
    return folder


def test_a_model_of_the_checkout_is_installed_without_a_network_or_a_question(shelf):
    lines = models.add(["en", "de"], confirm=lambda question: False)

    (package,) = models.installed()
    assert (package.target, package.version, package.note) == ("de", "0.1", "draft")
    assert "`blogtool models add en de --official`" in lines[-1]


def test_an_official_package_goes_before_the_checkouts(shelf, tmp_path):
    folder_package(tmp_path / "packages", "en", "de", "1.0")
    models.add(["en", "de"])

    (leg,) = models.route("en", "de", models.available())
    assert leg.package.version == "1.0"


def test_the_official_package_is_fetched_where_it_is_asked_for(shelf, server, tmp_path):
    models.add(["en", "de"], official=True)

    assert [one.version for one in models.installed()] == ["1.0"]


def test_the_list_names_a_model_of_the_checkout_until_it_is_installed(shelf):
    command = "`blogtool models add en de`"
    assert any("en → de" in line and "not installed" in line and command in line for line in models.listing())
    models.add(["en", "de"])
    assert not any("not installed" in line for line in models.listing())


def test_a_damaged_model_of_the_checkout_hides_nothing(shelf):
    (shelf / "en_aa.argosmodel").write_bytes(b"PK")

    assert [one.target for one in checkout.packages()] == ["de"]


def test_without_a_checkout_the_error_tells_where_the_small_model_is(shelf, monkeypatch, tmp_path):
    monkeypatch.setattr(checkout, "FOLDER", tmp_path / "nowhere")
    monkeypatch.setattr(checkout, "PAIRS", [("en", "de")])

    with pytest.raises(BlogtoolError) as caught:
        models.add(["en", "de"])
    assert "cannot be reached" in caught.value.what
    assert "`models/en_de.argosmodel`" in caught.value.fix
    assert "`models/en_de.argosmodel`" in models.add(["en", "de"], confirm=lambda question: False)[-1]
    assert checkout.hint("en", "fr") == ""


# The repository's own models/


def test_the_models_of_the_repository_are_the_ones_that_are_told_of():
    here = checkout.packages()

    assert {(one.source, one.target) for one in here} == set(checkout.PAIRS)
    for one in here:
        assert one.size <= 20e6
        assert one.note == "draft"
        assert one.path.with_suffix(".md").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("pair", checkout.PAIRS, ids="-".join)
def test_a_model_of_the_repository_is_added_measured_and_used(pair, monkeypatch, tmp_path):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9/")

    lines = models.add(list(pair))

    assert any(line.strip().startswith("marks") and "%" in line for line in lines)
    engine = Argos(threads=1)
    assert "(draft)" in engine.describe(*pair)
    (said,) = engine.translate(["The file ⟦1⟧ is on the table."], *pair)
    assert "⟦1⟧" in said
    assert said != "The file ⟦1⟧ is on the table."
