"""Work that is spread over processes: the answers are those of one, whatever happens to the others."""

import os
import signal
import time

import pytest

from blogtool import parallel
from blogtool.parallel import can_fork, each

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="other systems start processes anew"),
    pytest.mark.usefixtures("forks"),
]
HERE = os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 3, 9])
@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 1000])
def test_answers_come_in_their_order(jobs, count):
    known = {"factor": 3}

    assert list(each(lambda number: number * known["factor"], range(count), jobs)) == [3 * one for one in range(count)]


def test_other_processes_do_the_work():
    assert HERE not in set(each(lambda _: os.getpid(), range(100), 2))


def test_many_items_go_in_larger_batches():
    assert list(each(lambda number: -number, range(9000), 2, batch=1)) == [-one for one in range(9000)]


def test_an_answer_larger_than_a_pipe_comes_whole():
    assert [len(one) for one in each(lambda number: b"x" * 3_000_000, range(9), 2, batch=1)] == [3_000_000] * 9


def test_an_error_is_raised_when_its_turn_has_come():
    answers = each(lambda number: 100 // (70 - number), range(100), 2)

    assert [next(answers) for _ in range(70)] == [100 // (70 - one) for one in range(70)]
    with pytest.raises(ZeroDivisionError):
        next(answers)


def test_what_a_killed_worker_had_is_done_here():
    def answer(number):
        if number == 40 and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert list(each(answer, range(100), 2)) == list(range(100))


def test_an_answer_that_cannot_be_sent_is_made_here():
    answers = list(each(lambda number: (lambda: number), range(40), 2))

    assert [one() for one in answers] == list(range(40))


def test_where_no_process_can_be_made_this_one_does_all(monkeypatch):
    def none_left():
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", none_left)

    assert set(each(lambda _: os.getpid(), range(100), 2)) == {HERE}


def test_who_stops_asking_leaves_no_process_and_no_open_file(monkeypatch):
    workers = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: (workers.append(fork()), workers[-1])[1])
    before = set(os.listdir("/dev/fd"))
    answers = each(lambda number: time.sleep(3600) if number > 40 else number, range(100), 2)
    assert next(answers) == 0
    started = time.monotonic()
    answers.close()

    assert time.monotonic() - started < 1800, "the workers were not waited for"
    assert len(workers) == 2
    for process in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
    assert set(os.listdir("/dev/fd")) <= before  # what earlier tests left open may be closed meanwhile


def test_a_worker_whose_build_is_gone_does_no_more(tmp_path):
    """The killed process is a child of this test; what its workers still do is written into files.

    It kills itself when the first answer comes. That its workers are gone is told by a pipe: all of them have its end.
    """
    end, start = os.pipe()
    child = os.fork()
    if not child:
        try:
            def work(number):
                (tmp_path / str(number)).touch()
                time.sleep(0.05)

            next(each(work, range(20_000), 2))
            os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(0)
    os.close(start)
    os.waitpid(child, 0)
    with os.fdopen(end, "rb") as pipe:
        assert pipe.read() == b"", "it ends when the last worker is gone"

    assert 0 < len(list(tmp_path.iterdir())) < 20_000


def test_no_fork_where_another_thread_may_hold_a_lock():
    import threading

    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert not can_fork()
        assert list(each(abs, range(-40, 0), 2)) == list(range(40, 0, -1))
    finally:
        done.set()
        thread.join()
    assert parallel.can_fork()


def test_where_no_lock_can_be_made_for_workers_this_process_does_all(monkeypatch):
    """As in a container without /dev/shm."""

    def no_room(*_, **__):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", no_room)
    monkeypatch.setattr(parallel, "can_fork", lambda: False)

    assert set(each(lambda _: os.getpid(), range(100), 2)) == {HERE}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="other systems have no forked workers")
def test_there_is_something_to_do_while_workers_are_at_work():
    done = []
    answers = list(each(lambda number: (number, os.getpid()), range(40), 2, 4, lambda: done.append(os.getpid())))

    assert [number for number, _ in answers] == list(range(40))
    assert done == [os.getpid()]
    assert os.getpid() not in {worker for _, worker in answers}
    assert list(each(str, [1, 2], 1, 16, lambda: done.append(0))) == ["1", "2"]
    assert len(done) == 1
