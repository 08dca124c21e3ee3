"""An hour of writing: random edits against a real `blogtool serve`, which must end equal to a clean build.

    python tools/soak.py --minutes 60 [--posts 300] [--seed 1] [--polling] [--log FILE]

Edits, new, deleted and renamed posts, layouts, includes, data, settings, files that are broken and mended
later, moved folders, a damaged cache, and bursts of fifty saves in a second. Every two minutes the writing
rests, and the destination and what is served have to be a clean build's, byte for byte (but for the live
reload's script); where a clean build refuses the site, the server has to tell the same errors. Prints how many
edits and rebuilds there were and how the memory of the server grew; ends with 1 where something differed or the
server fell.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from builders import a_site, tree  # noqa: E402
from edits import POSTS, START, World, apply  # noqa: E402

SCRIPT = re.compile(rb"<script[^>]*__blogtool[^>]*></script>")
BUILT = re.compile(rb"<feed\b[^>]*>(?:(?!<entry\b).)*?<updated>([^<]*)</updated>", re.DOTALL)  # a feed tells when
KINDS = (
    "post", "post", "post", "add", "delete", "rename", "layout", "include", "data", "words of a language", "setting",
    "page", "translation", "sass", "static", "theme's layout", "theme's include", "theme's style", "layout gone",
    "damage", "touch",
)  # fmt: skip
BODIES = (
    "Plain.\n",
    "A **b** `c`.\n\nSecond.\n",
    "{{ site.tags | size }}\n",
    "{{ page.title }} {{ page.next.title }}\n",
    "{{ page.translations | map: 'title' }} [two](/2024/02/01/two.html)\n",
)
TITLES = ("", "title: Alpha\n", "title: Beta\nlayout: post\n", "layout: default\ntags: [x, y]\n", "ref: one\n")
BROKEN = ("---\ntitle: [\n---\nx\n", "---\n---\n{% if %}\n", "---\n---\n{% nothing_such %}\n", "---\nlayout: default\n")
PAUSES = (0.0, 0.01, 0.05, 0.2, 0.5, 1.0)
REST = 120.0  # seconds of writing between two looks
SHOWN = 120  # bytes of a line that differs
PATIENCE = 60.0  # seconds for the server to catch up


@dataclass
class Seen:
    """What happened so far."""

    edits: Counter[str] = field(default_factory=Counter)
    rebuilds: int = 0
    memory: list[tuple[float, int]] = field(default_factory=list)  # seconds, MB
    looks: int = 0
    refused: int = 0  # looks at a site that a clean build refuses
    wrong: list[str] = field(default_factory=list)


class Writer:
    """Somebody who writes, hastily."""

    def __init__(self, site: Path, chance: random.Random, seen: Seen) -> None:
        self.site = site
        self.chance = chance
        self.seen = seen
        self.broken: dict[Path, bytes | None] = {}

    def edit(self) -> None:
        """One thing that people and their editors do."""
        roll = self.chance.random()
        if roll < 0.02:
            self._note("burst", self.burst)
        elif roll < 0.06:
            self._note("break", self.break_one)
        elif roll < 0.10:
            self._note("mend", self.mend)
        elif roll < 0.14:
            self._note("folder", self.move_folder)
        elif roll < 0.20:
            self._note("atomic", self.save_as_editors_do)
        else:
            kind = self.chance.choice(KINDS)
            text = f"---\n{self.chance.choice(TITLES)}---\n{self.chance.choice(BODIES)}"
            number, post = self.chance.randint(1, 5), self.chance.choice(POSTS)
            self._note(kind, lambda: apply(self.site, (kind, text, number, post), World()))

    def _note(self, kind: str, work: Callable[[], None]) -> None:
        self.seen.edits[kind] += 1
        work()

    def _some_post(self) -> Path:
        found = sorted((self.site / "_posts").rglob("*.md"))
        return self.chance.choice(found) if found else self.site / "_posts/2024-01-01-one.md"

    def burst(self) -> None:
        """Fifty saves in a second, half of them by a temporary file that takes the name."""
        post = self._some_post()
        for number in range(50):
            text = f"---\ntitle: Burst {number}\n---\nSave {number} of {self.chance.random()}.\n"
            if number % 2:
                post.write_text(text)
            else:
                self._replace(post, text)
            time.sleep(0.015)
        self.seen.edits["saves in bursts"] += 50

    def save_as_editors_do(self) -> None:
        """A backup, a swap file, a temporary file, and then the name."""
        post = self._some_post()
        text = f"---\ntitle: Atomic {self.chance.random()}\n---\nBy an editor.\n"
        beside = [post.with_name(f".{post.name}.swp"), post.with_name(f"{post.name}~"), post.with_name("4913")]
        for one in beside:
            one.write_text("x")
        self._replace(post, text)
        for one in beside:
            one.unlink()

    def _replace(self, path: Path, text: str) -> None:
        name = self.chance.choice([f".{path.name}.tmp", f"{path.name}.tmp.{os.getpid()}", f"{path.name}.part"])
        temporary = path.with_name(name)
        temporary.write_text(text)
        os.replace(temporary, path)

    def break_one(self) -> None:
        """A file that cannot be read or rendered, for a while."""
        path = self.chance.choice([self._some_post(), self.site / "about.md", self.site / "_config.yml"])
        text = "title: [\n" if path.name == "_config.yml" else self.chance.choice(BROKEN)
        if path not in self.broken:
            self.broken[path] = path.read_bytes() if path.exists() else None
        path.write_text(text)

    def mend(self) -> None:
        """Everything as it was before it was broken."""
        for path, content in self.broken.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        self.broken.clear()

    def put_posts_back(self) -> None:
        """What was broken and then moved goes; the posts that `post_url` names stand where they stood at first."""
        for path in sorted(self.site.rglob("*.md")):
            if path.read_text() in BROKEN:
                path.unlink()
        for name in POSTS:
            (self.site / name).parent.mkdir(parents=True, exist_ok=True)
            (self.site / name).write_text(START[name])

    def move_folder(self) -> None:
        """A folder of pages comes, moves to another place, or goes."""
        places = [self.site / name for name in ("sub", "moved/deep", "_posts/old", "other sub")]
        there = [one for one in places if one.is_dir()]
        if not there:
            place = self.chance.choice(places)
            (place / "inner").mkdir(parents=True)
            (place / "2024-05-05-inside.md").write_text("---\ntitle: Inside\n---\nInside.\n")
            (place / "inner/page.md").write_text("---\ntitle: Inner\n---\nInner {{ page.url }}.\n")
            return
        one = self.chance.choice(there)
        if self.chance.random() < 0.3:
            shutil.rmtree(one)
            return
        target = self.chance.choice([place for place in places if not place.exists()])
        target.parent.mkdir(parents=True, exist_ok=True)
        one.rename(target)


def listen(port: int, seen: Seen, stop: threading.Event) -> None:
    """Counts the news that a browser would get."""
    while not stop.is_set():
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/__blogtool/events")
            answer = connection.getresponse()
            is_first = True
            while line := answer.readline():
                if line.startswith(b"data:"):
                    seen.rebuilds += not is_first
                    is_first = False
        except OSError:
            time.sleep(0.2)
        except http.client.HTTPException:
            time.sleep(0.2)


def resident(process: int) -> int:
    """The memory of a process, in MB."""
    with open(f"/proc/{process}/status") as file:
        return next(int(line.split()[1]) // 1024 for line in file if line.startswith("VmRSS"))


class Refused(Exception):
    """A clean build of the same source ends with errors: the text of each."""


def clean_tree(site: Path, folder: Path) -> dict[str, bytes]:
    """The tree of a clean build of the same source.

    Raises Refused where that build finds mistakes in the site, RuntimeError where it ends in another way.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns("_site", ".blogtool-cache"))
    command = [sys.executable, "-m", "blogtool", "build", "-s", str(folder), "--quiet", "--no-translate"]
    done = subprocess.run(command, env=environment(), timeout=600, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        errors = [f"error: {one.strip()}" for one in re.split(r"^error: ", done.stderr, flags=re.M)[1:]]
        if not errors or "Traceback (most recent call last)" in done.stderr:
            raise RuntimeError(f"the clean build ended with {done.returncode}:\n{done.stderr}")
        raise Refused(*errors)
    return tree(folder / "_site")


def environment() -> dict[str, str]:
    """Our own code, wherever this is started; a preview in `development` has an address of its own."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "JEKYLL_ENV": "production"}


def differences(ours: dict[str, bytes], clean: dict[str, bytes]) -> list[str]:
    """The files that are not alike, but for the time of the build in feeds and the site map; how each begins to differ.

    That time is also the date of what has none: of a post with broken front matter, for one.
    """
    ours, clean = _timeless(ours), _timeless(clean)
    paths = sorted(path for path in ours.keys() | clean.keys() if ours.get(path) != clean.get(path))
    return [f"{path} ({_first_difference(ours.get(path), clean.get(path))})" for path in paths]


def _timeless(files: dict[str, bytes]) -> dict[str, bytes]:
    sheets = {path: content for path, content in files.items() if content.startswith(b"<?xml")}
    times = {found[1] for content in sheets.values() if (found := BUILT.search(content))}
    for path, content in sheets.items():
        for time_of_build in times:
            content = content.replace(b">%b</" % time_of_build, b"></")
        sheets[path] = content
    return {**files, **sheets}


def _first_difference(ours: bytes | None, clean: bytes | None) -> str:
    if ours is None or clean is None:
        return "missing" if ours is None else "too many"
    here, there = (content.replace(b"><", b">\n<").splitlines(keepends=True) for content in (ours, clean))
    pairs = enumerate(zip_longest(here, there, fillvalue=b""), 1)
    number, one, other = next((number, *pair) for number, pair in pairs if pair[0] != pair[1])
    return f"tag or line {number}: {one[:SHOWN]!r} for {other[:SHOWN]!r}"


def look(writer: Writer, port: int, seen: Seen, folder: Path) -> None:
    """Waits for the server to catch up, and compares the disk and what is served with a clean build.

    Where a clean build refuses the site, the server has to tell the same; then its mistakes are mended.
    """
    seen.looks += 1
    site = writer.site
    try:
        clean = clean_tree(site, folder)
    except Refused as refused:
        seen.refused += 1
        if unsaid := not_told(port, refused.args):
            seen.wrong.append(f"look {seen.looks}: only the clean build says {unsaid}")
            return
        writer.put_posts_back()
        clean = clean_tree(site, folder)
    end = time.monotonic() + PATIENCE
    wrong = differences(tree(site / "_site"), clean)
    while wrong and time.monotonic() < end:
        time.sleep(0.25)
        wrong = differences(tree(site / "_site"), clean)
    if wrong:
        seen.wrong.append(f"look {seen.looks}: {len(wrong)} files on the disk differ: {', '.join(wrong[:8])}")
        return
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    served: dict[str, bytes] = {}
    for path in clean:
        connection.request("GET", "/" + quote(path))
        answer = connection.getresponse()
        body = SCRIPT.sub(b"", answer.read())
        served[path] = body if answer.status == 200 else b"status %d" % answer.status
    connection.close()
    if wrong := differences(served, clean):
        seen.wrong.append(f"look {seen.looks}: {len(wrong)} files are served differently: {', '.join(wrong[:8])}")


def not_told(port: int, errors: Sequence[str]) -> list[str]:
    """The errors that the server does not show to a browser that comes, however long it is given."""
    end = time.monotonic() + PATIENCE
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/__blogtool/events")
        news = connection.getresponse().readline()
        connection.close()
        told = "\n".join(json.loads(news.removeprefix(b"data: "))["problems"])
        unsaid = [error for error in errors if error not in told]
        if not unsaid or time.monotonic() > end:
            return unsaid
        time.sleep(0.25)


def tell(seen: Seen, started: float) -> None:
    """One line of how it stands."""
    seconds, megabytes = seen.memory[-1]
    print(
        f"{seconds / 60:5.1f} min  {sum(seen.edits.values()):6d} edits  {seen.rebuilds:6d} rebuilds"
        f"  {megabytes:4d} MB  {seen.looks} looks, {len(seen.wrong)} wrong",
        *seen.wrong[-1:],
        flush=True,
    )


def soak(arguments: argparse.Namespace, folder: Path) -> Seen:
    """The whole hour."""
    chance = random.Random(arguments.seed)
    seen = Seen()
    posts = {
        f"_posts/2023-{number % 12 + 1:02d}-{number % 28 + 1:02d}-post-{number}.md": (
            f"---\nlayout: post\ntitle: Post {number}\n---\n" + f"Some words of post {number}.\n\n" * 20
        )
        for number in range(arguments.posts)
    }
    site = a_site(folder / "site", **START, **posts)
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [sys.executable, "-m", "blogtool", "serve", "-s", str(site), "--port", str(port), "--quiet"]
    command += ["--force_polling"] if arguments.polling else []
    with open(arguments.log or folder / "server.log", "wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environment())
        stop = threading.Event()
        threading.Thread(target=listen, args=(port, seen, stop), daemon=True).start()
        try:
            wait_for_port(port)
            write(arguments, Writer(site, chance, seen), seen, server, port, folder / "clean")
        finally:
            stop.set()
            server.send_signal(signal.SIGINT)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                seen.wrong.append("the server did not stop on Ctrl-C")
                server.kill()
    return seen


def write(
    arguments: argparse.Namespace,
    writer: Writer,
    seen: Seen,
    server: subprocess.Popen[bytes],
    port: int,
    clean: Path,
) -> None:
    """Edits until the time is up, with a look now and then."""
    started = time.monotonic()
    rested = measured = started - 1000
    while (now := time.monotonic()) < started + 60 * arguments.minutes:
        if server.poll() is not None:
            seen.wrong.append(f"the server fell, with {server.returncode}")
            return
        if now - measured > 10:
            measured = now
            seen.memory.append((now - started, resident(server.pid)))
        if now - rested > REST:
            writer.mend()
            look(writer, port, seen, clean)
            tell(seen, started)
            rested = time.monotonic()
        writer.edit()
        time.sleep(writer.chance.choice(PAUSES))
    writer.mend()
    look(writer, port, seen, clean)
    seen.memory.append((time.monotonic() - started, resident(server.pid)))
    tell(seen, started)


def wait_for_port(port: int) -> None:
    """Until the server listens."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def at(memory: list[tuple[float, int]], minutes: float) -> int:
    """The memory at a time, in MB."""
    return min(memory, key=lambda one: abs(one[0] - 60 * minutes))[1]


def main() -> int:
    """Words in, exit code out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--posts", type=int, default=300, help="beside those that are edited")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--polling", action="store_true")
    parser.add_argument("--log", help="where the server's messages go")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="blogtool-soak-") as folder:
        seen = soak(arguments, Path(folder))
    print(f"edits: {json.dumps(dict(seen.edits.most_common()))}")
    if seen.memory:
        marks = [("start", 0.0), ("10 min", 10.0), ("30 min", 30.0), ("end", arguments.minutes)]
        shown = ", ".join(f"{name} {at(seen.memory, minutes)} MB" for name, minutes in marks)
        most = max(megabytes for _, megabytes in seen.memory)
        print(f"rebuilds: {seen.rebuilds}; looks: {seen.looks}, {seen.refused} of them at a site that a build refuses")
        print(f"memory: {shown}; most {most} MB")
    for line in seen.wrong:
        print(f"WRONG {line}")
    return 1 if seen.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
