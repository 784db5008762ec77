"""The task management thread: looks at each task that changed and does its duty.

The thread itself only decides; it sleeps until a task changes or expires. Duties run in small pools, one for each kind
of duty, so a slow import holds up neither an upload nor another task's integration. One task is never in two hands.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from musicdb.errors import MusicDBError
from musicdb.ids import TaskId
from musicdb.library.watch import watch_deletions
from musicdb.machine import Ends, Waits, Works
from musicdb.model.tasks import Task
from musicdb.taskmanagement.shelf import TaskShelf
from musicdb.taskmanagement.states import STATES, Duty, Event
from musicdb.taskmanagement.taskmanager import TaskManager

log = logging.getLogger(__name__)

Duties = Mapping[Duty, Callable[[Task], str]]
Answer = Callable[[], None]


class TaskManagementThread:
    """Drives all tasks. `expireafter` in seconds; `workers` duties of a kind run at once."""

    def __init__(self, shelf: TaskShelf, workers: int, expireafter: float) -> None:
        self._shelf = shelf
        self._wakeups: queue.SimpleQueue[TaskId | Answer | None] = queue.SimpleQueue()
        self._expireafter = expireafter
        self._pools = {duty: ThreadPoolExecutor(workers, thread_name_prefix=f"tasks: {duty}") for duty in Duty}
        self.writers = ThreadPoolExecutor(workers, thread_name_prefix="tasks: write")
        self._thread = threading.Thread(target=self._run, name="task management")
        self.stopping = threading.Event()
        self._next_check = 0.0
        self._lock = threading.Lock()
        self._in_hand: set[TaskId] = set()
        self._look_again: set[TaskId] = set()

    def wake(self, taskid: TaskId) -> None:
        """Has a task looked at, soon."""
        self._wakeups.put(taskid)

    def answer(self, answer: Answer) -> None:
        """Calls `answer` in the thread, soon, as long as it is alive."""
        self._wakeups.put(answer)

    def start(self, manager: TaskManager, duties: Duties) -> None:
        """Takes up all tasks where they were left. From now on, deleting a JSON file by hand removes its task."""
        self._manager = manager
        self._duties = duties
        for task in self._shelf.all():
            self._wakeups.put(task.id)
        self._stop_watching = watch_deletions(self._shelf.directory, self._file_deleted)
        self._thread.start()

    def stop(self) -> None:
        """Stops after the duties in hand; long ones look at `stopping`. What is left goes on at the next start."""
        self.stopping.set()
        self._stop_watching()
        self._wakeups.put(None)
        self._thread.join()
        for pool in (self.writers, *self._pools.values()):
            pool.shutdown(wait=True, cancel_futures=True)

    def _run(self) -> None:
        going_on = True
        while going_on:
            try:
                going_on = self._turn()
            except Exception:
                log.exception("The task management made a mistake and goes on")

    def _turn(self) -> bool:
        try:
            wakeup = self._wakeups.get(timeout=max(0.0, self._next_check - time.time()))
        except queue.Empty:
            self._expire()
            return True
        if isinstance(wakeup, str):
            self._look_at(TaskId(wakeup))
        elif wakeup is not None:
            wakeup()
        return wakeup is not None

    def _look_at(self, taskid: TaskId) -> None:
        task = self._shelf.find(taskid)
        if task is None:
            return
        with self._lock:
            if taskid in self._in_hand:
                self._look_again.add(taskid)
                return
            duty = _duty_of(task)
            if duty is None and not isinstance(STATES[task.state], Works):
                return
            self._in_hand.add(taskid)
        # What only goes on to its next state takes no time, wherever it does so.
        self._pools[duty or Duty.REMOVE].submit(self._take_in_hand, task)

    def _take_in_hand(self, task: Task) -> None:
        try:
            self._do_duty(task)
        except MusicDBError as error:
            self._fail(task, error)
        except Exception as error:
            log.exception("The task %s failed in the state %s", task.id, task.state)
            self._fail(task, MusicDBError(f"MusicDB made a mistake: {error!r}"))
        finally:
            self._put_down(task.id)

    def _put_down(self, taskid: TaskId) -> None:
        with self._lock:
            self._in_hand.discard(taskid)
            look_again = taskid in self._look_again
            self._look_again.discard(taskid)
        if look_again:
            self._wakeups.put(taskid)

    def _do_duty(self, task: Task) -> None:
        row = STATES[task.state]
        duty = _duty_of(task)
        outcome = self._duties[duty](task) if duty else "done"
        if isinstance(row, Works):
            self._manager.update_task_state(task, row.outcomes[outcome])

    def _fail(self, task: Task, error: MusicDBError) -> None:
        log.warning("The task %s failed in the state %s: %s", task.id, task.state, error)
        if isinstance(STATES[task.state], Works):
            self._manager.fail(task, "failed", error)

    def _file_deleted(self, name: str) -> None:
        taskid = TaskId(name.removesuffix(".json"))
        if name.endswith(".json") and self._shelf.has_lost_file(taskid):
            self._manager.update_task_state(self._shelf.get(taskid), STATES.always[Event.REMOVED])

    def _expire(self) -> None:
        now = time.time()
        oldest = self._shelf.oldest_touch()
        self._next_check = max(now + 1.0, (oldest or now) + self._expireafter)
        for task in self._shelf.untouched_since(now - self._expireafter):
            if isinstance(STATES[task.state], Waits):
                name = task.sourcefilename or task.albumpath or task.videopath or task.id
                reason = f"nothing happened to it for {self._expireafter / 3600:g} hours"
                self._manager.update_task_state(task, STATES.always[Event.EXPIRED], f"{name} is removed: {reason}.")


def _duty_of(task: Task) -> Duty | None:
    match STATES[task.state]:
        case Waits(arriving=duty) | Works(duty=duty) | Ends(duty=duty):
            return Duty(duty) if duty else None
