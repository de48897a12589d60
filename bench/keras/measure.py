"""Runs one job of the benchmark in real Keras: the job comes as JSON, the answer is one line on stdout."""

import json
import os
import re
import resource
import sys
from pathlib import Path

ANSWER = "@bench "


def main():
    job = json.loads(sys.argv[1])
    # Nothing is imported before: a fresh process is measured with all that it loads.
    if job.get("threads"):
        limit_threads(job["threads"])
    import jobs

    run = {
        "about": jobs.about,
        "exercise": jobs.run_exercise,
        "step": jobs.run_steps,
        "trunk": jobs.run_trunk,
        "pictures": jobs.run_pictures,
    }
    if job["kind"] == "start":
        jobs.run_start(job, answer)
    else:
        answer(*run[job["kind"]](job))


def limit_threads(count):
    import tensorflow

    tensorflow.config.threading.set_intra_op_parallelism_threads(count)
    tensorflow.config.threading.set_inter_op_parallelism_threads(count)


def answer(samples, facts, histories=None):
    samples = {**samples, "peakMemoryBytes": [peak_memory_bytes()]}
    # A library may have left its own line unfinished.
    result = {"samples": samples, "facts": facts}
    if histories:
        result["histories"] = histories
    print("\n" + ANSWER + json.dumps(result), flush=True)


def peak_memory_bytes():
    """The most memory that this process has had resident."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux's getrusage counts what the parent held when it started this process.
        return int(re.search(r"VmHWM:\s*(\d+) kB", status.read_text())[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    # Whoever started this has no use for an orderly end once it has its answer.
    main()
    os._exit(0)
